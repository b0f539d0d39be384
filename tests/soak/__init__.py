"""The showroom screen for days, in minutes."""
