"""What the review decides: shadowing, reservations, and what its actions came to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed, NotFound
from salesops.meeting import queries as meeting
from salesops.models import Absence, Issue, Order, Task
from salesops.models.enums import (
    AbsenceKind,
    AppointmentKind,
    BookingPurpose,
    IssueKind,
    IssueStatus,
    TaskKind,
    VehicleKind,
    Verdict,
)
from salesops.planning import queries as planning
from salesops.planning.operations.bookings import Taken
from salesops.planning.operations.issues import Problem, Remedy
from salesops.review import queries
from salesops.review.operations.looks import TooEarly, look_at
from salesops.review.operations.people import NotYourself, Shadowing, plan_shadowing
from salesops.review.operations.problems import act_on_problem
from salesops.review.operations.resources import Wish, release, reserve
from tests.builders import TODAY, StoreFixture, a_vehicle, a_visit, an_appointment, an_order, at

EVENING = at(17, 30)
TOMORROW = TODAY + timedelta(days=1)


def shadow(store: StoreFixture) -> Shadowing:
    return Shadowing(staff_id=store.trainee.staff_id or 0, starts_at=at(14, day=TOMORROW), focus="closing")


def test_who_has_not_sold_is_shown_with_chance_and_process(session: Session, store: StoreFixture) -> None:
    """Rule R2."""
    an_order(session, store, ordered_at=at(12))
    for back in range(10, 60, 10):
        day = TODAY - timedelta(days=back)
        an_order(session, store, ordered_at=at(12, day=day), staff_id=store.trainee.staff_id)
    a_visit(session, store)
    (row,) = queries.without_order(session, store.manager, now=EVENING)
    assert (row.staff, row.run.days, row.run.orders) == ("Trainee", 10, 5)
    assert row.run.by_chance == pytest.approx(0.435, abs=0.01)
    assert {each.figure: (each.own, each.peers) for each in row.process}["visits"] == (0, 1)
    assert row.suggested_at == at(14, day=TOMORROW)


def test_days_off_and_days_before_the_first_do_not_count(session: Session, store: StoreFixture) -> None:
    """Rule R2."""
    from salesops.models import Staff

    for actor in (store.senior, store.trainee):
        session.get_one(Staff, actor.staff_id).started_on = TODAY - timedelta(days=4)
    session.add(
        Absence(
            store_id=store.id,
            staff_id=store.senior.staff_id,
            kind=AbsenceKind.LEAVE,
            starts_on=TODAY - timedelta(days=2),
            ends_on=TOMORROW,
        )
    )
    session.flush()
    rows = {row.staff: row for row in queries.without_order(session, store.manager, now=EVENING)}
    assert set(rows) == {"Trainee"}
    assert rows["Trainee"].run.days == 5


def test_shadowing_stands_on_both_calendars_and_in_the_morning(session: Session, store: StoreFixture) -> None:
    """Rule R2."""
    plan_shadowing(session, store.manager, now=EVENING, shadowing=shadow(store))
    task = session.query(Task).one()
    assert (task.kind, task.owner_id, task.due_on) == (TaskKind.SHADOWING, store.manager.staff_id, TOMORROW)
    assert session.query(Issue).one().kind is IssueKind.INDIVIDUAL
    seen = meeting.from_last_evening(session, store.manager, now=at(9, day=TOMORROW))
    assert [row.staff for row in seen.shadowings] == ["Trainee"]
    with pytest.raises(Taken):
        plan_shadowing(session, store.manager, now=EVENING, shadowing=shadow(store))


def test_shadowing_needs_somebody_else_who_is_here(session: Session, store: StoreFixture) -> None:
    own = replace(shadow(store), staff_id=store.manager.staff_id or 0)
    with pytest.raises(NotYourself):
        plan_shadowing(session, store.manager, now=EVENING, shadowing=own)
    with pytest.raises(NotFound):
        plan_shadowing(session, store.manager, now=EVENING, shadowing=replace(shadow(store), staff_id=10_000))
    with pytest.raises(NotAllowed):
        plan_shadowing(session, store.senior, now=EVENING, shadowing=shadow(store))


def test_cars_and_kits_are_reserved_with_conflicts(session: Session, store: StoreFixture) -> None:
    """Rule R3: and tomorrow's needs stand beside them."""
    car = a_vehicle(session, store, kind=VehicleKind.TEST_DRIVE, plate="A 1")
    an_appointment(session, store, at=at(10, day=TOMORROW), kind=AppointmentKind.TEST_DRIVE)
    an_order(session, store, ordered_at=at(9)).promised_on = TOMORROW
    session.flush()
    wish = Wish(
        resource=f"car:{car.id}",
        starts_at=at(10, day=TOMORROW),
        ends_at=at(11, day=TOMORROW),
        purpose=BookingPurpose.TEST_DRIVE,
    )
    booking = reserve(session, store.manager, now=EVENING, wish=wish)
    with pytest.raises(Taken):
        reserve(session, store.manager, now=EVENING, wish=wish)
    reserve(session, store.manager, now=EVENING, wish=replace(wish, resource="kit:1"))
    found = queries.tomorrow_resources(session, store.manager, now=EVENING)
    assert {resource.key: len(resource.held) for resource in found.resources} == {
        f"car:{car.id}": 1,
        "kit:1": 1,
        "kit:2": 0,
    }
    assert [need.kind for need in found.needs] == [AppointmentKind.TEST_DRIVE, AppointmentKind.DELIVERY]
    release(session, store.manager, now=EVENING, booking_id=booking)
    reserve(session, store.manager, now=EVENING, wish=wish)


def test_an_action_is_judged_by_its_figure(session: Session, store: StoreFixture) -> None:
    """Rule R8: close rate 1 of 40 before, 20 of 40 after."""
    for n in range(40):
        a_visit(session, store, arrived_at=at(9, n, day=TODAY - timedelta(days=3)))
    an_order(session, store, ordered_at=at(12, day=TODAY - timedelta(days=3)))
    remedy = Remedy(
        title="role play",
        owner_id=store.senior.staff_id or 0,
        due_on=TODAY,
        figure="close_rate",
        look_on=TODAY + timedelta(days=7),
    )
    problem = Problem(kind=IssueKind.COMMON, title="weak closing")
    action = act_on_problem(session, store.manager, now=EVENING, problem=problem, remedy=remedy)
    with pytest.raises(TooEarly):
        look_at(session, store.manager, now=EVENING, action_id=action)
    for n in range(40):
        a_visit(session, store, arrived_at=at(9, n, day=TODAY + timedelta(days=3)))
    for _each in range(20):
        an_order(session, store, ordered_at=at(12, day=TODAY + timedelta(days=3)))
    found = look_at(session, store.manager, now=at(18, day=TODAY + timedelta(days=7)), action_id=action)
    assert found.verdict is Verdict.WORKED
    (row,) = planning.actions(session, store.manager)
    assert (row.baseline, row.result, row.verdict) == (0.025, 0.5, Verdict.WORKED)
    assert session.query(Issue).one().status is IssueStatus.CLOSED
    assert session.query(Order).count() == 21
