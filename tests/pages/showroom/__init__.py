"""The showroom's pages."""
