"""How good forecasts are: what was stated against what came (Rule M10)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One stated number and what came."""

    stated: float
    came: float


def accuracy(pairs: Iterable[Pair]) -> float | None:
    """1 − the misses ÷ the larger of stated and come, summed up (Rule M10); None when nothing was stated or came.

    Stating nothing and getting nothing is no hit: it would be cheap. 4 stated and 3 come is 75 %.
    """
    missed = largest = 0.0
    for pair in pairs:
        missed += abs(pair.stated - pair.came)
        largest += max(pair.stated, pair.came)
    return 1 - missed / largest if largest else None
