"""A lead arrives: a new one is made, or it is merged into the one that is known (Rules L7, L2, L3, L4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.core import phone as phones
from salesops.core.errors import NotFound
from salesops.core.i18n import N_, Message
from salesops.core.phone import ParsedPhone, PhoneKind
from salesops.leads.operations import applying, assigning, identity
from salesops.leads.operations.errors import BadLead
from salesops.leads.operations.tiers import first_tier, tier_again, tier_new
from salesops.leads.queries.roster import OPEN
from salesops.leads.rules import merging, names
from salesops.leads.rules.merging import Arrival
from salesops.leads.rules.policies import AssignmentPolicy
from salesops.models import Channel, Consent, Customer, Lead, LeadSource, Staff, TierChange
from salesops.models.base import StoreRecord
from salesops.models.enums import (
    ConsentChannel,
    ConsentPurpose,
    Gender,
    InvalidReason,
    LeadStatus,
    SetBy,
)

AHEAD = timedelta(days=1)
"""How far an arrival may lie ahead of our clock before it is refused: clocks differ, dates get swapped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLead:
    """A lead as it arrives; `phone` as it was written. Only the channel and an identity are needed."""

    channel_id: int
    received_at: datetime
    phone: str = ""
    external_id: str | None = None
    name: str = ""
    gender: Gender = Gender.UNKNOWN
    city: str = ""
    model_id: int | None = None
    model_text: str = ""
    budget_low: Decimal | None = None
    budget_high: Decimal | None = None
    horizon_days: int | None = None
    horizon_text: str = ""
    campaign: str = ""
    remark: str = ""
    marketing_consent: tuple[ConsentChannel, ...] = ()
    import_run_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadResult:
    """What became of an arrival."""

    lead_id: int
    customer_id: int
    created: bool

    @property
    def merged(self) -> bool:
        """Whether it went into a lead that was known."""
        return not self.created


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An arrival as it was understood: what it said, and by which number it names somebody."""

    new: NewLead
    arrival: Arrival
    phone: ParsedPhone


def create_or_merge_lead(
    session: Session, actor: Actor, *, now: datetime, new: NewLead, assign: bool = True
) -> LeadResult:
    """Take in one arrival (Rule L7).

    A known telephone or platform number merges into the open lead, which keeps every source; the order in which
    arrivals are heard of does not change the outcome, and the same message twice changes nothing. A new lead gets
    its tier, its countdown, and its consultant unless `assign` is off (imports assign once at their end with
    `assign_waiting`). Raises BadLead with what is missing, NotFound for an unknown channel.
    """
    actor.require(Permission.RECEIVE)
    heard = hear(new, now=now)
    require_channel(session, actor, new.channel_id)
    result = take_in(session, actor, now=now, heard=heard)
    if assign:
        lead = session.get_one(Lead, result.lead_id)
        if lead.owner_id is None and lead.status in OPEN:
            _place(session, actor, lead, now=now)
    return result


def take_in(session: Session, actor: Actor, *, now: datetime, heard: Heard) -> LeadResult:
    """Put one arrival where it belongs: into the lead that is known, or a new one."""
    known = _known(session, actor, now=now, heard=heard)
    lead = known.lead
    if lead is None:
        assert known.customer is not None
        lead = _create(session, actor, now=now, heard=heard, customer=known.customer)
    else:
        _merge(session, actor, lead, now=now, heard=heard)
    if known.duplicate is not None:
        _absorb(session, actor, lead, known.duplicate, now=now)
    return LeadResult(lead_id=lead.id, customer_id=lead.customer_id, created=known.lead is None)


def hear(new: NewLead, *, now: datetime) -> Heard:
    """An arrival with the best number of those written: one that names somebody, else what there is. Raises BadLead."""
    if new.received_at > now + AHEAD:
        raise BadLead(N_("The lead's time {time} lies in the future."), time=new.received_at)
    return Heard(new=new, arrival=_arrival(new), phone=_phone(new))


def _phone(new: NewLead) -> ParsedPhone:
    if not new.phone.strip() and new.external_id:
        return ParsedPhone(kind=PhoneKind.INVALID, text="")
    parsed = [phones.parse(text) for text in (new.phone, *phones.split(new.phone))]
    best = min(parsed, key=lambda each: (each.e164 is None, each.kind is PhoneKind.INVALID))
    if best.kind is PhoneKind.INVALID and best.reason is not None:
        raise BadLead(best.reason.text, **best.reason.values)
    return best


def require_channel(session: Session, actor: Actor, channel_id: int) -> None:
    """Refuse a channel that the store has not. Raises NotFound."""
    channel = session.get(Channel, channel_id)
    if channel is None or channel.store_id != actor.store_id:
        raise NotFound(N_("This channel does not exist."))


def _known(session: Session, actor: Actor, *, now: datetime, heard: Heard) -> identity.Known:
    """Whose arrival it is; somebody unknown becomes a customer."""
    known = identity.find(session, actor, heard.arrival, heard.phone)
    if known.customer is not None:
        return known
    person = new_customer(actor, now=now, heard=heard)
    if identity.add_customer(session, person) is person:
        return identity.Known(customer=person)
    return identity.find(
        session, actor, heard.arrival, heard.phone
    )  # somebody else was faster: now he is known


def new_customer(actor: Actor, *, now: datetime, heard: Heard) -> Customer:
    """Somebody who was not known, not yet saved."""
    new, phone = heard.new, heard.phone
    return Customer(
        store_id=actor.store_id,
        name=new.name.strip() or applying.stand_in(phone.text),
        pinyin=names.pinyin_of(new.name),
        phone=phone.e164,
        phone_as_given=phone.text,
        gender=new.gender,
        city=new.city.strip(),
        created_at=now,
    )


def _arrival(new: NewLead) -> Arrival:
    said: dict[str, Any] = {
        "name": new.name.strip(),
        "gender": None if new.gender is Gender.UNKNOWN else new.gender.value,
        "city": new.city.strip(),
        "model_id": new.model_id,
        "model_text": new.model_text.strip(),
        "budget_low": new.budget_low,
        "budget_high": new.budget_high,
        "horizon_days": new.horizon_days,
        "horizon_text": new.horizon_text.strip(),
        "campaign": new.campaign.strip(),
        "remark": new.remark.strip(),
    }
    return Arrival(
        received_at=new.received_at,
        channel_id=new.channel_id,
        external_id=new.external_id or None,
        facts=merging.pack(said),
    )


def _create(session: Session, actor: Actor, *, now: datetime, heard: Heard, customer: Customer) -> Lead:
    lead = new_lead(session, actor, now=now, heard=heard, customer=customer)
    session.add(lead)
    session.flush()
    session.add_all(
        kind(**values) for kind, values in traces(session, actor, lead, customer, now=now, heard=heard)
    )
    note(session, actor, lead, now=now, action="leads.create", new=heard.new)
    _keep_owner(session, actor, lead, customer, now=now)
    return lead


def new_lead(session: Session, actor: Actor, *, now: datetime, heard: Heard, customer: Customer) -> Lead:
    """A lead of a saved customer with its tier and countdown, not yet saved itself."""
    lead = Lead(
        store_id=actor.store_id,
        customer_id=customer.id,
        status=LeadStatus.NEW,
        last_progress_on=actor.today(heard.arrival.received_at),
        touch_count=0,
    )
    applying.apply(session, actor, lead, merging.merge([heard.arrival]))
    tier_new(session, actor, lead, now=now)
    return lead


def traces(
    session: Session, actor: Actor, lead: Lead, customer: Customer, *, now: datetime, heard: Heard
) -> list[tuple[type[StoreRecord], dict[str, Any]]]:
    """What is kept beside a saved new lead: where it came from, its first tier, what its customer agreed to."""
    return [
        (TierChange, first_tier(actor, lead, now=now)),
        (LeadSource, identity.source(lead, heard.arrival, heard.new.import_run_id)),
        *((Consent, each) for each in _consents(session, actor, customer, heard.new)),
    ]


def _merge(session: Session, actor: Actor, lead: Lead, *, now: datetime, heard: Heard) -> None:
    """Add an arrival to a known lead; the same message once more changes nothing."""
    new, arrival, phone = heard.new, heard.arrival, heard.phone
    before = identity.arrivals(session, lead)
    if merging.is_known(arrival, before):
        return
    identity.add_source(session, lead, arrival, new.import_run_id)
    customer = session.get_one(Customer, lead.customer_id)
    if customer.phone is None and phone.e164 is not None:
        customer.phone, customer.phone_as_given = phone.e164, phone.text
    applying.apply_change(session, actor, lead, merging.merge(before), merging.merge([*before, arrival]))
    lead.last_progress_on = max(lead.last_progress_on, actor.today(arrival.received_at))
    if lead.next_touch_due_on is not None:  # somebody who asks again is called today
        lead.next_touch_due_on = min(lead.next_touch_due_on, actor.today(now))
    if lead.status in OPEN:
        tier_again(session, actor, lead, now=now)
    session.add_all(Consent(**each) for each in _consents(session, actor, customer, new))
    note(session, actor, lead, now=now, action="leads.merge", new=new)


def _absorb(session: Session, actor: Actor, lead: Lead, duplicate: Lead, *, now: datetime) -> None:
    """Close a lead without identity that turned out to be of a known customer, and keep its sources."""
    for arrival in identity.arrivals(session, duplicate):
        before = identity.arrivals(session, lead)
        if not merging.is_known(arrival, before):
            identity.add_source(session, lead, arrival)
            session.flush()
            applying.apply_change(
                session, actor, lead, merging.merge(before), merging.merge([*before, arrival])
            )
    duplicate.status, duplicate.invalid_reason = LeadStatus.INVALID, InvalidReason.DUPLICATE
    duplicate.closed_on = actor.today(now)
    audit.record(
        session,
        actor,
        now=now,
        action="leads.absorb",
        entity="lead",
        entity_id=duplicate.id,
        after={"into": lead.id},
    )


def _keep_owner(session: Session, actor: Actor, lead: Lead, customer: Customer, *, now: datetime) -> None:
    """A customer who is looked after already stays with his consultant, who still works here (Rule L4)."""
    if customer.owner_id is None:
        return
    owner = session.get(Staff, customer.owner_id)
    if owner is None or (owner.left_on is not None and owner.left_on <= actor.today(now)):
        return
    assigning.hand_over(
        session,
        actor,
        lead,
        now=now,
        staff_id=owner.id,
        set_by=SetBy.RULE,
        reasons=[Message(N_("{name} looks after this customer already"), {"name": owner.name})],
    )


def _place(session: Session, actor: Actor, lead: Lead, *, now: datetime) -> None:
    if load(session, actor.store_id, AssignmentPolicy).automatic:
        assigning.place(session, actor, [lead], now=now)


def _consents(session: Session, actor: Actor, customer: Customer, new: NewLead) -> list[dict[str, Any]]:
    """Who leaves his number wants a call; advertising only where he agreed to it, with time and source (Rule Z3)."""
    channel = session.get_one(Channel, new.channel_id)
    given = [(each, ConsentPurpose.MARKETING) for each in new.marketing_consent]
    if customer.phone is not None:
        given.append((ConsentChannel.CALL, ConsentPurpose.SERVICE))
    return [
        {
            "store_id": actor.store_id,
            "customer_id": customer.id,
            "channel": by,
            "purpose": purpose,
            "granted": True,
            "at": new.received_at,
            "source": channel.name,
            "recorded_by": actor.staff_id,
        }
        for by, purpose in given
    ]


def note(session: Session, actor: Actor, lead: Lead, *, now: datetime, action: str, new: NewLead) -> None:
    """An entry per lead; a file's leads are recorded once, with their import run."""
    if new.import_run_id is not None:
        return
    audit.record(
        session,
        actor,
        now=now,
        action=action,
        entity="lead",
        entity_id=lead.id,
        after={"channel_id": new.channel_id, "received_at": new.received_at, "tier": lead.tier},
    )
