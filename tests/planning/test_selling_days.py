"""How a month is spread over its selling days."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.calendar import OpeningHours, Period
from salesops.planning.rules.policies import SellingDaysPolicy
from salesops.planning.rules.selling_days import pace, selling_days

HOURS = OpeningHours(opens=time(9), closes=time(18))
POLICY = SellingDaysPolicy()


def test_holidays_and_weekends_weigh_more_and_made_up_days_as_working_days() -> None:
    """Rule M1: dealers sell on National Day; 10 October 2026 is a Saturday that is worked."""
    october = selling_days(Period.month(date(2026, 10, 1)), HOURS, POLICY)
    assert october.weight_of(date(2026, 10, 1)) == POLICY.holiday
    assert october.weight_of(date(2026, 10, 10)) == POLICY.makeup_workday
    assert october.weight_of(date(2026, 10, 17)) == POLICY.weekend
    assert october.weight_of(date(2026, 10, 12)) == POLICY.workday
    assert len(october.days) == 31


def test_a_closed_day_is_no_selling_day() -> None:
    closed = OpeningHours(opens=time(9), closes=time(18), closed_weekdays=frozenset({0}))
    november = selling_days(Period.month(date(2026, 11, 1)), closed, POLICY)
    assert len(november.days) == 25
    assert november.weight_of(date(2026, 11, 2)) == 0


def test_a_year_without_published_calendar_is_named() -> None:
    """Rule Z5: a guess is said to be one."""
    later = selling_days(Period(date(2030, 1, 30), date(2030, 2, 2)), HOURS, POLICY)
    assert later.unpublished_years == (2030,)
    assert len(later.days) == 3


def test_what_is_left_is_spread_by_weight() -> None:
    """Rule M1."""
    november = selling_days(Period.month(date(2026, 11, 1)), HOURS, POLICY)
    found = pace(60, 40, november, today=date(2026, 11, 24))
    assert found.days_left == 7
    assert found.left == 20
    assert found.weight_left == pytest.approx(5 + 2 * 1.6)
    assert found.today == pytest.approx(20 / 8.2)
    assert found.per_day == pytest.approx(20 / 7)
    assert found.ahead < 0


def test_a_target_that_is_reached_asks_for_nothing() -> None:
    november = selling_days(Period.month(date(2026, 11, 1)), HOURS, POLICY)
    assert pace(30, 31, november, today=date(2026, 11, 24)).today == 0


def test_after_the_last_day_nothing_can_be_spread() -> None:
    november = selling_days(Period.month(date(2026, 11, 1)), HOURS, POLICY)
    found = pace(30, 20, november, today=date(2026, 12, 1))
    assert (found.days_left, found.today, found.per_day) == (0, 0, 0)


@given(st.floats(0, 500), st.floats(0, 500), st.integers(1, 30))
def test_the_shares_of_all_remaining_days_add_up_to_the_rest(target: float, done: float, day: int) -> None:
    november = selling_days(Period.month(date(2026, 11, 1)), HOURS, POLICY)
    first = pace(target, done, november, today=date(2026, 11, day))
    total = sum(
        first.left / first.weight_left * each.weight for each in november.from_day(date(2026, 11, day)).days
    )
    assert total == pytest.approx(first.left)
