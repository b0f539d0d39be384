"""What is decided about intent customers: profit, authority, gifts, finance, next steps, solutions."""
