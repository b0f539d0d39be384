"""Who gets in, and what each role may do there."""
