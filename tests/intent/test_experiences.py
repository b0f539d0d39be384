"""Experiences: offered ahead, within their places; the library of gifts and solutions."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed
from salesops.intent import operations
from salesops.intent.operations import Experience, GiftDraft, Refused, SolutionDraft
from salesops.models import EventGuest, Gift, StoreEvent
from salesops.models.enums import Aspect, EventKind, GuestStatus, Profile, SolutionKind
from tests.builders import NOON, TODAY, StoreFixture, a_customer, at

EVENING = at(19, day=TODAY + timedelta(days=3))


def offer(session: Session, store: StoreFixture, **values: Any) -> int:
    facts: dict[str, Any] = {
        "kind": EventKind.NIGHT_DRIVE,
        "title": " Night drive and tea ",
        "starts_at": EVENING,
        "capacity": 2,
        "profile": Profile.BUSINESS,
    }
    experience = Experience(**(facts | values))
    return operations.save_experience(session, store.manager, now=NOON, experience=experience)


def invite(session: Session, store: StoreFixture, event: int, customer: int) -> int:
    return operations.invite_guest(session, store.senior, now=NOON, event_id=event, customer_id=customer)


def test_an_experience_has_places_and_a_profile(session: Session, store: StoreFixture) -> None:
    """Rule I4."""
    event = session.get_one(StoreEvent, offer(session, store))
    assert (event.title, event.day, event.capacity) == ("Night drive and tea", EVENING.date(), 2)
    assert event.profile is Profile.BUSINESS


def test_no_more_guests_than_places(session: Session, store: StoreFixture) -> None:
    """Rule I4: who declines leaves his place to another; nobody is invited twice."""
    event = offer(session, store)
    people = [a_customer(session, store.id, owner_id=store.senior.staff_id).id for _ in range(3)]
    first = invite(session, store, event, people[0])
    with pytest.raises(Refused, match="invited already"):
        invite(session, store, event, people[0])
    second = invite(session, store, event, people[1])
    with pytest.raises(Refused, match="places are taken"):
        invite(session, store, event, people[2])
    operations.set_guest(session, store.senior, now=NOON, guest_id=first, status=GuestStatus.DECLINED)
    assert invite(session, store, event, people[2])
    operations.set_guest(session, store.senior, now=NOON, guest_id=second, status=GuestStatus.CAME)
    assert session.get_one(EventGuest, second).status is GuestStatus.CAME


@pytest.mark.parametrize(
    "wrong",
    [{"title": " "}, {"starts_at": NOON}, {"capacity": 0}, {"capacity": 501}],
)
def test_an_experience_that_cannot_be_is_refused(
    session: Session, store: StoreFixture, wrong: dict[str, Any]
) -> None:
    """Rule I4."""
    with pytest.raises(Refused):
        offer(session, store, **wrong)


def test_the_library_is_edited_by_those_who_lead(session: Session, store: StoreFixture) -> None:
    """Rules I1 and I3: a gift has a true value and a true cost; a change is a change, not another gift."""
    draft = GiftDraft(name=" A year of washes ", face_value=Decimal(1200), cost=Decimal(400))
    gift = operations.save_gift(session, store.manager, now=NOON, draft=draft)
    changed = GiftDraft(name="Washes", face_value=Decimal(1200), cost=Decimal(450), active=False)
    assert operations.save_gift(session, store.manager, now=NOON, draft=changed, gift_id=gift) == gift
    row = session.get_one(Gift, gift)
    assert (row.name, row.cost, row.active) == ("Washes", Decimal(450), False)
    with pytest.raises(NotAllowed):
        operations.save_gift(session, store.senior, now=NOON, draft=draft)
    bad = (
        GiftDraft(name="", face_value=Decimal(1), cost=Decimal(1)),
        GiftDraft(name="A", face_value=Decimal(0), cost=Decimal(1)),
        GiftDraft(name="A", face_value=Decimal(1), cost=Decimal(-1)),
        GiftDraft(name="A", face_value=Decimal(1), cost=Decimal(1), redemption_percent=101),
    )
    for each in bad:
        with pytest.raises(Refused):
            operations.save_gift(session, store.manager, now=NOON, draft=each)
    empty = SolutionDraft(aspect=Aspect.FUEL, kind=SolutionKind.COMPARISON, title="Hybrid", talk_track=" ")
    with pytest.raises(Refused, match="talk track"):
        operations.save_solution(session, store.manager, now=NOON, draft=empty)
