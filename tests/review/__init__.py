"""Tests of the evening review."""
