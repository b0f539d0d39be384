"""The morning meeting: what yesterday says, what today must bring, and what is decided (M1 to M12)."""
