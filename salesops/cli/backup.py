"""A backup that any supported database can take back: a zip with one file of JSON lines per table."""

from __future__ import annotations

import base64
import io
import json
import os
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, Table, func, select, text

from salesops.core.errors import SalesOpsError
from salesops.core.i18n import N_
from salesops.db import migrate
from salesops.db.engine import WRITES
from salesops.models import Base

FORMAT = 1
_CHUNK = 2000


class BadBackup(SalesOpsError):
    """A file that is no backup, or of another version."""


def save_backup(engine: Engine, file: Path) -> int:
    """Write one consistent state of the whole database; the number of rows.

    The file appears under its name only once it is whole, so that a crash leaves no half a backup.
    """
    half = file.with_name(file.name + ".part")
    total = 0
    with _snapshot(engine) as connection, zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("about.json", json.dumps({"format": FORMAT, "revision": migrate.head()}))
        for table in Base.metadata.sorted_tables:
            with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as out:
                for row in connection.execution_options(yield_per=_CHUNK).execute(
                    select(table).order_by(*table.primary_key)
                ):
                    out.write(
                        json.dumps([_plain(value) for value in row], ensure_ascii=False).encode() + b"\n"
                    )
                    total += 1
    with half.open("rb") as written:
        os.fsync(written.fileno())
    half.replace(file)
    return total


def load_backup(engine: Engine, file: Path) -> int:
    """Replace everything in the database by the backup, whole or not at all; the number of rows.

    Raises BadBackup when the file is no backup or was made by another schema.
    """
    try:
        archive = zipfile.ZipFile(file)
        about = json.loads(archive.read("about.json"))
    except (zipfile.BadZipFile, KeyError, ValueError) as bad:
        raise BadBackup(N_("This file is no backup of SalesOps.")) from bad
    if about.get("format") != FORMAT or about.get("revision") != migrate.head():
        raise BadBackup(
            N_(
                "This backup is of schema {found}; this version needs {wanted}. Restore it with its own version, then upgrade."
            ),
            found=str(about.get("revision")),
            wanted=migrate.head(),
        )
    tables = Base.metadata.sorted_tables
    with archive, engine.execution_options(**{WRITES: True}).begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for table in reversed(tables):
            connection.execute(table.delete())
        return sum(_load_table(connection, archive, table) for table in tables)


def _load_table(connection: Connection, archive: zipfile.ZipFile, table: Table) -> int:
    count = 0
    later = [
        column for column in table.columns if any(key.column.table is table for key in column.foreign_keys)
    ]
    pointers: list[dict[str, Any]] = []
    for chunk in _chunks(archive, table):
        for column in later:  # a row may point to a later row of its own table
            pointers += [
                {"row_id": row["id"], column.name: row.pop(column.name)} for row in chunk if row[column.name]
            ]
            for row in chunk:
                row.setdefault(column.name, None)
        connection.execute(table.insert(), chunk)
        count += len(chunk)
    for pointer in pointers:
        row_id = pointer.pop("row_id")
        connection.execute(table.update().where(table.c.id == row_id).values(**pointer))
    if connection.dialect.name == "postgresql" and "id" in table.columns and count:
        top = connection.scalar(select(func.max(table.c.id)))
        connection.execute(
            text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {int(top or 1)})")
        )
    return count


def _chunks(archive: zipfile.ZipFile, table: Table) -> Iterator[list[dict[str, Any]]]:
    columns = list(table.columns)
    chunk: list[dict[str, Any]] = []
    with archive.open(f"{table.name}.jsonl") as raw:
        for line in io.TextIOWrapper(raw, encoding="utf-8"):
            cells = json.loads(line)
            chunk.append(
                {column.name: _typed(column, cell) for column, cell in zip(columns, cells, strict=True)}
            )
            if len(chunk) == _CHUNK:
                yield chunk
                chunk = []
    if chunk:
        yield chunk


def _snapshot(engine: Engine) -> Connection:
    if engine.dialect.name == "postgresql":
        return engine.connect().execution_options(isolation_level="REPEATABLE READ")
    return engine.connect()


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value


def _typed(column: Column[Any], cell: Any) -> Any:
    if cell is None:
        return None
    kind = column.type.python_type
    if issubclass(kind, bytes):
        return base64.b64decode(cell)
    if issubclass(kind, datetime | date):
        return kind.fromisoformat(cell)
    return Decimal(cell) if issubclass(kind, Decimal) else cell
