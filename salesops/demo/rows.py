"""Rows of the demo store in memory: new ones are written in bulk, changed ones updated, parents first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnExpressionArgument, Insert, Table, bindparam, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from salesops.models import Base

Row = dict[str, Any]
"""A row by the names of its columns."""

_CHUNK = 2_000
_FULL = 60_000
"""Rows held before they are written, so that memory stays bounded whatever the scale."""


class Rows:
    """What a run adds and changes; ids are given here, so that rows can point to each other before they are written."""

    def __init__(self, session: Session, *, living: bool = False) -> None:
        """`living` for a store that people use meanwhile: what changes under their hands gets a new version."""
        self.session = session
        self.store_id = 0
        self.held = 0
        self._living = living
        self._new: dict[str, list[Row]] = defaultdict(list)
        self._changed: dict[str, dict[int, Row]] = defaultdict(dict)
        self._next: dict[str, int] = {}
        self._unwritten: dict[str, int] = {}
        self._blank: dict[str, tuple[Row, Mapping[str, Any]]] = {}

    def add(self, record: type[Base], **values: Any) -> Row:
        """A new row; columns that are not named take their default."""
        table = _table(record)
        name = table.name
        if name not in self._next:
            self._begin(table)
        blank, makers = self._blank[name]
        row = {**blank, **values}
        for key, make in makers.items():
            if key not in values:
                row[key] = make(None)
        if "id" in blank:
            row["id"] = self._next[name]
            self._next[name] += 1
        if row.get("store_id", 0) is None:
            row["store_id"] = self.store_id
        self._new[name].append(row)
        self.held += 1
        return row

    def change(self, record: type[Base], row: Row, **values: Any) -> None:
        """Change a row, whether it is written already or not."""
        row.update(values)
        table = _table(record)
        if row["id"] < self._unwritten.get(table.name, row["id"] + 1):
            self._changed[table.name][row["id"]] = row

    def load(self, record: type[Base], *conditions: ColumnExpressionArgument[bool]) -> list[Row]:
        """Rows of the store as they are in the database, by id."""
        table = _table(record)
        found = self.session.execute(
            select(table).where(table.c.store_id == self.store_id, *conditions).order_by(table.c.id)
        )
        return [dict(row) for row in found.mappings()]

    def write_when_full(self) -> None:
        """Write what is held when it is a lot."""
        if self.held >= _FULL:
            self.write()

    def write(self) -> None:
        """Write everything; within a table changes come first, as they may free what a new row takes."""
        connection = self.session.connection()
        for table in Base.metadata.sorted_tables:
            changed = self._changed.pop(table.name, {})
            if changed:
                rows = [self._as_update(row) for row in changed.values()]
                connection.execute(update(table).where(table.c.id == bindparam("row_id")), rows)
            new = self._new.pop(table.name, [])
            for start in range(0, len(new), _CHUNK):
                connection.execute(self._insert(table), new[start : start + _CHUNK])
            if table.name in self._next:
                self._unwritten[table.name] = self._next[table.name]
        self.held = 0

    def count_on(self) -> None:
        """Let the database give the ids after ours (PostgreSQL keeps its own count)."""
        if not self._on_postgresql():
            return
        for name, number in self._next.items():
            if "id" not in self._blank[name][0]:
                continue
            statement = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :number)")
            self.session.execute(statement, {"name": name, "number": max(number - 1, 1)})

    def _insert(self, table: Table) -> Insert:
        """A living store may have been given the same row by its people or jobs meanwhile: theirs stays."""
        if not self._living:
            return insert(table)
        if self._on_postgresql():
            return postgresql.insert(table).on_conflict_do_nothing()
        return sqlite.insert(table).on_conflict_do_nothing()

    def _begin(self, table: Table) -> None:
        if self._on_postgresql():  # nobody else may take the ids that are given here
            self.session.execute(text(f'LOCK TABLE "{table.name}" IN SHARE ROW EXCLUSIVE MODE'))
        highest = self.session.scalar(select(func.max(table.c.id))) if "id" in table.c else 0
        self._next[table.name] = self._unwritten[table.name] = (highest or 0) + 1
        self._blank[table.name] = _defaults(table)

    def _as_update(self, row: Row) -> Row:
        values = {key: value for key, value in row.items() if key not in ("id", "store_id")}
        if self._living and "version" in values:
            values["version"] = row["version"] = row["version"] + 1
        return values | {"row_id": row["id"]}

    def _on_postgresql(self) -> bool:
        return self.session.get_bind().dialect.name == "postgresql"


def _table(record: type[Base]) -> Table:
    table = record.__table__
    assert isinstance(table, Table)
    return table


def _defaults(table: Table) -> tuple[Row, Mapping[str, Any]]:
    """What a row starts with: plain values, and makers of fresh lists and dicts."""
    blank: Row = {}
    makers: dict[str, Any] = {}
    for column in table.columns:
        default: Any = column.default
        if default is not None and default.is_callable:
            makers[column.key] = default.arg
        else:
            blank[column.key] = None if default is None else default.arg
    return blank, makers
