"""Channels and leads: nothing arrives unseen, nobody cools off (9:30–10:30)."""
