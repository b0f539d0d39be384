"""Reception and test drives today: who waits, who is expected, which car is free (Rules I5, I8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.access.masking import shown_name
from salesops.core.hours import HoursPolicy
from salesops.intent.rules.policies import FinancePolicy
from salesops.models import (
    Appointment,
    BookingSlot,
    CarModel,
    Channel,
    Customer,
    Staff,
    TestDrive,
    Vehicle,
    Visit,
)
from salesops.models.enums import (
    AppointmentKind,
    AppointmentStatus,
    Profile,
    TestDriveStatus,
    VehicleKind,
    VehicleStatus,
    VisitKind,
)

_LIMIT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """A party of today."""

    id: int
    customer_id: int | None
    customer: str
    staff: str
    kind: VisitKind
    profile: Profile
    party_size: int
    model: str
    arrived_at: datetime
    greeted_at: datetime | None
    left_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedRow:
    """Somebody who is expected today, or did not come."""

    id: int
    customer_id: int
    customer: str
    staff: str
    staff_id: int
    kind: AppointmentKind
    status: AppointmentStatus
    profile: Profile
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DriveRow:
    """A drive of a day."""

    id: int
    customer: str
    staff: str
    vehicle_id: int
    model: str
    starts_at: datetime
    ends_at: datetime
    status: TestDriveStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class TestCar:
    """A test-drive car with its drives and free starts of a day."""

    __test__ = False

    id: int
    name: str
    plate: str
    drives: tuple[DriveRow, ...]
    free: tuple[datetime, ...]


def visits_today(session: Session, viewer: Actor, *, today: date) -> list[VisitRow]:
    """The parties of today, those who wait first, then the last to come."""
    rows = session.execute(
        select(Visit, Customer.name, Customer.owner_id, Staff.name, CarModel.name)
        .outerjoin(Customer, Customer.id == Visit.customer_id)
        .outerjoin(Staff, Staff.id == Visit.staff_id)
        .outerjoin(CarModel, CarModel.id == Visit.model_id)
        .where(Visit.store_id == viewer.store_id, Visit.day == today)
        .order_by(Visit.arrived_at.desc())
        .limit(_LIMIT)
    )
    found = [
        VisitRow(
            id=visit.id,
            customer_id=visit.customer_id,
            customer=shown_name(viewer, owner_id, name) if name else "",
            staff=staff or "",
            kind=visit.kind,
            profile=visit.profile,
            party_size=visit.party_size,
            model=model or "",
            arrived_at=visit.arrived_at,
            greeted_at=visit.greeted_at,
            left_at=visit.left_at,
        )
        for visit, name, owner_id, staff, model in rows
    ]
    waiting = [row for row in found if row.greeted_at is None and row.left_at is None]
    return waiting[::-1] + [row for row in found if row not in waiting]


def expected_today(session: Session, viewer: Actor, *, today: date) -> list[ExpectedRow]:
    """Appointments of today that have not been kept, by time."""
    rows = session.execute(
        select(Appointment, Customer.name, Customer.owner_id, Staff.name)
        .join(Customer, Customer.id == Appointment.customer_id)
        .join(Staff, Staff.id == Appointment.staff_id)
        .where(
            Appointment.store_id == viewer.store_id,
            Appointment.day == today,
            Appointment.status.in_((AppointmentStatus.BOOKED, AppointmentStatus.NO_SHOW)),
        )
        .order_by(Appointment.at)
        .limit(_LIMIT)
    )
    return [
        ExpectedRow(
            id=row.id,
            customer_id=row.customer_id,
            customer=shown_name(viewer, owner_id, name),
            staff=staff,
            staff_id=row.staff_id,
            kind=row.kind,
            status=row.status,
            profile=row.profile,
            at=row.at,
        )
        for row, name, owner_id, staff in rows
    ]


def test_cars(session: Session, viewer: Actor, *, day: date, now: datetime) -> list[TestCar]:
    """The test-drive cars with their drives of a day and the starts that are still free (Rule I5)."""
    cars = session.execute(
        select(Vehicle.id, Vehicle.plate, CarModel.name)
        .join(CarModel, CarModel.id == Vehicle.model_id)
        .where(
            Vehicle.store_id == viewer.store_id,
            Vehicle.kind == VehicleKind.TEST_DRIVE,
            Vehicle.status == VehicleStatus.IN_STOCK,
        )
        .order_by(CarModel.name)
    ).all()
    drives = _drives(session, viewer, day)
    taken = _taken(session, viewer, day)
    hours = policies.load(session, viewer.store_id, HoursPolicy)
    opens = datetime.combine(day, hours.opens, tzinfo=viewer.zone)
    closes = datetime.combine(day, hours.closes, tzinfo=viewer.zone)
    starts = [opens + timedelta(minutes=30 * n) for n in range(int((closes - opens).total_seconds() // 1800))]
    return [
        TestCar(
            id=car.id,
            name=car.name,
            plate=car.plate,
            drives=tuple(row for row in drives if row.vehicle_id == car.id),
            free=tuple(
                start
                for start in starts
                if start > now and _is_free(start, taken.get(f"car:{car.id}", set()))
            ),
        )
        for car in cars
    ]


def _drives(session: Session, viewer: Actor, day: date) -> list[DriveRow]:
    rows = session.execute(
        select(TestDrive, Customer.name, Customer.owner_id, Staff.name, CarModel.name)
        .join(Customer, Customer.id == TestDrive.customer_id)
        .join(Staff, Staff.id == TestDrive.staff_id)
        .join(CarModel, CarModel.id == TestDrive.model_id)
        .where(TestDrive.store_id == viewer.store_id, TestDrive.day == day)
        .order_by(TestDrive.starts_at)
        .limit(_LIMIT)
    )
    return [
        DriveRow(
            id=row.id,
            customer=shown_name(viewer, owner_id, name),
            staff=staff,
            vehicle_id=row.vehicle_id,
            model=model,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            status=row.status,
        )
        for row, name, owner_id, staff, model in rows
    ]


def _taken(session: Session, viewer: Actor, day: date) -> dict[str, set[datetime]]:
    start = datetime.combine(day, datetime.min.time(), tzinfo=viewer.zone)
    rows = session.execute(
        select(BookingSlot.resource, BookingSlot.slot_at).where(
            BookingSlot.store_id == viewer.store_id,
            BookingSlot.resource.startswith("car:"),
            BookingSlot.slot_at >= start,
            BookingSlot.slot_at < start + timedelta(days=1),
        )
    )
    found: dict[str, set[datetime]] = {}
    for resource, slot in rows:
        found.setdefault(resource, set()).add(slot)
    return found


def _is_free(start: datetime, taken: set[datetime]) -> bool:
    return all(start + timedelta(minutes=15 * n) not in taken for n in range(3))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a form lets one choose: (id, name) pairs."""

    models: tuple[tuple[int, str], ...]
    channels: tuple[tuple[int, str], ...]
    sellers: tuple[tuple[int, str], ...]


