"""The state's calendar and half-open periods (Rule Z5)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.calendar import DayKind, Period, month_start, next_month, working_day, working_days

days = st.dates(date(2004, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 2, 14), DayKind.MAKEUP_WORKDAY),
        (date(2026, 2, 28), DayKind.MAKEUP_WORKDAY),
        (date(2026, 9, 20), DayKind.MAKEUP_WORKDAY),
        (date(2026, 10, 10), DayKind.MAKEUP_WORKDAY),
        (date(2026, 2, 17), DayKind.HOLIDAY),
        (date(2026, 2, 23), DayKind.HOLIDAY),
        (date(2026, 10, 3), DayKind.HOLIDAY),
        (date(2026, 3, 7), DayKind.WEEKEND),
        (date(2026, 3, 4), DayKind.WORKDAY),
    ],
)
def test_2026_is_as_the_notice_says(day: date, kind: DayKind) -> None:
    """Rule Z5: make-up weekends are working days, the exchanged weekdays are not."""
    found = working_day(day)
    assert found.kind is kind
    assert found.published
    assert found.works is (kind in (DayKind.WORKDAY, DayKind.MAKEUP_WORKDAY))


def test_a_year_without_notice_is_guessed_and_says_so() -> None:
    """Rule Z5: 2027 falls back to weekends and the days fixed by law, never silently."""
    new_year, spring_festival, monday = (
        working_day(d) for d in (date(2027, 1, 1), date(2027, 2, 8), date(2027, 3, 1))
    )
    assert [d.kind for d in (new_year, spring_festival, monday)] == [
        DayKind.HOLIDAY,
        DayKind.HOLIDAY,
        DayKind.WORKDAY,
    ]
    assert not new_year.published
    assert working_days(date(2026, 12, 30), date(2027, 1, 6)).unpublished_years == (2027,)


def test_working_days_leave_out_the_end() -> None:
    found = working_days(date(2026, 2, 13), date(2026, 2, 25))
    assert found.days == (date(2026, 2, 13), date(2026, 2, 14), date(2026, 2, 24))
    assert found.unpublished_years == ()


@given(days)
def test_every_day_has_a_kind_that_fits_its_weekday(day: date) -> None:
    kind = working_day(day).kind
    if kind is DayKind.WORKDAY:
        assert day.weekday() < 5
    if kind in (DayKind.WEEKEND, DayKind.MAKEUP_WORKDAY):
        assert day.weekday() >= 5


def test_periods_of_the_trade() -> None:
    """Month to date holds the day; the n days until a day do not."""
    day = date(2026, 2, 14)
    assert Period.day(day) == Period(day, date(2026, 2, 15))
    assert Period.month(day) == Period(date(2026, 2, 1), date(2026, 3, 1))
    assert Period.month_to_date(day) == Period(date(2026, 2, 1), date(2026, 2, 15))
    assert Period.days(7, until=day) == Period(date(2026, 2, 7), day)
    assert Period.month(date(2026, 12, 31)).end == date(2027, 1, 1)


@given(days)
def test_a_month_holds_its_own_days_only(day: date) -> None:
    month = Period.month(day)
    assert day in month
    assert month_start(day) in month
    assert next_month(day) not in month
    assert {d.month for d in month.dates()} == {day.month}
    assert 28 <= len(month) <= 31


@given(days, st.integers(0, 400))
def test_the_period_before_is_as_long_and_touches(day: date, n: int) -> None:
    period = Period.days(n, until=day)
    before = period.previous()
    assert len(before) == len(period) == n
    assert before.end == period.start


def test_a_period_cannot_run_backwards() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2026, 2, 2), date(2026, 2, 1))
