"""What a figure usually is: the mean as its kind asks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesops.kpi.figures import Kind
from salesops.kpi.measure import Measured, Number
from salesops.kpi.registry import FIGURES
from salesops.kpi.usual import usual


def days(figure: str, *parts: tuple[Number | None, Number | None, Number | None]) -> list[Measured]:
    """Days of a figure as value, numerator and denominator."""
    return [Measured(figure=figure, value=v, numerator=n, denominator=d) for v, n, d in parts]


def test_a_count_is_averaged_over_all_days_with_those_of_nothing() -> None:
    """Rules M1, R1."""
    assert usual("visits", days("visits", (8, 8, None), (None, None, None), (1, 1, None))) == 3.0


def test_a_rate_is_all_hits_over_all_cases() -> None:
    """Rules M1, R1: one order of one visit does not weigh as much as two of nineteen."""
    found = days("close_rate", (1.0, 1, 1), (2 / 19, 2, 19), (None, 0, 0))
    assert usual("close_rate", found) == pytest.approx(3 / 20)


def test_an_average_is_weighed_by_its_cases() -> None:
    found = days("gross_profit_per_car", (Decimal(9000), Decimal(9000), 1), (Decimal(3000), Decimal(9000), 3))
    assert usual("gross_profit_per_car", found) == 4500.0


@pytest.mark.parametrize("figure", ["stock_turnover", "slow_cars", "first_touch_minutes"])
def test_what_cannot_be_pooled_is_averaged_where_it_is_known(figure: str) -> None:
    """Rule R1."""
    assert usual(figure, days(figure, (6.0, 600, 100), (None, None, None), (2.0, 2, 1))) == 4.0


@pytest.mark.parametrize("kind", list(Kind))
def test_without_earlier_days_nothing_is_usual(kind: Kind) -> None:
    figure = next(each.id for each in FIGURES.values() if each.kind is kind)
    assert usual(figure, []) is None
    if kind is not Kind.COUNT:
        assert usual(figure, days(figure, (None, 0, 0))) is None
