"""After hours: care for owners, events, the reading of the market, and the protection of personal data."""
