"""Messages and imports: what their rows can be."""

from __future__ import annotations

from enum import StrEnum


class OutboxTarget(StrEnum):
    """Where a message goes (Rule X4)."""

    TEAM = "team"
    MANAGER = "manager"
    STAFF = "staff"


class OutboxStatus(StrEnum):
    """Where a message stands (Rule X4)."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class ImportKind(StrEnum):
    """What a file brings in."""

    LEADS = "leads"
    VEHICLES = "vehicles"
    ORDERS = "orders"
    STAFF = "staff"


class QuarantineStatus(StrEnum):
    """Where a rejected row stands (Rule L7)."""

    WAITING = "waiting"
    FIXED = "fixed"
    DISCARDED = "discarded"
