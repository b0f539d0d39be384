"""Tomorrow's targets, moved by today."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from salesops.planning.rules.adjust import Limits, Today, Traffic, tomorrow

LIMITS = Limits(raise_percent=60, cap=12)


def test_three_missing_invitations_make_eight_of_five() -> None:
    """Rule R3: 5 → 8, with the arithmetic."""
    moved = tomorrow(5, Today(target=5, done=2), LIMITS)
    assert moved.value == 8
    assert [reason.in_english() for reason in moved.reasons] == [
        "5 by the month's plan.",
        "Today 2 of 5: 3 missing.",
        "5 + 3 = 8.",
    ]


def test_a_rise_stops_at_its_limit_and_says_so() -> None:
    """Rule R3: a sane cap."""
    moved = tomorrow(5, Today(target=9, done=0), LIMITS)
    assert moved.value == 8
    assert "a rise stops at 60 percent and at 12 a day" in moved.reasons[-1].in_english()


def test_thin_traffic_asks_for_more_invitations_even_when_today_was_done() -> None:
    """Rule R3."""
    thin = Traffic(target=12, done=6, shown_per_invitation=0.5, people=4)
    moved = tomorrow(5, Today(target=5, done=5), LIMITS, traffic=thin)
    assert (thin.each, moved.value) == (3, 8)
    assert "Visits 6 of 12, 6 missing" in " ".join(reason.in_english() for reason in moved.reasons)


def test_a_good_day_does_not_lower_tomorrow() -> None:
    assert tomorrow(5, Today(target=5, done=9), LIMITS).value == 5


def test_a_base_above_the_cap_stays() -> None:
    assert tomorrow(15, Today(target=15, done=0), LIMITS).value == 15


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 200), st.integers(1, 40))
def test_a_target_never_falls_and_never_rises_above_its_limits(
    base: int, target: int, done: int, percent: int, cap: int
) -> None:
    value = tomorrow(base, Today(target=target, done=done), Limits(raise_percent=percent, cap=cap)).value
    assert base <= value <= max(base, cap, 1)
    assert value <= base + max(target - done, 0)
