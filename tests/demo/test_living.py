"""Rule X6: the same seed makes the same store, and a store lives on without touching what people did."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from salesops import demo
from salesops.access.actors import actor_of_staff
from salesops.cli.integrity import problems
from salesops.db.engine import WRITES
from salesops.leads.operations.touches import TouchDetails, record_touch
from salesops.models import Base
from salesops.models.enums import TouchOutcome
from tests.builders import a_store
from tests.demo.conftest import ZONE, Filled
from tests.demo.test_coherence import RULES

Fill = Callable[..., Filled]
LATER = datetime(2026, 11, 26, 16, 10, tzinfo=ZONE)


def fingerprint(store: Filled) -> str:
    """All rows of all tables as one hash."""
    found = hashlib.sha256()
    for table in Base.metadata.sorted_tables:
        for row in store.rows(f'SELECT * FROM "{table.name}"'):
            found.update(repr(tuple(row)).encode())
    return found.hexdigest()


def extend(store: Filled, now: datetime) -> None:
    with Session(store.engine.execution_options(**{WRITES: True})) as session, session.begin():
        demo.extend(session, now=now)


def test_the_same_seed_makes_the_same_store(fill: Fill) -> None:
    one, other = fill("2026-11-24T10:30", days=12), fill("2026-11-24T10:30", days=12)
    assert fingerprint(one) == fingerprint(other)
    assert fingerprint(fill("2026-11-24T10:30", days=12, seed=7)) != fingerprint(one)


def test_a_store_lives_on(fill: Fill) -> None:
    store = fill("2026-11-24T10:30")
    before = {
        table: store.count(f"SELECT count(*) FROM {table}")
        for table in ("lead", "touch", "visit", "forecast")
    }
    extend(store, LATER)
    for table, count in before.items():
        assert store.count(f"SELECT count(*) FROM {table}") > count
    assert store.count("SELECT max(day) FROM day_review") == "2026-11-25"
    assert store.count("SELECT max(day) FROM rota_shift") == "2026-12-03"
    assert store.count("SELECT count(*) FROM visit WHERE day < '2026-11-26' AND left_at IS NULL") == 0
    untouched = "SELECT count(*) FROM lead WHERE status = 'new' AND received_on < '2026-11-26'"
    assert store.count(untouched) <= 2
    assert problems(store.engine) == []
    for rule, statement in RULES.items():
        if "2026-11-24" not in statement:
            assert store.count(statement) == 0, rule


def test_living_on_twice_at_once_adds_nothing(fill: Fill) -> None:
    store = fill("2026-11-24T10:30")
    extend(store, LATER)
    before = fingerprint(store)
    extend(store, LATER)
    assert fingerprint(store) == before


def test_many_small_steps_are_as_good_as_a_long_one(fill: Fill) -> None:
    store = fill("2026-11-24T13:30")
    for step in range(1, 19):
        extend(store, store.now + timedelta(minutes=10 * step))
    assert store.count("SELECT count(*) FROM visit WHERE greeted_at IS NULL") <= 3
    waiting = """SELECT count(*) FROM lead WHERE status = 'new' AND received_at < :early"""
    early = str((store.now - timedelta(hours=1)).astimezone(UTC).replace(tzinfo=None))
    assert store.count(waiting, early=early) <= 2
    assert problems(store.engine) == []


def test_what_a_person_changed_is_left_to_him(fill: Fill) -> None:
    store = fill("2026-11-24T10:30")
    lead_id, owner_id = store.rows(
        "SELECT id, owner_id FROM lead WHERE status = 'new' AND owner_id IS NOT NULL"
    )[0]
    with Session(store.engine.execution_options(**{WRITES: True})) as session, session.begin():
        actor = actor_of_staff(session, owner_id)
        moment = store.now + timedelta(minutes=2)
        details = TouchDetails(note="Spoke to him myself")
        record_touch(
            session, actor, now=moment, lead_id=lead_id, outcome=TouchOutcome.REACHED, details=details
        )
    state = f"SELECT status, touch_count, last_touch_at, tier, version FROM lead WHERE id = {lead_id}"
    before = store.rows(state)
    extend(store, LATER + timedelta(days=6))
    assert store.rows(state) == before


def test_a_forgotten_store_begins_anew(fill: Fill) -> None:
    store = fill("2026-11-24T10:30")
    extend(store, store.now + timedelta(days=30))
    assert str(store.count("SELECT max(received_on) FROM lead")) == "2026-12-24"
    assert store.count("SELECT count(*) FROM store") == 1
    assert (
        store.count("SELECT count(*) FROM complaint WHERE topic = 'delivery_delay' AND day > '2026-12-17'")
        > 0
    )


def test_only_a_demo_store_is_ever_removed(fill: Fill) -> None:
    store = fill("2026-11-24T10:30")
    with Session(store.engine.execution_options(**{WRITES: True})) as session, session.begin():
        own = a_store(session).id
        with pytest.raises(demo.NotEmpty):
            demo.fill(session, now=store.now)
        demo.reset(session)
        demo.reset(session)
    assert store.rows("SELECT id FROM store") == [(own,)]
    assert store.count("SELECT count(*) FROM lead") == 0
    assert store.count("SELECT count(*) FROM staff") == 5


def test_scale_multiplies_the_volume(fill: Fill) -> None:
    small, large = fill("2026-11-24T10:30", days=10, scale=0.5), fill("2026-11-24T10:30", days=10, scale=2.0)
    leads = "SELECT count(*) FROM lead"
    assert 3 < large.count(leads) / small.count(leads) < 5
