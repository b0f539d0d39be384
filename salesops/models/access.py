"""Accounts, sessions, links, tokens, and the trail of every change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from salesops.models.base import LongText, StoreRecord, ref


class Account(StoreRecord):
    """A sign-in of one member of staff (Rule X2)."""

    __tablename__ = "account"
    username: Mapped[str] = mapped_column(unique=True)
    staff_id: Mapped[int] = mapped_column(ref("staff"), unique=True)
    password_hash: Mapped[str]
    must_change: Mapped[bool] = mapped_column(default=False)
    disabled_at: Mapped[datetime | None]
    failed_count: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]


class UserSession(StoreRecord):
    """A signed-in browser; only the hash of its secret is kept."""

    __tablename__ = "user_session"
    token_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ref("account"), index=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    user_agent: Mapped[str] = mapped_column(default="")


class DeviceLink(StoreRecord):
    """A wall screen's revocable sign-in (Rule U1)."""

    __tablename__ = "device_link"
    name: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class ApiToken(StoreRecord):
    """A token with which another system posts leads (Rule L7)."""

    __tablename__ = "api_token"
    name: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class IdempotencyKey(StoreRecord):
    """The answer given to a request, so that its repetition changes nothing."""

    __tablename__ = "idempotency_key"
    __table_args__ = (UniqueConstraint("store_id", "key"),)
    key: Mapped[str]
    request_hash: Mapped[str]
    answer: Mapped[Any] = mapped_column(JSON)
    created_at: Mapped[datetime]


class AuditEntry(StoreRecord):
    """Who changed what, when, from what to what (Rule X2)."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_store_id_at", "store_id", "at"),
        Index("ix_audit_entry_store_id_entity", "store_id", "entity", "entity_id"),
    )
    at: Mapped[datetime]
    actor_staff_id: Mapped[int | None] = mapped_column(ref("staff"))
    actor_name: Mapped[str]
    action: Mapped[str]
    entity: Mapped[str]
    entity_id: Mapped[int]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    note: Mapped[str] = mapped_column(LongText, default="")
