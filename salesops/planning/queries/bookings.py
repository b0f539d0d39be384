"""Bookings: what is held, for when and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import masking
from salesops.access.actors import Actor
from salesops.models import Booking, Customer, Staff
from salesops.models.enums import BookingPurpose, BookingStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRow:
    """A car, a kit or a person held for a time; `resource` is `car:<id>`, `kit:<name>` or `person:<id>`."""

    id: int
    resource: str
    day: date
    starts_at: datetime
    ends_at: datetime
    purpose: BookingPurpose
    customer_id: int | None
    customer: str
    staff_id: int | None
    staff: str
    note: str


def bookings_of_day(
    session: Session, viewer: Actor, *, day: date, resource: str = "", limit: int = 300
) -> list[BookingRow]:
    """What is held on a day, in order of time; `resource` limits it to those that begin so (`car:`, `person:7`)."""
    statement = (
        select(Booking, Customer.name, Customer.owner_id, Staff.name.label("staff"))
        .outerjoin(Customer, Customer.id == Booking.customer_id)
        .outerjoin(Staff, Staff.id == Booking.staff_id)
        .where(
            Booking.store_id == viewer.store_id,
            Booking.day == day,
            Booking.status == BookingStatus.HELD,
        )
        .order_by(Booking.starts_at, Booking.id)
        .limit(limit)
    )
    if resource:
        statement = statement.where(Booking.resource.startswith(resource, autoescape=True))
    return [
        _row(viewer, row[0], masking.shown_name(viewer, row[2], row[1] or ""), row[3] or "")
        for row in session.execute(statement)
    ]


def _row(viewer: Actor, row: Booking, customer: str, staff: str) -> BookingRow:
    return BookingRow(
        id=row.id,
        resource=row.resource,
        day=row.day,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        purpose=row.purpose,
        customer_id=row.customer_id,
        customer=customer,
        staff_id=row.staff_id,
        staff=staff,
        note=row.note,
    )
