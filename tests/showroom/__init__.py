"""The showroom."""
