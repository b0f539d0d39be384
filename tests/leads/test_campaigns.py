"""Wake-up campaigns: two groups, consent, quiet hours, the result (L6, Z3, Z4)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.core.errors import Conflict
from salesops.leads import operations, queries
from salesops.leads.operations import MayNotContact, NewCampaign
from salesops.leads.queries import Segment
from salesops.models import Consent, Lead, WakeMember
from salesops.models.enums import (
    CampaignArm,
    ConsentChannel,
    ConsentPurpose,
    LeadStatus,
    TouchOutcome,
)
from tests.builders import NOON, TODAY, StoreFixture, a_lead

TEXT = "{name}, the subsidy for {model} ends. Reply R to refuse."


def sleeper(session: Session, store: StoreFixture, **values: object) -> Lead:
    return a_lead(
        session,
        store,
        owner_id=store.senior.staff_id,
        status=LeadStatus.WORKING,
        last_progress_on=TODAY - timedelta(days=40),
        first_touched_at=NOON - timedelta(days=40),
        **values,
    )


def consent(session: Session, lead: Lead, *, granted: bool) -> None:
    session.add(
        Consent(
            store_id=lead.store_id,
            customer_id=lead.customer_id,
            channel=ConsentChannel.WECHAT,
            purpose=ConsentPurpose.MARKETING,
            granted=granted,
            at=NOON,
            source="form",
        )
    )
    session.flush()


def test_a_campaign_contacts_with_consent_and_counts_both_groups(
    session: Session, store: StoreFixture
) -> None:
    """Rules L6, Z3, Z4: who refused is in no group, who was held back stays untouched, nobody twice."""
    leads = [sleeper(session, store) for _ in range(30)]
    for lead in leads[1:]:
        consent(session, lead, granted=True)
    consent(session, leads[0], granted=False)
    draft = queries.campaign_draft(session, store.manager, now=NOON, segment=Segment(), text=TEXT)
    assert (draft.agreed, draft.refused, draft.not_asked) == (29, 1, 0)
    assert "Reply R" in draft.text
    assert "{" not in draft.text
    campaign = NewCampaign(name="Subsidy", text=TEXT, segment=Segment())
    started = operations.start_campaign(session, store.manager, now=NOON, campaign=campaign)
    assert started.contacted + started.held_back == 29
    members = {row.arm: row for row in session.scalars(select(WakeMember))}
    to_contact, held_back = members[CampaignArm.CONTACTED], members[CampaignArm.HELD_BACK]
    by = ConsentChannel.WECHAT
    operations.record_wake_contact(session, store.senior, now=NOON, member_id=to_contact.id, by=by)
    with pytest.raises(MayNotContact, match="held back"):
        operations.record_wake_contact(session, store.senior, now=NOON, member_id=held_back.id, by=by)
    with pytest.raises(Conflict):
        operations.record_wake_contact(session, store.senior, now=NOON, member_id=to_contact.id, by=by)
    operations.record_touch(
        session, store.senior, now=NOON, lead_id=to_contact.lead_id, outcome=TouchOutcome.INTERESTED
    )
    (found,) = queries.campaigns(session, store.manager)
    assert (found.contacted_so_far, found.contacted_answered) == (1, 1)
    todo = queries.campaign_members(session, store.senior, now=NOON, campaign_id=started.campaign_id)
    assert "Reply R" in todo[0].text
    assert todo[-1].contacted_at == NOON


def test_nobody_is_contacted_without_consent_or_at_night(session: Session, store: StoreFixture) -> None:
    """Rules Z3, Z4."""
    leads = [sleeper(session, store) for _ in range(10)]
    campaign = NewCampaign(name="Subsidy", text=TEXT, segment=Segment())
    operations.start_campaign(session, store.manager, now=NOON, campaign=campaign)
    member = session.scalars(select(WakeMember).where(WakeMember.arm == CampaignArm.CONTACTED)).first()
    assert member is not None
    night, by = NOON + timedelta(hours=10), ConsentChannel.WECHAT
    with pytest.raises(MayNotContact, match="has not agreed"):
        operations.record_wake_contact(session, store.manager, now=NOON, member_id=member.id, by=by)
    consent(session, next(lead for lead in leads if lead.id == member.lead_id), granted=True)
    with pytest.raises(MayNotContact, match="Quiet hours"):
        operations.record_wake_contact(session, store.manager, now=night, member_id=member.id, by=by)
