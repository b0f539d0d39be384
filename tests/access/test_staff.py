"""The people of a store: kept once, changed with a trail, gone without a sign-in (Rule X2)."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from salesops.access import accounts, sessions, staff, stores, trail
from salesops.access.staff import BadStaff, StaffFacts
from salesops.core.errors import NotAllowed
from salesops.models.enums import Role
from tests.builders import NOON, StoreFixture


def facts(**values: object) -> StaffFacts:
    kept = {"employee_no": "S77", "name": "Zhao Lei", "role": Role.CONSULTANT, "phone": "13812345678"}
    return StaffFacts(**(kept | values))  # type: ignore[arg-type]


def test_somebody_is_added_and_changed_with_a_trail(session: Session, store: StoreFixture) -> None:
    """Rule X2."""
    added = staff.save_staff(session, store.manager, now=NOON, staff_id=None, facts=facts())
    staff.save_staff(session, store.manager, now=NOON, staff_id=added, facts=facts(name="Zhao Li"))
    row = next(row for row in staff.staff(session, store.manager) if row.id == added)
    assert (row.facts.name, row.facts.phone) == ("Zhao Li", "+8613812345678")
    change = trail.changes(session, store.manager, action="staff.", limit=1)[0]
    assert change.before is not None
    assert change.after is not None
    assert (change.before["name"], change.after["name"]) == ("Zhao Lei", "Zhao Li")


@pytest.mark.parametrize("wrong", [{"name": " "}, {"employee_no": ""}, {"role": Role.WALL}, {"phone": "12"}])
def test_facts_that_cannot_be_are_refused(
    session: Session, store: StoreFixture, wrong: dict[str, object]
) -> None:
    with pytest.raises(BadStaff):
        staff.save_staff(session, store.manager, now=NOON, staff_id=None, facts=facts(**wrong))


def test_an_employee_number_is_given_once(session: Session, store: StoreFixture) -> None:
    staff.save_staff(session, store.manager, now=NOON, staff_id=None, facts=facts())
    with pytest.raises(BadStaff):
        staff.save_staff(session, store.manager, now=NOON, staff_id=None, facts=facts(name="Other"))


def test_who_leaves_is_signed_out_at_once(session: Session, store: StoreFixture) -> None:
    """Rule X2."""
    senior = store.senior.staff_id
    assert senior is not None
    accounts.add_account(
        session, store.manager, now=NOON, username="senior", staff_id=senior, password="long enough"
    )
    opened = sessions.sign_in(session, now=NOON, username="senior", password="long enough")
    assert isinstance(opened, sessions.SignedIn)
    staff.leave_store(session, store.manager, now=NOON, staff_id=senior)
    session.flush()
    assert sessions.signed_in(session, opened.secret, now=NOON) is None
    assert senior not in [row.id for row in staff.staff(session, store.manager)]
    assert senior in [row.id for row in staff.staff(session, store.manager, left=True)]


def test_nobody_ends_his_own_work(session: Session, store: StoreFixture) -> None:
    assert store.manager.staff_id is not None
    with pytest.raises(BadStaff):
        staff.leave_store(session, store.manager, now=NOON, staff_id=store.manager.staff_id)


def test_only_the_manager_changes_people(session: Session, store: StoreFixture) -> None:
    """Rule X2."""
    with pytest.raises(NotAllowed):
        staff.save_staff(session, store.supervisor, now=NOON, staff_id=None, facts=facts())


def test_the_store_keeps_its_name_and_zone(session: Session, store: StoreFixture) -> None:
    """Rule X2."""
    before = stores.store_facts(session, store.manager)
    with pytest.raises(stores.BadStore):
        stores.save_store(
            session,
            store.manager,
            now=NOON,
            facts=stores.StoreFacts(name="New", brand="", zone="Nowhere/City", language="en"),
        )
    assert stores.store_facts(session, store.manager) == before
