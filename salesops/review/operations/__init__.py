"""Changes that the evening review makes: actions, shadowing, reservations, responses, the closing of the day."""
