"""Customers and what they agreed to."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from salesops.db.types import EnumValue
from salesops.models.base import LongText, StoreRecord, ref
from salesops.models.enums import ConsentChannel, ConsentPurpose, Gender, Profile

_LIVE = text("anonymised_at IS NULL AND phone IS NOT NULL")


class Customer(StoreRecord):
    """A person or party; one row per phone among the living (Rules L7, Z3)."""

    __tablename__ = "customer"
    __table_args__ = (
        Index(
            "uq_customer_store_id_phone",
            "store_id",
            "phone",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index("ix_customer_store_id_owner_id", "store_id", "owner_id"),
        Index("ix_customer_store_id_name", "store_id", "name"),
        Index("ix_customer_store_id_is_key", "store_id", "is_key"),
    )
    name: Mapped[str]
    pinyin: Mapped[str] = mapped_column(default="")
    phone: Mapped[str | None]
    phone_as_given: Mapped[str] = mapped_column(default="")
    gender: Mapped[Gender] = mapped_column(EnumValue(Gender), default=Gender.UNKNOWN)
    city: Mapped[str] = mapped_column(default="")
    birthday: Mapped[date | None]
    birthday_is_lunar: Mapped[bool] = mapped_column(default=False)
    profile: Mapped[Profile] = mapped_column(EnumValue(Profile), default=Profile.UNKNOWN)
    owner_id: Mapped[int | None] = mapped_column(ref("staff"))
    is_key: Mapped[bool] = mapped_column(default=False)
    host_id: Mapped[int | None] = mapped_column(ref("staff"))
    key_points: Mapped[str] = mapped_column(LongText, default="")
    note: Mapped[str] = mapped_column(LongText, default="")
    referred_by_id: Mapped[int | None] = mapped_column(ref("customer"), index=True)
    created_at: Mapped[datetime]
    anonymised_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own protocol


class Consent(StoreRecord):
    """One giving or withdrawing of consent, with time and source; the last one counts (Rule Z3)."""

    __tablename__ = "consent"
    __table_args__ = (
        Index("ix_consent_store_id_customer_id", "store_id", "customer_id", "channel", "purpose", "at"),
    )
    customer_id: Mapped[int] = mapped_column(ref("customer"), index=True)
    channel: Mapped[ConsentChannel] = mapped_column(EnumValue(ConsentChannel))
    purpose: Mapped[ConsentPurpose] = mapped_column(EnumValue(ConsentPurpose))
    granted: Mapped[bool]
    at: Mapped[datetime]
    source: Mapped[str]
    recorded_by: Mapped[int | None] = mapped_column(ref("staff"))
