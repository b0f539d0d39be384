"""The pieces pages are built of."""
