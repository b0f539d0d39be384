"""The outbox: a message is written with its change and leaves once, later (Rule X4)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from salesops.core.i18n import Message
from salesops.models import OutboxMessage
from salesops.models.enums import OutboxStatus, OutboxTarget


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
    not_before: datetime | None = None,
) -> None:
    """Put a message in the outbox, to leave at once or not before a moment; the same key a second time does nothing."""
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
            next_try_at=max(now, not_before) if not_before else now,
        )
    )
    session.flush()


def recall(session: Session, *, store_id: int, key: str) -> None:
    """Take back what has not left yet; what it would have said is no longer true."""
    session.execute(
        delete(OutboxMessage).where(
            OutboxMessage.store_id == store_id,
            OutboxMessage.key == key,
            OutboxMessage.status == OutboxStatus.WAITING,
        )
    )
