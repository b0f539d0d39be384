"""The living demo store: three months of plausible history up to now, with a story in it (Rule X6).

What the pages say of it follows from its rows: a channel that collapsed ten days ago, a slow model, a hybrid with a
backlog, a trainee who invites well and closes badly, a senior without referrals, a consultant without orders.
"""

from salesops.demo.filling import SEED, NotEmpty, extend, fill, reset

__all__ = ["SEED", "NotEmpty", "extend", "fill", "reset"]
