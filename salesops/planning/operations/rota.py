"""The reception rota: made for the rest of a week, kept until it is made anew (Rule M5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.calendar import Period
from salesops.core.errors import SalesOpsError
from salesops.core.hours import HoursPolicy
from salesops.core.i18n import N_
from salesops.models import (
    Appointment,
    Booking,
    RotaShift,
    Staff,
    TestDrive,
    TrainingAttendance,
    TrainingSession,
)
from salesops.models.enums import (
    AppointmentStatus,
    BookingStatus,
    Role,
    TestDriveStatus,
    TrainingStatus,
)
from salesops.planning.queries.people import SELLING, absences, people
from salesops.planning.rules.policies import RotaPolicy
from salesops.planning.rules.rota import Receiver, Rota, Span, plan_rota, slots, turns_owed

_REMEMBERED = timedelta(weeks=4)
"""Turns of so long ago still count for fairness."""


class _Planned(NamedTuple):
    day: date
    starts_at: datetime
    ends_at: datetime
    staff_id: int
    name: str


class NobodyReceives(SalesOpsError):
    """A rota without people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A turn that another person heads than in the last version."""

    starts_at: datetime
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaMade:
    """What a new rota brought: turns planned, those that changed against the last version, spans without anybody."""

    turns: int
    swaps: tuple[Swap, ...]
    gaps: int


def make_rota(session: Session, actor: Actor, *, now: datetime, days: int = 7) -> RotaMade:
    """Plan the turns from today until the end of the week (or `days` days), and replace what was planned for them.

    Turns that began already stay as they are and count for fairness. Raises NobodyReceives.
    """
    actor.require(Permission.LEAD_MEETING)
    today = actor.today(now)
    week = [today + timedelta(days=n) for n in range(min(days, 7 - today.weekday()))]
    policy = policies.load(session, actor.store_id, RotaPolicy)
    hours = policies.load(session, actor.store_id, HoursPolicy).hours()
    spans = [span for span in slots(week, hours, policy, actor.zone) if span[1] > now]
    receivers, names = _receivers(session, actor, week, policy)
    if not receivers:
        raise NobodyReceives(
            N_("Nobody in the store receives customers. Say so in the settings of the people.")
        )
    planned = _planned(session, actor, start=today - _REMEMBERED, end=week[-1])
    rota = plan_rota(
        spans,
        receivers,
        policy,
        owed=turns_owed([(turn.day, turn.staff_id) for turn in planned if turn.ends_at <= now], receivers),
        kept={turn.starts_at: turn.staff_id for turn in planned if turn.ends_at > now},
    )
    made = RotaMade(turns=len(rota.turns), swaps=_swaps(rota, planned, names, now), gaps=len(rota.gaps))
    _replace(session, actor, rota, now=now, until=week[-1])
    audit.record(
        session,
        actor,
        now=now,
        action="rota.make",
        entity="rota_shift",
        entity_id=0,
        after={"from": today, "until": week[-1], "turns": made.turns, "changed": len(made.swaps)},
    )
    return made


def _planned(session: Session, actor: Actor, *, start: date, end: date) -> list[_Planned]:
    """Who heads each turn as it was planned last."""
    rows = session.execute(
        select(RotaShift.day, RotaShift.starts_at, RotaShift.ends_at, RotaShift.staff_id, Staff.name)
        .join(Staff, Staff.id == RotaShift.staff_id)
        .where(
            RotaShift.store_id == actor.store_id,
            RotaShift.day >= start,
            RotaShift.day <= end,
            RotaShift.position == 0,
        )
        .order_by(RotaShift.starts_at)
    )
    return [_Planned(*row) for row in rows]


def _swaps(rota: Rota, planned: list[_Planned], names: dict[int, str], now: datetime) -> tuple[Swap, ...]:
    old = {turn.starts_at: turn for turn in planned if turn.ends_at > now}
    return tuple(
        Swap(starts_at=turn.starts_at, before=before.name, after=names[turn.order[0]])
        for turn in rota.turns
        if (before := old.get(turn.starts_at)) is not None and before.staff_id != turn.order[0]
    )


def _replace(session: Session, actor: Actor, rota: Rota, *, now: datetime, until: date) -> None:
    session.execute(
        delete(RotaShift).where(
            RotaShift.store_id == actor.store_id, RotaShift.ends_at > now, RotaShift.day <= until
        )
    )
    session.add_all(
        RotaShift(
            store_id=actor.store_id,
            day=turn.starts_at.date(),
            starts_at=turn.starts_at,
            ends_at=turn.ends_at,
            staff_id=staff_id,
            position=position,
        )
        for turn in rota.turns
        for position, staff_id in enumerate(turn.order)
    )
    session.flush()


def _receivers(
    session: Session, actor: Actor, days: list[date], policy: RotaPolicy
) -> tuple[list[Receiver], dict[int, str]]:
    """Consultants who receive, and supervisors as stand-ins, with what keeps each from the door; and their names."""
    start, end = days[0], days[-1] + timedelta(days=1)
    away: dict[int, set[date]] = defaultdict(set)
    known = Period(start - _REMEMBERED, end).dates()
    for absence in absences(session, actor, start=start - _REMEMBERED, end=end):
        away[absence.staff_id].update(day for day in known if absence.starts_on <= day <= absence.ends_on)
    busy = _busy(session, actor, start, end, policy)
    there = [person for person in people(session, actor, day=start, roles=SELLING) if person.receives]
    return [
        Receiver(
            staff_id=person.id,
            away=frozenset(away[person.id]),
            busy=tuple(busy[person.id]),
            stand_in=person.role is Role.SUPERVISOR,
            since=person.started_on or date.min,
        )
        for person in there
    ], {person.id: person.name for person in there}


def _busy(
    session: Session, actor: Actor, start: date, end: date, policy: RotaPolicy
) -> dict[int, list[Span]]:
    """Own appointments, test drives, trainings and other bookings of persons."""
    margin = timedelta(minutes=policy.hold_minutes)
    found: dict[int, list[Span]] = defaultdict(list)
    for staff_id, at in session.execute(
        select(Appointment.staff_id, Appointment.at).where(
            Appointment.store_id == actor.store_id,
            Appointment.day >= start,
            Appointment.day < end,
            Appointment.status == AppointmentStatus.BOOKED,
        )
    ):
        found[staff_id].append((at - margin, at + margin))
    for staff_id, begins, ends in session.execute(
        select(TestDrive.staff_id, TestDrive.starts_at, TestDrive.ends_at).where(
            TestDrive.store_id == actor.store_id,
            TestDrive.day >= start,
            TestDrive.day < end,
            TestDrive.status == TestDriveStatus.BOOKED,
        )
    ):
        found[staff_id].append((begins, ends))
    for resource, begins, ends in session.execute(
        select(Booking.resource, Booking.starts_at, Booking.ends_at).where(
            Booking.store_id == actor.store_id,
            Booking.day >= start,
            Booking.day < end,
            Booking.status == BookingStatus.HELD,
            Booking.resource.startswith("person:"),
        )
    ):
        found[int(resource.removeprefix("person:"))].append((begins, ends))
    for staff_id, begins, minutes in _trainings(session, actor, start, end):
        found[staff_id].append((begins, begins + timedelta(minutes=minutes)))
    return found


def _trainings(session: Session, actor: Actor, start: date, end: date) -> list[tuple[int, datetime, int]]:
    """Who is expected at which training: those on its list, else its trainer alone."""
    rows = session.execute(
        select(
            TrainingAttendance.staff_id,
            TrainingSession.trainer_id,
            TrainingSession.starts_at,
            TrainingSession.minutes,
        )
        .outerjoin(TrainingAttendance, TrainingAttendance.session_id == TrainingSession.id)
        .where(
            TrainingSession.store_id == actor.store_id,
            TrainingSession.day >= start,
            TrainingSession.day < end,
            TrainingSession.status == TrainingStatus.PLANNED,
        )
    )
    return [(who, row[2], row[3]) for row in rows if (who := row[0] or row[1]) is not None]
