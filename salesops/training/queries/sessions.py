"""Micro-trainings: what is planned, what was held, who was there (Rule T1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, and_, case, cast, func, select
from sqlalchemy.orm import Session, aliased

from salesops.access.actors import Actor
from salesops.access.policies import load
from salesops.core.hours import HoursPolicy
from salesops.core.i18n import Message
from salesops.models import CarModel, MarketNote, Staff, TrainingAttendance, TrainingSession
from salesops.models.enums import PainSource, TrainingStatus
from salesops.planning.rules.rail import RailPolicy
from salesops.training.rules.policies import TrainingPolicy
from salesops.training.rules.timing import next_slot
from salesops.training.rules.topics import topic_name


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """A training, with the pain that asked for it and how many were there of those expected."""

    id: int
    topic: Message
    source: PainSource | None
    evidence: tuple[Message, ...]
    day: date
    starts_at: datetime
    minutes: int
    trainer_id: int | None
    trainer: str
    status: TrainingStatus
    expected: int
    present: int
    was_there: bool | None
    """Whether the viewer himself was there; None when he is not on the list."""
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextTraining:
    """The next time for a training."""

    starts_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Somebody on a training's list."""

    staff_id: int
    name: str
    present: bool


def sessions(session: Session, viewer: Actor, *, since: date, limit: int = 60) -> list[SessionRow]:
    """Trainings since a day, the planned ones by time first, then the others, the newest first."""
    own = aliased(TrainingAttendance)
    statement = (
        select(
            TrainingSession,
            Staff.name.label("trainer"),
            CarModel.name.label("model"),
            MarketNote.trend.label("trend"),
            func.count(TrainingAttendance.id).label("expected"),
            func.count(case((TrainingAttendance.present, 1))).label("present"),
            func.max(case((own.present, 1), else_=0)).label("was_there"),
            func.count(own.id).label("listed"),
        )
        .outerjoin(Staff, Staff.id == TrainingSession.trainer_id)
        .outerjoin(TrainingAttendance, TrainingAttendance.session_id == TrainingSession.id)
        .outerjoin(own, and_(own.session_id == TrainingSession.id, own.staff_id == viewer.staff_id))
        .outerjoin(CarModel, _names(CarModel, PainSource.SLOW_MODEL))
        .outerjoin(MarketNote, _names(MarketNote, PainSource.MARKET))
        .where(TrainingSession.store_id == viewer.store_id, TrainingSession.day >= since)
        .group_by(TrainingSession.id, Staff.name, CarModel.name, MarketNote.trend)
        .order_by(TrainingSession.starts_at.desc(), TrainingSession.id.desc())
        .limit(limit)
    )
    rows = [_row(row) for row in session.execute(statement)]
    planned = [row for row in rows if row.status is TrainingStatus.PLANNED]
    return sorted(planned, key=lambda row: row.starts_at) + [
        row for row in rows if row.status is not TrainingStatus.PLANNED
    ]


def next_training(session: Session, viewer: Actor, *, now: datetime) -> NextTraining:
    """When the store trains next, and how long it usually takes."""
    starts_at = next_slot(
        viewer.local(now),
        hours=load(session, viewer.store_id, HoursPolicy).hours(),
        at=load(session, viewer.store_id, RailPolicy).training_from,
    )
    return NextTraining(starts_at=starts_at, minutes=load(session, viewer.store_id, TrainingPolicy).minutes)


def attendance(session: Session, viewer: Actor, *, session_id: int) -> list[Attendee]:
    """The list of one training, by name."""
    rows = session.execute(
        select(Staff.id, Staff.name, TrainingAttendance.present)
        .join(TrainingAttendance, TrainingAttendance.staff_id == Staff.id)
        .where(TrainingAttendance.store_id == viewer.store_id, TrainingAttendance.session_id == session_id)
        .order_by(Staff.id)
    )
    return [Attendee(staff_id=row.id, name=row.name, present=row.present) for row in rows]


def _names(table: Any, source: PainSource) -> Any:
    """The row that a training's pain is about, where its key is a number."""
    return and_(
        TrainingSession.source == source,
        table.store_id == TrainingSession.store_id,
        cast(table.id, String) == TrainingSession.source_key,
    )


def _row(row: Any) -> SessionRow:
    found: TrainingSession = row.TrainingSession
    return SessionRow(
        id=found.id,
        topic=topic_name(found.topic, row.model or row.trend or ""),
        source=found.source,
        evidence=tuple(_message(each) for each in found.evidence),
        day=found.day,
        starts_at=found.starts_at,
        minutes=found.minutes,
        trainer_id=found.trainer_id,
        trainer=row.trainer or "",
        status=found.status,
        expected=row.expected,
        present=row.present,
        was_there=bool(row.was_there) if row.listed else None,
        note=found.note,
    )


def _message(stored: Any) -> Message:
    """A kept piece of evidence: a message, or words that somebody wrote."""
    if isinstance(stored, dict) and "text" in stored:
        return Message.from_json(stored)
    return Message("{words}", {"words": str(stored)})
