"""What is still open of a day: visits, tasks, appointments and first-touch clocks (Rule R7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    String,
    and_,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from salesops.access import masking
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, Message
from salesops.models import Appointment, Customer, DayReview, Lead, Staff, Task, Visit
from salesops.models.enums import AppointmentStatus, LeadStatus, TaskStatus, VisitKind
from salesops.planning.owed import Owed
from salesops.review.rules.gate import OpenKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenThing:
    """One thing that must be resolved, or carried over with a reason, before the day closes."""

    kind: OpenKind
    id: int
    what: Message
    at: datetime
    owner_id: int | None
    owner: str
    customer_id: int | None
    customer: str
    lead_id: int | None = None


def open_things(
    session: Session, viewer: Actor, *, now: datetime, day: date | None = None, limit: int = 200
) -> list[OpenThing]:
    """Everything that is open of a day (today), the oldest first; a consultant sees what is his."""
    wanted = day or viewer.today(now)
    found = [
        *_visits(session, viewer, wanted, limit),
        *_tasks(session, viewer, wanted, limit),
        *_appointments(session, viewer, now, wanted, limit),
        *_clocks(session, viewer, now, limit),
    ]
    return sorted(found, key=lambda thing: (thing.at, thing.kind, thing.id))


def count_open(session: Session, viewer: Actor, *, now: datetime, day: date) -> int:
    """How much is open of a day, in one query."""
    return session.scalar(select(_total(viewer, now, day))) or 0


def owed(session: Session, viewer: Actor, *, now: datetime) -> Owed:
    """What the review still owes: open things, then the closing itself (one query)."""
    today = viewer.today(now)
    closed = (
        select(func.count())
        .where(DayReview.store_id == viewer.store_id, DayReview.day == today)
        .scalar_subquery()
    )
    done, left = session.execute(select(closed, _total(viewer, now, today))).one()
    if done:
        return Owed(count=0, sentence=Message(N_("The day is closed.")), page="review")
    if left:
        said = Message(N_("{count} things of today are still open."), {"count": left})
        return Owed(count=left, sentence=said, page="review")
    if viewer.may(Permission.CLOSE_DAY):
        return Owed(
            count=1, sentence=Message(N_("Everything is settled: the day can be closed.")), page="review"
        )
    return Owed(count=0, sentence=Message(N_("Nothing of yours is open today.")), page="review")


def _total(viewer: Actor, now: datetime, day: date) -> ColumnElement[int]:
    parts: list[ScalarSelect[int]] = [
        select(func.count()).select_from(Visit).where(*_open_visits(viewer, day)).scalar_subquery(),
        select(func.count()).select_from(Task).where(*_open_tasks(viewer, day)).scalar_subquery(),
        select(func.count())
        .select_from(Appointment)
        .where(*_open_appointments(viewer, now, day))
        .scalar_subquery(),
        select(func.count()).select_from(Lead).where(*_open_clocks(viewer, now)).scalar_subquery(),
    ]
    total: ColumnElement[int] = parts[0] + parts[1] + parts[2] + parts[3]
    return total


def _open_visits(viewer: Actor, day: date) -> list[ColumnElement[bool]]:
    unsettled = or_(Visit.kind == VisitKind.INCOMPLETE, Visit.greeted_at.is_(None), Visit.left_at.is_(None))
    return [
        Visit.store_id == viewer.store_id,
        Visit.day == day,
        unsettled,
        *_mine(viewer, Visit.staff_id),
        ~_carried(OpenKind.VISIT, Visit.store_id, Visit.id),
    ]


def _open_tasks(viewer: Actor, day: date) -> list[ColumnElement[bool]]:
    return [
        Task.store_id == viewer.store_id,
        Task.status == TaskStatus.OPEN,
        Task.due_on <= day,
        *_mine(viewer, Task.owner_id),
    ]


def _open_appointments(viewer: Actor, now: datetime, day: date) -> list[ColumnElement[bool]]:
    return [
        Appointment.store_id == viewer.store_id,
        Appointment.status == AppointmentStatus.BOOKED,
        Appointment.day <= day,
        Appointment.at <= now,
        *_mine(viewer, Appointment.staff_id),
        ~_carried(OpenKind.APPOINTMENT, Appointment.store_id, Appointment.id),
    ]


def _open_clocks(viewer: Actor, now: datetime) -> list[ColumnElement[bool]]:
    return [
        Lead.store_id == viewer.store_id,
        Lead.status == LeadStatus.NEW,
        Lead.first_touched_at.is_(None),
        Lead.first_touch_due_at <= now,
        *_mine(viewer, Lead.owner_id),
        ~_carried(OpenKind.CLOCK, Lead.store_id, Lead.id),
    ]


def _mine(viewer: Actor, owner: InstrumentedAttribute[Any]) -> list[ColumnElement[bool]]:
    return [] if viewer.may(Permission.CLOSE_DAY) else [owner == viewer.staff_id]


def _carried(
    kind: OpenKind, store_id: InstrumentedAttribute[int], item_id: InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    """Whether an open task carries the item over already."""
    prefix = literal(f"carry:{kind.value}:", String) + cast(item_id, String) + literal(":", String)
    return exists().where(
        Task.store_id == store_id, Task.status == TaskStatus.OPEN, Task.key.startswith(prefix)
    )


def _visits(session: Session, viewer: Actor, day: date, limit: int) -> list[OpenThing]:
    statement = (
        _about(Visit, Visit.staff_id, Visit.customer_id).where(*_open_visits(viewer, day)).limit(limit)
    )
    return [
        _thing(
            viewer,
            OpenKind.VISIT,
            row,
            what=_visit_words(row[0]),
            at=row[0].arrived_at,
            owner_id=row[0].staff_id,
        )
        for row in session.execute(statement)
    ]


def _visit_words(visit: Visit) -> Message:
    if visit.greeted_at is None:
        return Message(N_("Visit: nobody has greeted this party."))
    if visit.kind is VisitKind.INCOMPLETE:
        return Message(N_("Visit: what it was is not filled in yet."))
    return Message(N_("Visit: when the party left is not filled in."))


def _tasks(session: Session, viewer: Actor, day: date, limit: int) -> list[OpenThing]:
    statement = _about(Task, Task.owner_id, Task.customer_id).where(*_open_tasks(viewer, day)).limit(limit)
    return [
        _thing(
            viewer,
            OpenKind.TASK,
            row,
            what=Message.from_json(row[0].title),
            at=row[0].due_at,
            owner_id=row[0].owner_id,
        )
        for row in session.execute(statement)
    ]


def _appointments(session: Session, viewer: Actor, now: datetime, day: date, limit: int) -> list[OpenThing]:
    statement = (
        _about(Appointment, Appointment.staff_id, Appointment.customer_id)
        .where(*_open_appointments(viewer, now, day))
        .limit(limit)
    )
    return [
        _thing(
            viewer,
            OpenKind.APPOINTMENT,
            row,
            what=Message(N_("Appointment ({kind}): came or not?"), {"kind": row[0].kind}),
            at=row[0].at,
            owner_id=row[0].staff_id,
        )
        for row in session.execute(statement)
    ]


def _clocks(session: Session, viewer: Actor, now: datetime, limit: int) -> list[OpenThing]:
    statement = _about(Lead, Lead.owner_id, Lead.customer_id).where(*_open_clocks(viewer, now)).limit(limit)
    return [
        _thing(
            viewer,
            OpenKind.CLOCK,
            row,
            what=Message(N_("Lead without a first touch.")),
            at=row[0].first_touch_due_at,
            owner_id=row[0].owner_id,
        )
        for row in session.execute(statement)
    ]


def _about(
    entity: Any, owner: InstrumentedAttribute[Any], customer: InstrumentedAttribute[Any]
) -> Select[*tuple[Any, ...]]:
    return (
        select(entity, Staff.name.label("owner"), Customer.name.label("customer"), Customer.owner_id)
        .outerjoin(Staff, and_(Staff.id == owner))
        .outerjoin(Customer, and_(Customer.id == customer))
    )


def _thing(
    viewer: Actor,
    kind: OpenKind,
    row: Any,
    *,
    what: Message,
    at: datetime,
    owner_id: int | None,
) -> OpenThing:
    return OpenThing(
        kind=kind,
        id=row[0].id,
        what=what,
        at=at,
        owner_id=owner_id,
        owner=row.owner or "",
        customer_id=row[0].customer_id,
        customer=masking.shown_name(viewer, row.owner_id, row.customer or ""),
        lead_id=row[0].id if kind is OpenKind.CLOCK else row[0].lead_id,
    )
