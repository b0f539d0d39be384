"""What all pages share: shell, units of work, clock, state, formats, components."""
