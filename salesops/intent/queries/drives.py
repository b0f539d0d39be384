"""The test-drive calendar: cars, drives, free times (Rule I5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import masking, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.hours import HoursPolicy
from salesops.intent.rules.policies import StepPolicy
from salesops.models import CarModel, Customer, Staff, TestDrive, Vehicle
from salesops.models.enums import TestDriveStatus, VehicleKind, VehicleStatus
from salesops.planning.queries.bookings import BookingRow, bookings_of_day

_STEP = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class DriveRow:
    """A test drive, named as the viewer may see it."""

    id: int
    vehicle_id: int
    model: str
    customer_id: int
    customer: str
    phone: str
    staff_id: int
    staff: str
    starts_at: datetime
    ends_at: datetime
    status: TestDriveStatus
    licence_until: date | None
    """As it was seen at this drive or, before it, at an earlier one."""
    checked: bool
    """Whether licence and agreement were in order when the keys were handed over."""
    rating: int | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DriveCar:
    """A test-drive car with its day: what is booked, what else holds it, when a drive can begin."""

    id: int
    model_id: int
    model: str
    plate: str
    drives: tuple[DriveRow, ...]
    held: tuple[BookingRow, ...]
    free: tuple[datetime, ...]


def drive_day(session: Session, viewer: Actor, *, day: date, now: datetime) -> list[DriveCar]:
    """Every test-drive car with its drives and free times of a day; a held car offers no time (Rule I5)."""
    cars = session.execute(
        select(Vehicle.id, Vehicle.model_id, Vehicle.plate, CarModel.name)
        .join(CarModel, CarModel.id == Vehicle.model_id)
        .where(
            Vehicle.store_id == viewer.store_id,
            Vehicle.kind == VehicleKind.TEST_DRIVE,
            Vehicle.status == VehicleStatus.IN_STOCK,
        )
        .order_by(CarModel.name, Vehicle.id)
        .limit(60)
    ).all()
    drives = _drives(session, viewer, day)
    held = bookings_of_day(session, viewer, day=day, resource="car:")
    starts = _starts(session, viewer, day, now)
    length = _held_for(session, viewer)
    return [
        DriveCar(
            id=car.id,
            model_id=car.model_id,
            model=car.name,
            plate=car.plate,
            drives=tuple(drive for drive in drives if drive.vehicle_id == car.id),
            held=tuple(each for each in held if each.resource == f"car:{car.id}"),
            free=_free(starts, length, [each for each in held if each.resource == f"car:{car.id}"]),
        )
        for car in cars
    ]


def drive_history(session: Session, viewer: Actor, *, before: date, limit: int = 40) -> list[DriveRow]:
    """Drives before a day, the latest first; a consultant's own."""
    statement = _statement(viewer).where(TestDrive.day < before).limit(limit)
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(TestDrive.staff_id == viewer.staff_id)
    statement = statement.order_by(TestDrive.day.desc(), TestDrive.id.desc())
    return [_row(viewer, row) for row in session.execute(statement)]


def _drives(session: Session, viewer: Actor, day: date) -> list[DriveRow]:
    statement = _statement(viewer).where(TestDrive.day == day).order_by(TestDrive.starts_at, TestDrive.id)
    return [_row(viewer, row) for row in session.execute(statement.limit(300))]


def _statement(viewer: Actor) -> Any:
    return (
        select(
            TestDrive,
            Customer.name,
            Customer.phone,
            Customer.owner_id,
            Staff.name.label("staff"),
            CarModel.name.label("model"),
        )
        .join(Customer, Customer.id == TestDrive.customer_id)
        .join(Staff, Staff.id == TestDrive.staff_id)
        .join(CarModel, CarModel.id == TestDrive.model_id)
        .where(TestDrive.store_id == viewer.store_id)
    )


def _row(viewer: Actor, row: Any) -> DriveRow:
    drive: TestDrive = row.TestDrive
    owner_id = row.owner_id if row.owner_id is not None else drive.staff_id
    sees = masking.sees_customer(viewer, owner_id)
    return DriveRow(
        id=drive.id,
        vehicle_id=drive.vehicle_id,
        model=row.model,
        customer_id=drive.customer_id,
        customer=masking.shown_name(viewer, owner_id, row.name),
        phone=masking.shown_phone(viewer, owner_id, row.phone),
        staff_id=drive.staff_id,
        staff=row.staff,
        starts_at=drive.starts_at,
        ends_at=drive.ends_at,
        status=drive.status,
        licence_until=drive.licence_until if sees else None,
        checked=drive.licence_seen and drive.agreement_signed,
        rating=drive.rating,
        note=drive.note if sees else "",
    )


def _held_for(session: Session, viewer: Actor) -> timedelta:
    policy = policies.load(session, viewer.store_id, StepPolicy)
    return timedelta(minutes=policy.drive_minutes + policy.drive_buffer)


def _starts(session: Session, viewer: Actor, day: date, now: datetime) -> list[datetime]:
    """Every half hour of an opening day that is still to come and leaves time for a drive."""
    policy = policies.load(session, viewer.store_id, HoursPolicy)
    if not policy.hours().is_open_day(day):
        return []
    at = datetime.combine(day, policy.opens, tzinfo=viewer.zone)
    closes = datetime.combine(day, policy.closes, tzinfo=viewer.zone)
    found = []
    while at + _STEP <= closes:
        if at > now:
            found.append(at)
        at += _STEP
    return found


def _free(starts: Sequence[datetime], length: timedelta, held: Sequence[BookingRow]) -> tuple[datetime, ...]:
    return tuple(
        at for at in starts if not any(each.starts_at < at + length and at < each.ends_at for each in held)
    )
