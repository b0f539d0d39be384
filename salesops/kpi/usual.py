"""How a figure usually is: the one mean of earlier days that a day is compared with (Rules M1, R1)."""

from __future__ import annotations

from collections.abc import Sequence

from salesops.kpi.figures import Kind
from salesops.kpi.measure import Measured, Number
from salesops.kpi.registry import FIGURES


def usual(figure: str, days: Sequence[Measured]) -> float | None:
    """The mean of some stretches of days as the figure's kind asks; None without anything to compare with.

    A count: the mean, where nothing is none. A rate or an average: all hits over all cases, so that a day with
    two cases does not weigh as much as one with twenty. A state or a median cannot be pooled: the mean of the
    days on which it is known.
    """
    kind = FIGURES[figure].kind
    if kind is Kind.COUNT:
        return _mean([_number(day.value) for day in days])
    if kind in (Kind.STOCK, Kind.MEDIAN):
        return _mean([float(day.value) for day in days if day.value is not None])
    cases = sum(_number(day.denominator) for day in days)
    return sum(_number(day.numerator) for day in days) / cases if cases else None


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _number(value: Number | None) -> float:
    return float(value or 0)
