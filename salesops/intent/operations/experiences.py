"""Experiences offered by profile: night drive and tea, family day; capacity, guests, outcome (Rule I4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_
from salesops.intent.operations.errors import Refused, own
from salesops.intent.rules.experiences import EXPERIENCES
from salesops.models import Customer, EventGuest, StoreEvent
from salesops.models.enums import EventKind, GuestStatus, Profile

_TAKES_A_PLACE = (GuestStatus.INVITED, GuestStatus.ACCEPTED, GuestStatus.CAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """An experience to offer: what, when, for whom, for how many."""

    kind: EventKind
    title: str
    starts_at: datetime
    capacity: int
    profile: Profile = Profile.UNKNOWN


def save_experience(session: Session, actor: Actor, *, now: datetime, experience: Experience) -> int:
    """Offer an experience and return its id. Raises Refused."""
    actor.require(Permission.EDIT_LIBRARY)
    if experience.kind not in EXPERIENCES or not experience.title.strip():
        raise Refused(N_("An experience needs a name and one of the kinds."))
    if experience.starts_at <= now or not 1 <= experience.capacity <= 500:
        raise Refused(N_("An experience lies ahead and has between 1 and 500 places."))
    event = StoreEvent(
        store_id=actor.store_id,
        kind=experience.kind,
        title=experience.title.strip(),
        day=actor.today(experience.starts_at),
        starts_at=experience.starts_at,
        capacity=experience.capacity,
        profile=experience.profile,
    )
    session.add(event)
    session.flush()
    audit.record(
        session, actor, now=now, action="experience.save", entity="store_event", entity_id=event.id,
        after={"kind": event.kind, "day": event.day, "capacity": event.capacity},
    )  # fmt: skip
    return event.id


def invite_guest(session: Session, actor: Actor, *, now: datetime, event_id: int, customer_id: int) -> int:
    """Invite a customer while there are places, and return the invitation. Raises Refused when full or invited."""
    actor.require(Permission.RECORD_TOUCH)
    event = own(session, actor, StoreEvent, event_id)
    own(session, actor, Customer, customer_id)
    taken = session.scalar(
        select(func.count())
        .select_from(EventGuest)
        .where(
            EventGuest.store_id == actor.store_id,
            EventGuest.event_id == event_id,
            EventGuest.status.in_(_TAKES_A_PLACE),
        )
    )
    if (taken or 0) >= event.capacity:
        raise Refused(N_("All places are taken."))
    known = select(EventGuest.id).where(
        EventGuest.store_id == actor.store_id,
        EventGuest.event_id == event_id,
        EventGuest.customer_id == customer_id,
    )
    if session.scalar(known) is not None:
        raise Refused(N_("This customer is invited already."))
    guest = EventGuest(
        store_id=actor.store_id, event_id=event_id, customer_id=customer_id, staff_id=actor.staff_id
    )
    session.add(guest)
    session.flush()
    audit.record(
        session, actor, now=now, action="experience.invite", entity="event_guest", entity_id=guest.id,
        after={"event_id": event_id, "customer_id": customer_id},
    )  # fmt: skip
    return guest.id


def set_guest(session: Session, actor: Actor, *, now: datetime, guest_id: int, status: GuestStatus) -> None:
    """Note whether a guest accepted, came, declined or stayed away."""
    actor.require(Permission.RECORD_TOUCH)
    guest = own(session, actor, EventGuest, guest_id)
    before, guest.status = guest.status, status
    audit.record(
        session, actor, now=now, action="experience.guest", entity="event_guest", entity_id=guest.id,
        before={"status": before}, after={"status": status},
    )  # fmt: skip
