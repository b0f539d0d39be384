"""Reading of the market: notes with tags, and a briefing made of one by a click (Rules C3, M7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.care.operations.errors import BadCare
from salesops.care.rules import market
from salesops.care.rules.policies import CarePolicy
from salesops.core.errors import Conflict, NotFound
from salesops.core.i18n import N_
from salesops.models import BriefingItem, MarketNote
from salesops.models.enums import NoteKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFacts:
    """What somebody read, and what he makes of it."""

    kind: NoteKind
    title: str
    body: str = ""
    source: str = ""
    trend: str = ""
    tags: Sequence[str] = field(default=())


def save_note(
    session: Session, actor: Actor, *, now: datetime, facts: NoteFacts, note_id: int | None = None
) -> int:
    """Keep what was read, or change it, and return its id (Rule C3). Raises BadCare.

    A trend statement stands among the proposals for training from then on (Rule T1).
    """
    actor.require(Permission.CARE)
    if not facts.title.strip():
        raise BadCare(N_("Say in a few words what was read."))
    note = _note(session, actor, note_id) if note_id is not None else None
    if note is None:
        note = MarketNote(store_id=actor.store_id, day=actor.today(now), staff_id=actor.staff_id)
        session.add(note)
    note.kind, note.title, note.body = facts.kind, facts.title.strip(), facts.body.strip()
    note.source, note.trend = facts.source.strip(), facts.trend.strip()
    note.tags = list(market.clean_tags(facts.tags))
    session.flush()
    _audit(
        session,
        actor,
        note,
        now=now,
        action="care.save_note",
        after={"title": note.title, "trend": note.trend},
    )
    return note.id


def brief_team(session: Session, actor: Actor, *, now: datetime, note_id: int) -> int:
    """Make the note a briefing of the morning meeting, valid for the store's usual time; its id (Rules C3, M7).

    Raises Conflict when it is one already.
    """
    actor.require(Permission.LEAD_MEETING)
    note = _note(session, actor, note_id)
    if note.briefing_item_id is not None:
        raise Conflict(N_("This note is in the briefing already."))
    today = actor.today(now)
    valid = load(session, actor.store_id, CarePolicy).briefing_days
    item = BriefingItem(
        store_id=actor.store_id,
        kind=market.BRIEFING_OF[note.kind],
        title=note.title,
        body=note.body or note.trend or note.title,
        talk_track=note.trend,
        source=note.source,
        valid_from=today,
        valid_until=today + timedelta(days=valid),
        created_by=actor.staff_id,
    )
    session.add(item)
    session.flush()
    note.briefing_item_id = item.id
    _audit(session, actor, note, now=now, action="care.brief_team", after={"briefing_item_id": item.id})
    return item.id


def _note(session: Session, actor: Actor, note_id: int) -> MarketNote:
    note = session.scalars(
        select(MarketNote)
        .where(MarketNote.store_id == actor.store_id, MarketNote.id == note_id)
        .with_for_update()
    ).one_or_none()
    if note is None:
        raise NotFound(N_("This note does not exist any more."))
    return note


def _audit(
    session: Session, actor: Actor, note: MarketNote, *, now: datetime, action: str, after: dict[str, object]
) -> None:
    audit.record(session, actor, now=now, action=action, entity="market_note", entity_id=note.id, after=after)
