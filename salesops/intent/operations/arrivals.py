"""Reception: who arrives, who greets, who leaves (Rules I8, M5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor, actor_of_staff
from salesops.access.permissions import Permission
from salesops.core.i18n import N_
from salesops.intent.operations.errors import Refused, own
from salesops.intent.operations.naming import hand_over, known_by_name
from salesops.intent.operations.passing import finish_by_key
from salesops.leads.operations.incoming import NewLead, create_or_merge_lead
from salesops.leads.operations.touches import TouchDetails, record_touch
from salesops.models import Appointment, Channel, Lead, Opportunity, Visit
from salesops.models.enums import (
    AppointmentStatus,
    ChannelKind,
    LeadStatus,
    Profile,
    Role,
    TouchKind,
    TouchOutcome,
    VisitKind,
)
from salesops.planning.operations import door
from salesops.planning.queries.door import live_line
from salesops.planning.rules.door import Standing

_CAN_GREET = frozenset({Standing.AT_DOOR, Standing.WAITING, Standing.RESERVED, Standing.STOPPED})
"""Where somebody stands in line who can take a party."""


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

    A phone makes the walk-in a lead of the walk-in channel, merged with what is known of it; a name alone makes him a
    customer whose telephone follows. Raises Refused, BadLead.
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
    _note(
        session, actor, visit, now, "visit.arrive",
        {"kind": visit.kind, "customer_id": customer_id, "appointment_id": party.appointment_id},
    )  # fmt: skip
    return visit.id


def greet(session: Session, actor: Actor, *, now: datetime, visit_id: int, staff_id: int) -> None:
    """Somebody greets the party; the wait ends. Raises Refused when it was greeted already."""
    actor.require(Permission.RECEIVE)
    visit = own(session, actor, Visit, visit_id)
    if visit.greeted_at is not None:
        raise Refused(N_("This party has been greeted already."))
    _use_turn(session, actor, visit, staff_id, now=now)
    visit.greeted_at, visit.staff_id = now, staff_id
    if visit.customer_id is not None:
        hand_over(session, visit.lead_id, visit.customer_id, staff_id, now)
    _touch(session, visit, staff_id, now=now)
    _note(session, actor, visit, now, "visit.greet", {"staff_id": staff_id})


def leave(session: Session, actor: Actor, *, now: datetime, visit_id: int) -> None:
    """The party leaves. One that nobody greeted counts as waiting until it left."""
    actor.require(Permission.RECEIVE)
    visit = own(session, actor, Visit, visit_id)
    if visit.left_at is not None:
        raise Refused(N_("This party has left already."))
    visit.left_at = now
    if visit.staff_id is not None:
        _free(session, actor, visit, visit.staff_id, now=now)
    _note(session, actor, visit, now, "visit.leave", {"left_at": now})


def complete_visit(session: Session, actor: Actor, *, now: datetime, visit_id: int, party: Party) -> None:
    """Say who a visitor was after all, so that no visit stays incomplete. Raises Refused, BadLead."""
    actor.require(Permission.RECEIVE)
    visit = own(session, actor, Visit, visit_id)
    customer_id, lead_id, channel_id = _who(session, actor, now, party, None)
    visit.customer_id, visit.lead_id, visit.channel_id = customer_id, lead_id, channel_id or visit.channel_id
    visit.model_id = party.model_id or visit.model_id
    if customer_id is not None and visit.staff_id is not None:
        hand_over(session, lead_id, customer_id, visit.staff_id, now)
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
    if appointment.status is AppointmentStatus.NO_SHOW:  # late, but here
        finish_by_key(session, actor, f"rebook:{appointment.id}", now=now)
        audit.record(
            session, actor, now=now, action="appointment.correct", entity="appointment",
            entity_id=appointment.id, before={"status": AppointmentStatus.NO_SHOW},
            after={"status": AppointmentStatus.SHOWN},
        )  # fmt: skip
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
            hand_over(session, result.lead_id, result.customer_id, party.staff_id, now)
        customer_id = result.customer_id
    elif customer_id is None and party.name.strip():
        customer_id = known_by_name(
            session, actor, now=now, name=party.name, profile=party.profile, owner_id=party.staff_id
        )
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


def _use_turn(session: Session, actor: Actor, visit: Visit, staff_id: int, *, now: datetime) -> None:
    """Who greets a walk-in uses a turn at the door, an own or appointed customer none (Rule M5).

    Somebody who is not in line, or moved by a colleague who may not move him, greets without the line.
    """
    here = live_line(session, actor, now=now).of(staff_id)
    moves_others = actor.role is Role.RECEPTION or actor.may(Permission.LEAD_MEETING)
    if here is None or here.standing not in _CAN_GREET or not (moves_others or staff_id == actor.staff_id):
        return
    own_one = visit.appointment_id is not None or visit.staff_id == staff_id
    use = door.receive_own if own_one else door.take_turn
    use(session, actor, now=now, staff_id=staff_id, visit_id=visit.id)


def _free(session: Session, actor: Actor, visit: Visit, staff_id: int, *, now: datetime) -> None:
    here = live_line(session, actor, now=now).of(staff_id)
    moves_others = actor.role is Role.RECEPTION or actor.may(Permission.LEAD_MEETING)
    busy_here = here is not None and here.standing is Standing.BUSY and here.visit_id == visit.id
    if busy_here and (moves_others or staff_id == actor.staff_id):
        door.become_free(session, actor, now=now, staff_id=staff_id)


def _touch(session: Session, visit: Visit, staff_id: int, *, now: datetime) -> None:
    """Meeting somebody in the showroom is a touch: it stops a first-touch clock that still runs (Rules L2, L9)."""
    lead = session.get(Lead, visit.lead_id) if visit.lead_id else None
    if lead is None or lead.first_touched_at is not None or lead.status is not LeadStatus.NEW:
        return
    greeter = actor_of_staff(session, staff_id)
    own_lead = lead.owner_id in (None, staff_id) or greeter.may(Permission.SEE_ALL_CUSTOMERS)
    if own_lead and greeter.may(Permission.RECORD_TOUCH):
        record_touch(
            session,
            greeter,
            now=now,
            lead_id=lead.id,
            outcome=TouchOutcome.REACHED,
            details=TouchDetails(kind=TouchKind.MEETING),
        )


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
