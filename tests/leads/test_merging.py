"""Leads that arrive: created, merged by telephone, whatever the order (L7)."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.leads import operations
from salesops.leads.operations import BadLead, LeadResult, NewLead
from salesops.leads.rules.merging import Arrival, merge, pack
from salesops.models import Consent, Customer, Lead, LeadSource, TierChange
from salesops.models.enums import ConsentPurpose, InvalidReason, LeadStatus, Tier
from tests.builders import StoreFixture, a_channel, at

NOW = at(12)


def arrive(session: Session, store: StoreFixture, **values: Any) -> LeadResult:
    """One arrival of 王小明 at ten, over the store's channel."""
    defaults = {
        "channel_id": store.channel.id,
        "received_at": at(10),
        "phone": "13812345678",
        "name": "王小明",
    }
    new = NewLead(**(defaults | values))
    return operations.create_or_merge_lead(session, store.manager, now=NOW, new=new)


def the_lead(session: Session) -> Lead:
    return session.scalars(select(Lead)).one()


def test_a_new_lead_is_tiered_timed_and_assigned(session: Session, store: StoreFixture) -> None:
    """Rules L2, L3, L4, L7: a short-video lead that buys in two days."""
    result = arrive(session, store, horizon_days=2, model_id=store.model.id)
    lead = the_lead(session)
    assert result.created
    assert lead.tier is Tier.A
    assert lead.first_touch_due_at == at(11)
    assert lead.owner_id == store.senior.staff_id
    assert session.scalars(select(TierChange)).one().tier_after is Tier.A
    customer = session.scalars(select(Customer)).one()
    assert (customer.phone, customer.pinyin) == ("+8613812345678", "wangxiaoming wxm")


def test_the_same_telephone_merges_and_keeps_every_source(session: Session, store: StoreFixture) -> None:
    """Rule L7."""
    other = a_channel(session, store.id)
    first = arrive(session, store, horizon_days=60)
    second = arrive(
        session, store, channel_id=other.id, received_at=at(11), phone="+86 138 1234 5678", horizon_days=1
    )
    assert (second.merged, second.lead_id) == (True, first.lead_id)
    assert session.scalar(select(func.count()).select_from(LeadSource)) == 2
    lead = the_lead(session)
    assert (lead.channel_id, lead.received_at, lead.tier) == (store.channel.id, at(10), Tier.A)


def test_the_same_message_twice_changes_nothing(session: Session, store: StoreFixture) -> None:
    """Rule L7: a file imported twice, even when the lead is closed since."""
    arrive(session, store)
    assert arrive(session, store).merged
    the_lead(session).status = LeadStatus.LOST
    assert arrive(session, store).merged
    assert session.scalar(select(func.count()).select_from(LeadSource)) == 1


def test_who_asks_again_after_a_loss_is_a_new_lead(session: Session, store: StoreFixture) -> None:
    """Rule L7: a later arrival of somebody whose lead is closed; the consultant stays the same."""
    arrive(session, store, horizon_days=2)
    the_lead(session).status = LeadStatus.LOST
    again = arrive(session, store, received_at=at(11, 30), horizon_days=200)
    assert again.created
    lead = session.get_one(Lead, again.lead_id)
    assert lead.owner_id == store.senior.staff_id


@pytest.mark.parametrize(("phone", "external_id"), [("", None), ("12345", None), ("1.38E+10", "X1")])
def test_what_names_nobody_is_refused(
    session: Session, store: StoreFixture, phone: str, external_id: str | None
) -> None:
    """Rule L7: no number, no real number, a number that a spreadsheet has spoilt."""
    with pytest.raises(BadLead):
        arrive(session, store, phone=phone, external_id=external_id)


def test_a_masked_number_is_no_identity(session: Session, store: StoreFixture) -> None:
    """Rule L7: two people may have the same visible digits; the platform's number tells them apart."""
    one = arrive(session, store, phone="138****5678", external_id="X1")
    two = arrive(session, store, phone="138****5678", external_id="X2")
    assert one.lead_id != two.lead_id
    full = arrive(session, store, external_id="X1", received_at=at(11))
    assert full.lead_id == one.lead_id
    assert session.get_one(Customer, one.customer_id).phone == "+8613812345678"


def test_a_masked_lead_dissolves_into_the_customer_it_was(session: Session, store: StoreFixture) -> None:
    """Rule L7: the number becomes known after the customer has a lead of his own already."""
    masked = arrive(session, store, phone="138****5678", external_id="X1")
    named = arrive(session, store, received_at=at(10, 30), external_id="X2")
    both = arrive(session, store, received_at=at(11), external_id="X1")
    assert both.lead_id == named.lead_id
    gone = session.get_one(Lead, masked.lead_id)
    assert (gone.status, gone.invalid_reason) == (LeadStatus.INVALID, InvalidReason.DUPLICATE)
    assert session.get_one(Lead, named.lead_id).received_at == at(10)


def test_consent_is_kept_with_time_and_source(session: Session, store: StoreFixture) -> None:
    """Rule Z3: leaving a number asks for a call, not for advertising."""
    arrive(session, store)
    consent = session.scalars(select(Consent)).one()
    assert (consent.purpose, consent.at, consent.source) == (
        ConsentPurpose.SERVICE,
        at(10),
        store.channel.name,
    )


def test_the_order_of_arrival_changes_nothing_in_the_database(session: Session, store: StoreFixture) -> None:
    """Rule L7: three arrivals in all six orders end in the same lead."""
    other = a_channel(session, store.id)
    sent = (
        {"received_at": at(9, 30), "name": "王先生", "horizon_days": 60, "budget_high": 120000},
        {"received_at": at(10), "channel_id": other.id, "external_id": "X1", "horizon_days": 2},
        {"received_at": at(11), "name": "王小明", "model_id": store.model.id, "city": "杭州"},
    )
    ends = set()
    for order in permutations(sent):
        with session.begin_nested() as trial:
            for values in order:
                arrive(session, store, **values)
            lead = the_lead(session)
            customer = session.get_one(Customer, lead.customer_id)
            ends.add(
                (
                    lead.received_at,
                    lead.channel_id,
                    lead.external_id,
                    lead.model_id,
                    lead.horizon_days,
                    lead.budget_high,
                    lead.tier,
                    lead.first_touch_due_at,
                    lead.last_progress_on,
                    customer.name,
                    customer.city,
                )
            )
            trial.rollback()
            session.expunge_all()
    assert len(ends) == 1


MOMENT = st.integers(0, 5).map(lambda n: datetime(2026, 11, 24, 1, tzinfo=at(0).tzinfo) + timedelta(hours=n))
ARRIVAL = st.builds(
    Arrival,
    received_at=MOMENT,
    channel_id=st.integers(1, 3),
    external_id=st.none() | st.sampled_from(["X", "Y"]),
    facts=st.fixed_dictionaries(
        {},
        optional={
            "name": st.sampled_from(["王", "李"]),
            "model_id": st.integers(1, 3),
            "model_text": st.sampled_from(["S5", "S7"]),
            "budget_low": st.integers(5, 9),
            "budget_high": st.integers(10, 15),
            "horizon_days": st.integers(0, 90),
        },
    ).map(pack),
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ARRIVAL, min_size=1, max_size=6), st.randoms())
def test_merging_does_not_depend_on_order(arrivals: list[Arrival], chance: Any) -> None:
    """Rule L7."""
    shuffled = list(arrivals)
    chance.shuffle(shuffled)
    assert merge(shuffled) == merge(arrivals)
