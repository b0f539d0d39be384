"""The demo store is taken away; stores of their own owners stay."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from salesops.models import Base, Store


def remove(session: Session) -> None:
    """Delete every demo store with everything that belongs to it, children first."""
    ids = session.scalars(select(Store.id).where(Store.is_demo)).all()
    if not ids:
        return
    for table in reversed(Base.metadata.sorted_tables):
        if "store_id" not in table.columns:
            continue
        for column in table.columns:
            if any(key.column.table is table for key in column.foreign_keys):
                session.execute(
                    update(table).where(table.c.store_id.in_(ids), column.is_not(None)).values({column: None})
                )
        session.execute(delete(table).where(table.c.store_id.in_(ids)))
    session.execute(delete(Store).where(Store.id.in_(ids)))
    session.expire_all()
