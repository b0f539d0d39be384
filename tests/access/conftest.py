"""A small store that has lived for two weeks, and somebody of each role in it who owns nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from salesops import demo
from salesops.access import accounts
from salesops.access.actors import Actor, actor_of_staff
from salesops.db.engine import WRITES, make_engine
from salesops.models import Staff
from salesops.models.enums import Role
from tests.access.calling import NOW

_NOBODYS = 99_999


@pytest.fixture(scope="module")
def lived_in(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The store's database; nothing that a test calls is committed."""
    path = shutil.copyfile(migrated, tmp_path_factory.mktemp("lived_in") / "store.db")
    engine = make_engine(f"sqlite:///{path}")
    with Session(engine.execution_options(**{WRITES: True})) as session, session.begin():
        demo.fill(session, now=NOW, days=14, scale=0.3)
        boss = session.scalars(select(Staff.id).where(Staff.role == Role.MANAGER)).first()
        assert boss is not None
        actor = actor_of_staff(session, boss)
        accounts.add_account(session, actor, now=NOW, username="x", staff_id=boss, password="long enough")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def people(lived_in: Engine) -> Mapping[Role, Actor]:
    """One of each role; consultant, reception and screen own no row."""
    with Session(lived_in) as session:
        found = {
            role: actor_of_staff(session, _first(session, role)) for role in (Role.MANAGER, Role.SUPERVISOR)
        }
    store_id = found[Role.MANAGER].store_id
    zone = ZoneInfo("Asia/Shanghai")
    strangers = {Role.CONSULTANT: _NOBODYS, Role.RECEPTION: _NOBODYS + 1, Role.WALL: None}
    return found | {
        role: Actor(store_id=store_id, staff_id=number, role=role, name=role.value, zone=zone)
        for role, number in strangers.items()
    }


def _first(session: Session, role: Role) -> int:
    return session.scalars(select(Staff.id).where(Staff.role == role).order_by(Staff.id)).all()[0]
