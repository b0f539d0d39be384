"""Who sells in the store, and who is away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.models import Absence, Staff
from salesops.models.enums import AbsenceKind, Role, Seniority


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of the staff, and why he is away on the day asked for, if he is."""

    id: int
    name: str
    role: Role
    seniority: Seniority
    receives: bool
    away: AbsenceKind | None
    started_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRow:
    """Days on which somebody is away, both included."""

    id: int
    staff_id: int
    staff: str
    kind: AbsenceKind
    starts_on: date
    ends_on: date
    note: str


SELLING = (Role.CONSULTANT, Role.SUPERVISOR)
"""Roles that receive customers and sell."""


def people(
    session: Session, viewer: Actor, *, day: date, roles: tuple[Role, ...] = (Role.CONSULTANT,)
) -> list[Person]:
    """The people of these roles who work in the store on a day, those away included and marked."""
    rows = session.execute(
        select(
            Staff.id, Staff.name, Staff.role, Staff.seniority, Staff.receives, Staff.started_on, Absence.kind
        )
        .outerjoin(
            Absence,
            (Absence.staff_id == Staff.id) & (Absence.starts_on <= day) & (Absence.ends_on >= day),
        )
        .where(
            Staff.store_id == viewer.store_id,
            Staff.role.in_(roles),
            or_(Staff.left_on.is_(None), Staff.left_on > day),
        )
        .order_by(Staff.id)
    )
    found: dict[int, Person] = {}
    for row in rows:
        found.setdefault(
            row.id,
            Person(
                id=row.id,
                name=row.name,
                role=row.role,
                seniority=row.seniority,
                receives=row.receives,
                away=row.kind,
                started_on=row.started_on,
            ),
        )
    return list(found.values())


def absences(session: Session, viewer: Actor, *, start: date, end: date) -> list[AbsenceRow]:
    """Absences that touch the days from start until before end."""
    rows = session.execute(
        select(Absence, Staff.name)
        .join(Staff, Staff.id == Absence.staff_id)
        .where(Absence.store_id == viewer.store_id, Absence.starts_on < end, Absence.ends_on >= start)
        .order_by(Absence.starts_on, Absence.id)
    )
    return [
        AbsenceRow(
            id=row.id,
            staff_id=row.staff_id,
            staff=name,
            kind=row.kind,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            note=row.note,
        )
        for row, name in rows
    ]
