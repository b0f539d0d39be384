"""Settling what is open, or carrying it over with a reason (Rule R7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotAllowed, NotFound, SalesOpsError
from salesops.core.i18n import N_, Message
from salesops.intent.operations.arrivals import leave
from salesops.intent.operations.drives import mark_drive_no_show
from salesops.models import Appointment, TestDrive, Visit
from salesops.models.enums import AppointmentStatus, TaskKind, TestDriveStatus, VisitKind
from salesops.planning.operations.tasks import About, add_task, carry_task
from salesops.planning.queries.tomorrow import next_selling_day
from salesops.review.queries.open_things import OpenThing, open_things
from salesops.review.rules.gate import OpenKind, carry_key

_MORNING = time(10, 0)
_KINDS = {
    OpenKind.VISIT: TaskKind.OTHER,
    OpenKind.APPOINTMENT: TaskKind.REBOOK,
    OpenKind.CLOCK: TaskKind.FOLLOW_UP,
}


class NoReason(SalesOpsError):
    """Nothing is carried over without a reason."""


class WrongKind(SalesOpsError):
    """A visit that is settled must say what it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Which open thing is meant."""

    kind: OpenKind
    id: int


def carry(session: Session, actor: Actor, *, now: datetime, thing: Thing, reason: str) -> date:
    """Carry one open thing over to the next selling day, which is returned, with a reason. Raises NoReason, NotFound."""
    actor.require(Permission.RECORD_TOUCH)
    _check_reason(reason)
    found = next(
        (
            each
            for each in open_things(session, actor, now=now)
            if (each.kind, each.id) == (thing.kind, thing.id)
        ),
        None,
    )
    if found is None:
        raise NotFound(N_("This is not open any more."))
    to_day = next_selling_day(session, actor, day=actor.today(now))
    _carry(session, actor, found, now=now, to_day=to_day, reason=reason)
    return to_day


def carry_all(session: Session, actor: Actor, *, now: datetime, reason: str) -> int:
    """Carry everything that is open over, with one reason for all; returns how much it was."""
    actor.require(Permission.CLOSE_DAY)
    _check_reason(reason)
    to_day = next_selling_day(session, actor, day=actor.today(now))
    found = open_things(session, actor, now=now, limit=1000)
    for each in found:
        _carry(session, actor, each, now=now, to_day=to_day, reason=reason)
    return len(found)


def settle_visit(session: Session, actor: Actor, *, now: datetime, visit_id: int, kind: VisitKind) -> int:
    """Say what a visit was, who received it and that the party has left; returns its id. Raises NotFound, WrongKind."""
    actor.require(Permission.RECEIVE)
    if kind is VisitKind.INCOMPLETE:
        raise WrongKind(N_("Choose what the visit was."))
    visit = session.scalars(
        select(Visit).where(Visit.store_id == actor.store_id, Visit.id == visit_id)
    ).one_or_none()
    if visit is None:
        raise NotFound(N_("This visit does not exist any more."))
    if visit.staff_id not in (None, actor.staff_id) and not actor.may(Permission.CLOSE_DAY):
        raise NotAllowed(N_("Only who received the party, or a supervisor, settles the visit."))
    before = {"kind": visit.kind, "greeted_at": visit.greeted_at, "left_at": visit.left_at}
    visit.kind = kind
    visit.staff_id = visit.staff_id or actor.staff_id
    if visit.left_at is None:
        leave(session, actor, now=now, visit_id=visit.id)
    visit.greeted_at = visit.greeted_at or visit.left_at
    audit.record(
        session,
        actor,
        now=now,
        action="visit.settle",
        entity="visit",
        entity_id=visit.id,
        before=before,
        after={"kind": visit.kind, "greeted_at": visit.greeted_at, "left_at": visit.left_at},
    )
    return visit.id


def settle_appointment(
    session: Session, actor: Actor, *, now: datetime, appointment_id: int, shown: bool
) -> int:
    """Say whether a customer came; who did not gets a task to rebook (Rule I8). Returns the appointment's id."""
    actor.require(Permission.RECEIVE)
    row = session.scalars(
        select(Appointment).where(
            Appointment.store_id == actor.store_id,
            Appointment.id == appointment_id,
            Appointment.status == AppointmentStatus.BOOKED,
        )
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This is not open any more."))
    if row.staff_id != actor.staff_id and not actor.may(Permission.CLOSE_DAY):
        raise NotAllowed(N_("Only who made the appointment, or a supervisor, settles it."))
    if not shown:
        _give_up_drive(session, actor, row, now=now)
    row.status = AppointmentStatus.SHOWN if shown else AppointmentStatus.NO_SHOW
    row.settled_at = now
    if not shown:
        to_day = next_selling_day(session, actor, day=actor.today(now))
        add_task(
            session,
            actor,
            now=now,
            kind=TaskKind.REBOOK,
            owner_id=row.staff_id,
            due_at=datetime.combine(to_day, _MORNING, tzinfo=actor.zone),
            title=Message(N_("Did not come: make a new appointment")),
            about=About(customer_id=row.customer_id, lead_id=row.lead_id),
            key=f"rebook:{row.id}",
        )
    audit.record(
        session,
        actor,
        now=now,
        action="appointment.settle",
        entity="appointment",
        entity_id=row.id,
        before={"status": AppointmentStatus.BOOKED},
        after={"status": row.status},
    )
    return row.id


def _give_up_drive(session: Session, actor: Actor, appointment: Appointment, *, now: datetime) -> None:
    """The drive that was held for it: its car is free again (Rule I5)."""
    drive_id = session.scalar(
        select(TestDrive.id).where(
            TestDrive.store_id == actor.store_id,
            TestDrive.customer_id == appointment.customer_id,
            TestDrive.starts_at == appointment.at,
            TestDrive.status == TestDriveStatus.BOOKED,
        )
    )
    if drive_id is not None:
        mark_drive_no_show(session, actor, now=now, test_drive_id=drive_id)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise NoReason(N_("Say why this is carried over; a few words are enough."))


def _carry(
    session: Session, actor: Actor, thing: OpenThing, *, now: datetime, to_day: date, reason: str
) -> None:
    """A task is carried itself; anything else becomes a task of the next day that points to it."""
    if thing.kind is OpenKind.TASK:
        carry_task(session, actor, now=now, task_id=thing.id, to_day=to_day, reason=reason)
        return
    add_task(
        session,
        actor,
        now=now,
        kind=_KINDS[thing.kind],
        owner_id=thing.owner_id or actor.staff_id,
        due_at=datetime.combine(to_day, _MORNING, tzinfo=actor.zone),
        title=Message(N_("Carried over: {what}"), {"what": thing.what}),
        detail=reason.strip(),
        about=About(customer_id=thing.customer_id, lead_id=thing.lead_id),
        key=carry_key(thing.kind, thing.id, to_day.isoformat()),
    )
