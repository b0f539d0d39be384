"""The store, its people, its settings, and the dated facts of law."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Index, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from salesops.db.types import EnumValue
from salesops.models.base import Base, BigId, Record, StoreRecord, ref
from salesops.models.enums import AbsenceKind, Power, RateKind, Role, Seniority


class Store(Record):
    """One dealership; a group keeps many in one database (Rule X5)."""

    __tablename__ = "store"
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    brand: Mapped[str]
    zone: Mapped[str] = mapped_column(default="Asia/Shanghai")
    language: Mapped[str] = mapped_column(default="zh_CN")
    is_demo: Mapped[bool] = mapped_column(default=False)
    demo_seed: Mapped[int | None]
    demo_until: Mapped[datetime | None]
    created_at: Mapped[datetime]


class DataVersion(Base):
    """Counts the writes of a store, so that a cache knows when it is stale."""

    __tablename__ = "data_version"
    store_id: Mapped[int] = mapped_column(BigId, ref("store"), primary_key=True)
    version: Mapped[int] = mapped_column(default=0)


class Staff(StoreRecord):
    """Somebody who works in the store."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("store_id", "employee_no"),)
    employee_no: Mapped[str]
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(EnumValue(Role))
    seniority: Mapped[Seniority] = mapped_column(EnumValue(Seniority), default=Seniority.REGULAR)
    phone: Mapped[str | None]
    email: Mapped[str | None]
    started_on: Mapped[date | None]
    left_on: Mapped[date | None]
    receives: Mapped[bool] = mapped_column(default=True)
    daily_lead_cap: Mapped[int | None]
    monthly_lead_cap: Mapped[int | None]


class Absence(StoreRecord):
    """Days on which somebody is away, both included (Rules M5, L4)."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_store_id_starts_on", "store_id", "starts_on"),)
    staff_id: Mapped[int] = mapped_column(ref("staff"), index=True)
    kind: Mapped[AbsenceKind] = mapped_column(EnumValue(AbsenceKind))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")


class Setting(StoreRecord):
    """A business number that the store has changed from its default."""

    __tablename__ = "setting"
    __table_args__ = (UniqueConstraint("store_id", "key"),)
    key: Mapped[str]
    value: Mapped[Any] = mapped_column(JSON)
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = mapped_column(ref("staff"))


class DatedRate(Record):
    """A tax, subsidy or market rate with source and end; an expired one is never applied silently (Rule Z5)."""

    __tablename__ = "dated_rate"
    __table_args__ = (Index("ix_dated_rate_store_id_kind_valid_from", "store_id", "kind", "valid_from"),)
    store_id: Mapped[int | None] = mapped_column(BigId, ref("store"))
    kind: Mapped[RateKind] = mapped_column(EnumValue(RateKind))
    power: Mapped[Power | None] = mapped_column(EnumValue(Power))
    rate: Mapped[Decimal] = mapped_column(Numeric(9, 6))
    cap: Mapped[Decimal | None]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    source: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
