"""What the leads page shows: frozen rows, bounded, in few statements."""
