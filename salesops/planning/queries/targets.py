"""Targets of a month and must-do counts of a day, with their arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.core.calendar import month_start
from salesops.core.i18n import Message
from salesops.models import DayTarget, Staff, Target
from salesops.models.enums import SetBy


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """What a month asks: of the store when `staff_id` is None, else of one consultant."""

    figure: str
    staff_id: int | None
    staff: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTargetRow:
    """One must-do count of a day: what the rule computed, what holds, and the arithmetic."""

    id: int
    day: date
    figure: str
    staff_id: int | None
    staff: str
    computed: int
    value: int
    set_by: SetBy
    reasons: tuple[Message, ...]


def targets(session: Session, viewer: Actor, *, month: date) -> list[TargetRow]:
    """The targets of the month that `month` lies in; those of the store first."""
    rows = session.execute(
        select(Target.figure, Target.staff_id, Target.value, Staff.name)
        .outerjoin(Staff, Staff.id == Target.staff_id)
        .where(Target.store_id == viewer.store_id, Target.month == month_start(month))
        .order_by(Target.staff_id.is_not(None), Target.staff_id, Target.figure)
    )
    return [
        TargetRow(figure=row.figure, staff_id=row.staff_id, staff=row.name or "", value=row.value)
        for row in rows
    ]


def day_targets(
    session: Session, viewer: Actor, *, day: date, staff_id: int | None = None
) -> list[DayTargetRow]:
    """The must-do counts of a day (Rules M4, R3): the store's and everybody's, or one person's."""
    rows = day_targets_of(session, viewer, days=(day,))
    return rows if staff_id is None else [row for row in rows if row.staff_id == staff_id]


def day_targets_of(session: Session, viewer: Actor, *, days: tuple[date, ...]) -> list[DayTargetRow]:
    """The must-do counts of some days, in one statement."""
    rows = session.execute(
        select(DayTarget, Staff.name)
        .outerjoin(Staff, Staff.id == DayTarget.staff_id)
        .where(DayTarget.store_id == viewer.store_id, DayTarget.day.in_(days))
        .order_by(DayTarget.day, DayTarget.staff_id.is_not(None), DayTarget.staff_id, DayTarget.figure)
    )
    return [_day_target(row[0], row[1]) for row in rows]


def _day_target(row: DayTarget, staff: str | None) -> DayTargetRow:
    return DayTargetRow(
        id=row.id,
        day=row.day,
        figure=row.figure,
        staff_id=row.staff_id,
        staff=staff or "",
        computed=row.computed,
        value=row.value,
        set_by=row.set_by,
        reasons=tuple(Message.from_json(reason) for reason in row.reasons),
    )
