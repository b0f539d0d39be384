"""Whose lead an arrival is: by telephone, by the platform's number, or the very same message again (Rule L7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.core.phone import ParsedPhone
from salesops.leads.queries.roster import OPEN
from salesops.leads.rules.merging import WISHED, Arrival, pack
from salesops.models import Customer, Lead, LeadSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of an arrival's sender: the customer, the lead it belongs to, and one it makes a duplicate."""

    customer: Customer | None = None
    lead: Lead | None = None
    duplicate: Lead | None = None


def find(session: Session, actor: Actor, arrival: Arrival, phone: ParsedPhone) -> Known:
    """The customer and lead of an arrival.

    A number that names nobody (masked, virtual) is no identity: then only the platform's number, or the same
    message once more, leads to a known lead. A closed lead is found again only by these two.
    """
    customer = by_phone(session, actor.store_id, phone.e164) if phone.e164 else None
    numbered = _by_external_id(session, actor.store_id, arrival, phone.e164)
    if customer is None:
        names_nobody = not arrival.external_id and phone.e164 is None
        lead = _same_message(session, actor, arrival, phone) if names_nobody else numbered
        return Known(customer=session.get(Customer, lead.customer_id) if lead else None, lead=lead)
    lead = _of_customer(session, customer, arrival)
    if numbered is None:
        return Known(customer=customer, lead=lead)
    if numbered.customer_id == customer.id:
        return Known(customer=customer, lead=lead or numbered)
    return Known(customer=customer, lead=lead, duplicate=numbered if numbered.status in OPEN else None)


def by_phone(session: Session, store_id: int, e164: str) -> Customer | None:
    """The living customer with a number, locked, so that two importers do not make two leads for him."""
    return session.scalars(
        select(Customer)
        .where(
            Customer.store_id == store_id,
            Customer.phone == e164,
            Customer.phone.is_not(None),
            Customer.anonymised_at.is_(None),
        )
        .with_for_update()
    ).one_or_none()


def add_customer(session: Session, customer: Customer) -> Customer:
    """Save a new customer; the one that somebody else saved with this number in the same moment, if so."""
    try:
        with session.begin_nested():
            session.add(customer)
            session.flush()
    except IntegrityError:
        found = by_phone(session, customer.store_id, customer.phone) if customer.phone else None
        if found is None:
            raise
        return found
    return customer


def arrivals(session: Session, lead: Lead) -> list[Arrival]:
    """Every arrival of a lead; a lead from before arrivals were kept counts as its own."""
    sources = session.scalars(
        select(LeadSource).where(LeadSource.store_id == lead.store_id, LeadSource.lead_id == lead.id)
    ).all()
    return [as_arrival(source) for source in sources] or [_own_arrival(session, lead)]


def as_arrival(source: LeadSource) -> Arrival:
    """An arrival as it was kept."""
    return Arrival(
        received_at=source.received_at,
        channel_id=source.channel_id,
        external_id=source.external_id,
        facts=source.facts,
    )


def add_source(session: Session, lead: Lead, arrival: Arrival, import_run_id: int | None = None) -> None:
    """Keep an arrival with its lead."""
    session.add(LeadSource(**source(lead, arrival, import_run_id)))


def source(lead: Lead, arrival: Arrival, import_run_id: int | None) -> dict[str, Any]:
    """The columns of a lead's source."""
    return {
        "store_id": lead.store_id,
        "lead_id": lead.id,
        "channel_id": arrival.channel_id,
        "external_id": arrival.external_id,
        "received_at": arrival.received_at,
        "import_run_id": import_run_id,
        "facts": dict(arrival.facts),
    }


def _own_arrival(session: Session, lead: Lead) -> Arrival:
    """What a lead without kept arrivals says; it is kept from now on."""
    customer = session.get_one(Customer, lead.customer_id)
    facts = {name: getattr(lead, name) for name in WISHED}
    arrival = Arrival(
        received_at=lead.received_at,
        channel_id=lead.channel_id,
        external_id=lead.external_id,
        facts=pack(facts | {"name": customer.name}),
    )
    add_source(session, lead, arrival)
    return arrival


def _by_external_id(session: Session, store_id: int, arrival: Arrival, e164: str | None) -> Lead | None:
    """The lead with the platform's number, unless its customer has another telephone than the arrival."""
    if not arrival.external_id:
        return None
    row = session.execute(
        select(Lead, Customer.phone)
        .join(LeadSource, LeadSource.lead_id == Lead.id)
        .join(Customer, Customer.id == Lead.customer_id)
        .where(
            LeadSource.store_id == store_id,
            LeadSource.channel_id == arrival.channel_id,
            LeadSource.external_id == arrival.external_id,
        )
        .order_by(Lead.status.in_(OPEN).desc(), Lead.id)
        .limit(1)
    ).one_or_none()
    if row is None or (e164 and row.phone and row.phone != e164):
        return None
    lead: Lead = row.Lead
    return lead


def _of_customer(session: Session, customer: Customer, arrival: Arrival) -> Lead | None:
    """The customer's lead that holds the very same message, else his open one, else one of the same moment."""
    leads = session.scalars(
        select(Lead)
        .where(Lead.store_id == customer.store_id, Lead.customer_id == customer.id)
        .order_by(Lead.id)
    ).all()
    still_open = next((each for each in leads if each.status in OPEN), None)
    if len(leads) == (still_open is not None):
        return still_open
    sources = session.scalars(
        select(LeadSource)
        .where(
            LeadSource.lead_id.in_([each.id for each in leads]),
            LeadSource.channel_id == arrival.channel_id,
            LeadSource.received_at == arrival.received_at,
        )
        .order_by(LeadSource.id)
    ).all()
    same = next((each for each in sources if as_arrival(each).rank == arrival.rank), None)
    if same is None and still_open is not None:
        return still_open
    found = same or next(iter(sources), None)
    return next((each for each in leads if found is not None and each.id == found.lead_id), None)


def _same_message(session: Session, actor: Actor, arrival: Arrival, phone: ParsedPhone) -> Lead | None:
    """A lead without identity that came in the same moment by the same channel with the same written number."""
    found = session.execute(
        select(Lead, LeadSource.facts)
        .join(LeadSource, LeadSource.lead_id == Lead.id)
        .join(Customer, Customer.id == Lead.customer_id)
        .where(
            Lead.store_id == actor.store_id,
            Lead.channel_id == arrival.channel_id,
            Lead.received_on == actor.today(arrival.received_at),
            Lead.received_at == arrival.received_at,
            Customer.phone.is_(None),
            Customer.phone_as_given == phone.text,
        )
    )
    return next((row.Lead for row in found if row.facts == dict(arrival.facts)), None)
