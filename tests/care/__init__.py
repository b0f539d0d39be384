"""Care for owners, events, the market, personal data."""
