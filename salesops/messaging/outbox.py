"""The outbox: a message is written with its change and leaves once, later (Rule X4)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.core.i18n import Message
from salesops.models import OutboxMessage
from salesops.models.enums import OutboxTarget


def enqueue(
    session: Session,
    *,
    store_id: int,
    now: datetime,
    kind: str,
    target: OutboxTarget,
    payload: Message,
    key: str,
    staff_id: int | None = None,
) -> None:
    """Put a message in the outbox; the same key a second time does nothing."""
    known = select(OutboxMessage.id).where(OutboxMessage.store_id == store_id, OutboxMessage.key == key)
    if session.scalar(known) is not None:
        return
    session.add(
        OutboxMessage(
            store_id=store_id,
            kind=kind,
            target=target,
            staff_id=staff_id,
            payload=payload.to_json(),
            key=key,
            created_at=now,
            next_try_at=now,
        )
    )
    session.flush()
