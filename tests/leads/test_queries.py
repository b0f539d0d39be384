"""What the leads page reads: order, masking, bounds (L3, L4, L5, L6, L9, X2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed
from salesops.core.i18n import render
from salesops.leads import queries
from salesops.leads.queries import Filter, Segment
from salesops.leads.rules.first_touch import Urgency
from salesops.leads.rules.policies import TierPolicy
from salesops.models import Lead
from salesops.models.enums import LeadStatus, SetBy, Tier
from tests.builders import NOON, TODAY, StoreFixture, a_customer, a_lead, a_touch, at
from tests.statements import statements


def worked(session: Session, store: StoreFixture, **values: object) -> Lead:
    """A lead of the senior that was touched before."""
    defaults: dict[str, object] = {
        "owner_id": store.senior.staff_id,
        "status": LeadStatus.WORKING,
        "first_touched_at": NOON - timedelta(days=5),
        "last_touch_at": NOON - timedelta(days=5),
        "next_touch_due_on": TODAY,
    }
    return a_lead(session, store, **(defaults | values))


def test_waiting_leads_run_out_in_order(session: Session, store: StoreFixture) -> None:
    """Rule L9: breached, amber, on time, whatever came in first."""
    owner = store.senior.staff_id
    late = a_lead(session, store, owner_id=owner, received_at=at(10))
    soon = a_lead(session, store, owner_id=owner, received_at=at(11, 20))
    fresh = a_lead(session, store, owner_id=owner, received_at=at(11, 55))
    worked(session, store)
    found = queries.waiting_leads(session, store.manager, now=NOON)
    assert [(row.id, row.urgency) for row in found.rows] == [
        (late.id, Urgency.BREACHED),
        (soon.id, Urgency.AMBER),
        (fresh.id, Urgency.ON_TIME),
    ]
    assert queries.waiting_leads(session, store.trainee, now=NOON).total == 0


def test_due_touches_come_by_tier_and_delay(session: Session, store: StoreFixture) -> None:
    """Rule L5: A before B before C, the longest overdue first; what is not due stays away."""
    yesterday, before = TODAY - timedelta(days=1), TODAY - timedelta(days=4)
    c = worked(session, store, tier=Tier.C, next_touch_due_on=before)
    b = worked(session, store, tier=Tier.B, next_touch_due_on=before)
    a = worked(session, store, tier=Tier.A, next_touch_due_on=yesterday)
    worked(session, store, tier=Tier.A, next_touch_due_on=TODAY + timedelta(days=1))
    found = queries.due_touches(session, store.senior, now=NOON)
    assert [row.id for row in found.rows] == [a.id, b.id, c.id]
    assert (found.total, found.overdue) == (3, 3)
    (owner,) = queries.due_by_owner(session, store.manager, now=NOON)
    assert (owner.name, owner.due, owner.a_overdue) == ("Senior", 3, 1)


def test_who_sleeps_is_not_on_the_daily_list(session: Session, store: StoreFixture) -> None:
    """Rules L5, L6: unless the touch was due lately, such as a call that was agreed on."""
    long_ago = TODAY - timedelta(days=40)
    asleep = worked(session, store, last_progress_on=long_ago, next_touch_due_on=long_ago)
    agreed = worked(session, store, last_progress_on=long_ago)
    found = queries.due_touches(session, store.manager, now=NOON)
    assert [row.id for row in found.rows] == [agreed.id]
    dormant = queries.sleepers(session, store.manager, now=NOON, segment=Segment())
    assert {row.id for row in dormant.rows} == {asleep.id, agreed.id}
    assert queries.owed(session, store.manager, now=NOON).count == 1


def test_a_search_finds_by_name_number_and_pinyin(session: Session, store: StoreFixture) -> None:
    """Rule X2: only own customers, so that nobody guesses masked names."""
    customer = a_customer(session, store.id, name="王小明", pinyin="wangxiaoming wxm", phone="+8613912345678")
    lead = worked(session, store, customer_id=customer.id)
    for text in ("小明", "xiaoming", "WXM", "12345678"):
        found = queries.search_leads(session, store.senior, text=text)
        assert [row.id for row in found] == [lead.id], text
    assert queries.search_leads(session, store.trainee, text="小明") == []
    assert queries.search_leads(session, store.manager, text="  ") == []


def test_others_see_a_masked_lead_without_history(session: Session, store: StoreFixture) -> None:
    """Rules X2, Z3."""
    lead = worked(session, store)
    a_touch(session, store, lead, note="secret")
    detail = queries.lead_detail(session, store.trainee, lead_id=lead.id)
    assert (detail.person.name, detail.person.phone[3:7]) == ("Z**", "****")
    assert queries.timeline(session, store.trainee, lead_id=lead.id) == []
    with pytest.raises(NotAllowed):
        queries.touch_texts(session, store.trainee, lead_id=lead.id)


def test_texts_name_the_lead_s_model(session: Session, store: StoreFixture) -> None:
    """Rule L2: the spec sheet and the test-drive pack, ready to copy."""
    lead = worked(session, store, model_id=store.model.id)
    sheet, pack = queries.touch_texts(session, store.senior, lead_id=lead.id)
    assert any(store.model.name in render(line) and "149,800" in render(line) for line in sheet.lines)
    assert any(store.model.name in render(line) for line in pack.lines)


def test_the_pool_comes_with_its_proposal(session: Session, store: StoreFixture) -> None:
    """Rule L4: A to the senior, C to the trainee, reasons beside."""
    a = a_lead(session, store, tier=Tier.A)
    c = a_lead(session, store, tier=Tier.C)
    found = queries.placing(session, store.manager, now=NOON)
    assert {lead.id: lead.proposed for lead in found.leads} == {a.id: "Senior", c.id: "Trainee"}
    assert found.leads[0].proposal.reasons


def test_pages_follow_by_key(session: Session, store: StoreFixture) -> None:
    """Rule L3: newest first, no lead twice."""
    ids = [worked(session, store, tier=Tier.B).id for _ in range(5)]
    first = queries.tier_leads(session, store.manager, wanted=Filter(tier=Tier.B), limit=3)
    rest = queries.tier_leads(session, store.manager, wanted=Filter(tier=Tier.B), after_id=first[-1].id)
    assert [row.id for row in [*first, *rest]] == sorted(ids, reverse=True)


def test_a_tier_table_is_tried_before_it_is_saved(session: Session, store: StoreFixture) -> None:
    """Rule L3: tiers set by hand stay."""
    for days, tier, by in ((4, Tier.B, SetBy.RULE), (5, Tier.B, SetBy.RULE), (5, Tier.B, SetBy.PERSON)):
        worked(session, store, horizon_days=days, tier=tier, tier_set_by=by)
    moves = queries.tier_trial(session, store.manager, now=NOON, policy=TierPolicy(a_days=5))
    assert [(move.before, move.after, move.leads) for move in moves] == [(Tier.B, Tier.A, 2)]


def test_the_work_list_costs_few_statements(session: Session, store: StoreFixture) -> None:
    """Every number of leads is read in the same few statements."""
    for _ in range(30):
        worked(session, store)
        a_lead(session, store, owner_id=store.senior.staff_id)
    session.info.clear()
    session.flush()
    with statements(session.get_bind().engine) as asked:
        queries.waiting_leads(session, store.manager, now=NOON)
        queries.due_touches(session, store.manager, now=NOON)
        queries.due_by_owner(session, store.manager, now=NOON)
        queries.recent_touches(session, store.manager, now=NOON)
        queries.owed(session, store.manager, now=NOON)
    assert len(asked) <= 6
