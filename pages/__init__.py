"""What a person sees: one file per stage of the day."""
