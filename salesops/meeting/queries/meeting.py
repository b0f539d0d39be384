"""Today's meeting: whether it is held, what was decided, and what it owes (Rule M9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.core.i18n import N_, Message
from salesops.models import Decision, Forecast, Meeting, Staff, Task
from salesops.models.enums import MeetingStep, Role, TaskStatus
from salesops.planning.owed import Owed


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingState:
    """When today's meeting began and ended; None for what has not happened."""

    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """One decision, and how its task stands."""

    id: int
    step: MeetingStep
    text: str
    owner: str
    at: datetime
    due_on: date | None
    task_status: TaskStatus | None


def meeting_state(session: Session, viewer: Actor, *, day: date) -> MeetingState:
    """Whether the meeting of a day is held."""
    row = session.execute(
        select(Meeting.started_at, Meeting.ended_at).where(
            Meeting.store_id == viewer.store_id, Meeting.day == day
        )
    ).one_or_none()
    return MeetingState(started_at=row.started_at if row else None, ended_at=row.ended_at if row else None)


def decisions(session: Session, viewer: Actor, *, day: date, limit: int = 100) -> list[DecisionRow]:
    """What was decided on a day, in order of time."""
    rows = session.execute(
        select(Decision, Staff.name, Task.due_on, Task.status)
        .outerjoin(Staff, Staff.id == Decision.owner_id)
        .outerjoin(Task, Task.id == Decision.task_id)
        .where(Decision.store_id == viewer.store_id, Decision.day == day)
        .order_by(Decision.at, Decision.id)
        .limit(limit)
    )
    return [
        DecisionRow(
            id=row.id,
            step=row.step,
            text=row.text,
            owner=owner or "",
            at=row.at,
            due_on=due_on,
            task_status=status,
        )
        for row, owner, due_on, status in rows
    ]


def owed(session: Session, viewer: Actor, *, now: datetime) -> Owed:
    """What the meeting still owes: to be held, or forecasts that nobody has stated (one query)."""
    today = viewer.today(now)
    ended = (
        select(func.count())
        .where(Meeting.store_id == viewer.store_id, Meeting.day == today, Meeting.ended_at.is_not(None))
        .scalar_subquery()
    )
    stated = (
        select(func.count())
        .where(Forecast.store_id == viewer.store_id, Forecast.day == today)
        .scalar_subquery()
    )
    consultants = (
        select(func.count())
        .where(
            Staff.store_id == viewer.store_id,
            Staff.role == Role.CONSULTANT,
            Staff.left_on.is_(None),
        )
        .scalar_subquery()
    )
    held, forecasts, people = session.execute(select(ended, stated, consultants)).one()
    missing = max(people - forecasts, 0)
    if not held:
        return Owed(count=1, sentence=Message(N_("The morning meeting is not held yet.")), page="meeting")
    if missing:
        said = Message(N_("{count} forecasts of today are missing."), {"count": missing})
        return Owed(count=missing, sentence=said, page="meeting")
    return Owed(count=0, sentence=Message(N_("The morning meeting is done.")), page="meeting")
