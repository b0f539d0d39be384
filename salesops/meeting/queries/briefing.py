"""The briefing of a day: what holds, with talk tracks, and who has read it (Rules M7, M11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.models import BriefingItem, BriefingRead, Staff
from salesops.models.enums import BriefingKind, Role

_READERS = (Role.SUPERVISOR, Role.CONSULTANT)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingRow:
    """One item that holds on the day; those that ran out are not among them."""

    id: int
    kind: BriefingKind
    title: str
    body: str
    talk_track: str
    source: str
    valid_from: date
    valid_until: date
    days_left: int
    for_customers: bool
    question: str
    answer: str
    read_by: tuple[str, ...]
    not_read_by: tuple[str, ...]
    read_at: datetime | None
    """When the viewer read it."""
    answered_right: bool | None
    """Whether the viewer's answer to the check question was right."""


def briefing(session: Session, viewer: Actor, *, day: date, limit: int = 30) -> list[BriefingRow]:
    """The items that hold on a day; what ends first comes first. Expired ones leave by themselves (Rule M7)."""
    items = session.scalars(
        select(BriefingItem)
        .where(*_holding(viewer, day))
        .order_by(BriefingItem.valid_until, BriefingItem.id)
        .limit(limit)
    ).all()
    names = dict(
        session.execute(
            select(Staff.id, Staff.name)
            .where(Staff.store_id == viewer.store_id, Staff.role.in_(_READERS), Staff.left_on.is_(None))
            .order_by(Staff.id)
        ).all()
    )
    reads: dict[int, dict[int, BriefingRead]] = {item.id: {} for item in items}
    for read in session.scalars(
        select(BriefingRead).where(BriefingRead.store_id == viewer.store_id, BriefingRead.item_id.in_(reads))
    ):
        reads[read.item_id][read.staff_id] = read
    return [_row(item, reads[item.id], names, viewer, day) for item in items]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingTitle:
    """What holds on a day, in short."""

    kind: BriefingKind
    title: str
    valid_until: date


def briefing_titles(session: Session, viewer: Actor, *, day: date, limit: int = 30) -> list[BriefingTitle]:
    """The items that hold on a day, in one statement; what ends first comes first."""
    rows = session.execute(
        select(BriefingItem.kind, BriefingItem.title, BriefingItem.valid_until)
        .where(*_holding(viewer, day))
        .order_by(BriefingItem.valid_until, BriefingItem.id)
        .limit(limit)
    )
    return [BriefingTitle(kind=row.kind, title=row.title, valid_until=row.valid_until) for row in rows]


def _holding(viewer: Actor, day: date) -> tuple[ColumnElement[bool], ...]:
    return (
        BriefingItem.store_id == viewer.store_id,
        BriefingItem.valid_from <= day,
        BriefingItem.valid_until >= day,
    )


def _row(
    item: BriefingItem, reads: dict[int, BriefingRead], names: dict[int, str], viewer: Actor, day: date
) -> BriefingRow:
    own = reads.get(viewer.staff_id or 0)
    return BriefingRow(
        id=item.id,
        kind=item.kind,
        title=item.title,
        body=item.body,
        talk_track=item.talk_track,
        source=item.source,
        valid_from=item.valid_from,
        valid_until=item.valid_until,
        days_left=(item.valid_until - day).days,
        for_customers=item.for_customers,
        question=item.question,
        answer=item.answer,
        read_by=tuple(name for staff_id, name in names.items() if staff_id in reads),
        not_read_by=tuple(name for staff_id, name in names.items() if staff_id not in reads),
        read_at=own.read_at if own else None,
        answered_right=own.answered_right if own else None,
    )
