"""The trail of every change (Rule X2)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.models import AuditEntry


def record(
    session: Session,
    actor: Actor,
    *,
    now: datetime,
    action: str,
    entity: str,
    entity_id: int,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    note: str = "",
) -> None:
    """Add an entry: `action` as "slice.verb", `entity` as the table's name, values before and after as JSON."""
    session.add(
        AuditEntry(
            store_id=actor.store_id,
            at=now,
            actor_staff_id=actor.staff_id,
            actor_name=actor.name,
            action=action,
            entity=entity,
            entity_id=entity_id,
            before=_plain(before),
            after=_plain(after),
            note=note,
        )
    )


def _plain(values: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if values is None else {key: _json(value) for key, value in values.items()}


def _json(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value
