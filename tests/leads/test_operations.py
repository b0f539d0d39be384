"""Assignment, tiers and channels as they are changed (L1, L3, L4, L9)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed
from salesops.core.i18n import Message
from salesops.leads import operations, queries
from salesops.leads.operations import (
    BadLead,
    NeedsReason,
    NewWish,
    NoRoom,
    UpkeepEntry,
)
from salesops.leads.rules.policies import TierPolicy
from salesops.models import Absence, Assignment, Lead, Staff, TierChange
from salesops.models.enums import (
    AbsenceKind,
    ChannelKind,
    SetBy,
    Tier,
    UpkeepKind,
)
from tests.builders import NOON, TODAY, StoreFixture, a_channel, a_lead

ALL = "All {n} consultants present have no more room today"


def to_trainee(session: Session, store: StoreFixture, *leads: Lead) -> operations.Assigned:
    assert store.trainee.staff_id is not None
    return operations.assign_many(
        session,
        store.manager,
        now=NOON,
        lead_ids=[lead.id for lead in leads],
        staff_id=store.trainee.staff_id,
    )


def test_a_proposal_is_accepted_and_undone(session: Session, store: StoreFixture) -> None:
    """Rule L4: what changed meanwhile is left and counted."""
    leads = [a_lead(session, store, tier=Tier.A) for _ in range(3)]
    proposals = [lead.proposal for lead in queries.placing(session, store.manager, now=NOON).leads]
    to_trainee(session, store, leads[0])
    result = operations.accept_proposal(session, store.manager, now=NOON, proposals=proposals)
    assert (result.given, result.left) == (2, 1)
    assert leads[1].owner_id == store.senior.staff_id
    (row, *_) = queries.hand_overs(session, store.manager, now=NOON)
    assert row.can_undo
    operations.unassign_many(session, store.manager, now=NOON, lead_ids=[row.lead_id], reason="by mistake")
    assert session.get_one(Lead, row.lead_id).owner_id is None


def test_caps_hold_by_hand_too(session: Session, store: StoreFixture) -> None:
    """Rule L9: all or none."""
    session.get_one(Staff, store.trainee.staff_id).daily_lead_cap = 1
    leads = [a_lead(session, store) for _ in range(2)]
    with pytest.raises(NoRoom, match="can take 1 more leads today, not 2"):
        to_trainee(session, store, *leads)
    assert [lead.owner_id for lead in leads] == [None, None]


def test_a_day_off_takes_no_lead(session: Session, store: StoreFixture) -> None:
    """Rule L4."""
    session.add(
        Absence(
            store_id=store.id,
            staff_id=store.trainee.staff_id,
            kind=AbsenceKind.DAY_OFF,
            starts_on=TODAY,
            ends_on=TODAY,
        )
    )
    session.flush()
    with pytest.raises(NoRoom, match="has the day off"):
        to_trainee(session, store, a_lead(session, store))


def test_what_nobody_has_room_for_stays_with_its_reason(session: Session, store: StoreFixture) -> None:
    """Rule L9: an automatic assignment without room."""
    for person in (store.senior, store.trainee):
        session.get_one(Staff, person.staff_id).daily_lead_cap = 0
    lead = a_lead(session, store)
    result = operations.assign_waiting(session, store.manager, now=NOON)
    assert (result.given, lead.owner_id) == (0, None)
    assert lead.assign_reasons == [
        Message("The one consultant present has no more room today", {"n": 2}, ALL).as_dict()
    ]


def test_only_leaders_assign(session: Session, store: StoreFixture) -> None:
    """Rule X2."""
    with pytest.raises(NotAllowed):
        operations.assign(session, store.senior, now=NOON, lead_id=a_lead(session, store).id, staff_id=1)


def test_facts_move_the_tier_and_a_hand_holds_it(session: Session, store: StoreFixture) -> None:
    """Rule L3: re-tiered when facts change; an override is kept, with its reason, until it ends."""
    lead = a_lead(session, store, owner_id=store.senior.staff_id)
    wish = NewWish(horizon_days=2)
    assert operations.change_wish(session, store.senior, now=NOON, lead_id=lead.id, wish=wish) is Tier.A
    with pytest.raises(NeedsReason):
        operations.override_tier(session, store.senior, now=NOON, lead_id=lead.id, tier=Tier.C, reason=" ")
    operations.override_tier(
        session, store.senior, now=NOON, lead_id=lead.id, tier=Tier.C, reason="a colleague's friend"
    )
    operations.change_wish(session, store.senior, now=NOON, lead_id=lead.id, wish=NewWish(horizon_days=9))
    assert (lead.tier, lead.tier_set_by) == (Tier.C, SetBy.PERSON)
    assert operations.retier(session, store.senior, now=NOON, lead_id=lead.id) is Tier.B
    changes = session.scalars(select(TierChange.tier_after).order_by(TierChange.id)).all()
    assert changes == [Tier.A, Tier.C, Tier.B]


def test_a_saved_tier_table_moves_open_leads(session: Session, store: StoreFixture) -> None:
    """Rule L3."""
    lead = a_lead(session, store, horizon_days=5, tier=Tier.B)
    policy = TierPolicy(a_days=5)
    assert operations.change_tier_rules(session, store.manager, now=NOON, policy=policy) == 1
    assert lead.tier is Tier.A
    assert queries.tier_policy(session, store.manager).a_days == 5
    with pytest.raises(BadLead):
        operations.change_tier_rules(session, store.manager, now=NOON, policy=TierPolicy(a_days=30))


def test_a_partner_is_contacted_every_week(session: Session, store: StoreFixture) -> None:
    """Rule L1: due when nobody did, quiet for a week after the log says so; the cost of a lead follows."""
    partner = a_channel(session, store.id, kind=ChannelKind.PARTNER)
    a_lead(session, store, channel_id=partner.id)
    found = queries.channels(session, store.manager, now=NOON)
    assert [row.id for row in found.to_contact(TODAY)] == [partner.id]
    entry = UpkeepEntry(kind=UpkeepKind.CONTACT, materials="20 leaflets")
    operations.log_upkeep(session, store.manager, now=NOON, channel_id=partner.id, entry=entry)
    operations.set_channel_cost(
        session, store.manager, now=NOON, channel_id=partner.id, month=TODAY, cost=Decimal(300)
    )
    found = queries.channels(session, store.manager, now=NOON)
    row = next(row for row in found.rows if row.id == partner.id)
    assert (found.to_contact(TODAY), row.contact_due_on) == ([], date(2026, 12, 1))
    assert (row.cost_per_lead, row.cost_per_order) == (Decimal(300), None)
    assert queries.upkeep_log(session, store.manager)[0].materials == "20 leaflets"


def test_an_assignment_is_kept_with_its_reason(session: Session, store: StoreFixture) -> None:
    """Rule L4."""
    lead = a_lead(session, store)
    to_trainee(session, store, lead)
    row = session.scalars(select(Assignment)).one()
    assert (row.staff_id, row.by_staff_id) == (store.trainee.staff_id, store.manager.staff_id)
    assert row.reasons == [{"text": "Assigned by {name}", "values": {"name": "Manager"}}]
