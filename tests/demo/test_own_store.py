"""From the demo to a store of one's own, and what the new store still needs (Rule X6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access import accounts, policies, sessions, stores
from salesops.access.accounts import BadAccount
from salesops.access.actors import actor_of_staff
from salesops.access.first_steps import first_steps
from salesops.access.sessions import SignedIn
from salesops.core.errors import NotAllowed, SalesOpsError
from salesops.core.hours import HoursPolicy
from salesops.demo.own_store import BadStart, OwnStore, start_own_store
from salesops.models import Base, Store, Target
from salesops.models.enums import Role
from tests.builders import NOON, TODAY, StoreFixture, a_lead, a_staff

WANTED = OwnStore(
    code="S01",
    name="East",
    brand="",
    language="en",
    opens=time(8, 30),
    closes=time(19, 0),
    manager="Wang Li",
    username="Wang",
    password="long enough",
)


@pytest.fixture
def demo_store(session: Session, store: StoreFixture) -> StoreFixture:
    """The small store, marked as the demo."""
    session.get_one(Store, store.id).is_demo = True
    a_lead(session, store)
    session.flush()
    return store


def test_the_store_is_there_and_the_demo_is_gone(session: Session, demo_store: StoreFixture) -> None:
    assert start_own_store(session, demo_store.manager, now=NOON, wanted=WANTED) == "wang"
    known = stores.stores(session)
    assert [(row.code, row.is_demo) for row in known] == [("S01", False)]
    for table in Base.metadata.sorted_tables:
        if "store_id" in table.columns:
            left = select(func.count()).select_from(table).where(table.c.store_id == demo_store.id)
            assert session.scalar(left) == 0, table.name
    assert policies.load(session, known[0].id, HoursPolicy).opens == time(8, 30)


def test_the_manager_signs_in_with_the_password_he_chose(session: Session, demo_store: StoreFixture) -> None:
    start_own_store(session, demo_store.manager, now=NOON, wanted=WANTED)
    entered = sessions.sign_in(session, now=NOON, username="wang", password="long enough")
    assert isinstance(entered, SignedIn)
    assert entered.actor.role is Role.MANAGER
    assert [row.must_change for row in accounts.list_accounts(session, entered.actor)] == [False]


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"password": "short"}, BadAccount),
        ({"closes": time(8, 0)}, BadStart),
        ({"name": " "}, SalesOpsError),
        ({"manager": ""}, SalesOpsError),
        ({"username": "two words"}, BadAccount),
    ],
)
def test_what_does_not_fit_is_refused(
    session: Session, demo_store: StoreFixture, change: dict[str, object], refused: type[SalesOpsError]
) -> None:
    with pytest.raises(refused):
        start_own_store(session, demo_store.manager, now=NOON, wanted=replace(WANTED, **change))  # type: ignore[arg-type]


def test_only_the_demo_gives_way_and_only_when_it_is_alone(
    session: Session, demo_store: StoreFixture
) -> None:
    """Rule X2: the demo needs no sign-in, so it must not reach into a store that is there."""
    stores.new_store(session, now=NOON, code="REAL", name="Real")
    with pytest.raises(NotAllowed):
        start_own_store(session, demo_store.manager, now=NOON, wanted=WANTED)
    session.get_one(Store, demo_store.id).is_demo = False
    with pytest.raises(NotAllowed):
        start_own_store(session, demo_store.manager, now=NOON, wanted=WANTED)


def test_the_steps_go_away_one_by_one(session: Session, demo_store: StoreFixture) -> None:
    start_own_store(session, demo_store.manager, now=NOON, wanted=WANTED)
    entered = sessions.sign_in(session, now=NOON, username="wang", password="long enough")
    assert isinstance(entered, SignedIn)
    boss = entered.actor

    def left() -> list[str]:
        return [each.step for each in first_steps(session, boss, now=NOON) if not each.done]

    assert left() == ["people", "import", "accounts", "targets"]
    person = a_staff(session, boss.store_id, name="Li", role=Role.CONSULTANT)
    assert left() == ["import", "accounts", "targets"]
    accounts.add_account(session, boss, now=NOON, username="li", staff_id=person.id, password="long enough")
    session.add(Target(store_id=boss.store_id, month=TODAY.replace(day=1), figure="orders", value=9))
    session.flush()
    assert left() == ["import"]
    assert first_steps(session, actor_of_staff(session, person.id), now=NOON) == []
