"""What can be reserved for tomorrow, what is held already, and what tomorrow needs (Rule R3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from salesops.access import masking, policies
from salesops.access.actors import Actor
from salesops.models import Appointment, CarModel, Customer, Lead, Order, Vehicle
from salesops.models.enums import (
    AppointmentKind,
    AppointmentStatus,
    OrderStatus,
    VehicleKind,
    VehicleStatus,
)
from salesops.planning.queries.bookings import BookingRow, bookings_of_day
from salesops.planning.queries.tomorrow import next_selling_day
from salesops.review.rules.policies import ReviewPolicy

KIT = "kit:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A test-drive car or a delivery kit, and what is held of it that day, in order of time."""

    key: str
    model: str
    plate: str
    kit: str
    held: tuple[BookingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something of tomorrow that needs a resource: a delivery or a test drive."""

    kind: AppointmentKind
    at: datetime | None
    customer: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TomorrowResources:
    """Resources, needs and the day they are for."""

    day: date
    resources: tuple[Resource, ...]
    needs: tuple[Need, ...]


def tomorrow_resources(session: Session, viewer: Actor, *, now: datetime) -> TomorrowResources:
    """Test-drive cars and kits with their reservations, beside tomorrow's deliveries and drives."""
    day = next_selling_day(session, viewer, day=viewer.today(now))
    held = bookings_of_day(session, viewer, day=day)
    cars = session.execute(
        select(Vehicle.id, Vehicle.plate, CarModel.name)
        .join(CarModel, CarModel.id == Vehicle.model_id)
        .where(
            Vehicle.store_id == viewer.store_id,
            Vehicle.kind == VehicleKind.TEST_DRIVE,
            Vehicle.status != VehicleStatus.SOLD,
        )
        .order_by(CarModel.name, Vehicle.id)
        .limit(50)
    )
    kits = policies.load(session, viewer.store_id, ReviewPolicy).kits
    found = [
        Resource(
            key=f"car:{row.id}", model=row.name, plate=row.plate, kit="", held=_of(held, f"car:{row.id}")
        )
        for row in cars
    ]
    found += [
        Resource(key=f"{KIT}{kit}", model="", plate="", kit=kit, held=_of(held, f"{KIT}{kit}"))
        for kit in kits
    ]
    return TomorrowResources(day=day, resources=tuple(found), needs=tuple(_needs(session, viewer, day)))


def _of(held: list[BookingRow], key: str) -> tuple[BookingRow, ...]:
    return tuple(row for row in held if row.resource == key)


def _needs(session: Session, viewer: Actor, day: date) -> list[Need]:
    deliveries = session.execute(
        select(Customer.name, Customer.owner_id, CarModel.name)
        .select_from(Order)
        .join(Customer, Customer.id == Order.customer_id)
        .join(CarModel, CarModel.id == Order.model_id)
        .where(
            Order.store_id == viewer.store_id,
            Order.status == OrderStatus.OPEN,
            or_(Order.promised_on == day, Order.eta_on == day),
        )
        .limit(30)
    )
    drives = session.execute(
        select(Appointment.at, Appointment.kind, Customer.name, Customer.owner_id, CarModel.name)
        .join(Customer, Customer.id == Appointment.customer_id)
        .outerjoin(Lead, Lead.id == Appointment.lead_id)
        .outerjoin(CarModel, CarModel.id == Lead.model_id)
        .where(
            Appointment.store_id == viewer.store_id,
            Appointment.day == day,
            Appointment.status == AppointmentStatus.BOOKED,
            Appointment.kind.in_((AppointmentKind.TEST_DRIVE, AppointmentKind.DELIVERY)),
        )
        .order_by(Appointment.at)
        .limit(30)
    )
    return [
        *(
            Need(kind=kind, at=at, customer=masking.shown_name(viewer, owner, name), model=model or "")
            for at, kind, name, owner, model in drives
        ),
        *(
            Need(
                kind=AppointmentKind.DELIVERY,
                at=None,
                customer=masking.shown_name(viewer, owner, name),
                model=model,
            )
            for name, owner, model in deliveries
        ),
    ]
