"""A walk-in with a name and no telephone: received, led on, and called when the number is known (Rules I6, L7)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed
from salesops.intent import operations
from salesops.intent.operations import Party, Refused
from salesops.intent.rules.steps import Step
from salesops.models import Customer, Lead, Opportunity, Visit
from salesops.models.enums import ChannelKind, NextStep, Profile, VisitKind
from tests.builders import NOON, TODAY, StoreFixture, a_channel, a_customer


@pytest.fixture
def walk_in(session: Session, store: StoreFixture) -> int:
    return a_channel(session, store.id, name="Walk-in", kind=ChannelKind.WALK_IN).id


@pytest.fixture
def visit(session: Session, store: StoreFixture) -> Visit:
    """Mr Zhou at the door, greeted by the senior consultant."""
    party = Party(name=" Zhou ", profile=Profile.FAMILY)
    number = operations.record_arrival(session, store.reception, now=NOON, party=party)
    operations.greet(session, store.reception, now=NOON, visit_id=number, staff_id=store.senior.staff_id or 0)
    return session.get_one(Visit, number)


def test_he_is_a_customer_of_whoever_greets_him_and_no_lead(
    session: Session, store: StoreFixture, visit: Visit
) -> None:
    """Rule I6: he gets a next step like everybody; nobody counts a lead that cannot be called."""
    customer = session.get_one(Customer, visit.customer_id)
    assert (customer.name, customer.phone, customer.profile) == ("Zhou", None, Profile.FAMILY)
    assert (visit.kind, customer.owner_id) == (VisitKind.FIRST, store.senior.staff_id)
    assert session.scalar(select(func.count()).select_from(Lead)) == 0
    step = Step(kind=NextStep.CALL, on=TODAY + timedelta(days=1))
    deal = operations.lead_on(
        session, store.senior, now=NOON, customer_id=customer.id, model_id=store.model.id, step=step
    )
    assert session.get_one(Opportunity, deal).owner_id == store.senior.staff_id


def test_the_telephone_makes_him_a_lead_of_his_consultant(
    session: Session, store: StoreFixture, visit: Visit, walk_in: int
) -> None:
    """Rule L7: one customer, one lead, tied to what is being negotiated."""
    step = Step(kind=NextStep.CALL, on=TODAY)
    customer_id = visit.customer_id or 0
    deal = operations.open_opportunity(
        session, store.senior, now=NOON, customer_id=customer_id, model_id=None, step=step
    )
    lead = operations.note_phone(
        session, store.senior, now=NOON, customer_id=customer_id, phone="139 0000 1111", channel_id=walk_in
    )
    assert session.get_one(Lead, lead).owner_id == store.senior.staff_id
    assert session.get_one(Lead, lead).customer_id == customer_id
    assert session.get_one(Opportunity, deal).lead_id == lead
    assert session.scalar(select(func.count()).select_from(Customer)) == 1


def test_a_number_of_somebody_else_is_refused(
    session: Session, store: StoreFixture, visit: Visit, walk_in: int
) -> None:
    """Rule L7: no second customer under one number, and nobody writes into a colleague's customer."""
    a_customer(session, store.id, phone="+8613900001111")
    values = {"now": NOON, "customer_id": visit.customer_id or 0, "channel_id": walk_in}
    with pytest.raises(Refused, match="Another customer"):
        operations.note_phone(session, store.senior, phone="13900001111", **values)
    with pytest.raises(Refused, match="no telephone"):
        operations.note_phone(session, store.senior, phone="12", **values)
    with pytest.raises(NotAllowed):
        operations.note_phone(session, store.trainee, phone="13900002222", **values)
