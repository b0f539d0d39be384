"""When a first touch is due, and how urgent it is (L2, L9)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.calendar import OpeningHours
from salesops.leads.rules import first_touch
from salesops.leads.rules.first_touch import Urgency
from salesops.leads.rules.policies import FirstTouchPolicy
from salesops.models.enums import ChannelKind
from tests.builders import ZONE, at

HOURS = OpeningHours(opens=time(9), closes=time(18))
POLICY = FirstTouchPolicy()
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (at(10), at(11)),
        (at(17, 30), at(9, 30, day=date(2026, 11, 25))),
        (at(19), at(10, day=date(2026, 11, 25))),
        (at(7), at(10)),
        (at(17), at(18)),
    ],
    ids=["open", "carries over closing", "after closing", "before opening", "ends at closing"],
)
def test_the_clock_runs_while_the_store_is_open(received: datetime, due: datetime) -> None:
    """Rule L2."""
    assert first_touch.first_touch_due(received, hours=HOURS, limit=HOUR) == due


def test_closed_days_do_not_count() -> None:
    """Rule L2: a lead of Saturday evening waits for Monday where the store closes on Sundays."""
    hours = OpeningHours(opens=time(9), closes=time(18), closed_weekdays=frozenset({6}))
    saturday = date(2026, 11, 28)
    assert first_touch.first_touch_due(at(18, day=saturday), hours=hours, limit=HOUR) == at(
        10, day=date(2026, 11, 30)
    )


@pytest.mark.parametrize(
    ("kind", "own", "minutes"),
    [
        (ChannelKind.SHORT_VIDEO, None, 60),
        (ChannelKind.VERTICAL_MEDIA, None, 30),
        (ChannelKind.PARTNER, None, 120),
        (ChannelKind.PARTNER, 15, 15),
    ],
)
def test_each_channel_has_its_limit(kind: ChannelKind, own: int | None, minutes: int) -> None:
    """Rule L2."""
    assert first_touch.limit(kind, own, POLICY) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("minutes", "expected"), [(29, Urgency.ON_TIME), (30, Urgency.AMBER), (60, Urgency.BREACHED)]
)
def test_amber_comes_before_the_breach(minutes: int, expected: Urgency) -> None:
    """Rule L9: amber after 30 minutes."""
    amber_at = first_touch.amber_at(at(10), hours=HOURS, limit=HOUR, policy=POLICY)
    now = at(10) + timedelta(minutes=minutes)
    assert first_touch.urgency(now, amber_at=amber_at, due_at=at(11)) is expected


def test_a_short_limit_turns_amber_at_its_half() -> None:
    """Rule L9."""
    found = first_touch.amber_at(at(10), hours=HOURS, limit=timedelta(minutes=10), policy=POLICY)
    assert found == at(10, 5)


MOMENTS = st.integers(0, 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=ZONE) + timedelta(minutes=minutes)
)
LIMITS = st.integers(0, 3000).map(lambda minutes: timedelta(minutes=minutes))
STORES = st.builds(
    OpeningHours,
    opens=st.sampled_from([time(8, 30), time(9)]),
    closes=st.sampled_from([time(12), time(18), time(21)]),
    closed_weekdays=st.frozensets(st.integers(0, 6), max_size=3),
    closed_days=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=5),
)


@given(MOMENTS, STORES, LIMITS)
def test_due_is_never_before_arrival(received: datetime, hours: OpeningHours, limit: timedelta) -> None:
    """Rule L2: never negative, and the store is open until it is due for exactly the limit."""
    due = first_touch.first_touch_due(received, hours=hours, limit=limit)
    assert due >= received
    assert hours.open_time_between(received, due) == limit


@given(MOMENTS, st.integers(0, 5000), STORES, LIMITS, LIMITS)
def test_due_grows_with_arrival_and_limit(
    received: datetime, later: int, hours: OpeningHours, limit: timedelta, more: timedelta
) -> None:
    """Rule L2: monotone in both."""
    due = first_touch.first_touch_due(received, hours=hours, limit=limit)
    after = received + timedelta(minutes=later)
    assert first_touch.first_touch_due(after, hours=hours, limit=limit) >= due
    assert first_touch.first_touch_due(received, hours=hours, limit=limit + more) >= due


@given(MOMENTS, STORES, LIMITS, LIMITS)
def test_splits_add_up(received: datetime, hours: OpeningHours, first: timedelta, second: timedelta) -> None:
    """Rule L2: waiting in two parts ends when waiting in one does."""
    middle = first_touch.first_touch_due(received, hours=hours, limit=first)
    in_parts = first_touch.first_touch_due(middle, hours=hours, limit=second)
    whole = first_touch.first_touch_due(received, hours=hours, limit=first + second)
    assert hours.open_time_between(received, in_parts) == hours.open_time_between(received, whole)
    assert second == timedelta(0) or in_parts == whole
