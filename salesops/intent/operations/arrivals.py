"""Reception: who arrives, who greets, who leaves (Rules I8, M5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_
from salesops.intent.operations.errors import Refused, own
from salesops.leads.operations.incoming import NewLead, create_or_merge_lead
from salesops.models import Appointment, Channel, Customer, Lead, Opportunity, Visit
from salesops.models.enums import AppointmentStatus, ChannelKind, LeadStatus, Profile, VisitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party at the door; what is not known yet is left out and completed later."""

    profile: Profile = Profile.UNKNOWN
    party_size: int = 1
    name: str = ""
    phone: str = ""
    channel_id: int | None = None
    model_id: int | None = None
    appointment_id: int | None = None
    customer_id: int | None = None
    staff_id: int | None = None


def record_arrival(session: Session, actor: Actor, *, now: datetime, party: Party) -> int:
    """Note a party that arrives and return the visit: by appointment, known, or a walk-in (Rule I8).

    A phone makes the walk-in a lead of the walk-in channel, merged with what is known of it. Raises Refused, BadLead.
    """
    actor.require(Permission.RECEIVE)
    if not 1 <= party.party_size <= 30:
        raise Refused(N_("A party has between 1 and 30 people."))
    appointment = _appointment(session, actor, party.appointment_id, now)
    customer_id, lead_id, channel_id = _who(session, actor, now, party, appointment)
    visit = Visit(
        store_id=actor.store_id,
        customer_id=customer_id,
        lead_id=lead_id,
        appointment_id=party.appointment_id,
        channel_id=channel_id,
        model_id=party.model_id,
        staff_id=party.staff_id or (appointment.staff_id if appointment else None),
        kind=_kind(session, actor, customer_id, lead_id),
        profile=party.profile
        if party.profile is not Profile.UNKNOWN or appointment is None
        else appointment.profile,
        party_size=party.party_size,
        day=actor.today(now),
        arrived_at=now,
    )
    session.add(visit)
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="visit.arrive",
        entity="visit",
        entity_id=visit.id,
        after={"kind": visit.kind, "customer_id": customer_id, "appointment_id": party.appointment_id},
    )
    return visit.id


def greet(session: Session, actor: Actor, *, now: datetime, visit_id: int, staff_id: int) -> None:
    """Somebody greets the party; the wait ends. Raises Refused when it was greeted already."""
    actor.require(Permission.RECEIVE)
    visit = own(session, actor, Visit, visit_id)
    if visit.greeted_at is not None:
        raise Refused(N_("This party has been greeted already."))
    visit.greeted_at, visit.staff_id = now, staff_id
    _note(session, actor, visit, now, "visit.greet", {"staff_id": staff_id})


def leave(session: Session, actor: Actor, *, now: datetime, visit_id: int) -> None:
    """The party leaves. One that nobody greeted counts as waiting until it left."""
    actor.require(Permission.RECEIVE)
    visit = own(session, actor, Visit, visit_id)
    if visit.left_at is not None:
        raise Refused(N_("This party has left already."))
    visit.left_at = now
    _note(session, actor, visit, now, "visit.leave", {"left_at": now})


def complete_visit(session: Session, actor: Actor, *, now: datetime, visit_id: int, party: Party) -> None:
    """Say who a visitor was after all, so that no visit stays incomplete. Raises Refused, BadLead."""
    actor.require(Permission.RECEIVE)
    visit = own(session, actor, Visit, visit_id)
    customer_id, lead_id, channel_id = _who(session, actor, now, party, None)
    visit.customer_id, visit.lead_id, visit.channel_id = customer_id, lead_id, channel_id or visit.channel_id
    visit.model_id = party.model_id or visit.model_id
    if party.profile is not Profile.UNKNOWN:
        visit.profile = party.profile
    visit.kind = (
        _kind(session, actor, customer_id, lead_id, but=visit.id) if customer_id else VisitKind.LOOKED_ONLY
    )
    _note(session, actor, visit, now, "visit.complete", {"kind": visit.kind, "customer_id": customer_id})


def _appointment(
    session: Session, actor: Actor, appointment_id: int | None, now: datetime
) -> Appointment | None:
    if appointment_id is None:
        return None
    appointment = own(session, actor, Appointment, appointment_id)
    if appointment.status is AppointmentStatus.SHOWN:
        raise Refused(N_("This appointment has been kept already."))
    appointment.status, appointment.settled_at = AppointmentStatus.SHOWN, now
    return appointment


def _who(
    session: Session, actor: Actor, now: datetime, party: Party, appointment: Appointment | None
) -> tuple[int | None, int | None, int | None]:
    """Customer, lead and channel of a party."""
    customer_id = appointment.customer_id if appointment else party.customer_id
    if customer_id is None and party.phone.strip():
        result = create_or_merge_lead(
            session,
            actor,
            now=now,
            new=NewLead(
                channel_id=party.channel_id or _walk_in(session, actor),
                received_at=now,
                phone=party.phone,
                name=party.name,
                model_id=party.model_id,
            ),
            assign=False,
        )
        if party.staff_id is not None:
            _hand_over(session, result.lead_id, result.customer_id, party.staff_id, now)
        customer_id = result.customer_id
    if customer_id is None:
        return None, None, party.channel_id
    lead = session.execute(
        select(Lead.id, Lead.channel_id)
        .where(
            Lead.store_id == actor.store_id,
            Lead.customer_id == customer_id,
            Lead.status.in_((LeadStatus.NEW, LeadStatus.WORKING, LeadStatus.WON)),
        )
        .order_by(Lead.id.desc())
        .limit(1)
    ).one_or_none()
    return customer_id, lead.id if lead else None, lead.channel_id if lead else party.channel_id


def _hand_over(session: Session, lead_id: int, customer_id: int, staff_id: int, now: datetime) -> None:
    """A walk-in belongs to whoever receives him, unless somebody looks after him already."""
    lead, customer = session.get_one(Lead, lead_id), session.get_one(Customer, customer_id)
    if lead.owner_id is None:
        lead.owner_id, lead.assigned_at = staff_id, now
    customer.owner_id = customer.owner_id or lead.owner_id


def _walk_in(session: Session, actor: Actor) -> int:
    found = session.scalars(
        select(Channel.id)
        .where(Channel.store_id == actor.store_id, Channel.kind == ChannelKind.WALK_IN, Channel.active)
        .order_by(Channel.id)
        .limit(1)
    ).one_or_none()
    if found is None:
        raise Refused(N_("There is no walk-in channel yet. Choose where the party comes from."))
    return found


def _kind(
    session: Session, actor: Actor, customer_id: int | None, lead_id: int | None, but: int | None = None
) -> VisitKind:
    if customer_id is None:
        return VisitKind.INCOMPLETE
    before = select(Visit.id).where(Visit.store_id == actor.store_id, Visit.customer_id == customer_id)
    if but is not None:
        before = before.where(Visit.id != but)
    if session.scalar(before.limit(1)) is not None:
        return VisitKind.RETURN
    opened = select(Opportunity.id).where(
        Opportunity.store_id == actor.store_id, Opportunity.customer_id == customer_id
    )
    lead = session.get(Lead, lead_id) if lead_id else None
    known = session.scalar(opened.limit(1)) is not None or (lead is not None and lead.touch_count > 0)
    return VisitKind.FIRST_OF_LEAD if known else VisitKind.FIRST


def _note(
    session: Session, actor: Actor, visit: Visit, now: datetime, action: str, after: dict[str, object]
) -> None:
    audit.record(session, actor, now=now, action=action, entity="visit", entity_id=visit.id, after=after)
