"""Reading the trail of changes: who did what, from what to what (Rule X2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.models import AuditEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailRow:
    """One change."""

    id: int
    at: datetime
    who: str
    action: str
    entity: str
    entity_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    note: str


def changes(
    session: Session, viewer: Actor, *, action: str = "", older_than: int | None = None, limit: int = 50
) -> list[TrailRow]:
    """The newest changes; `action` limits them to those that begin so, `older_than` pages by the last id seen."""
    viewer.require(Permission.CHANGE_SETTINGS)
    statement = (
        select(AuditEntry)
        .where(AuditEntry.store_id == viewer.store_id)
        .order_by(AuditEntry.id.desc())
        .limit(limit)
    )
    if action:
        statement = statement.where(AuditEntry.action.startswith(action, autoescape=True))
    if older_than is not None:
        statement = statement.where(AuditEntry.id < older_than)
    return [
        TrailRow(
            id=row.id,
            at=row.at,
            who=row.actor_name,
            action=row.action,
            entity=row.entity,
            entity_id=row.entity_id,
            before=row.before,
            after=row.after,
            note=row.note,
        )
        for row in session.scalars(statement)
    ]
