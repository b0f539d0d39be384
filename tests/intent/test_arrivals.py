"""Reception: who arrives, by which way, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.core.errors import NotFound
from salesops.intent import operations
from salesops.intent.operations import Party, Refused
from salesops.models import Appointment, AuditEntry, Customer, Lead, Visit
from salesops.models.enums import AppointmentStatus, ChannelKind, Profile, VisitKind
from tests.builders import (
    NOON,
    StoreFixture,
    a_channel,
    a_customer,
    a_lead,
    a_store,
    a_visit,
    an_appointment,
    an_opportunity,
    at,
)


@pytest.fixture(autouse=True)
def walk_in(session: Session, store: StoreFixture) -> int:
    """The channel of those who simply come in."""
    return a_channel(session, store.id, name="Walk-in", kind=ChannelKind.WALK_IN).id


def arrive(session: Session, store: StoreFixture, **values: object) -> Visit:
    party = Party(**values)  # type: ignore[arg-type]
    return session.get_one(Visit, operations.record_arrival(session, store.reception, now=NOON, party=party))


def test_a_walk_in_with_a_phone_becomes_a_lead_of_its_channel(
    session: Session, store: StoreFixture, walk_in: int
) -> None:
    """Rule I8: whoever receives him looks after him."""
    visit = arrive(session, store, phone="138 1234 5678", name="Wang", staff_id=store.senior.staff_id)
    lead = session.get_one(Lead, visit.lead_id)
    assert (visit.kind, visit.channel_id, visit.greeted_at) == (VisitKind.FIRST, walk_in, None)
    assert (lead.channel_id, lead.owner_id) == (walk_in, store.senior.staff_id)
    assert session.get_one(Customer, visit.customer_id).owner_id == store.senior.staff_id


def test_a_known_phone_is_merged_and_keeps_its_owner(session: Session, store: StoreFixture) -> None:
    """Rule I8: no second customer, no second owner."""
    known = a_customer(session, store.id, phone="+8613912345678", owner_id=store.trainee.staff_id)
    a_lead(session, store, customer_id=known.id, owner_id=store.trainee.staff_id, touch_count=1)
    visit = arrive(session, store, phone="13912345678", staff_id=store.senior.staff_id)
    assert visit.customer_id == known.id
    assert visit.kind is VisitKind.FIRST_OF_LEAD
    assert known.owner_id == store.trainee.staff_id
    assert session.scalar(select(func.count()).select_from(Customer)) == 1


def test_an_appointment_is_kept_by_arriving(session: Session, store: StoreFixture) -> None:
    """Rule I8: the visit carries customer, consultant and profile of the appointment."""
    appointment = an_appointment(session, store, profile=Profile.FAMILY, at=at(12, 30))
    visit = arrive(session, store, appointment_id=appointment.id)
    assert (appointment.status, appointment.settled_at) == (AppointmentStatus.SHOWN, NOON)
    assert (visit.customer_id, visit.profile) == (appointment.customer_id, Profile.FAMILY)
    assert visit.staff_id == appointment.staff_id
    with pytest.raises(Refused, match="kept already"):
        arrive(session, store, appointment_id=appointment.id)


@pytest.mark.parametrize(
    ("before", "kind"), [("nothing", VisitKind.FIRST), ("deal", VisitKind.FIRST_OF_LEAD), ("visit", VisitKind.RETURN)]
)  # fmt: skip
def test_kinds_of_visits(session: Session, store: StoreFixture, before: str, kind: VisitKind) -> None:
    customer = a_customer(session, store.id)
    if before == "deal":
        an_opportunity(session, store, customer_id=customer.id)
    if before == "visit":
        a_visit(session, store, customer_id=customer.id, arrived_at=at(9))
    assert arrive(session, store, customer_id=customer.id).kind is kind


def test_who_is_not_known_yet_is_completed_later(session: Session, store: StoreFixture) -> None:
    """A party without a name is incomplete until somebody says who it was, or that it only looked."""
    visit = arrive(session, store, party_size=3)
    assert (visit.kind, visit.party_size) == (VisitKind.INCOMPLETE, 3)
    complete = {"now": NOON, "visit_id": visit.id}
    operations.complete_visit(session, store.senior, **complete, party=Party())
    assert visit.kind is VisitKind.LOOKED_ONLY
    operations.complete_visit(session, store.senior, **complete, party=Party(phone="13912345678"))
    assert visit.kind in (VisitKind.FIRST, VisitKind.FIRST_OF_LEAD)
    assert visit.customer_id is not None


def test_a_party_is_greeted_once_and_leaves_once(session: Session, store: StoreFixture) -> None:
    visit = arrive(session, store)
    later = NOON + timedelta(minutes=4)
    greet = {"now": later, "visit_id": visit.id, "staff_id": store.senior.staff_id}
    operations.greet(session, store.reception, **greet)
    assert (visit.greeted_at, visit.staff_id) == (later, store.senior.staff_id)
    with pytest.raises(Refused, match="greeted already"):
        operations.greet(session, store.reception, **greet)
    operations.leave(session, store.reception, now=later, visit_id=visit.id)
    with pytest.raises(Refused, match="left already"):
        operations.leave(session, store.reception, now=later, visit_id=visit.id)
    actions = set(session.scalars(select(AuditEntry.action)))
    assert {"visit.arrive", "visit.greet", "visit.leave"} <= actions


@pytest.mark.parametrize("size", [0, 31])
def test_a_party_has_a_size(session: Session, store: StoreFixture, size: int) -> None:
    with pytest.raises(Refused, match="between 1 and 30"):
        arrive(session, store, party_size=size)


def test_without_a_walk_in_channel_one_is_asked_for(session: Session, store: StoreFixture) -> None:
    other = a_store(session, code="T02")
    with pytest.raises(Refused, match="no walk-in channel"):
        arrive(session, other, phone="13912345678")
    assert (
        arrive(session, other, phone="13912345678", channel_id=other.channel.id).channel_id
        == other.channel.id
    )


def test_another_store_is_another_house(session: Session, store: StoreFixture) -> None:
    theirs = an_appointment(session, a_store(session, code="T02"))
    with pytest.raises(NotFound):
        arrive(session, store, appointment_id=theirs.id)
    assert session.get_one(Appointment, theirs.id).status is AppointmentStatus.BOOKED
