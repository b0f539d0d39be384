"""Bookings: a car, a kit or a person for a time, never twice (Rule I5)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.core.errors import NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import Booking, BookingSlot
from salesops.models.enums import BookingPurpose, BookingStatus

SLOT = timedelta(minutes=15)
"""The grain of the calendar; a booking holds each quarter of an hour that it touches."""


class Taken(SalesOpsError):
    """Somebody else holds the resource in that time."""


class BadTime(SalesOpsError):
    """A time that cannot be booked."""


def book(
    session: Session,
    actor: Actor,
    *,
    now: datetime,
    resource: str,
    starts_at: datetime,
    ends_at: datetime,
    purpose: BookingPurpose,
    customer_id: int | None = None,
    staff_id: int | None = None,
    note: str = "",
) -> int:
    """Hold a resource (`car:7`, `kit:…`, `person:3`) and return the booking's id.

    Raises Taken when any quarter of an hour is held already, BadTime for an end before the start or a time in
    the past. The unique slots make an overlap impossible even when two people book at once.
    """
    _check_time(starts_at, ends_at, now)
    booking = Booking(
        store_id=actor.store_id,
        resource=resource,
        day=actor.today(starts_at),
        starts_at=starts_at,
        ends_at=ends_at,
        purpose=purpose,
        customer_id=customer_id,
        staff_id=staff_id,
        note=note,
        created_at=now,
        created_by=actor.staff_id,
    )
    _hold(session, booking)
    audit.record(
        session,
        actor,
        now=now,
        action="booking.hold",
        entity="booking",
        entity_id=booking.id,
        after={"resource": resource, "starts_at": starts_at, "ends_at": ends_at, "purpose": purpose},
    )
    return booking.id


def _check_time(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    if ends_at <= starts_at:
        raise BadTime(N_("The end must be after the start."))
    if ends_at <= now:
        raise BadTime(N_("This time is over. Choose a later one."))


def _hold(session: Session, booking: Booking) -> None:
    """Write the booking with its quarters of an hour; they are unique, so that two cannot hold one."""
    try:
        with session.begin_nested():
            session.add(booking)
            session.flush()
            session.add_all(
                BookingSlot(
                    store_id=booking.store_id,
                    booking_id=booking.id,
                    resource=booking.resource,
                    slot_at=slot,
                )
                for slot in slots(booking.starts_at, booking.ends_at)
            )
            session.flush()
    except IntegrityError as clash:
        raise Taken(N_("This is taken in that time. Choose another time or another car.")) from clash


def release(session: Session, actor: Actor, *, now: datetime, booking_id: int) -> None:
    """Give a held resource free. Raises NotFound."""
    booking = session.scalars(
        select(Booking).where(Booking.store_id == actor.store_id, Booking.id == booking_id)
    ).one_or_none()
    if booking is None:
        raise NotFound(N_("This booking does not exist any more."))
    booking.status = BookingStatus.RELEASED
    session.execute(
        delete(BookingSlot).where(
            BookingSlot.store_id == actor.store_id, BookingSlot.booking_id == booking_id
        )
    )
    audit.record(
        session,
        actor,
        now=now,
        action="booking.release",
        entity="booking",
        entity_id=booking_id,
        before={"status": BookingStatus.HELD},
        after={"status": BookingStatus.RELEASED},
    )


def slots(starts_at: datetime, ends_at: datetime) -> list[datetime]:
    """The quarters of an hour that a span touches, in UTC."""
    first = starts_at.astimezone(UTC)
    slot = first.replace(minute=first.minute - first.minute % 15, second=0, microsecond=0)
    found = []
    while slot < ends_at:
        found.append(slot)
        slot += SLOT
    return found
