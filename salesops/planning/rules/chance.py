"""What chance alone does to small counts, in one number each (the tests are kpi's)."""

from __future__ import annotations

from collections.abc import Sequence

from salesops.kpi.statistics import Change, benjamini_hochberg, change_of_count


def fewer(recent: float, recent_weight: float, before: float, before_weight: float) -> float:
    """How often chance alone brings so few, or fewer, at the rate of before; 1 when nothing can be compared."""
    return _p(change_of_count(round(recent), recent_weight, round(before), before_weight))


def more(recent: float, recent_weight: float, before: float, before_weight: float) -> float:
    """How often chance alone brings so many, or more, at the rate of before; 1 when nothing can be compared."""
    return _p(change_of_count(round(recent), recent_weight, round(before), before_weight, drop=False))


def adjusted(chances: Sequence[float]) -> list[float]:
    """The chances corrected for their number (Benjamini and Hochberg)."""
    return benjamini_hochberg(chances)


def _p(change: Change | None) -> float:
    return 1.0 if change is None else change.p_value
