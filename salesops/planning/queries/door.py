"""The order at the door as it is now: the log of the day read by the rules (Rule M5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.core.hours import HoursPolicy
from salesops.models import Appointment, ReceptionEvent, Staff
from salesops.models.enums import AppointmentStatus
from salesops.planning.queries.rota import RotaSlot, rota_of_day
from salesops.planning.rules import door as rules
from salesops.planning.rules.door import DoorEvent, Line, Plan, Standing
from salesops.planning.rules.policies import DoorPolicy, RotaPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorPerson:
    """One person at the door."""

    staff_id: int
    name: str
    standing: Standing
    since: datetime
    turns: int
    own: int
    skips: int
    flagged: bool
    visit_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Who takes the next walk-in, who follows, and everybody's standing.

    While nobody has checked in, now and next come from the planned rota (`planned`).
    """

    now_id: int | None
    now_name: str
    next_id: int | None
    next_name: str
    planned: bool
    people: tuple[DoorPerson, ...]
    fair_low: int
    fair_high: int

    @property
    def all_busy(self) -> bool:
        """Somebody came, but nobody can take a walk-in: ask a supervisor (§ all busy)."""
        return bool(self.people) and self.now_id is None


def door(session: Session, viewer: Actor, *, now: datetime) -> Door:
    """The live order at the door."""
    slots = rota_of_day(session, viewer, day=viewer.today(now))
    found = live_line(session, viewer, now=now, slots=slots)
    if not found.people:
        return _planned(slots, now)
    names = _names(session, viewer, [p.staff_id for p in found.people])
    low, high = rules.fair_band([p.turns for p in found.people])
    return Door(
        now_id=found.now,
        now_name=names.get(found.now or 0, ""),
        next_id=found.next,
        next_name=names.get(found.next or 0, ""),
        planned=False,
        people=tuple(
            DoorPerson(
                staff_id=p.staff_id,
                name=names.get(p.staff_id, ""),
                standing=p.standing,
                since=p.since,
                turns=p.turns,
                own=p.own,
                skips=p.skips,
                flagged=p.flagged,
                visit_id=p.visit_id,
            )
            for p in found.people
        ),
        fair_low=low,
        fair_high=high,
    )


def live_line(session: Session, viewer: Actor, *, now: datetime, slots: list[RotaSlot] | None = None) -> Line:
    """The order at the door at an instant, from the day's log; operations check themselves against it."""
    day = viewer.today(now)
    planned = rota_of_day(session, viewer, day=day) if slots is None else slots
    opens = policies.load(session, viewer.store_id, HoursPolicy).opens
    plan = Plan(
        opens_at=datetime.combine(day, opens, tzinfo=viewer.zone).astimezone(UTC),
        order=tuple(dict.fromkeys(slot.staff_ids[0] for slot in planned)),
        holds=_holds(session, viewer, day),
    )
    policy = policies.load(session, viewer.store_id, DoorPolicy)
    return rules.line(_events(session, viewer, day), plan, policy, now=now)


def _events(session: Session, viewer: Actor, day: date) -> list[DoorEvent]:
    rows = session.execute(
        select(ReceptionEvent.at, ReceptionEvent.kind, ReceptionEvent.staff_id, ReceptionEvent.visit_id)
        .where(ReceptionEvent.store_id == viewer.store_id, ReceptionEvent.day == day)
        .order_by(ReceptionEvent.at, ReceptionEvent.id)
    )
    return [DoorEvent(at=r.at, kind=r.kind, staff_id=r.staff_id, visit_id=r.visit_id) for r in rows]


def _holds(session: Session, viewer: Actor, day: date) -> dict[int, tuple[tuple[datetime, datetime], ...]]:
    margin = timedelta(minutes=policies.load(session, viewer.store_id, RotaPolicy).hold_minutes)
    rows = session.execute(
        select(Appointment.staff_id, Appointment.at).where(
            Appointment.store_id == viewer.store_id,
            Appointment.day == day,
            Appointment.status == AppointmentStatus.BOOKED,
        )
    )
    found: dict[int, tuple[tuple[datetime, datetime], ...]] = {}
    for row in rows:
        found[row.staff_id] = (*found.get(row.staff_id, ()), (row.at - margin, row.at + margin))
    return found


def _names(session: Session, viewer: Actor, ids: list[int]) -> dict[int, str]:
    rows = session.execute(
        select(Staff.id, Staff.name).where(Staff.store_id == viewer.store_id, Staff.id.in_(ids))
    )
    return {row.id: row.name for row in rows}


def _planned(slots: list[RotaSlot], now: datetime) -> Door:
    current = next((slot for slot in slots if slot.starts_at <= now < slot.ends_at), None)
    if current is None:
        current = next((slot for slot in slots if slot.starts_at > now), None)
    ids, names = (current.staff_ids, current.names) if current else ((), ())
    return Door(
        now_id=ids[0] if ids else None,
        now_name=names[0] if names else "",
        next_id=ids[1] if len(ids) > 1 else None,
        next_name=names[1] if len(names) > 1 else "",
        planned=True,
        people=(),
        fair_low=0,
        fair_high=0,
    )
