"""Briefing items: written with their validity, read by name (Rules M7, M11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotAllowed, NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import BriefingItem, BriefingRead
from salesops.models.enums import BriefingKind


class BadItem(SalesOpsError):
    """An item that says too little, or whose dates cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a briefing item says and how long it holds; `valid_until` is its last day."""

    kind: BriefingKind
    title: str
    body: str
    valid_from: date
    valid_until: date
    talk_track: str = ""
    source: str = ""
    question: str = ""
    answer: str = ""
    for_customers: bool = False
    """Whether the showroom may show it to customers: it must be true and complete (Rule Z2)."""


def write_item(
    session: Session, actor: Actor, *, now: datetime, item: Item, item_id: int | None = None
) -> int:
    """Add an item, or change one, and return its id. Raises BadItem, NotFound.

    A changed text has to be read again: who had read the old one is asked anew.
    """
    actor.require(Permission.LEAD_MEETING)
    _check(item)
    row = BriefingItem(store_id=actor.store_id, created_by=actor.staff_id)
    before = None
    if item_id is not None:
        row = _item(session, actor, item_id)
        before = _values(row)
    changed = item_id is not None and (row.body, row.talk_track) != (
        item.body.strip(),
        item.talk_track.strip(),
    )
    row.kind, row.title, row.body = item.kind, item.title.strip(), item.body.strip()
    row.valid_from, row.valid_until = item.valid_from, item.valid_until
    row.talk_track, row.source = item.talk_track.strip(), item.source.strip()
    row.question, row.answer = item.question.strip(), item.answer.strip()
    row.for_customers = item.for_customers
    session.add(row)
    session.flush()
    if changed:
        _ask_again(session, actor, row.id)
    audit.record(
        session,
        actor,
        now=now,
        action="briefing.write",
        entity="briefing_item",
        entity_id=row.id,
        before=before,
        after=_values(row),
    )
    return row.id


def retire_item(session: Session, actor: Actor, *, now: datetime, item_id: int) -> None:
    """End an item before its time: yesterday was its last day."""
    actor.require(Permission.LEAD_MEETING)
    row = _item(session, actor, item_id)
    before = row.valid_until
    row.valid_until = actor.today(now) - timedelta(days=1)
    row.valid_from = min(row.valid_from, row.valid_until)
    audit.record(
        session,
        actor,
        now=now,
        action="briefing.retire",
        entity="briefing_item",
        entity_id=row.id,
        before={"valid_until": before},
        after={"valid_until": row.valid_until},
    )


def mark_read(
    session: Session, actor: Actor, *, now: datetime, item_id: int, answer: str = ""
) -> bool | None:
    """Say that one has read an item; answers the check question when there is one (Rule M11).

    Returns whether the answer was right, None when nothing was asked. A second time only betters a wrong answer.
    """
    if actor.staff_id is None:
        raise NotAllowed(N_("Only people of the store read the briefing."))
    item = _item(session, actor, item_id)
    right = None if not item.question else _same(answer, item.answer)
    read = session.scalars(
        select(BriefingRead).where(
            BriefingRead.store_id == actor.store_id,
            BriefingRead.item_id == item_id,
            BriefingRead.staff_id == actor.staff_id,
        )
    ).one_or_none()
    if read is None:
        read = BriefingRead(
            store_id=actor.store_id,
            item_id=item_id,
            staff_id=actor.staff_id,
            read_at=now,
            answered_right=right,
        )
        try:
            with session.begin_nested():
                session.add(read)
        except IntegrityError:  # the same person in a second tab: read is read
            return right
    elif read.answered_right is False and right:
        read.answered_right = True
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="briefing.read",
        entity="briefing_item",
        entity_id=item_id,
        after={"answered_right": read.answered_right},
    )
    return right


def _check(item: Item) -> None:
    if not item.title.strip() or not item.body.strip():
        raise BadItem(N_("A briefing item needs a title and what it says."))
    if item.valid_until < item.valid_from:
        raise BadItem(N_("The last day of validity is before the first."))
    if bool(item.question.strip()) != bool(item.answer.strip()):
        raise BadItem(N_("A check question needs its answer, and an answer its question."))


def _item(session: Session, actor: Actor, item_id: int) -> BriefingItem:
    row = session.scalars(
        select(BriefingItem).where(BriefingItem.store_id == actor.store_id, BriefingItem.id == item_id)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This briefing item does not exist any more."))
    return row


def _ask_again(session: Session, actor: Actor, item_id: int) -> None:
    for read in session.scalars(
        select(BriefingRead).where(BriefingRead.store_id == actor.store_id, BriefingRead.item_id == item_id)
    ):
        session.delete(read)
    session.flush()


def _same(given: str, wanted: str) -> bool:
    return "".join(given.split()).casefold() == "".join(wanted.split()).casefold()


def _values(row: BriefingItem) -> dict[str, object]:
    return {
        "kind": row.kind,
        "title": row.title,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
    }
