"""Messages to go out, and their wording."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from salesops.db.types import EnumValue
from salesops.models.base import Base, LongText, StoreRecord, ref
from salesops.models.enums import OutboxStatus, OutboxTarget


class OutboxMessage(StoreRecord):
    """A message that leaves once its change is committed; the key makes it leave once (Rule X4)."""

    __tablename__ = "outbox_message"
    __table_args__ = (
        UniqueConstraint("store_id", "key"),
        Index("ix_outbox_message_store_id_status_next_try_at", "store_id", "status", "next_try_at"),
    )
    kind: Mapped[str]
    target: Mapped[OutboxTarget] = mapped_column(EnumValue(OutboxTarget))
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    key: Mapped[str]
    status: Mapped[OutboxStatus] = mapped_column(EnumValue(OutboxStatus), default=OutboxStatus.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(LongText, default="")


class MessageTemplate(StoreRecord):
    """A text with variables that the store edits."""

    __tablename__ = "message_template"
    __table_args__ = (UniqueConstraint("store_id", "kind", "name"),)
    kind: Mapped[str]
    name: Mapped[str]
    text: Mapped[str] = mapped_column(LongText)
    is_marketing: Mapped[bool] = mapped_column(default=False)


class JobLease(Base):
    """Which process may run a job until when: one leader, whatever the number of servers."""

    __tablename__ = "job_lease"
    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]
