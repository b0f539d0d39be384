"""What is checked on a round: a list that the store edits (Rule S1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import InspectionItem
from salesops.models.enums import InspectionArea


class BadItem(SalesOpsError):
    """An item that cannot be checked so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDraft:
    """An item as somebody wrote it; severity 1 to 3 weighs it in the score."""

    area: InspectionArea
    title: str
    severity: int = 1
    per_car: bool = False
    active: bool = True


def add_items(session: Session, actor: Actor, *, now: datetime, drafts: Sequence[ItemDraft]) -> int:
    """Add items to the round and return how many; those of the same title in the same area stay as they are."""
    actor.require(Permission.ARRANGE_SHOWROOM)
    known = {
        (row.area, row.title)
        for row in session.execute(
            select(InspectionItem.area, InspectionItem.title).where(InspectionItem.store_id == actor.store_id)
        )
    }
    fresh = [_checked(draft) for draft in drafts if (draft.area, draft.title.strip()) not in known]
    session.add_all(InspectionItem(store_id=actor.store_id, **values) for values in fresh)
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="showroom.add_items",
        entity="inspection_item",
        entity_id=0,
        after={"count": len(fresh)},
    )
    return len(fresh)


def change_item(session: Session, actor: Actor, *, now: datetime, item_id: int, draft: ItemDraft) -> None:
    """Change or retire an item; past results keep it. Raises NotFound, BadItem."""
    actor.require(Permission.ARRANGE_SHOWROOM)
    row = session.scalars(
        select(InspectionItem).where(InspectionItem.store_id == actor.store_id, InspectionItem.id == item_id)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This item is not checked any more."))
    values = _checked(draft)
    before = {name: getattr(row, name) for name in values}
    if before == values:
        return
    for name, value in values.items():
        setattr(row, name, value)
    audit.record(
        session,
        actor,
        now=now,
        action="showroom.change_item",
        entity="inspection_item",
        entity_id=row.id,
        before=before,
        after=values,
    )


def _checked(draft: ItemDraft) -> dict[str, object]:
    title = draft.title.strip()
    if not title:
        raise BadItem(N_("An item needs a few words that say what is checked."))
    if not 1 <= draft.severity <= 3:
        raise BadItem(N_("The severity is 1, 2 or 3."))
    return {**asdict(draft), "title": title}
