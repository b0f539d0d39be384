"""Who is due when: after delivery, on birthdays by both calendars, on festivals (Rule C1)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.care.rules import schedule
from salesops.care.rules.policies import CarePolicy
from salesops.care.rules.schedule import Birthday, Delivery
from salesops.core.calendar import Period
from salesops.models.enums import CareKind

TODAY = date(2026, 11, 24)
POLICY = CarePolicy()
DAYS = schedule.default_days(POLICY)
days_of_year = st.dates(min_value=date(1950, 1, 1), max_value=date(2005, 12, 31))


def due(delivered_on: date, today: date, *, served: bool = False) -> dict[CareKind, date]:
    delivery = Delivery(order_id=1, customer_id=1, delivered_on=delivered_on, served=served)
    found = schedule.after_delivery([delivery], DAYS, schedule.make_up_window(today, POLICY))
    return {each.kind: each.due_on for each in found}


def test_usage_tips_are_due_within_seven_days_and_the_first_service_within_thirty() -> None:
    delivered = TODAY - timedelta(days=6)
    assert due(delivered, TODAY)[CareKind.USAGE_TIPS] == delivered + timedelta(days=7)
    delivered = TODAY - timedelta(days=29)
    assert due(delivered, TODAY) == {CareKind.FIRST_SERVICE: delivered + timedelta(days=30)}


def test_a_first_service_that_was_done_is_not_asked_for() -> None:
    assert due(TODAY - timedelta(days=29), TODAY, served=True) == {}


@given(st.integers(0, 400))
def test_every_kind_comes_up_on_the_days_before_its_day_and_is_made_up_after(back: int) -> None:
    """Whatever the day the software runs, each kind is made on some day, and never for another date."""
    delivered = TODAY - timedelta(days=back)
    for kind, within in DAYS.items():
        made = kind in due(delivered, TODAY)
        late = back - within
        assert made is (-POLICY.ahead_days <= late <= POLICY.catch_up_days)


@given(days_of_year, st.booleans())
def test_nobodys_birthday_is_missed(born: date, lunar: bool) -> None:
    """Looking day by day through the longest lunar year finds it; leap days and leap months included."""
    person = Birthday(customer_id=1, born=born, lunar=lunar)
    found = {
        each.due_on
        for day in Period.days(385, TODAY + timedelta(days=385)).dates()
        for each in schedule.birthdays([person], Period.day(day))
    }
    assert 0 < len(found) <= 2


def test_a_lunar_birthday_is_kept_by_the_moon() -> None:
    """Born on the fifteenth of the eighth month: on Mid-Autumn of each year."""
    born = date(1990, 10, 3)
    window = Period.day(date(2026, 9, 25))
    assert schedule.birthdays([Birthday(customer_id=1, born=born, lunar=True)], window)
    assert not schedule.birthdays([Birthday(customer_id=1, born=born)], window)


def test_born_on_a_leap_day_is_kept_on_the_28th() -> None:
    person = Birthday(customer_id=1, born=date(1992, 2, 29))
    assert [each.due_on for each in schedule.birthdays([person], Period.days(3, date(2027, 3, 2)))] == [
        date(2027, 2, 28)
    ]


@pytest.mark.parametrize(
    "day", [date(2027, 1, 1), date(2027, 2, 6), date(2026, 9, 25), date(2026, 6, 19), date(2026, 10, 1)]
)
def test_festivals_of_sun_and_moon_are_greeted_on(day: date) -> None:
    found = schedule.festival_greetings([7, 8], Period.day(day))
    assert [(each.customer_id, each.due_on) for each in found] == [(7, day), (8, day)]


def test_nobody_is_greeted_on_the_day_of_the_dead() -> None:
    assert schedule.festival_greetings([7], Period.day(date(2026, 4, 5))) == []


@pytest.mark.parametrize(
    ("kind", "late", "passed"),
    [
        (CareKind.BIRTHDAY, 0, False),
        (CareKind.BIRTHDAY, 1, True),
        (CareKind.FESTIVAL, 1, True),
        (CareKind.USAGE_TIPS, 14, False),
        (CareKind.USAGE_TIPS, 15, True),
    ],
)
def test_greetings_are_not_made_up_for_the_rest_is(kind: CareKind, late: int, passed: bool) -> None:
    assert schedule.has_passed(kind, TODAY - timedelta(days=late), TODAY, POLICY) is passed
