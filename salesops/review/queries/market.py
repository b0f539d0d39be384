"""Market news with their responses (Rule R5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.models import MarketNote
from salesops.models.enums import NoteKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketRow:
    """News, and what the store answers until when."""

    id: int
    day: date
    kind: NoteKind
    title: str
    response: str
    respond_by: datetime | None
    briefed: bool


def market_notes(
    session: Session, viewer: Actor, *, now: datetime, days: int = 7, limit: int = 20
) -> list[MarketRow]:
    """News of the last days, the newest first."""
    since = viewer.today(now) - timedelta(days=days)
    rows = session.scalars(
        select(MarketNote)
        .where(MarketNote.store_id == viewer.store_id, MarketNote.day >= since)
        .order_by(MarketNote.day.desc(), MarketNote.id.desc())
        .limit(limit)
    )
    return [
        MarketRow(
            id=row.id,
            day=row.day,
            kind=row.kind,
            title=row.title,
            response=row.response,
            respond_by=row.respond_by,
            briefed=row.briefing_item_id is not None,
        )
        for row in rows
    ]
