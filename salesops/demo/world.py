"""The rows of a demo store while it is made: collected in memory, written in bulk at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

from salesops.models import Base

_CHUNK = 2000


class World:
    """One store under construction: its clock, its dice, its rows."""

    def __init__(self, session: Session, *, now: datetime, seed: int, chinese: bool) -> None:
        self.session = session
        self.now = now
        self.zone = ZoneInfo("Asia/Shanghai")
        self.today = now.astimezone(self.zone).date()
        self.dice = Random(seed)
        self.chinese = chinese
        self.store_id = 0
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._next: dict[str, int] = {}
        self._blank: dict[str, dict[str, Any]] = {}
        self._fresh: dict[str, dict[str, Any]] = {}

    def add(self, record: type[Base], **values: Any) -> int:
        """Note a row and return its id; columns that are not named take their default."""
        table: Table = record.__table__  # type: ignore[assignment]
        name = table.name
        if name not in self._next:
            self._next[name] = (self.session.scalar(select(func.max(table.c.id))) or 0) + 1
            self._blank[name], self._fresh[name] = _defaults(table)
        row = self._blank[name] | {key: make(None) for key, make in self._fresh[name].items()}
        row["id"] = self._next[name]
        self._next[name] += 1
        if "store_id" in row:
            row["store_id"] = self.store_id
        row.update((_column(table, key), value) for key, value in values.items())
        self._rows[name].append(row)
        made: int = row["id"]
        return made

    def rows(self, record: type[Base]) -> list[dict[str, Any]]:
        """The rows noted so far, which may still be changed."""
        return self._rows[record.__table__.name]  # type: ignore[attr-defined]

    def write(self) -> None:
        """Write every row, parents first, and let the database count on from there."""
        for table in Base.metadata.sorted_tables:
            rows = self._rows.pop(table.name, [])
            for start in range(0, len(rows), _CHUNK):
                self.session.execute(insert(table), rows[start : start + _CHUNK])
            if rows and self.session.get_bind().dialect.name == "postgresql":
                statement = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {self._next[table.name] - 1})"
                self.session.execute(text(statement))
        self._next.clear()

    def at(self, day: date, hour: float) -> datetime:
        """A time of a day in the store, in UTC; `hour` may have a fraction."""
        local = datetime.combine(day, time(), tzinfo=self.zone) + timedelta(minutes=round(hour * 60))
        return local.astimezone(UTC)

    def day_of(self, moment: datetime) -> date:
        """The store's date of an instant."""
        return moment.astimezone(self.zone).date()

    def past(self, moment: datetime) -> bool:
        """Whether something has happened already."""
        return moment <= self.now

    def chance(self, share: float) -> bool:
        """Whether something with this probability happens."""
        return self.dice.random() < share

    def pick(self, weights: dict[Any, float]) -> Any:
        """One of the keys, by weight."""
        return self.dice.choices(list(weights), list(weights.values()))[0]

    def word(self, pair: tuple[str, str]) -> str:
        """The Chinese or the English one of a pair."""
        return pair[0] if self.chinese else pair[1]

    def some(self, pairs: Iterable[tuple[str, str]]) -> str:
        """One of several texts, in the store's language."""
        return self.word(self.dice.choice(list(pairs)))


def _defaults(table: Table) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a row of a table starts with: plain values, and makers of fresh lists and dicts."""
    blank: dict[str, Any] = {}
    fresh: dict[str, Any] = {}
    for column in table.columns:
        default: Any = column.default
        if default is not None and default.is_callable:
            fresh[column.key] = default.arg
        else:
            blank[column.key] = None if default is None else default.arg
    return blank, fresh


def _column(table: Table, attribute: str) -> str:
    """The column behind an attribute's name; three differ from it because the name is a word of SQL."""
    return {"group": "channel_group" if table.name == "channel" else "loss_group"}.get(attribute, attribute)
