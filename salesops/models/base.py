"""What every record has in common."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from salesops.db.types import UtcDateTime, Yuan

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
BigId = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    """Root of the schema: plain `str` columns are short, instants are UTC, Decimals are yuan."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own protocol
        str: String(200),
        datetime: UtcDateTime(),
        Decimal: Yuan(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
    }


class Record(Base):
    """A row with a number of its own."""

    __abstract__ = True
    id: Mapped[int] = mapped_column(BigId, primary_key=True)


class StoreRecord(Record):
    """A row that belongs to one store; store_id stands first in every index of its table."""

    __abstract__ = True
    store_id: Mapped[int] = mapped_column(BigId, ForeignKey("store.id"))


def ref(target: str) -> ForeignKey:
    """A foreign key to the id of another table."""
    return ForeignKey(f"{target}.id")


LongText = Text()
