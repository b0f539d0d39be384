"""The reception rota as planned: who receives in which order at which time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.models import RotaShift, Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaSlot:
    """A span of the day and who receives in it, first in line first."""

    day: date
    starts_at: datetime
    ends_at: datetime
    staff_ids: tuple[int, ...]
    names: tuple[str, ...]


def rota_of_day(session: Session, viewer: Actor, *, day: date) -> list[RotaSlot]:
    """The planned spans of a day in order of time (Rule M5); empty when no rota was made."""
    return rota_between(session, viewer, start=day, end=day)


def rota_between(session: Session, viewer: Actor, *, start: date, end: date) -> list[RotaSlot]:
    """The planned spans from start to end, both days included."""
    rows = session.execute(
        select(RotaShift.day, RotaShift.starts_at, RotaShift.ends_at, RotaShift.staff_id, Staff.name)
        .join(Staff, Staff.id == RotaShift.staff_id)
        .where(RotaShift.store_id == viewer.store_id, RotaShift.day >= start, RotaShift.day <= end)
        .order_by(RotaShift.day, RotaShift.starts_at, RotaShift.position)
    )
    slots = []
    for (day, starts_at, ends_at), of_slot in groupby(rows, key=lambda row: tuple(row[:3])):
        people = list(of_slot)
        slots.append(
            RotaSlot(
                day=day,
                starts_at=starts_at,
                ends_at=ends_at,
                staff_ids=tuple(row.staff_id for row in people),
                names=tuple(row.name for row in people),
            )
        )
    return slots
