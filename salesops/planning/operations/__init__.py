"""Changes of what the stages share."""
