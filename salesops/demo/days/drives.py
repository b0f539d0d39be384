"""Test drives: the car is held, the licence seen, the drive driven (Rule I5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from salesops.demo.rows import Row
from salesops.demo.world import Die, World
from salesops.models import Booking, BookingSlot, TestDrive
from salesops.models.enums import BookingPurpose, TestDriveStatus
from salesops.planning.operations.bookings import slots

LASTS = timedelta(minutes=30)


def start(world: World, moment: datetime, visit: Row) -> None:
    """A drive during a visit: the one that was booked, or one as soon as a car is free."""
    booked = world.state.booked_drives.pop(visit["customer_id"], None)
    if booked is not None and booked["day"] == visit["day"]:
        begins = max(booked["starts_at"], moment + timedelta(minutes=4))
        world.rows.change(
            TestDrive,
            booked,
            visit_id=visit["id"],
            starts_at=begins,
            ends_at=begins + LASTS,
            agreement_signed=True,
        )
        world.state.drives[visit["id"]] = booked
        return
    for waits in (18, 33, 48):
        begins = moment + timedelta(minutes=waits)
        car = free_car(world, begins, visit["model_id"])
        if car is not None and world.minute_of(begins) < 17 * 60 + 35:
            _book(world, begins, car, visit)
            return


def book_ahead(world: World, at: datetime, model_id: int | None, who: tuple[int, int]) -> bool:
    """A drive by appointment; False when no car is free at the time."""
    car = free_car(world, at, model_id)
    if car is None:
        return False
    customer_id, staff_id = who
    booking = hold(world, at, car, customer_id, staff_id)
    drive = world.rows.add(
        TestDrive,
        customer_id=customer_id,
        staff_id=staff_id,
        vehicle_id=car["id"],
        model_id=car["model_id"],
        booking_id=booking["id"],
        day=world.day_of(at),
        starts_at=at,
        ends_at=at + LASTS,
        licence_seen=world.dice(Die.DRIVE, customer_id, 9).random() < 0.5,
    )
    deal = world.state.deals.get(customer_id)
    drive["opportunity_id"] = deal["id"] if deal else None
    world.state.booked_drives[customer_id] = drive
    return True


def miss(world: World, customer_id: int) -> None:
    """Nobody came for a booked drive."""
    drive = world.state.booked_drives.pop(customer_id, None)
    if drive is not None:
        world.rows.change(TestDrive, drive, status=TestDriveStatus.NO_SHOW)


def free_car(world: World, begins: datetime, model_id: int | None) -> Row | None:
    """A free car of the model, else any free one."""
    cars: list[Row] = sorted(
        world.facts["test_cars"], key=lambda car: (car["model_id"] != model_id, car["id"])
    )
    for car in cars:
        if not any((f"car:{car['id']}", slot) in world.state.slots for slot in slots(begins, begins + LASTS)):
            return car
    return None


def hold(world: World, begins: datetime, car: Row, customer_id: int | None, staff_id: int | None) -> Row:
    """Hold the car's time."""
    span = (f"car:{car['id']}", begins, begins + LASTS)
    return hold_resource(world, span, BookingPurpose.TEST_DRIVE, (customer_id, staff_id))


def hold_resource(
    world: World,
    span: tuple[str, datetime, datetime],
    purpose: BookingPurpose,
    who: tuple[int | None, int | None],
) -> Row:
    """Hold a resource by its quarters of an hour, which nobody else can then have."""
    resource, begins, ends = span
    booking = world.rows.add(
        Booking,
        resource=resource,
        day=world.day_of(begins),
        starts_at=begins,
        ends_at=ends,
        purpose=purpose,
        customer_id=who[0],
        staff_id=who[1],
        created_at=min(begins, world.moment),
        created_by=who[1],
    )
    for slot in slots(begins, ends):
        world.state.slots.add((resource, slot))
        world.rows.add(BookingSlot, booking_id=booking["id"], resource=resource, slot_at=slot)
    return booking


def is_free(world: World, span: tuple[str, datetime, datetime]) -> bool:
    """Whether a resource is free in a time."""
    return not any((span[0], slot) in world.state.slots for slot in slots(span[1], span[2]))


def _book(world: World, begins: datetime, car: Row, visit: Row) -> None:
    dice = world.dice(Die.DRIVE, visit["id"], 1)
    booking = hold(world, begins, car, visit["customer_id"], visit["staff_id"])
    drive = world.rows.add(
        TestDrive,
        customer_id=visit["customer_id"],
        visit_id=visit["id"],
        staff_id=visit["staff_id"],
        vehicle_id=car["id"],
        model_id=car["model_id"],
        booking_id=booking["id"],
        day=world.day_of(begins),
        starts_at=begins,
        ends_at=begins + LASTS,
        licence_seen=True,
        licence_until=world.day_of(begins) + timedelta(days=dice.randint(200, 2100)),
        agreement_signed=True,
    )
    world.state.drives[visit["id"]] = drive


def finish_of_visit(world: World, moment: datetime, visit: Row, deal: Row) -> bool:
    """The drive of the visit is over; whether there was one."""
    drive = world.state.drives.pop(visit["id"], None)
    if drive is None:
        return False
    dice = world.dice(Die.DRIVE, visit["id"], 2)
    world.facts["drive_of"][visit["id"]] = drive["id"]
    world.rows.change(
        TestDrive,
        drive,
        status=TestDriveStatus.DONE,
        opportunity_id=deal["id"],
        ends_at=min(drive["ends_at"], moment),
        licence_seen=True,
        licence_until=drive["licence_until"] or visit["day"] + timedelta(days=dice.randint(200, 2100)),
        rating=dice.choices((2, 3, 4, 5), (4, 17, 48, 31))[0],
    )
    return True
