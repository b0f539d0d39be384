"""Open time: the arithmetic under every first-touch clock (Rule L2)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.calendar import OpeningHours

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS = OpeningHours(opens=time(9), closes=time(20))
CLOSED_SUNDAYS = OpeningHours(
    opens=time(9), closes=time(20), closed_weekdays=frozenset({6}), closed_days=frozenset({date(2026, 3, 4)})
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


FIRST, LAST = datetime(2026, 1, 1), datetime(2026, 12, 31)  # noqa: DTZ001 - Hypothesis adds the zone
moments = st.datetimes(FIRST, LAST, timezones=st.just(SHANGHAI))
amounts = st.timedeltas(timedelta(0), timedelta(days=5))
some_time = st.timedeltas(timedelta(seconds=1), timedelta(days=5))
hours = st.builds(
    OpeningHours,
    opens=st.times(time(6), time(11)),
    closes=st.times(time(12), time(23, 30)),
    closed_weekdays=st.frozensets(st.integers(0, 6), max_size=5),
    closed_days=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=5),
)


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2026-03-02 10:00", 60, "2026-03-02 11:00"),
        ("2026-03-02 21:30", 60, "2026-03-03 10:00"),
        ("2026-03-02 07:00", 60, "2026-03-02 10:00"),
        ("2026-03-02 19:40", 60, "2026-03-03 09:40"),
        ("2026-03-02 19:00", 60, "2026-03-02 20:00"),
        ("2026-03-02 20:00", 1, "2026-03-03 09:01"),
        ("2026-03-02 10:00", 0, "2026-03-02 10:00"),
    ],
)
def test_a_limit_runs_only_while_the_store_is_open(start: str, minutes: int, due: str) -> None:
    """Rule L2: what is left at closing carries over; after closing the clock starts at opening."""
    assert HOURS.add_open_time(at(start), timedelta(minutes=minutes)) == at(due)


def test_closed_days_do_not_count() -> None:
    """Rule L2: from Tuesday evening over a closed Wednesday, and over a closed Sunday."""
    assert CLOSED_SUNDAYS.add_open_time(at("2026-03-03 19:30"), timedelta(hours=1)) == at("2026-03-05 09:30")
    assert CLOSED_SUNDAYS.next_opening(at("2026-03-07 20:00")) == at("2026-03-09 09:00")


def test_the_store_is_closed_from_its_closing_minute_on() -> None:
    assert HOURS.is_open(at("2026-03-02 09:00"))
    assert HOURS.is_open(at("2026-03-02 19:59"))
    assert not HOURS.is_open(at("2026-03-02 20:00"))


def test_a_night_holds_no_open_time() -> None:
    assert HOURS.open_time_between(at("2026-03-02 20:00"), at("2026-03-03 09:00")) == timedelta(0)


@given(hours, moments, moments)
def test_open_time_is_never_negative_and_never_more_than_the_clock_shows(
    store: OpeningHours, start: datetime, end: datetime
) -> None:
    counted = store.open_time_between(start, end)
    assert timedelta(0) <= counted <= max(end - start, timedelta(0))


@given(hours, st.tuples(moments, moments, moments).map(sorted))
def test_splits_add_up(store: OpeningHours, three: list[datetime]) -> None:
    start, middle, end = three
    whole = store.open_time_between(start, end)
    assert store.open_time_between(start, middle) + store.open_time_between(middle, end) == whole


@given(hours, moments, amounts)
def test_counting_back_gives_what_was_added(store: OpeningHours, start: datetime, amount: timedelta) -> None:
    assert store.open_time_between(start, store.add_open_time(start, amount)) == amount


@given(hours, moments, amounts, some_time)
def test_more_time_is_due_later(
    store: OpeningHours, start: datetime, amount: timedelta, more: timedelta
) -> None:
    assert store.add_open_time(start, amount) < store.add_open_time(start, amount + more)


@given(hours, moments, moments, amounts)
def test_who_starts_earlier_is_due_no_later(
    store: OpeningHours, one: datetime, other: datetime, amount: timedelta
) -> None:
    early, late = sorted((one, other))
    assert store.add_open_time(early, amount) <= store.add_open_time(late, amount)


@given(hours, moments, amounts, some_time)
def test_two_steps_reach_what_one_reaches(
    store: OpeningHours, start: datetime, first: timedelta, then: timedelta
) -> None:
    stepped = store.add_open_time(store.add_open_time(start, first), then)
    assert stepped == store.add_open_time(start, first + then)


@given(hours, moments)
def test_the_next_opening_is_open_and_not_before(store: OpeningHours, moment: datetime) -> None:
    opening = store.next_opening(moment)
    assert opening >= moment
    assert store.is_open(opening)


@pytest.mark.parametrize(
    "wrong",
    [
        {"opens": time(20), "closes": time(9)},
        {"opens": time(9), "closes": time(9)},
        {"opens": time(9), "closes": time(20), "closed_weekdays": frozenset(range(7))},
    ],
)
def test_hours_that_never_open_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="A store"):
        OpeningHours(**wrong)


def test_time_is_not_taken_away() -> None:
    with pytest.raises(ValueError, match="added"):
        HOURS.add_open_time(at("2026-03-02 10:00"), timedelta(minutes=-1))
