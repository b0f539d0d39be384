"""Care after delivery, events, and the reading of the market."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from salesops.db.types import EnumValue
from salesops.models.base import LongText, StoreRecord, ref
from salesops.models.enums import (
    CareKind,
    CareStatus,
    ConsentChannel,
    EventKind,
    GuestStatus,
    NoteKind,
    Profile,
)


class CareRule(StoreRecord):
    """When owners hear from the store, with which words (Rule C1)."""

    __tablename__ = "care_rule"
    __table_args__ = (UniqueConstraint("store_id", "kind"),)
    kind: Mapped[CareKind] = mapped_column(EnumValue(CareKind))
    days_after_delivery: Mapped[int | None]
    template: Mapped[str] = mapped_column(LongText)
    is_marketing: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)


class CareTask(StoreRecord):
    """One owner, one reason, one day (Rule C1)."""

    __tablename__ = "care_task"
    __table_args__ = (
        UniqueConstraint("store_id", "customer_id", "kind", "due_on"),
        Index("ix_care_task_store_id_status_due_on", "store_id", "status", "due_on"),
    )
    customer_id: Mapped[int] = mapped_column(ref("customer"), index=True)
    order_id: Mapped[int | None] = mapped_column(ref("sales_order"), index=True)
    kind: Mapped[CareKind] = mapped_column(EnumValue(CareKind))
    due_on: Mapped[date]
    snoozed_to: Mapped[date | None]
    owner_id: Mapped[int | None] = mapped_column(ref("staff"))
    status: Mapped[CareStatus] = mapped_column(EnumValue(CareStatus), default=CareStatus.DUE)
    channel: Mapped[ConsentChannel | None] = mapped_column(EnumValue(ConsentChannel))
    text: Mapped[str] = mapped_column(LongText, default="")
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(ref("staff"))
    note: Mapped[str] = mapped_column(LongText, default="")


class StoreEvent(StoreRecord):
    """An experience or an owner event with its capacity (Rules I4, C2)."""

    __tablename__ = "store_event"
    __table_args__ = (Index("ix_store_event_store_id_day", "store_id", "day"),)
    kind: Mapped[EventKind] = mapped_column(EnumValue(EventKind))
    title: Mapped[str]
    day: Mapped[date]
    starts_at: Mapped[datetime]
    capacity: Mapped[int]
    profile: Mapped[Profile] = mapped_column(EnumValue(Profile), default=Profile.UNKNOWN)
    result_note: Mapped[str] = mapped_column(LongText, default="")


class EventGuest(StoreRecord):
    """Who is invited, came, and bought (Rules I4, C2)."""

    __tablename__ = "event_guest"
    __table_args__ = (UniqueConstraint("store_id", "event_id", "customer_id"),)
    event_id: Mapped[int] = mapped_column(ref("store_event"), index=True)
    customer_id: Mapped[int] = mapped_column(ref("customer"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))
    status: Mapped[GuestStatus] = mapped_column(EnumValue(GuestStatus), default=GuestStatus.INVITED)


class MarketNote(StoreRecord):
    """News or a report with its tags, and the answer given the same night (Rules C3, R5)."""

    __tablename__ = "market_note"
    __table_args__ = (Index("ix_market_note_store_id_day", "store_id", "day"),)
    day: Mapped[date]
    kind: Mapped[NoteKind] = mapped_column(EnumValue(NoteKind))
    title: Mapped[str]
    body: Mapped[str] = mapped_column(LongText, default="")
    tags: Mapped[list[Any]] = mapped_column(JSON, default=list)
    source: Mapped[str] = mapped_column(default="")
    trend: Mapped[str] = mapped_column(default="")
    response: Mapped[str] = mapped_column(LongText, default="")
    respond_by: Mapped[datetime | None]
    briefing_item_id: Mapped[int | None] = mapped_column(ref("briefing_item"))
    training_session_id: Mapped[int | None] = mapped_column(ref("training_session"))
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))
