"""What stands before the first day: people, models, channels, library, targets, earlier owners."""
