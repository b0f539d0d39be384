"""The one place where a figure is defined; every page asks here."""
