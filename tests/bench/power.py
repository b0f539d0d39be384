"""How often a perfect test would see a planted cause: one that knows the store's true rates and how large the cause is.

No method can see more than that in as many days. The test is Neyman and Pearson's over everything that was counted
(leads of each channel and consultant that come or not, visits that waited, drove, ordered), each cell Poisson's. It has
to ask as many places as the diagnosis does, so each is allowed its part of the false alarms.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.bench.habits import RECENT, Habits, Plant, habits_of, planted_shares

FALSE_ALARMS = 0.05
_DRAWS = 10_000
_STORE_WIDE, _MODELS = 8, 4


def power(seed: int, what: Plant, *, culprit: int, size: float) -> float:
    """How often the perfect test tells this store from one in which nothing is wrong."""
    habits = habits_of(seed)
    usual = _means(habits, Plant.NONE, culprit, 0.0)
    now = _means(habits, what, culprit, size)
    places = len(habits.shares) + len(habits.inviting) + _STORE_WIDE + _MODELS
    moved = np.abs(now - usual) > 1e-12 * usual
    ratio, group = np.unique(np.round(np.log(now[moved] / usual[moved]), 9), return_inverse=True)
    before, after = (np.bincount(group, weights=cells[moved]) for cells in (usual, now))
    rng = np.random.default_rng([20261126, seed])
    chance = rng.poisson(before, (_DRAWS, len(before))) @ ratio
    real = rng.poisson(after, (_DRAWS, len(after))) @ ratio
    return float(np.mean(real > np.quantile(chance, 1 - FALSE_ALARMS / places)))


def _means(habits: Habits, what: Plant, culprit: int, size: float) -> Any:
    """Expected counts of the days looked at: consultants × channels and walk-ins × what became of it."""
    people = len(habits.inviting)
    leads = habits.leads_a_day * planted_shares(habits, what, culprit, size) * RECENT / people
    weak = np.ones(people)
    if what is Plant.WEAK_CONSULTANT:
        weak[culprit] = 1 - size
    script = 1 - size if what is Plant.WEAK_SCRIPT else 1.0
    comes = np.minimum(np.outer(habits.inviting * weak * script, habits.comes), 1.0)
    walk_ins = np.full((people, 1), habits.walk_ins_a_day * RECENT / people)
    visits = np.hstack([leads * comes, walk_ins])
    waits = size if what is Plant.SLOW_GREETING else habits.wait_rate
    sells = np.append(habits.closes, 0.9)
    cells = [(leads * (1 - comes)).ravel()]
    for waited, part in ((True, waits), (False, 1 - waits)):
        drives = habits.drive_rate * habits.driving * (0.45 if waited else 1.0)
        drives = drives * np.where(weak < 1, 0.7, 1.0)
        for drove, so_many in ((True, drives), (False, 1 - drives)):
            closes = habits.close_rate * habits.closing * weak * (1.0 if drove else 0.22)
            closes = np.outer(closes * (0.65 if waited else 1.0), sells)
            came = visits * part * so_many[:, None]
            cells += [(came * closes).ravel(), (came * (1 - closes)).ravel()]
    return np.concatenate(cells) + 1e-9
