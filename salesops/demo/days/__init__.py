"""What happens day by day, a module per subject; each plans the day and says what every event changes."""
