"""How a synthetic store works, and what can be planted in its last four weeks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

RECENT = 28
"""Days in which the planted cause works."""
CHANNELS = (  # part of the leads, part that comes, closing against the mean
    ("Auto portal", 0.30, 0.14, 1.0),
    ("Short video", 0.26, 0.09, 0.75),
    ("Own site", 0.10, 0.18, 1.0),
    ("Partner stores", 0.10, 0.18, 1.0),
    ("Owners' referrals", 0.12, 0.34, 1.45),
    ("Fairs", 0.07, 0.12, 0.9),
    ("Map listing", 0.05, 0.20, 1.0),
)
_VIDEO = 1


class Plant(StrEnum):
    """What is wrong with a store in its last four weeks."""

    DEAD_CHANNEL = "dead channel"
    WEAK_SCRIPT = "weak script"
    SLOW_GREETING = "slow greeting"
    WEAK_CONSULTANT = "weak consultant"
    MIX_SHIFT = "mix shift"
    NONE = "none"


SIZES = {  # see the docstring of the bench for what they mean to a sales manager, and why they are so large
    Plant.DEAD_CHANNEL: (0.75, 1.0),  # of its leads are missing
    Plant.WEAK_SCRIPT: (0.30, 0.45),  # of those who came do not come
    Plant.SLOW_GREETING: (0.30, 0.45),  # of the parties wait too long, instead of 5 to 10 %
    Plant.WEAK_CONSULTANT: (0.60, 0.75),  # of one's invitations and closings are missing, of drives 30 %
    Plant.MIX_SHIFT: (0.45, 0.60),  # of the leads of the better channels come as short-video leads instead
    Plant.NONE: (0.0, 0.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a store works, drawn by its seed."""

    leads_a_day: float
    walk_ins_a_day: float
    shares: Any
    comes: Any
    closes: Any
    inviting: Any
    driving: Any
    closing: Any
    drive_rate: float
    close_rate: float
    wait_rate: float


def habits_of(seed: int) -> Habits:
    """How the store of a seed works, whatever is planted in it."""
    rng = np.random.default_rng([20261124, seed])
    people = int(rng.integers(5, 9))
    chosen = CHANNELS[: int(rng.integers(5, len(CHANNELS) + 1))]
    shares = np.array([row[1] for row in chosen]) * rng.lognormal(0, 0.2, len(chosen))
    return Habits(
        leads_a_day=float(rng.uniform(26, 42)),
        walk_ins_a_day=float(rng.uniform(3, 6)),
        shares=shares / shares.sum(),
        comes=np.array([row[2] for row in chosen]) * rng.lognormal(0, 0.15, len(chosen)),
        closes=np.array([row[3] for row in chosen]) * rng.lognormal(0, 0.1, len(chosen)),
        inviting=rng.lognormal(0, 0.15, people),
        driving=rng.lognormal(0, 0.1, people),
        closing=rng.lognormal(0, 0.2, people),
        drive_rate=float(rng.uniform(0.5, 0.62)),
        close_rate=float(rng.uniform(0.26, 0.36)),
        wait_rate=float(rng.uniform(0.05, 0.10)),
    )


def planted_shares(habits: Habits, what: Plant, culprit: int, size: float) -> Any:
    """The channels' parts of the leads of a usual day, with what is planted."""
    shares = habits.shares.copy()
    if what is Plant.DEAD_CHANNEL:
        shares[culprit] *= 1 - size
    if what is Plant.MIX_SHIFT:
        worth = habits.comes * habits.closes
        better = worth > np.average(worth, weights=habits.shares)
        moved = shares[better] * size
        shares[better] -= moved
        shares[_VIDEO] += moved.sum()
    return shares
