"""Tests of intent customers."""
