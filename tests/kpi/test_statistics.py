"""Chance and change: the examples worked out for a store's numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.kpi.statistics import (
    Change,
    benjamini_hochberg,
    chance_of_none,
    change_of_count,
    change_of_rate,
    exposure,
    fitted_prior,
    judge,
    overdispersion,
    prior_of,
    shrunken,
    weekday_weights,
    wilson,
)


@pytest.mark.parametrize(
    ("successes", "cases", "low", "high"),
    [(3, 100, 0.010, 0.085), (30, 1000, 0.021, 0.043), (2, 8, 0.07, 0.59)],
)
def test_small_samples_have_wide_intervals(successes: int, cases: int, low: float, high: float) -> None:
    found = wilson(successes, cases)
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(low, abs=0.002), pytest.approx(high, abs=0.002))


@pytest.mark.parametrize(("successes", "cases"), [(0, 0), (3, 2)])
def test_no_interval_without_cases_or_for_what_is_no_share(successes: int, cases: int) -> None:
    assert wilson(successes, cases) is None


@pytest.mark.parametrize(
    ("successes", "cases", "drawn"), [(0, 5, 0.178), (3, 8, 0.229), (6, 20, 0.233), (30, 100, 0.271)]
)
def test_few_cases_are_drawn_to_the_store(successes: int, cases: int, drawn: float) -> None:
    """Rule T3: peers are compared by the drawn rate, not by luck."""
    assert shrunken(successes, cases, prior_of(0.2, 40)) == pytest.approx(drawn, abs=0.001)


def test_a_prior_is_looser_where_people_really_differ() -> None:
    alike = fitted_prior([(10, 100), (11, 100), (9, 100), (10, 100)])
    apart = fitted_prior([(5, 100), (40, 100), (10, 100), (30, 100)])
    assert alike == prior_of(0.1, 40)
    assert apart.rate == pytest.approx(0.2125)
    assert apart.successes + apart.failures < 40


@pytest.mark.parametrize(
    ("count", "before", "p_value"),
    [(21, 140, 0.014), (25, 140, 0.069), (7, 56, 0.047), (9, 56, 0.137), (3, 28, 0.107)],
)
def test_a_drop_in_a_week_against_four(count: int, before: int, p_value: float) -> None:
    """Rule M2: small channels cannot be judged by a week."""
    found = change_of_count(count, 7, before, 28)
    assert found is not None
    assert found.p_value == pytest.approx(p_value, abs=0.001)
    assert found.expected == before / 4


def test_nothing_before_and_after_is_no_change() -> None:
    assert change_of_count(0, 7, 0, 28) is None
    assert change_of_rate(0, 0, 1, 10) is None


def test_rates_need_many_cases_to_differ() -> None:
    """Rule M2: 3.0 against 1.8 % of a thousand leads each."""
    found = change_of_rate(18, 1000, 30, 1000)
    assert found is not None
    assert found.p_value == pytest.approx(0.054, abs=0.001)
    assert found.share == pytest.approx(-0.4)


def test_days_count_by_their_weekday() -> None:
    """Rule M2: a week without its Sunday is not compared with weeks that have one."""
    weights = weekday_weights([(day, 20 if day == 6 else 10) for day in range(7) for _ in range(4)])
    assert weights[6] > 1.5
    assert weights[0] < 1
    assert exposure(range(7), weights) == pytest.approx(7, abs=0.3)
    assert weekday_weights([]) == dict.fromkeys(range(7), 1.0)


def test_many_tests_find_less() -> None:
    """Rule M2: of twenty channels one seems to fall by chance alone."""
    changes = {n: Change(count=1, expected=2, share=-0.5, p_value=0.04 + n / 25) for n in range(20)}
    assert not any(verdict.significant for verdict in judge(changes).values())
    assert judge({"one": changes[0]})["one"].significant
    assert judge({}) == {}


@given(st.lists(st.floats(0, 1), max_size=20))
def test_adjusting_never_makes_a_finding_stronger(p_values: list[float]) -> None:
    adjusted = benjamini_hochberg(p_values)
    assert all(after >= before - 1e-12 for before, after in zip(p_values, adjusted, strict=True))


def test_bursts_show_in_the_variance() -> None:
    assert overdispersion([5, 5, 5, 5]) == 0
    assert overdispersion([0, 0, 20, 0]) > 10
    assert overdispersion([]) == overdispersion([0, 0]) == 1


@pytest.mark.parametrize(("month", "chance"), [(4, 0.63), (6, 0.50), (8, 0.40), (12, 0.25)])
def test_three_days_without_an_order_are_ordinary(month: int, chance: float) -> None:
    """Rule R2: how likely such a run is by chance alone."""
    assert chance_of_none(month / 26, 3) == pytest.approx(chance, abs=0.005)
