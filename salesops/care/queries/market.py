"""What was read of the market, and what became of it (Rule C3)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.models import MarketNote, Staff, TrainingSession
from salesops.models.enums import NoteKind, TrainingStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A note, and whether it has become a briefing and a training."""

    id: int
    day: date
    kind: NoteKind
    title: str
    body: str
    tags: tuple[str, ...]
    source: str
    trend: str
    response: str
    staff: str
    briefed: bool
    training_on: date | None
    training_status: TrainingStatus | None


def notes(session: Session, viewer: Actor, *, since: date, limit: int = 200) -> list[NoteRow]:
    """Notes since a day, the newest first."""
    rows = session.execute(
        select(MarketNote, Staff.name, TrainingSession.day, TrainingSession.status)
        .outerjoin(Staff, Staff.id == MarketNote.staff_id)
        .outerjoin(TrainingSession, TrainingSession.id == MarketNote.training_session_id)
        .where(MarketNote.store_id == viewer.store_id, MarketNote.day >= since)
        .order_by(MarketNote.day.desc(), MarketNote.id.desc())
        .limit(limit)
    )
    return [
        NoteRow(
            id=note.id,
            day=note.day,
            kind=note.kind,
            title=note.title,
            body=note.body,
            tags=tuple(str(tag) for tag in note.tags),
            source=note.source,
            trend=note.trend,
            response=note.response,
            staff=staff or "",
            briefed=note.briefing_item_id is not None,
            training_on=day,
            training_status=status,
        )
        for note, staff, day, status in rows
    ]


def tag_counts(rows: list[NoteRow]) -> list[tuple[str, int]]:
    """The tags of these notes, the most frequent first."""
    found = Counter(tag for row in rows for tag in row.tags)
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
