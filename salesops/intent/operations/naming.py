"""Visitors of whom only the name is known, and the telephone that follows (Rules I6, L7)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core import phone as phones
from salesops.core.errors import NotAllowed
from salesops.core.i18n import N_
from salesops.intent.operations.errors import Refused, own
from salesops.leads.operations.incoming import NewLead, create_or_merge_lead
from salesops.models import Customer, Lead, Opportunity
from salesops.models.enums import Profile


def known_by_name(
    session: Session, actor: Actor, *, now: datetime, name: str, profile: Profile, owner_id: int | None
) -> int:
    """A customer of whom nothing but the name is known yet: no lead, for nobody can call him; the id."""
    customer = Customer(
        store_id=actor.store_id, name=name.strip(), phone=None, profile=profile, owner_id=owner_id, created_at=now
    )  # fmt: skip
    session.add(customer)
    session.flush()
    return customer.id


def note_phone(
    session: Session, actor: Actor, *, now: datetime, customer_id: int, phone: str, channel_id: int
) -> int:
    """Note the telephone of a customer known by name; he becomes a lead of the channel, whose id is returned.

    Raises Refused for no number, or one that another customer has.
    """
    actor.require(Permission.RECORD_TOUCH)
    customer = own(session, actor, Customer, customer_id)
    if customer.owner_id != actor.staff_id and not actor.may(Permission.SEE_ALL_CUSTOMERS):
        raise NotAllowed(N_("This is somebody else's customer. Ask a supervisor."))
    parsed = phones.parse(phone)
    if parsed.e164 is None:
        raise Refused(N_("This is no telephone number that one can call."))
    other = select(Customer.id).where(
        Customer.store_id == actor.store_id,
        Customer.phone == parsed.e164,
        Customer.anonymised_at.is_(None),
        Customer.id != customer_id,
    )
    if session.scalar(other) is not None:
        raise Refused(N_("Another customer has this telephone number already. Look him up by it."))
    customer.phone, customer.phone_as_given = parsed.e164, phone.strip()
    session.flush()
    new = NewLead(channel_id=channel_id, received_at=now, phone=phone, name=customer.name)
    lead_id = create_or_merge_lead(session, actor, now=now, new=new, assign=False).lead_id
    hand_over(session, lead_id, customer_id, customer.owner_id, now)
    for deal in session.scalars(
        select(Opportunity).where(
            Opportunity.store_id == actor.store_id,
            Opportunity.customer_id == customer_id,
            Opportunity.lead_id.is_(None),
            Opportunity.closed_on.is_(None),
        )
    ):
        deal.lead_id = lead_id
    audit.record(
        session, actor, now=now, action="customer.phone", entity="customer", entity_id=customer_id,
        after={"lead_id": lead_id},
    )  # fmt: skip
    return lead_id


def hand_over(
    session: Session, lead_id: int | None, customer_id: int, staff_id: int | None, now: datetime
) -> None:
    """A walk-in belongs to whoever receives him, unless somebody looks after him already."""
    lead = session.get_one(Lead, lead_id) if lead_id is not None else None
    if lead is not None and lead.owner_id is None and staff_id is not None:
        lead.owner_id, lead.assigned_at = staff_id, now
    customer = session.get_one(Customer, customer_id)
    customer.owner_id = customer.owner_id or (lead.owner_id if lead is not None else None) or staff_id
