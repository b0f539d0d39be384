"""The gate and the closing: nothing open, figures frozen once, corrections visible."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed, NotFound
from salesops.models import Appointment, Task, Visit
from salesops.models.enums import AppointmentStatus, TaskKind, TaskStatus, VisitKind
from salesops.planning.operations.tasks import add_task
from salesops.review import queries
from salesops.review.operations.closing import (
    AlreadyClosed,
    BadAmendment,
    Correction,
    NotYet,
    StillOpen,
    amend_day,
    close_day,
)
from salesops.review.operations.gate import (
    NoReason,
    Thing,
    WrongKind,
    carry,
    carry_all,
    settle_appointment,
    settle_visit,
)
from salesops.review.rules.gate import OpenKind
from tests.builders import TODAY, StoreFixture, a_lead, a_visit, an_appointment, at

EVENING = at(17, 30)
TOMORROW = TODAY + timedelta(days=1)


def open_kinds(session: Session, store: StoreFixture) -> list[str]:
    return sorted(thing.kind.value for thing in queries.open_things(session, store.manager, now=EVENING))


def an_open_day(session: Session, store: StoreFixture) -> None:
    a_visit(session, store, left_at=None)
    a_visit(session, store, left_at=at(12))
    an_appointment(session, store, at=at(15))
    an_appointment(session, store, at=at(10, day=TOMORROW))
    a_lead(session, store, received_at=at(9), owner_id=store.senior.staff_id)
    add_task(
        session,
        store.manager,
        now=at(9),
        kind=TaskKind.OTHER,
        owner_id=store.trainee.staff_id,
        due_at=at(16),
        title="Call the bank",
    )


def test_everything_open_stands_in_the_way(session: Session, store: StoreFixture) -> None:
    """Rule R7: visits, tasks, appointments and clocks."""
    an_open_day(session, store)
    assert open_kinds(session, store) == ["appointment", "clock", "task", "visit"]
    with pytest.raises(StillOpen, match="4 things"):
        close_day(session, store.manager, now=EVENING)
    owed = queries.owed(session, store.manager, now=EVENING)
    assert (owed.count, owed.page) == (4, "review")


def test_a_consultant_sees_what_is_his(session: Session, store: StoreFixture) -> None:
    """Rule X2."""
    an_open_day(session, store)
    assert [thing.kind for thing in queries.open_things(session, store.trainee, now=EVENING)] == [
        OpenKind.TASK
    ]
    assert queries.owed(session, store.trainee, now=EVENING).count == 1


def test_each_thing_is_resolved(session: Session, store: StoreFixture) -> None:
    """Rule R7."""
    an_open_day(session, store)
    visit = session.query(Visit).filter(Visit.left_at.is_(None)).one()
    with pytest.raises(WrongKind):
        settle_visit(session, store.senior, now=EVENING, visit_id=visit.id, kind=VisitKind.INCOMPLETE)
    with pytest.raises(NotAllowed):
        settle_visit(session, store.trainee, now=EVENING, visit_id=visit.id, kind=VisitKind.FIRST)
    settle_visit(session, store.senior, now=EVENING, visit_id=visit.id, kind=VisitKind.RETURN)
    assert (visit.kind, visit.left_at) == (VisitKind.RETURN, EVENING)
    booked = session.query(Appointment).filter(Appointment.day == TODAY).one()
    settle_appointment(session, store.manager, now=EVENING, appointment_id=booked.id, shown=False)
    assert booked.status is AppointmentStatus.NO_SHOW
    rebook = session.query(Task).filter(Task.kind == TaskKind.REBOOK).one()
    assert (rebook.owner_id, rebook.due_on) == (store.senior.staff_id, TOMORROW)
    assert open_kinds(session, store) == ["clock", "task"]
    assert rebook.key == f"rebook:{booked.id}"  # coming after all finishes it
    with pytest.raises(NotFound):
        settle_appointment(session, store.manager, now=EVENING, appointment_id=booked.id, shown=True)


def test_one_thing_is_carried_with_its_reason(session: Session, store: StoreFixture) -> None:
    """Rule R7."""
    an_open_day(session, store)
    clock = next(
        t for t in queries.open_things(session, store.manager, now=EVENING) if t.kind is OpenKind.CLOCK
    )
    thing = Thing(kind=clock.kind, id=clock.id)
    with pytest.raises(NoReason):
        carry(session, store.senior, now=EVENING, thing=thing, reason=" ")
    assert carry(session, store.senior, now=EVENING, thing=thing, reason="line was dead") == TOMORROW
    assert open_kinds(session, store) == ["appointment", "task", "visit"]
    task = session.query(Task).filter(Task.lead_id == clock.lead_id).one()
    assert (task.due_on, task.detail, task.owner_id) == (TOMORROW, "line was dead", store.senior.staff_id)
    with pytest.raises(NotFound):
        carry(session, store.senior, now=EVENING, thing=thing, reason="again")


def test_all_is_carried_with_one_reason_and_the_day_closes(session: Session, store: StoreFixture) -> None:
    """Rules R6 and R7: figures are frozen, with who and when."""
    an_open_day(session, store)
    with pytest.raises(NotAllowed):
        carry_all(session, store.senior, now=EVENING, reason="storm")
    assert carry_all(session, store.manager, now=EVENING, reason="storm") == 4
    close_day(session, store.supervisor, now=EVENING, note="storm")
    closed = queries.closed_day(session, store.senior, day=TODAY)
    assert closed is not None
    assert (closed.closed_by, closed.closed_at, closed.note) == ("Supervisor", EVENING, "storm")
    assert {f.figure: f.stands for f in closed.figures}["visits"] == 2
    assert session.query(Task).filter(Task.status == TaskStatus.CARRIED).one().carry_reason == "storm"
    assert queries.owed(session, store.manager, now=EVENING).count == 0


def test_a_day_closes_once_and_not_before_it_came(session: Session, store: StoreFixture) -> None:
    """Rule R6."""
    close_day(session, store.manager, now=EVENING)
    with pytest.raises(AlreadyClosed):
        close_day(session, store.supervisor, now=EVENING)
    with pytest.raises(NotYet):
        close_day(session, store.manager, now=EVENING, day=TOMORROW)
    with pytest.raises(NotAllowed):
        close_day(session, store.senior, now=EVENING, day=TODAY - timedelta(days=1))


def test_a_late_row_differs_until_it_is_amended(session: Session, store: StoreFixture) -> None:
    """Rule R6: a late correction is a visible amendment; the frozen value stays."""
    close_day(session, store.manager, now=EVENING)
    a_visit(session, store, arrived_at=at(16), left_at=at(17))
    (late,) = [
        d for d in queries.differences(session, store.manager, now=at(18), day=TODAY) if d.figure == "visits"
    ]
    assert (late.stands, late.recorded) == (0, 1)
    right = Correction(figure="visits", after=1, reason="found on paper")
    amend_day(session, store.manager, now=at(18), day=TODAY, correction=right)
    closed = queries.closed_day(session, store.manager, day=TODAY)
    assert closed is not None
    visits = next(f for f in closed.figures if f.figure == "visits")
    assert (visits.frozen, visits.stands) == (0, 1)
    assert [(a.before, a.after, a.reason, a.by) for a in closed.amendments] == [
        (0, 1, "found on paper", "Manager")
    ]
    with pytest.raises(BadAmendment):
        amend_day(session, store.manager, now=at(18), day=TODAY, correction=right)


@pytest.mark.parametrize(
    "bad", [Correction(figure="visits", after=1, reason=" "), Correction(figure="luck", after=1, reason="x")]
)
def test_an_amendment_says_why_and_what(session: Session, store: StoreFixture, bad: Correction) -> None:
    """Rule R6."""
    close_day(session, store.manager, now=EVENING)
    with pytest.raises(BadAmendment):
        amend_day(session, store.manager, now=at(18), day=TODAY, correction=bad)


def test_an_open_day_is_not_amended(session: Session, store: StoreFixture) -> None:
    correction = Correction(figure="visits", after=1, reason="x")
    with pytest.raises(NotFound):
        amend_day(session, store.manager, now=at(18), day=TODAY, correction=correction)


def test_days_that_were_never_closed_are_named(session: Session, store: StoreFixture) -> None:
    """Rule R6."""
    close_day(session, store.manager, now=EVENING)
    days = [TODAY, TODAY - timedelta(days=1)]
    assert queries.unclosed_days(session, store.manager, days=days) == [days[1]]
