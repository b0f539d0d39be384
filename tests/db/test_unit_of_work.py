"""A unit of work happens whole or not at all, and tells the caches."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from salesops.access import stores
from salesops.core.errors import Conflict
from salesops.db import unit_of_work
from salesops.models import Customer, Store
from tests.builders import NOON, a_customer


def _new_store() -> int:
    with unit_of_work.writing() as session:
        return stores.new_store(session, now=NOON, code="T01", name="Testhaus")


def test_an_error_leaves_nothing_behind(database: str) -> None:
    store_id = _new_store()
    with pytest.raises(RuntimeError):
        _add_and_fail(store_id)
    with unit_of_work.reading() as session:
        assert session.scalar(select(func.count()).select_from(Customer)) == 0


def test_writing_raises_the_version_and_looking_does_not(database: str) -> None:
    store_id = _new_store()
    with unit_of_work.reading() as session:
        before = unit_of_work.data_version(session, store_id)
    with unit_of_work.writing(store_id) as session:
        session.scalars(select(Store)).all()
    with unit_of_work.reading() as session:
        assert unit_of_work.data_version(session, store_id) == before
    with unit_of_work.writing(store_id) as session:
        a_customer(session, store_id)
    with unit_of_work.reading() as session:
        assert unit_of_work.data_version(session, store_id) == before + 1


def test_a_statement_raises_the_version_as_well(database: str) -> None:
    store_id = _new_store()
    with unit_of_work.reading() as session:
        before = unit_of_work.data_version(session, store_id)
    with unit_of_work.writing(store_id) as session:
        session.execute(Store.__table__.update().values(name="Other"))
    with unit_of_work.reading() as session:
        assert unit_of_work.data_version(session, store_id) == before + 1


def test_who_loses_a_race_is_told(database: str) -> None:
    store_id = _new_store()
    with unit_of_work.writing(store_id) as session:
        customer_id = a_customer(session, store_id).id
    with pytest.raises(Conflict):
        _change_what_another_changes(store_id, customer_id)
    with unit_of_work.reading() as session:
        assert session.get_one(Customer, customer_id).name == "Zhang San"


def _add_and_fail(store_id: int) -> None:
    with unit_of_work.writing(store_id) as session:
        a_customer(session, store_id)
        raise RuntimeError


def _change_what_another_changes(store_id: int, customer_id: int) -> None:
    with unit_of_work.writing(store_id) as session:
        mine = session.get_one(Customer, customer_id)
        table = Customer.__table__
        session.execute(table.update().where(table.c.id == customer_id).values(version=7, name="Theirs"))
        mine.name = "Mine"
