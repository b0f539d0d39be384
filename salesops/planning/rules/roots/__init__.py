"""Root causes: what made the orders of some weeks differ from what such weeks bring, tested and ranked (Rules M2, R1)."""
