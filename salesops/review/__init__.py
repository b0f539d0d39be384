"""The evening review: what today says, what is done about it, what tomorrow asks, and the closing of the day (R1 to R8)."""
