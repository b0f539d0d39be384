"""A backup holds everything, and any supported database takes it back (Rule X3)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from salesops.cli.backup import BadBackup, load_backup, save_backup
from salesops.cli.integrity import problems
from salesops.db import migrate
from salesops.db.engine import get_engine, make_engine
from salesops.models import Base, Customer, Order
from tests.builders import StoreFixture, a_customer, a_lead, a_touch, a_vehicle, a_visit, an_order


@pytest.fixture
def filled(session: Session, store: StoreFixture) -> Engine:
    """A store with a few rows, one of which points to a later row of its own table."""
    lead = a_lead(session, store, owner_id=store.senior.staff_id, touch_count=1, first_touched_at=None)
    touch = a_touch(session, store, lead)
    lead.first_touched_at = touch.at
    a_visit(session, store)
    an_order(session, store, vehicle_id=a_vehicle(session, store).id)
    friend = a_customer(session, store.id, name="朋友")
    session.get_one(Customer, lead.customer_id).referred_by_id = friend.id
    session.commit()
    return get_engine()


def _rows(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
        }


def test_a_backup_comes_back_whole_into_either_database(filled: Engine, tmp_path: Path) -> None:
    file = tmp_path / "store.backup"
    before = _rows(filled)
    assert save_backup(filled, file) == sum(len(rows) for rows in before.values())
    with filled.begin() as connection:
        connection.exec_driver_sql("UPDATE customer SET name = 'Other'")
    load_backup(filled, file)
    assert _rows(filled) == before
    other = make_engine(f"sqlite:///{tmp_path / 'other.db'}")
    migrate.upgrade(other)
    load_backup(other, file)
    assert _rows(other) == before
    assert problems(other) == []
    other.dispose()


def test_new_rows_go_on_after_a_restore(filled: Engine, store: StoreFixture, tmp_path: Path) -> None:
    file = tmp_path / "store.backup"
    save_backup(filled, file)
    load_backup(filled, file)
    with Session(filled.execution_options(salesops_writes=True)) as session:
        top = session.scalar(select(func.max(Customer.id))) or 0
        assert a_customer(session, store.id, name="Later").id > top
        session.rollback()


def test_what_is_no_backup_changes_nothing(filled: Engine, tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"nonsense")
    before = _rows(filled)
    with pytest.raises(BadBackup):
        load_backup(filled, file)
    assert _rows(filled) == before


def test_the_check_finds_what_cannot_be(filled: Engine) -> None:
    assert problems(filled) == []
    with Session(filled.execution_options(salesops_writes=True)) as session:
        order = session.scalars(select(Order)).one()
        order.price += 1
        session.commit()
    assert len(problems(filled)) == 1
