"""Imports: each run, its rejected rows, and remembered column mappings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from salesops.db.types import EnumValue
from salesops.models.base import StoreRecord, ref
from salesops.models.enums import ImportKind, QuarantineStatus


class ImportRun(StoreRecord):
    """One file that was read; rows = created + merged + rejected (Rule L7)."""

    __tablename__ = "import_run"
    __table_args__ = (Index("ix_import_run_store_id_started_at", "store_id", "started_at"),)
    kind: Mapped[ImportKind] = mapped_column(EnumValue(ImportKind))
    source: Mapped[str]
    sha256: Mapped[str]
    encoding: Mapped[str]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    rows: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    merged: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))


class QuarantineRow(StoreRecord):
    """A row that was rejected, kept whole with the reasons, so that it can be mended and run again (Rule L7)."""

    __tablename__ = "quarantine_row"
    __table_args__ = (Index("ix_quarantine_row_store_id_status", "store_id", "status"),)
    run_id: Mapped[int] = mapped_column(ref("import_run"), index=True)
    row_no: Mapped[int]
    cells: Mapped[dict[str, Any]] = mapped_column(JSON)
    reasons: Mapped[list[Any]] = mapped_column(JSON)
    status: Mapped[QuarantineStatus] = mapped_column(
        EnumValue(QuarantineStatus), default=QuarantineStatus.WAITING
    )
    settled_at: Mapped[datetime | None]


class ColumnMapping(StoreRecord):
    """Which column means what, remembered per kind and header line (Rule L7)."""

    __tablename__ = "column_mapping"
    __table_args__ = (UniqueConstraint("store_id", "kind", "header_hash"),)
    kind: Mapped[ImportKind] = mapped_column(EnumValue(ImportKind))
    header_hash: Mapped[str]
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)
    used_at: Mapped[datetime]
