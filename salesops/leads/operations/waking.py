"""Wake-up campaigns for dormant leads: with consent, quiet hours, a cap, and a group held back (Rule L6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.core.errors import Conflict, NotAllowed, NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.leads.operations.errors import BadLead
from salesops.leads.queries.campaign import MOST_MEMBERS, refuses
from salesops.leads.queries.sleepers import Segment, sleeping
from salesops.leads.rules import dormant
from salesops.leads.rules.policies import DormantPolicy
from salesops.models import Lead, WakeCampaign, WakeMember
from salesops.models.enums import CampaignArm, ConsentChannel, ConsentPurpose
from salesops.planning.queries.consents import consents


class MayNotContact(SalesOpsError):
    """Somebody whom the law or the store's own rules protect from this message now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCampaign:
    """A wake-up campaign to start: whom, and with which words."""

    name: str
    text: str
    segment: Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A campaign that was started, with the sizes of its groups."""

    campaign_id: int
    contacted: int
    held_back: int


def start_campaign(session: Session, actor: Actor, *, now: datetime, campaign: NewCampaign) -> Started:
    """Draw the dormant leads of a segment, and hold a part of them back to compare (Rule L6).

    Nobody is written to by this: each contact is made and recorded by a person (Rule Z4). Leads that refused
    advertising stay out of both groups. Raises BadLead.
    """
    actor.require(Permission.ASSIGN_LEADS)
    if not campaign.name.strip():
        raise BadLead(N_("Give the campaign a name."))
    objection = dormant.text_objection(campaign.text)
    if objection is not None:
        raise BadLead(objection.text, **objection.values)
    leads = session.execute(
        sleeping(session, actor, campaign.segment, today=actor.today(now)).limit(MOST_MEMBERS)
    ).all()
    refused = _refused(session, actor, [row.customer_id for row in leads])
    wanted = [row.id for row in leads if row.customer_id not in refused]
    if not wanted:
        raise BadLead(N_("No dormant lead of this segment may be contacted."))
    row = WakeCampaign(
        store_id=actor.store_id,
        name=campaign.name.strip(),
        segment=campaign.segment.as_dict(),
        text=campaign.text.strip(),
        started_on=actor.today(now),
        staff_id=actor.staff_id,
    )
    session.add(row)
    session.flush()
    started = _draw(session, actor, row, wanted)
    audit.record(
        session,
        actor,
        now=now,
        action="leads.start_campaign",
        entity="wake_campaign",
        entity_id=row.id,
        after={"name": row.name, "contacted": started.contacted, "held_back": started.held_back},
    )
    return started


def record_wake_contact(
    session: Session, actor: Actor, *, now: datetime, member_id: int, by: ConsentChannel
) -> None:
    """Write down that a person sent the campaign's text. Raises MayNotContact with the rule that forbids it."""
    member = _member(session, actor, member_id)
    if member.arm is CampaignArm.HELD_BACK:
        raise MayNotContact(N_("This lead is held back to compare; contacting it would spoil the result."))
    if member.contacted_at is not None:
        raise Conflict(N_("This contact is recorded already."))
    customer_id = session.get_one(Lead, member.lead_id).customer_id
    said = consents(session, actor.store_id, [customer_id]).get(customer_id, {})
    wish = said.get((by, ConsentPurpose.MARKETING))
    objection = dormant.objection(
        dormant.Reachable(
            consented=wish is True,
            refused=wish is False,
            contacted=_contacts(session, actor, customer_id),
        ),
        now_local=actor.local(now),
        policy=load(session, actor.store_id, DormantPolicy),
    )
    if objection is not None:
        raise MayNotContact(objection.text, **objection.values)
    member.contacted_at = now
    _audit(session, actor, member, now=now, action="leads.wake_contact", after={"by": by})


def record_wake_response(session: Session, actor: Actor, *, now: datetime, member_id: int) -> None:
    """Write down that a lead of a campaign came back to life by itself (Rule L6)."""
    member = _member(session, actor, member_id)
    if member.responded_at is None:
        member.responded_at = now
        _audit(session, actor, member, now=now, action="leads.wake_response", after={"arm": member.arm})


def _draw(session: Session, actor: Actor, campaign: WakeCampaign, lead_ids: Sequence[int]) -> Started:
    policy = load(session, actor.store_id, DormantPolicy)
    arms = {lead_id: dormant.arm(campaign.id, lead_id, policy) for lead_id in lead_ids}
    session.add_all(
        WakeMember(store_id=actor.store_id, campaign_id=campaign.id, lead_id=lead_id, arm=arm)
        for lead_id, arm in arms.items()
    )
    held_back = sum(arm is CampaignArm.HELD_BACK for arm in arms.values())
    return Started(campaign_id=campaign.id, contacted=len(arms) - held_back, held_back=held_back)


def _refused(session: Session, actor: Actor, customer_ids: Sequence[int]) -> set[int]:
    """Customers who refused every way of advertising."""
    found = consents(session, actor.store_id, customer_ids)
    return {customer for customer, said in found.items() if refuses(said)}


def _member(session: Session, actor: Actor, member_id: int) -> WakeMember:
    actor.require(Permission.RECORD_TOUCH)
    row = session.execute(
        select(WakeMember, Lead.owner_id)
        .join(Lead, Lead.id == WakeMember.lead_id)
        .where(WakeMember.store_id == actor.store_id, WakeMember.id == member_id)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This lead is not in the campaign."))
    if row.owner_id != actor.staff_id and not actor.may(Permission.SEE_ALL_CUSTOMERS):
        raise NotAllowed(N_("This lead belongs to somebody else."))
    member: WakeMember = row.WakeMember
    return member


def _contacts(session: Session, actor: Actor, customer_id: int) -> Sequence[datetime]:
    """When the customer was contacted in any campaign."""
    found = session.scalars(
        select(WakeMember.contacted_at)
        .join(Lead, Lead.id == WakeMember.lead_id)
        .where(
            WakeMember.store_id == actor.store_id,
            Lead.customer_id == customer_id,
            WakeMember.contacted_at.is_not(None),
        )
    )
    return [moment for moment in found if moment is not None]


def _audit(
    session: Session,
    actor: Actor,
    member: WakeMember,
    *,
    now: datetime,
    action: str,
    after: dict[str, object],
) -> None:
    audit.record(session, actor, now=now, action=action, entity="lead", entity_id=member.lead_id, after=after)
