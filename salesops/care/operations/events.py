"""Owner events: planned, invited to with consent, attended, and what came of them (Rule C2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access import audit, masking
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.care.operations.errors import BadCare
from salesops.care.rules import events as rules
from salesops.core.errors import NotAllowed, NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import Customer, EventGuest, StoreEvent
from salesops.models.enums import ConsentPurpose, EventKind, GuestStatus, Profile
from salesops.planning.queries.consents import consents


class Full(SalesOpsError):
    """An event that has no place left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """What an owner event is."""

    kind: EventKind
    title: str
    starts_at: datetime
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """How many were invited, and how many were left out because they did not agree to invitations."""

    invited: int
    without_consent: int


def save_event(
    session: Session, actor: Actor, *, now: datetime, facts: EventFacts, event_id: int | None = None
) -> int:
    """Plan an owner event, or change one, and return its id. Raises BadCare."""
    actor.require(Permission.SEE_ALL_CUSTOMERS)
    if facts.kind not in rules.OWNER_EVENTS:
        raise BadCare(N_("An owner event is a dinner or a road trip."))
    if not facts.title.strip():
        raise BadCare(N_("Give the event a name."))
    if facts.capacity < 1:
        raise BadCare(N_("An event needs a place for one guest at least."))
    if facts.starts_at <= now:
        raise BadCare(N_("This time is over. Choose a later one."))
    event = _event(session, actor, event_id) if event_id is not None else None
    if event is None:
        event = StoreEvent(store_id=actor.store_id, profile=Profile.UNKNOWN)
        session.add(event)
    event.kind, event.title = facts.kind, facts.title.strip()
    event.starts_at, event.day = facts.starts_at, actor.today(facts.starts_at)
    event.capacity = facts.capacity
    session.flush()
    _audit(session, actor, now=now, action="care.save_event", event_id=event.id, after={"title": event.title})
    return event.id


def invite(
    session: Session, actor: Actor, *, now: datetime, event_id: int, customer_ids: Sequence[int]
) -> Invited:
    """Invite owners; who did not agree to marketing is left out (Rules C2, Z4). Raises NotFound, BadCare.

    More may be invited than there are places: not everybody accepts.
    """
    actor.require(Permission.CARE)
    event = _event(session, actor, event_id, lock=True)
    if event.starts_at <= now:
        raise BadCare(N_("This event is over."))
    people = session.execute(
        select(Customer.id, Customer.owner_id).where(
            Customer.store_id == actor.store_id,
            Customer.id.in_(list(customer_ids)),
            Customer.anonymised_at.is_(None),
        )
    ).all()
    if any(not masking.sees_customer(actor, row.owner_id) for row in people):
        raise NotAllowed(N_("This customer is looked after by somebody else."))
    said = consents(session, actor.store_id, [row.id for row in people])
    there = set(
        session.scalars(
            select(EventGuest.customer_id).where(
                EventGuest.store_id == actor.store_id, EventGuest.event_id == event_id
            )
        )
    )
    new = [row for row in people if row.id not in there]
    agreed = [row for row in new if _agreed(said.get(row.id, {}))]
    session.add_all(
        EventGuest(
            store_id=actor.store_id,
            event_id=event_id,
            customer_id=row.id,
            staff_id=row.owner_id or actor.staff_id,
        )
        for row in agreed
    )
    session.flush()
    result = Invited(invited=len(agreed), without_consent=len(new) - len(agreed))
    _audit(
        session, actor, now=now, action="care.invite", event_id=event_id, after={"invited": result.invited}
    )
    return result


def set_guest(session: Session, actor: Actor, *, now: datetime, guest_id: int, status: GuestStatus) -> None:
    """Write down that a guest accepted, declined, came or did not. Raises Full, NotFound, BadCare.

    The places hold for those who accepted or came, also when two people record at once.
    """
    actor.require(Permission.CARE)
    row = session.execute(
        select(EventGuest, Customer.owner_id)
        .join(Customer, Customer.id == EventGuest.customer_id)
        .where(EventGuest.store_id == actor.store_id, EventGuest.id == guest_id)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This guest is not on the list any more."))
    guest: EventGuest = row.EventGuest
    if not masking.sees_customer(actor, row.owner_id) and guest.staff_id != actor.staff_id:
        raise NotAllowed(N_("This customer is looked after by somebody else."))
    event = _event(session, actor, guest.event_id, lock=True)
    if status in rules.AFTER_THE_EVENT and event.starts_at > now:
        raise BadCare(N_("Who came is recorded when the event has begun."))
    if status in rules.TAKES_A_PLACE and guest.status not in rules.TAKES_A_PLACE:
        _require_place(session, actor, event)
    before = guest.status
    guest.status = status
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="care.guest",
        entity="event_guest",
        entity_id=guest.id,
        before={"status": before},
        after={"status": status},
    )


def record_event_result(session: Session, actor: Actor, *, now: datetime, event_id: int, words: str) -> None:
    """Write down how an event went. Raises BadCare, NotFound."""
    actor.require(Permission.CARE)
    event = _event(session, actor, event_id)
    if not words.strip():
        raise BadCare(N_("Say in a few words how it went."))
    event.result_note = words.strip()
    _audit(
        session,
        actor,
        now=now,
        action="care.event_result",
        event_id=event_id,
        after={"result": event.result_note},
    )


def _event(session: Session, actor: Actor, event_id: int, *, lock: bool = False) -> StoreEvent:
    statement = select(StoreEvent).where(
        StoreEvent.store_id == actor.store_id,
        StoreEvent.id == event_id,
        StoreEvent.kind.in_(rules.OWNER_EVENTS),
    )
    event = session.scalars(statement.with_for_update() if lock else statement).one_or_none()
    if event is None:
        raise NotFound(N_("This event does not exist any more."))
    return event


def _require_place(session: Session, actor: Actor, event: StoreEvent) -> None:
    taken = session.scalar(
        select(func.count()).where(
            EventGuest.store_id == actor.store_id,
            EventGuest.event_id == event.id,
            EventGuest.status.in_(rules.TAKES_A_PLACE),
        )
    )
    if (taken or 0) >= event.capacity:
        raise Full(N_("All {capacity} places are taken."), capacity=event.capacity)


def _agreed(said: rules.Said) -> bool:
    return any(granted for (_way, purpose), granted in said.items() if purpose is ConsentPurpose.MARKETING)


def _audit(
    session: Session, actor: Actor, *, now: datetime, action: str, event_id: int, after: dict[str, object]
) -> None:
    audit.record(
        session, actor, now=now, action=action, entity="store_event", entity_id=event_id, after=after
    )
