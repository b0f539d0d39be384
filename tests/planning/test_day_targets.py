"""Must-do of a day: worked out, moved for tomorrow by today, changed by hand with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed, NotFound
from salesops.models import enums
from salesops.models.enums import SetBy
from salesops.planning import queries
from salesops.planning.operations.targets import (
    BadTarget,
    Goal,
    adjust_day_target,
    prepare_day,
    set_targets,
    write_tomorrow,
)
from salesops.planning.queries.must_do import follow_ups, progress, proposals
from salesops.planning.queries.tomorrow import next_selling_day, tomorrow_plan
from tests.builders import (
    TODAY,
    StoreFixture,
    a_lead,
    a_test_drive,
    a_touch,
    a_visit,
    an_appointment,
    an_order,
    at,
)

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def with_targets(session: Session, store: StoreFixture) -> StoreFixture:
    goals = [
        Goal(figure="orders", staff_id=None, value=40),
        Goal(figure="visits", staff_id=None, value=120),
        Goal(figure="orders", staff_id=store.senior.staff_id, value=20),
    ]
    set_targets(session, store.manager, now=at(8), month=TODAY, goals=goals)
    return store


def must_do(session: Session, store: StoreFixture, *, tomorrow: bool = False) -> dict[tuple[str, str], int]:
    rows = queries.day_targets(session, store.manager, day=TOMORROW if tomorrow else TODAY)
    return {(row.staff, row.figure): row.value for row in rows}


def test_targets_are_set_changed_and_taken_away(session: Session, with_targets: StoreFixture) -> None:
    """Rule M1."""
    store = with_targets
    again = [
        Goal(figure="orders", staff_id=None, value=44),
        Goal(figure="orders", staff_id=store.senior.staff_id, value=None),
        Goal(figure="visits", staff_id=None, value=120),
    ]
    assert set_targets(session, store.manager, now=at(8), month=TODAY, goals=again) == 2
    rows = queries.targets(session, store.manager, month=TODAY)
    assert {(row.figure, row.staff_id): row.value for row in rows} == {
        ("orders", None): 44,
        ("visits", None): 120,
    }
    with pytest.raises(BadTarget):
        set_targets(
            session, store.manager, now=at(8), month=TODAY, goals=[Goal(figure="x", staff_id=None, value=1)]
        )
    bad = [Goal(figure="orders", staff_id=None, value=-1)]
    with pytest.raises(BadTarget):
        set_targets(session, store.manager, now=at(8), month=TODAY, goals=bad)
    with pytest.raises(NotAllowed):
        set_targets(session, store.supervisor, now=at(8), month=TODAY, goals=[])


def test_the_day_is_worked_out_from_targets_and_own_rates(
    session: Session, with_targets: StoreFixture
) -> None:
    """Rule M4: the store's share by weight, and everybody's chain of actions."""
    store = with_targets
    an_order(session, store, ordered_at=at(12, day=TODAY - timedelta(days=3)))
    rows = {
        (row.staff, row.figure): row for row in proposals(session, store.manager, now=at(8), day=TODAY).rows
    }
    assert rows["", "orders"].value == 5  # 39 left, 8.2 weighted days, a Tuesday
    assert rows["Senior", "orders"].value == 3
    assert rows["Trainee", "orders"].value == 3  # no target of his own: what the store's leaves
    assert rows["Senior", "invitations"].value == 12
    assert "Capped at 12" in rows["Senior", "invitations"].reasons[-1].in_english()


def test_a_prepared_day_keeps_what_stands(session: Session, with_targets: StoreFixture) -> None:
    """Rule M4."""
    store = with_targets
    first = prepare_day(session, store.manager, now=at(8))
    assert first == 2 + 2 * 6
    assert prepare_day(session, store.manager, now=at(8)) == 0
    with pytest.raises(NotAllowed):
        prepare_day(session, store.senior, now=at(8))


def test_a_change_by_hand_keeps_its_reason(session: Session, with_targets: StoreFixture) -> None:
    """Rule M4."""
    store = with_targets
    prepare_day(session, store.manager, now=at(8))
    row = next(r for r in queries.day_targets(session, store.manager, day=TODAY) if r.figure == "touches")
    for bad in ({"value": -1, "reason": "x"}, {"value": 5, "reason": " "}):
        with pytest.raises(BadTarget):
            adjust_day_target(session, store.manager, now=at(8), target_id=row.id, **bad)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        adjust_day_target(session, store.manager, now=at(8), target_id=10_000, value=1, reason="x")
    adjust_day_target(session, store.supervisor, now=at(8), target_id=row.id, value=6, reason="half day")
    changed = next(r for r in queries.day_targets(session, store.manager, day=TODAY) if r.id == row.id)
    assert (changed.value, changed.computed, changed.set_by) == (6, row.computed, SetBy.PERSON)
    assert changed.reasons[-1].in_english() == f"{row.value} → 6 by Supervisor: half day"


def test_progress_counts_the_day(session: Session, with_targets: StoreFixture) -> None:
    """Rule M4: each with progress during the day."""
    store = with_targets
    lead = a_lead(session, store, owner_id=store.senior.staff_id)
    a_touch(session, store, lead)
    an_appointment(session, store, at=at(15, day=TOMORROW), made_at=at(11))
    a_visit(session, store)
    counts = progress(session, store.manager, now=at(12), day=TODAY)
    assert [counts[store.senior.staff_id, f] for f in ("touches", "invitations", "visits", "orders")] == [
        1,
        1,
        1,
        0,
    ]
    assert counts[None, "visits"] == 1


def test_drives_without_a_word_since_are_followed_up(session: Session, store: StoreFixture) -> None:
    """Rule M4: 3 test-drive follow-ups."""
    yesterday = TODAY - timedelta(days=1)
    done = {"status": enums.TestDriveStatus.DONE, "starts_at": at(14, day=yesterday)}
    open_one = a_test_drive(session, store, **done)
    spoken = a_test_drive(session, store, **done)
    ordered = a_test_drive(session, store, **done)
    an_order(session, store, customer_id=ordered.customer_id, ordered_at=at(16, day=yesterday))
    lead = a_lead(session, store, customer_id=spoken.customer_id)
    a_touch(session, store, lead, at=at(10))
    found = follow_ups(session, store.manager, day=TODAY)[store.senior.staff_id or 0]
    assert (found.open, found.done) == (1, 1)
    assert open_one.customer_id != spoken.customer_id


def test_todays_shortfall_stands_in_tomorrows_must_do(session: Session, with_targets: StoreFixture) -> None:
    """Rule R3: written for tomorrow, with the arithmetic, and kept by tomorrow's preparation."""
    store = with_targets
    prepare_day(session, store.manager, now=at(8))
    raised = write_tomorrow(session, store.manager, now=at(17))
    plan = tomorrow_plan(session, store.manager, now=at(17))
    assert plan.written
    assert (plan.day, raised) == (TOMORROW, sum(1 for row in plan.rows if row.value > row.base))
    trainee = next(r for r in plan.rows if (r.staff, r.figure) == ("Trainee", "test_drives"))
    assert trainee.today_done == 0
    assert any("missing" in reason.in_english() for reason in trainee.reasons)
    assert must_do(session, store, tomorrow=True)["Trainee", "test_drives"] == trainee.value
    assert prepare_day(session, store.manager, now=at(8, day=TOMORROW)) == 0


def test_what_a_person_set_for_tomorrow_stays(session: Session, with_targets: StoreFixture) -> None:
    """Rule R3."""
    store = with_targets
    write_tomorrow(session, store.manager, now=at(17))
    row = queries.day_targets(session, store.manager, day=TOMORROW, staff_id=store.senior.staff_id)[0]
    adjust_day_target(session, store.manager, now=at(17), target_id=row.id, value=1, reason="day trip")
    write_tomorrow(session, store.manager, now=at(17, 5))
    again = queries.day_targets(session, store.manager, day=TOMORROW, staff_id=store.senior.staff_id)[0]
    assert (again.value, again.set_by) == (1, SetBy.PERSON)


def test_the_next_selling_day_leaps_over_closed_ones(session: Session, store: StoreFixture) -> None:
    from salesops.access import policies

    policies.change(session, store.manager, now=at(8), key="hours.closed_weekdays", value=(2,))
    assert next_selling_day(session, store.manager, day=TODAY) == TODAY + timedelta(days=2)
