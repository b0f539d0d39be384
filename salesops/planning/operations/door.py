"""The door: who checks in, takes a turn, skips, is away; only ever added to a log (Rule M5)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotAllowed, NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import ReceptionEvent, Staff, Visit
from salesops.models.enums import ReceptionEventKind, Role
from salesops.planning.queries.door import live_line
from salesops.planning.rules.door import Standing


class NotNow(SalesOpsError):
    """Something that does not fit where the person stands."""


_IN_LINE = frozenset({Standing.AT_DOOR, Standing.WAITING, Standing.RESERVED, Standing.STOPPED})
_FROM = {
    ReceptionEventKind.TAKE: _IN_LINE,
    ReceptionEventKind.APPOINTED: _IN_LINE | {Standing.AWAY},
    ReceptionEventKind.SKIP: _IN_LINE,
    ReceptionEventKind.FREE: frozenset({Standing.BUSY}),
    ReceptionEventKind.AWAY: _IN_LINE,
    ReceptionEventKind.BACK: frozenset({Standing.AWAY}),
    ReceptionEventKind.CHECK_OUT: frozenset(Standing) - {Standing.GONE},
}
"""Where somebody must stand for each event."""


def check_in(session: Session, actor: Actor, *, now: datetime, staff_id: int) -> None:
    """Come to the door for the day. Raises NotNow when already there."""
    _may(session, actor, staff_id)
    here = live_line(session, actor, now=now).of(staff_id)
    if here is not None and here.standing is not Standing.GONE:
        raise NotNow(N_("Already checked in."))
    _log(session, actor, now=now, kind=ReceptionEventKind.CHECK_IN, staff_id=staff_id)


def take_turn(
    session: Session, actor: Actor, *, now: datetime, staff_id: int, visit_id: int | None = None
) -> None:
    """Receive a walk-in: uses the turn. With a visit, the visit is greeted by this person."""
    _move(session, actor, now=now, kind=ReceptionEventKind.TAKE, staff_id=staff_id, visit_id=visit_id)


def receive_own(
    session: Session, actor: Actor, *, now: datetime, staff_id: int, visit_id: int | None = None
) -> None:
    """Receive an own, named or appointed customer: uses no turn, afterwards back to the head."""
    _move(session, actor, now=now, kind=ReceptionEventKind.APPOINTED, staff_id=staff_id, visit_id=visit_id)


def skip_turn(session: Session, actor: Actor, *, now: datetime, staff_id: int, note: str = "") -> None:
    """Did not take the walk-in in time: the turn is lost."""
    _move(session, actor, now=now, kind=ReceptionEventKind.SKIP, staff_id=staff_id, note=note)


def become_free(session: Session, actor: Actor, *, now: datetime, staff_id: int) -> None:
    """The customer has left: back in line."""
    _move(session, actor, now=now, kind=ReceptionEventKind.FREE, staff_id=staff_id)


def step_away(session: Session, actor: Actor, *, now: datetime, staff_id: int, note: str = "") -> None:
    """Away for a moment; the place is kept for a while."""
    _move(session, actor, now=now, kind=ReceptionEventKind.AWAY, staff_id=staff_id, note=note)


def come_back(session: Session, actor: Actor, *, now: datetime, staff_id: int) -> None:
    """Back at the door."""
    _move(session, actor, now=now, kind=ReceptionEventKind.BACK, staff_id=staff_id)


def check_out(session: Session, actor: Actor, *, now: datetime, staff_id: int) -> None:
    """Gone for the day."""
    _move(session, actor, now=now, kind=ReceptionEventKind.CHECK_OUT, staff_id=staff_id)


def _move(
    session: Session,
    actor: Actor,
    *,
    now: datetime,
    kind: ReceptionEventKind,
    staff_id: int,
    visit_id: int | None = None,
    note: str = "",
) -> None:
    _may(session, actor, staff_id)
    here = live_line(session, actor, now=now).of(staff_id)
    if here is None or here.standing is Standing.GONE:
        raise NotNow(N_("Not checked in yet. Check in first."))
    if here.standing not in _FROM[kind]:
        raise NotNow(N_("That does not fit: this person is {standing} now."), standing=here.standing)
    if visit_id is not None:
        _greet(session, actor, now=now, staff_id=staff_id, visit_id=visit_id)
    _log(session, actor, now=now, kind=kind, staff_id=staff_id, visit_id=visit_id, note=note)


def _may(session: Session, actor: Actor, staff_id: int) -> None:
    """A consultant moves himself; reception and those who lead the meeting move anybody."""
    actor.require(Permission.RECEIVE)
    others = actor.role is Role.RECEPTION or actor.may(Permission.LEAD_MEETING)
    if staff_id != actor.staff_id and not others:
        raise NotAllowed(N_("You can only move yourself in the line. Ask reception or a supervisor."))
    known = session.scalar(
        select(Staff.id).where(
            Staff.store_id == actor.store_id, Staff.id == staff_id, Staff.left_on.is_(None)
        )
    )
    if known is None:
        raise NotFound(N_("This member of staff does not exist."))


def _greet(session: Session, actor: Actor, *, now: datetime, staff_id: int, visit_id: int) -> None:
    visit = session.scalars(
        select(Visit).where(Visit.store_id == actor.store_id, Visit.id == visit_id)
    ).one_or_none()
    if visit is None:
        raise NotFound(N_("This visit does not exist any more."))
    visit.staff_id = visit.staff_id or staff_id
    visit.greeted_at = visit.greeted_at or now


def _log(
    session: Session,
    actor: Actor,
    *,
    now: datetime,
    kind: ReceptionEventKind,
    staff_id: int,
    visit_id: int | None = None,
    note: str = "",
) -> None:
    event = ReceptionEvent(
        store_id=actor.store_id,
        day=actor.today(now),
        at=now,
        kind=kind,
        staff_id=staff_id,
        visit_id=visit_id,
        by_staff_id=actor.staff_id,
        note=note.strip(),
    )
    session.add(event)
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action=f"door.{kind.value}",
        entity="reception_event",
        entity_id=event.id,
        after={"staff_id": staff_id, "visit_id": visit_id},
    )
