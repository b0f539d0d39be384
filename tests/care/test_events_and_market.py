"""Owner events and market notes (Rules C2, C3)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.care import operations, queries
from salesops.care.operations import BadCare, EventFacts, Full, NoteFacts
from salesops.care.rules.market import tags_of
from salesops.core.errors import Conflict, NotAllowed, SalesOpsError
from salesops.db import unit_of_work
from salesops.models import BriefingItem, EventGuest
from salesops.models.enums import BriefingKind, EventKind, GuestStatus, NoteKind, OrderStatus
from tests.builders import NOON, TODAY, StoreFixture, a_store, an_order
from tests.care.scenes import MARKETING, agrees, an_owner

LATER = NOON + timedelta(days=10)


def an_event(session: Session, store: StoreFixture, **values: object) -> int:
    defaults = {
        "kind": EventKind.OWNER_DINNER,
        "title": "Autumn dinner",
        "starts_at": NOON + timedelta(days=7),
        "capacity": 2,
    }
    facts = EventFacts(**(defaults | values))  # type: ignore[arg-type]
    return operations.save_event(session, store.manager, now=NOON, facts=facts)


def guests(session: Session, store: StoreFixture, event: int, count: int) -> list[int]:
    """Owners who agreed to invitations and are invited; the guests' numbers."""
    owners = [an_owner(session, store, name=f"Owner {n}") for n in range(count)]
    for owner in owners:
        agrees(session, store, owner, MARKETING)
    ids = [owner.id for owner in owners]
    operations.invite(session, store.manager, now=NOON, event_id=event, customer_ids=ids)
    return list(session.scalars(select(EventGuest.id).order_by(EventGuest.id)))


def test_only_who_agreed_is_invited_and_nobody_twice(session: Session, store: StoreFixture) -> None:
    """Rules C2, Z4."""
    event = an_event(session, store)
    yes, never = an_owner(session, store), an_owner(session, store)
    agrees(session, store, yes, MARKETING)
    asked = {"now": NOON, "event_id": event, "customer_ids": (yes.id, never.id)}
    result = operations.invite(session, store.manager, **asked)
    assert (result.invited, result.without_consent) == (1, 1)
    assert operations.invite(session, store.manager, **asked).invited == 0
    with pytest.raises(NotAllowed):
        operations.invite(session, store.trainee, **asked)


def test_the_most_valuable_owners_come_first(session: Session, store: StoreFixture) -> None:
    """Rules C2, Z1: it orders the list, nothing else."""
    event = an_event(session, store)
    an_owner(session, store, name="Plain")
    brings = an_owner(session, store, name="Brings")
    an_order(session, store, referrer_id=brings.id)
    an_owner(session, store, name="Key", is_key=True)
    names = [row.customer for row in queries.candidates(session, store.manager, event_id=event)]
    assert names == ["Key", "Brings", "Plain"]
    assert not queries.candidates(session, store.manager, event_id=event)[2].consented
    assert queries.candidates(session, store.trainee, event_id=event) == []


def test_places_are_not_given_twice(database: str) -> None:
    """Five accept at once where two fit, on both databases."""
    with unit_of_work.writing() as session:
        store = a_store(session)
        event = an_event(session, store)
        ids = guests(session, store, event, 5)

    def accept(guest: int) -> bool:
        try:
            with unit_of_work.writing(store.id) as session:
                operations.set_guest(
                    session, store.manager, now=NOON, guest_id=guest, status=GuestStatus.ACCEPTED
                )
        except SalesOpsError:
            return False
        return True

    with ThreadPoolExecutor(5) as pool:
        assert sum(pool.map(accept, ids)) == 2


def test_attendance_is_taken_when_it_has_begun_and_its_results_are_counted(
    session: Session, store: StoreFixture
) -> None:
    event = an_event(session, store)
    first, second, third = guests(session, store, event, 3)
    came = {"status": GuestStatus.CAME}
    with pytest.raises(BadCare):
        operations.set_guest(session, store.manager, now=NOON, guest_id=first, **came)
    operations.set_guest(session, store.manager, now=LATER, guest_id=first, **came)
    operations.set_guest(session, store.manager, now=LATER, guest_id=second, **came)
    with pytest.raises(Full):
        operations.set_guest(session, store.manager, now=LATER, guest_id=third, **came)
    guest = session.get_one(EventGuest, first)
    an_order(session, store, referrer_id=guest.customer_id, ordered_at=LATER)
    an_order(session, store, customer_id=guest.customer_id, ordered_at=LATER, status=OrderStatus.OPEN)
    operations.record_event_result(
        session, store.manager, now=LATER, event_id=event, words="Six new contacts"
    )
    row = queries.owner_events(session, store.manager, now=LATER)[0]
    assert (row.came, row.referrals, row.repeat_orders, row.over) == (2, 1, 1, True)
    assert row.result_note == "Six new contacts"


@pytest.mark.parametrize(
    "values",
    [
        {"title": " "},
        {"capacity": 0},
        {"starts_at": NOON - timedelta(days=1)},
        {"kind": EventKind.FAMILY_DAY},
    ],
)
def test_an_event_that_cannot_be_held_is_refused(
    session: Session, store: StoreFixture, values: dict[str, object]
) -> None:
    with pytest.raises(BadCare):
        an_event(session, store, **values)


def test_a_note_becomes_a_briefing_by_one_click(session: Session, store: StoreFixture) -> None:
    """Rules C3, M7: valid from today for the store's usual time."""
    facts = NoteFacts(
        kind=NoteKind.COMPETITOR_PRICE,
        title="A rival drops by 5,000",
        trend="Compare what is included",
        tags=tags_of("#hybrid, rival，hybrid 增程"),
    )
    note = operations.save_note(session, store.senior, now=NOON, facts=facts)
    with pytest.raises(NotAllowed):
        operations.brief_team(session, store.senior, now=NOON, note_id=note)
    operations.brief_team(session, store.manager, now=NOON, note_id=note)
    item = session.scalars(select(BriefingItem)).one()
    assert (item.kind, item.valid_from) == (BriefingKind.COMPETITOR, TODAY)
    assert item.valid_until == TODAY + timedelta(days=14)
    row = queries.notes(session, store.manager, since=TODAY)[0]
    assert row.briefed
    assert queries.tag_counts([row]) == [("hybrid", 1), ("rival", 1), ("增程", 1)]
    with pytest.raises(Conflict):
        operations.brief_team(session, store.manager, now=NOON, note_id=note)


def test_a_note_says_something(session: Session, store: StoreFixture) -> None:
    with pytest.raises(BadCare):
        operations.save_note(session, store.senior, now=NOON, facts=NoteFacts(kind=NoteKind.NEWS, title=" "))
