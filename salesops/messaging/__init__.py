"""Messages that leave the store: outbox, robots, templates."""
