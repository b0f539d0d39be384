"""Demo stores for the tests: a full one made once, and small ones for other moments."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from salesops import demo
from salesops.access.actors import Actor, actor_of_staff
from salesops.db.engine import WRITES, make_engine

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=ZONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A filled store: its database, its number, its moment."""

    engine: Engine
    store_id: int
    now: datetime

    @property
    def today(self) -> date:
        """The store's day."""
        return self.now.date()

    def rows(self, statement: str, **values: Any) -> list[Any]:
        """What a statement finds; `:store` is the demo store, `:today` its day."""
        usual = {"store": self.store_id, "today": self.today.isoformat()}
        with self.engine.connect() as connection:
            return list(connection.execute(text(statement), usual | values))

    def count(self, statement: str, **values: Any) -> Any:
        """The one value that a statement finds."""
        return self.rows(statement, **values)[0][0]

    def manager(self, session: Session) -> Actor:
        """The manager, to ask queries with."""
        staff_id = self.count("SELECT id FROM staff WHERE employee_no = 'G001' AND store_id = :store")
        return actor_of_staff(session, staff_id)


def make(engine: Engine, now: datetime, **how: Any) -> Filled:
    """Fill a store into a migrated database."""
    with Session(engine.execution_options(**{WRITES: True})) as session, session.begin():
        store_id = demo.fill(session, now=now, **how)
    return Filled(engine=engine, store_id=store_id, now=now)


@pytest.fixture(scope="package")
def filled(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """A full store at half past ten on an ordinary Tuesday; tests only read it."""
    path = shutil.copyfile(migrated, tmp_path_factory.mktemp("demo") / "full.db")
    engine = make_engine(f"sqlite:///{path}")
    yield make(engine, NOW)
    engine.dispose()


@pytest.fixture
def fill(migrated: Path, tmp_path: Path) -> Iterator[Callable[..., Filled]]:
    """Makes small stores at any moment (ISO, store time)."""
    engines: list[Engine] = []

    def make_small(moment: str, **how: Any) -> Filled:
        path = shutil.copyfile(migrated, tmp_path / f"small{len(engines)}.db")
        engines.append(make_engine(f"sqlite:///{path}"))
        now = datetime.fromisoformat(moment).replace(tzinfo=ZONE)
        return make(engines[-1], now, **({"days": 18, "scale": 0.35} | how))

    yield make_small
    for engine in engines:
        engine.dispose()
