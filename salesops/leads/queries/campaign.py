"""Whom a wake-up campaign contacts: the text for each, and what stands against it now (Rules L6, Z3, Z4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.core.i18n import Message
from salesops.leads.queries.people import shown
from salesops.leads.queries.sleepers import Segment, sleeping
from salesops.leads.rules import dormant
from salesops.leads.rules.policies import DormantPolicy
from salesops.models import CarModel, Customer, Lead, Staff, Store, WakeCampaign, WakeMember
from salesops.models.enums import CampaignArm, ConsentChannel, ConsentPurpose
from salesops.planning.queries.consents import Said, consents

MOST_MEMBERS = 2_000
"""Leads that one campaign takes."""
WAYS = (ConsentChannel.WECHAT, ConsentChannel.SMS)
"""By which a campaign's text is sent, the first that the customer agreed to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A lead of a campaign that is to be contacted."""

    id: int
    lead_id: int
    customer_id: int
    customer: str
    phone: str
    owner: str
    text: str
    by: ConsentChannel
    objection: Message | None
    contacted_at: datetime | None
    responded_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A campaign before it starts: the text as the first one would get it, and who may be written to."""

    text: str
    objection: Message | None
    agreed: int
    refused: int
    not_asked: int


def campaign_draft(session: Session, viewer: Actor, *, now: datetime, segment: Segment, text: str) -> Draft:
    """What a campaign with this text would send to this segment (Rules L6, Z3, Z4)."""
    found = session.execute(
        sleeping(session, viewer, segment, today=viewer.today(now)).limit(MOST_MEMBERS)
    ).all()
    said = consents(session, viewer.store_id, [row.customer_id for row in found])
    every = [said.get(row.customer_id, {}) for row in found]
    agreed = sum(any(wishes.get((way, ConsentPurpose.MARKETING)) for way in WAYS) for wishes in every)
    refused = sum(refuses(wishes) for wishes in every)
    objection = dormant.text_objection(text)
    return Draft(
        text="" if objection is not None or not found else _filled(session, viewer, found[0].id, text),
        objection=objection,
        agreed=agreed,
        refused=refused,
        not_asked=len(found) - agreed - refused,
    )


def refuses(said: Said) -> bool:
    """Whether a customer refused every way of advertising that he was asked about."""
    wishes = [granted for (_, purpose), granted in said.items() if purpose is ConsentPurpose.MARKETING]
    return bool(wishes) and not any(wishes)


def _filled(session: Session, viewer: Actor, lead_id: int, text: str) -> str:
    row = session.execute(
        select(
            Lead.owner_id,
            Lead.model_text,
            Customer.name,
            CarModel.name.label("model"),
            Staff.name.label("owner"),
            Store.name.label("store"),
        )
        .join(Customer, Customer.id == Lead.customer_id)
        .join(Store, Store.id == Lead.store_id)
        .outerjoin(CarModel, CarModel.id == Lead.model_id)
        .outerjoin(Staff, Staff.id == Lead.owner_id)
        .where(Lead.id == lead_id)
    ).one()
    return text.format(
        name=shown(viewer, row.owner_id, row.name, None).name,
        model=row.model or row.model_text,
        consultant=row.owner or viewer.name,
        store=row.store,
    )


def campaign_members(
    session: Session, viewer: Actor, *, now: datetime, campaign_id: int, limit: int = 50
) -> list[Member]:
    """Those to contact, the ones still to do first; the group held back stays out of sight."""
    statement = (
        select(
            WakeMember.id,
            WakeMember.lead_id,
            WakeMember.contacted_at,
            WakeMember.responded_at,
            WakeCampaign.text,
            Lead.owner_id,
            Lead.customer_id,
            Lead.model_text,
            Customer.name,
            Customer.phone,
            Customer.phone_as_given,
            CarModel.name.label("model"),
            Staff.name.label("owner"),
            Store.name.label("store"),
        )
        .join(WakeCampaign, WakeCampaign.id == WakeMember.campaign_id)
        .join(Lead, Lead.id == WakeMember.lead_id)
        .join(Customer, Customer.id == Lead.customer_id)
        .join(Store, Store.id == WakeMember.store_id)
        .outerjoin(CarModel, CarModel.id == Lead.model_id)
        .outerjoin(Staff, Staff.id == Lead.owner_id)
        .where(
            WakeMember.store_id == viewer.store_id,
            WakeMember.campaign_id == campaign_id,
            WakeMember.arm == CampaignArm.CONTACTED,
        )
        .order_by(WakeMember.contacted_at.is_not(None), WakeMember.id)
        .limit(limit)
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(Lead.owner_id == viewer.staff_id)
    rows = session.execute(statement).all()
    customers = {row.customer_id for row in rows}
    said = consents(session, viewer.store_id, customers)
    contacted = _contacted(session, viewer, customers)
    policy = load(session, viewer.store_id, DormantPolicy)
    local = viewer.local(now)
    return [
        _member(viewer, row, said.get(row.customer_id, {}), contacted[row.customer_id], (local, policy))
        for row in rows
    ]


def _member(
    viewer: Actor,
    row: Any,
    said: Said,
    contacted: list[datetime],
    at: tuple[datetime, DormantPolicy],
) -> Member:
    wishes: Mapping[ConsentChannel, bool | None] = {
        way: said.get((way, ConsentPurpose.MARKETING)) for way in WAYS
    }
    by = next((way for way in WAYS if wishes[way]), WAYS[0])
    person = shown(viewer, row.owner_id, row.name, row.phone, row.phone_as_given)
    reachable = dormant.Reachable(
        consented=bool(wishes[by]),
        refused=all(wish is False for wish in wishes.values()),
        contacted=contacted,
    )
    values = {
        "name": person.name,
        "model": row.model or row.model_text,
        "consultant": row.owner or viewer.name,
        "store": row.store,
    }
    return Member(
        id=row.id,
        lead_id=row.lead_id,
        customer_id=row.customer_id,
        customer=person.name,
        phone=person.phone,
        owner=row.owner or "",
        text=row.text.format(**values),
        by=by,
        objection=dormant.objection(reachable, now_local=at[0], policy=at[1]),
        contacted_at=row.contacted_at,
        responded_at=row.responded_at,
    )


def _contacted(session: Session, viewer: Actor, customers: Iterable[int]) -> defaultdict[int, list[datetime]]:
    """When each of these customers was contacted in any campaign."""
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    rows = session.execute(
        select(Lead.customer_id, WakeMember.contacted_at)
        .join(Lead, Lead.id == WakeMember.lead_id)
        .where(
            WakeMember.store_id == viewer.store_id,
            Lead.customer_id.in_(list(customers)),
            WakeMember.contacted_at.is_not(None),
        )
    )
    for customer, moment in rows:
        if moment is not None:
            found[customer].append(moment)
    return found