def choices(session: Session, viewer: Actor) -> Choices:
    """Models, channels and people who receive."""
    models = session.execute(
        select(CarModel.id, CarModel.name)
        .where(CarModel.store_id == viewer.store_id, CarModel.active)
        .order_by(CarModel.name)
    )
    channels = session.execute(
        select(Channel.id, Channel.name)
        .where(Channel.store_id == viewer.store_id, Channel.active)
        .order_by(Channel.name)
    )
    sellers = session.execute(
        select(Staff.id, Staff.name)
        .where(Staff.store_id == viewer.store_id, Staff.receives, Staff.left_on.is_(None))
        .order_by(Staff.employee_no)
    )
    return Choices(
        models=tuple((row.id, row.name) for row in models),
        channels=tuple((row.id, row.name) for row in channels),
        sellers=tuple((row.id, row.name) for row in sellers),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPrice:
    """A model with its list price."""

    id: int
    name: str
    list_price: Decimal


def model_prices(session: Session, viewer: Actor) -> list[ModelPrice]:
    """The models of the catalogue with their list prices."""
    rows = session.execute(
        select(CarModel.id, CarModel.name, CarModel.list_price)
        .where(CarModel.store_id == viewer.store_id, CarModel.active)
        .order_by(CarModel.name)
    )
    return [ModelPrice(id=row.id, name=row.name, list_price=row.list_price) for row in rows]


def finance_policy(session: Session, viewer: Actor) -> FinancePolicy:
    """The store's usual finance numbers."""
    return policies.load(session, viewer.store_id, FinancePolicy)
