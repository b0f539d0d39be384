"""From the month's target back to today's counted actions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.planning.rules.must_do import Funnel, MustDo, Rates, Waiting, must_do, rates, shrunk
from salesops.planning.rules.policies import MustDoPolicy
from salesops.planning.rules.selling_days import Pace

POLICY = MustDoPolicy()
STORE = Funnel(
    touches=4000, invitations=800, invited_visits=400, visits=700, test_drives=400, orders=140, weight=480
)
OWN = Funnel(touches=600, invitations=100, invited_visits=50, visits=90, test_drives=50, orders=16, weight=60)


def a_pace(left: float = 7.0, *, days: int = 7, weight_left: float = 8.2) -> Pace:
    return Pace(
        target=10,
        done=10 - left,
        left=left,
        days_left=days,
        weight_left=weight_left,
        weight_today=1.0,
        today=left / weight_left,
        per_day=left / days,
        due_by_now=7,
    )


def counted(found: list[MustDo]) -> dict[str, int]:
    return {each.figure: each.value for each in found}


def test_orders_are_walked_back_to_touches_through_own_rates() -> None:
    """Rule M4."""
    way = rates(OWN, STORE, POLICY)
    found = counted(must_do(a_pace(3), way, waiting=Waiting(drives=3), policy=POLICY))
    assert found == {
        "orders": 1,
        "test_drives": 2,
        "visits": 2,
        "invitations": 3,
        "touches": 16,
        "drive_follow_ups": 3,
    }


def test_the_arithmetic_is_told_step_by_step() -> None:
    """Rule M4: the sentence holds the numbers that were reckoned with."""
    found = must_do(a_pace(3), rates(OWN, STORE, POLICY), waiting=Waiting(drives=0), policy=POLICY)
    told = {each.figure: each.reasons[0].in_english() for each in found}
    assert told["orders"].startswith(
        "Month 10, done 7, left 3 over 7 selling days; the day weighs 1 of 8.2: 0.37"
    )
    assert "own 16 of 50" in told["test_drives"]
    assert "walk-ins" in told["invitations"]


def test_what_cannot_be_done_well_in_a_day_is_capped_and_says_so() -> None:
    """Rule M4."""
    found = must_do(a_pace(70), rates(OWN, STORE, POLICY), waiting=Waiting(drives=99), policy=POLICY)
    assert counted(found)["touches"] == POLICY.cap_touches
    assert counted(found)["drive_follow_ups"] == POLICY.cap_drive_follow_ups
    assert any("Capped at 40" in reason.in_english() for each in found for reason in each.reasons)


def test_a_reached_target_asks_for_no_orders() -> None:
    found = must_do(a_pace(0), rates(OWN, STORE, POLICY), waiting=Waiting(drives=0), policy=POLICY)
    assert counted(found)["orders"] == counted(found)["touches"] == 0
    assert "is reached" in found[0].reasons[0].in_english()
    assert counted(found)["invitations"] == POLICY.least_invitations


def test_touches_that_are_due_are_asked_for_in_any_case() -> None:
    """Rules M4 and L5."""
    found = must_do(a_pace(0), rates(OWN, STORE, POLICY), waiting=Waiting(touches=23), policy=POLICY)
    told = {each.figure: each.reasons[-1].in_english() for each in found}
    assert (counted(found)["touches"], told["touches"]) == (23, "23 leads are due by their cadence.")


def test_a_newcomer_is_reckoned_with_at_the_stores_rates() -> None:
    """Rule M4: few own cases are drawn towards the store's."""
    new = rates(Funnel(), STORE, POLICY)
    assert new.close.share == pytest.approx(new.close.of_store)
    lucky = rates(Funnel(test_drives=2, orders=2), STORE, POLICY)
    assert new.close.share < lucky.close.share < 0.5


def test_a_store_without_history_starts_from_usual_rates() -> None:
    assert rates(Funnel(), Funnel(), POLICY).close.share == pytest.approx(0.35)


@given(st.integers(0, 200), st.integers(0, 200), st.floats(0.01, 1), st.integers(0, 100))
def test_a_shrunk_rate_lies_between_own_and_store(hits: int, more: int, of_store: float, prior: int) -> None:
    cases = hits + more
    share = shrunk(hits, cases, of_store, prior)
    own = hits / cases if cases else of_store
    assert min(own, of_store, 0.01) - 1e-9 <= share <= max(own, of_store, 0.01) + 1e-9


@given(st.floats(0, 60), st.floats(0, 60))
def test_more_left_never_asks_for_less(first: float, second: float) -> None:
    low, high = sorted((first, second))
    way: Rates = rates(OWN, STORE, POLICY)
    less = counted(must_do(a_pace(low), way, waiting=Waiting(drives=0), policy=POLICY))
    more = counted(must_do(a_pace(high), way, waiting=Waiting(drives=0), policy=POLICY))
    assert all(more[figure] >= value for figure, value in less.items())
