"""The reception rota: made for the rest of a week, kept until it is made anew (Rule M5)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import SalesOpsError
from salesops.core.hours import HoursPolicy
from salesops.core.i18n import N_
from salesops.models import Appointment, Booking, RotaShift, TestDrive, TrainingAttendance, TrainingSession
from salesops.models.enums import (
    AppointmentStatus,
    BookingStatus,
    Role,
    TestDriveStatus,
    TrainingStatus,
)
from salesops.planning.queries.people import SELLING, absences, people
from salesops.planning.queries.rota import rota_between
from salesops.planning.rules.policies import RotaPolicy
from salesops.planning.rules.rota import Receiver, Rota, Span, plan_rota, slots


class NobodyReceives(SalesOpsError):
    """A rota without people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaMade:
    """What a new rota brought: turns planned, turns that changed against the last one, spans without anybody."""

    turns: int
    changed: int
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
    receivers = _receivers(session, actor, week, policy)
    if not receivers:
        raise NobodyReceives(
            N_("Nobody in the store receives customers. Say so in the settings of the people.")
        )
    monday = today - timedelta(days=today.weekday())
    before = rota_between(session, actor, start=monday, end=week[-1])
    had = Counter(slot.staff_ids[0] for slot in before if slot.ends_at <= now)
    rota = plan_rota(spans, receivers, policy, had=had)
    old = {slot.starts_at: slot.staff_ids[0] for slot in before if slot.ends_at > now}
    changed = sum(1 for turn in rota.turns if old.get(turn.starts_at.astimezone(UTC)) != turn.order[0])
    _replace(session, actor, rota, now=now, until=week[-1])
    made = RotaMade(turns=len(rota.turns), changed=changed if old else 0, gaps=len(rota.gaps))
    audit.record(
        session,
        actor,
        now=now,
        action="rota.make",
        entity="rota_shift",
        entity_id=0,
        after={"from": today, "until": week[-1], "turns": made.turns, "changed": made.changed},
    )
    return made


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


def _receivers(session: Session, actor: Actor, days: list[date], policy: RotaPolicy) -> list[Receiver]:
    """Consultants who receive, and supervisors as stand-ins, with what keeps each of them from the door."""
    start, end = days[0], days[-1] + timedelta(days=1)
    away: dict[int, set[date]] = defaultdict(set)
    for absence in absences(session, actor, start=start, end=end):
        away[absence.staff_id].update(day for day in days if absence.starts_on <= day <= absence.ends_on)
    busy = _busy(session, actor, start, end, policy)
    return [
        Receiver(
            staff_id=person.id,
            away=frozenset(away[person.id]),
            busy=tuple(busy[person.id]),
            stand_in=person.role is Role.SUPERVISOR,
        )
        for person in people(session, actor, day=start, roles=SELLING)
        if person.receives
    ]


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
