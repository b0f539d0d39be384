"""Decisions about leads: pure, facts in, decision and reasons out."""
