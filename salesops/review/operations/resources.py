"""What is reserved for tomorrow: test-drive cars, delivery kits (Rule R3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.models.enums import BookingPurpose
from salesops.planning.operations import bookings


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is wanted, for when, for whom."""

    resource: str
    starts_at: datetime
    ends_at: datetime
    purpose: BookingPurpose
    staff_id: int | None = None
    note: str = ""


def reserve(session: Session, actor: Actor, *, now: datetime, wish: Wish) -> int:
    """Hold a car or a kit for tomorrow. Raises Taken where it is held already, BadTime."""
    actor.require(Permission.LEAD_MEETING)
    return bookings.book(
        session,
        actor,
        now=now,
        resource=wish.resource,
        starts_at=wish.starts_at,
        ends_at=wish.ends_at,
        purpose=wish.purpose,
        staff_id=wish.staff_id,
        note=wish.note.strip(),
    )


def release(session: Session, actor: Actor, *, now: datetime, booking_id: int) -> None:
    """Give a reservation free again."""
    actor.require(Permission.LEAD_MEETING)
    bookings.release(session, actor, now=now, booking_id=booking_id)
