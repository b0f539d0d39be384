"""What stages share: targets, tasks, forecasts, rota, the door, bookings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from salesops.db.types import EnumValue
from salesops.models.base import LongText, StoreRecord, ref
from salesops.models.enums import (
    BookingPurpose,
    BookingStatus,
    ReceptionEventKind,
    SetBy,
    TaskKind,
    TaskStatus,
)

_TEAM = text("staff_id IS NULL")
_ONE = text("staff_id IS NOT NULL")


class Target(StoreRecord):
    """What a month asks of the store (no staff) or of one consultant (Rules M1, M4)."""

    __tablename__ = "target"
    __table_args__ = (
        Index(
            "uq_target_team",
            "store_id",
            "month",
            "figure",
            unique=True,
            sqlite_where=_TEAM,
            postgresql_where=_TEAM,
        ),
        Index(
            "uq_target_staff",
            "store_id",
            "month",
            "figure",
            "staff_id",
            unique=True,
            sqlite_where=_ONE,
            postgresql_where=_ONE,
        ),
    )
    month: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))
    figure: Mapped[str]
    value: Mapped[float]


class DayTarget(StoreRecord):
    """Today's must-do: computed, moved by last night's review or by hand, with the arithmetic (Rules M4, R3)."""

    __tablename__ = "day_target"
    __table_args__ = (
        Index(
            "uq_day_target_team",
            "store_id",
            "day",
            "figure",
            unique=True,
            sqlite_where=_TEAM,
            postgresql_where=_TEAM,
        ),
        Index(
            "uq_day_target_staff",
            "store_id",
            "day",
            "figure",
            "staff_id",
            unique=True,
            sqlite_where=_ONE,
            postgresql_where=_ONE,
        ),
    )
    day: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))
    figure: Mapped[str]
    computed: Mapped[int]
    value: Mapped[int]
    set_by: Mapped[SetBy] = mapped_column(EnumValue(SetBy), default=SetBy.RULE)
    reasons: Mapped[list[Any]] = mapped_column(JSON, default=list)
    by_staff_id: Mapped[int | None] = mapped_column(ref("staff"))


class Task(StoreRecord):
    """Something somebody owes by a time; resolved or carried over before the day closes (Rule R7)."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_store_id_status_due_on", "store_id", "status", "due_on"),
        Index("ix_task_store_id_owner_id_status", "store_id", "owner_id", "status", "due_on"),
        UniqueConstraint("store_id", "key"),
    )
    kind: Mapped[TaskKind] = mapped_column(EnumValue(TaskKind))
    title: Mapped[dict[str, Any]] = mapped_column(JSON)
    detail: Mapped[str] = mapped_column(LongText, default="")
    owner_id: Mapped[int | None] = mapped_column(ref("staff"))
    due_at: Mapped[datetime]
    due_on: Mapped[date]
    customer_id: Mapped[int | None] = mapped_column(ref("customer"), index=True)
    lead_id: Mapped[int | None] = mapped_column(ref("lead"), index=True)
    opportunity_id: Mapped[int | None] = mapped_column(ref("opportunity"), index=True)
    order_id: Mapped[int | None] = mapped_column(ref("sales_order"), index=True)
    vehicle_id: Mapped[int | None] = mapped_column(ref("vehicle"), index=True)
    issue_id: Mapped[int | None] = mapped_column(ref("issue"), index=True)
    status: Mapped[TaskStatus] = mapped_column(EnumValue(TaskStatus), default=TaskStatus.OPEN)
    key: Mapped[str | None]
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ref("staff"))
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(ref("staff"))
    result: Mapped[str] = mapped_column(LongText, default="")
    carried_from_id: Mapped[int | None] = mapped_column(ref("task"), index=True)
    carry_reason: Mapped[str] = mapped_column(LongText, default="")
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own protocol


class Forecast(StoreRecord):
    """What a consultant states by ten for his day (Rule M10)."""

    __tablename__ = "forecast"
    __table_args__ = (UniqueConstraint("store_id", "day", "staff_id"),)
    day: Mapped[date]
    staff_id: Mapped[int] = mapped_column(ref("staff"))
    visits: Mapped[int]
    orders: Mapped[int]
    deliveries: Mapped[int]
    stated_at: Mapped[datetime]


class RotaShift(StoreRecord):
    """Who is planned to receive, and in which order, for a span of the day (Rule M5)."""

    __tablename__ = "rota_shift"
    __table_args__ = (UniqueConstraint("store_id", "day", "starts_at", "position"),)
    day: Mapped[date]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ref("staff"), index=True)
    position: Mapped[int]


class ReceptionEvent(StoreRecord):
    """Append-only log of the door, from which the order is derived (Rule M5)."""

    __tablename__ = "reception_event"
    __table_args__ = (Index("ix_reception_event_store_id_day", "store_id", "day", "at"),)
    day: Mapped[date]
    at: Mapped[datetime]
    kind: Mapped[ReceptionEventKind] = mapped_column(EnumValue(ReceptionEventKind))
    staff_id: Mapped[int] = mapped_column(ref("staff"))
    visit_id: Mapped[int | None] = mapped_column(ref("visit"))
    by_staff_id: Mapped[int | None] = mapped_column(ref("staff"))
    note: Mapped[str] = mapped_column(default="")


class Booking(StoreRecord):
    """A car, a kit or a person held for a time (Rules I5, R3)."""

    __tablename__ = "booking"
    __table_args__ = (
        Index("ix_booking_store_id_day", "store_id", "day"),
        Index("ix_booking_store_id_resource_day", "store_id", "resource", "day"),
    )
    resource: Mapped[str]
    day: Mapped[date]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    purpose: Mapped[BookingPurpose] = mapped_column(EnumValue(BookingPurpose))
    status: Mapped[BookingStatus] = mapped_column(EnumValue(BookingStatus), default=BookingStatus.HELD)
    customer_id: Mapped[int | None] = mapped_column(ref("customer"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ref("staff"))


class BookingSlot(StoreRecord):
    """A quarter of an hour of a resource; unique, so that an overlap is impossible (Rule I5)."""

    __tablename__ = "booking_slot"
    __table_args__ = (UniqueConstraint("store_id", "resource", "slot_at"),)
    booking_id: Mapped[int] = mapped_column(ref("booking"), index=True)
    resource: Mapped[str]
    slot_at: Mapped[datetime]
