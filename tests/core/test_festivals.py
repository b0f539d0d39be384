"""Festivals and birthdays by both calendars (Rule C1)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.calendar import Period
from salesops.core.festivals import Festival, festivals, next_birthday

LUNAR = (
    Festival.SPRING_FESTIVAL,
    Festival.LANTERN,
    Festival.DRAGON_BOAT,
    Festival.QIXI,
    Festival.MID_AUTUMN,
    Festival.DOUBLE_NINTH,
)


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2027, [(2, 6), (2, 20), (6, 9), (8, 8), (9, 15), (10, 8)]),
        (2028, [(1, 26), (2, 9), (5, 28), (8, 26), (10, 3), (10, 26)]),
    ],
)
def test_lunar_festivals_fall_where_the_almanac_says(year: int, days: list[tuple[int, int]]) -> None:
    """Rule C1."""
    found = festivals(Period(date(year, 1, 1), date(year + 1, 1, 1)))
    assert [each.day for each in found if each.festival in LUNAR] == [date(year, *day) for day in days]


def test_the_year_2026_has_these_festivals() -> None:
    """Rule C1: solar and lunar, in order, without the days of the dead."""
    found = festivals(Period(date(2026, 1, 1), date(2027, 1, 1)))
    assert [(each.festival, each.day) for each in found] == [
        (Festival.NEW_YEAR, date(2026, 1, 1)),
        (Festival.SPRING_FESTIVAL, date(2026, 2, 17)),
        (Festival.LANTERN, date(2026, 3, 3)),
        (Festival.LABOUR_DAY, date(2026, 5, 1)),
        (Festival.DRAGON_BOAT, date(2026, 6, 19)),
        (Festival.QIXI, date(2026, 8, 19)),
        (Festival.MID_AUTUMN, date(2026, 9, 25)),
        (Festival.NATIONAL_DAY, date(2026, 10, 1)),
        (Festival.DOUBLE_NINTH, date(2026, 10, 18)),
    ]


def test_a_period_over_new_year_holds_both_years() -> None:
    found = festivals(Period(date(2026, 12, 20), date(2027, 2, 7)))
    assert [each.day for each in found] == [date(2027, 1, 1), date(2027, 2, 6)]


@pytest.mark.parametrize(
    ("born", "today", "lunar", "birthday"),
    [
        (date(1990, 3, 5), date(2026, 3, 5), False, date(2026, 3, 5)),
        (date(1990, 3, 5), date(2026, 3, 6), False, date(2027, 3, 5)),
        (date(1992, 2, 29), date(2026, 2, 1), False, date(2026, 2, 28)),
        (date(1992, 2, 29), date(2028, 2, 1), False, date(2028, 2, 29)),
        (date(1990, 1, 27), date(2026, 2, 1), True, date(2026, 2, 17)),  # first day of a lunar year
        (date(1990, 6, 30), date(2026, 1, 1), True, date(2026, 6, 22)),  # leap fifth month, day 8
    ],
)
def test_birthdays_by_either_calendar(born: date, today: date, lunar: bool, birthday: date) -> None:
    """Rule C1."""
    assert next_birthday(born, today=today, lunar=lunar) == birthday


@given(
    st.dates(date(1930, 1, 1), date(2010, 1, 1)), st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.booleans()
)
def test_everybody_has_a_birthday_within_thirteen_lunar_months(born: date, today: date, lunar: bool) -> None:
    found = next_birthday(born, today=today, lunar=lunar)
    assert 0 <= (found - today).days <= 385
