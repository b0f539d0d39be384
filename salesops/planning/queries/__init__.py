"""Reads of what the stages share."""
