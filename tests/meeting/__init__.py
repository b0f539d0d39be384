"""Tests of the morning meeting."""
