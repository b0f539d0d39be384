"""Who may do what: accounts, sessions, roles, masking, business numbers, audit trail."""
