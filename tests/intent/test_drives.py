"""Test drives: one car at one time, with licence and agreement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed
from salesops.intent import operations
from salesops.intent.operations import DriveSlot, Refused
from salesops.intent.rules.steps import DriveChecks
from salesops.models import Appointment, BookingSlot, OutboxMessage
from salesops.models import TestDrive as Drive
from salesops.models.enums import AppointmentKind, AppointmentStatus, Stage
from salesops.models.enums import TestDriveStatus as DriveStatus
from salesops.planning.operations.bookings import BadTime, Taken
from tests.builders import NOON, TODAY, StoreFixture, a_customer, a_vehicle, an_opportunity, at
from tests.intent.scenes import a_test_car

GOOD = DriveChecks(licence_seen=True, licence_until=TODAY, agreement_signed=True, rating=4, note=" liked it ")


def book(session: Session, store: StoreFixture, car: int, starts_at: datetime, customer: int = 0) -> int:
    slot = DriveSlot(vehicle_id=car, starts_at=starts_at, staff_id=store.senior.staff_id or 0)
    customer = customer or a_customer(session, store.id, owner_id=store.senior.staff_id).id
    return operations.book_test_drive(session, store.senior, now=NOON, customer_id=customer, slot=slot)


def test_a_drive_holds_the_car_and_expects_the_customer(session: Session, store: StoreFixture) -> None:
    """Rule I5: thirty minutes and a quarter of an hour behind them; the customer is expected at reception."""
    drive = session.get_one(Drive, book(session, store, a_test_car(session, store).id, at(14)))
    assert (drive.status, drive.ends_at - drive.starts_at) == (DriveStatus.BOOKED, timedelta(minutes=30))
    assert len(session.scalars(select(BookingSlot)).all()) == 3
    appointment = session.scalars(select(Appointment)).one()
    assert (appointment.kind, appointment.at) == (AppointmentKind.TEST_DRIVE, at(14))


@pytest.mark.parametrize(("minute", "free"), [(0, False), (30, False), (45, True)])
def test_a_car_is_never_booked_twice(session: Session, store: StoreFixture, minute: int, free: bool) -> None:
    """Rule I5."""
    car = a_test_car(session, store).id
    book(session, store, car, at(14))
    if free:
        assert book(session, store, car, at(14, minute))
    else:
        with pytest.raises(Taken):
            book(session, store, car, at(14, minute))
    assert book(session, store, a_test_car(session, store).id, at(14))


def test_only_test_cars_and_only_times_ahead(session: Session, store: StoreFixture) -> None:
    """Rule I5."""
    with pytest.raises(Refused, match="no test-drive car"):
        book(session, store, a_vehicle(session, store).id, at(14))
    with pytest.raises(BadTime):
        book(session, store, a_test_car(session, store).id, at(11))
    slot = DriveSlot(vehicle_id=1, starts_at=at(14), staff_id=1)
    with pytest.raises(NotAllowed):
        operations.book_test_drive(session, store.reception, now=NOON, customer_id=1, slot=slot)


def test_no_drive_without_licence_and_agreement(session: Session, store: StoreFixture) -> None:
    """Rule I5."""
    drive = book(session, store, a_test_car(session, store).id, at(14))
    bad = (
        DriveChecks(licence_seen=False, licence_until=TODAY, agreement_signed=True),
        DriveChecks(licence_seen=True, licence_until=TODAY - timedelta(days=1), agreement_signed=True),
        DriveChecks(licence_seen=True, licence_until=TODAY, agreement_signed=False),
        DriveChecks(licence_seen=True, licence_until=TODAY, agreement_signed=True, rating=6),
    )
    for checks in bad:
        with pytest.raises(Refused):
            operations.finish_test_drive(
                session, store.senior, now=at(15), test_drive_id=drive, checks=checks
            )
    assert session.get_one(Drive, drive).status is DriveStatus.BOOKED


def test_who_drove_stands_further_on(session: Session, store: StoreFixture) -> None:
    """Rule I5: the drive belongs to the open customer file and moves its stage; it is settled once."""
    deal = an_opportunity(session, store)
    drive = session.get_one(
        Drive, book(session, store, a_test_car(session, store).id, at(14), deal.customer_id)
    )
    finish = {"now": at(15), "test_drive_id": drive.id}
    operations.finish_test_drive(session, store.senior, **finish, checks=GOOD)
    assert (drive.status, drive.rating, drive.note) == (DriveStatus.DONE, 4, "liked it")
    assert (drive.opportunity_id, deal.stage) == (deal.id, Stage.DRIVEN)
    assert session.scalars(select(Appointment)).one().status is AppointmentStatus.SHOWN
    with pytest.raises(Refused, match="settled already"):
        operations.finish_test_drive(session, store.senior, **finish, checks=GOOD)


@pytest.mark.parametrize("ended", ["cancel_test_drive", "mark_drive_no_show"])
def test_a_drive_that_does_not_take_place_frees_the_car(
    session: Session, store: StoreFixture, ended: str
) -> None:
    """Rule I5: cancelled or not shown, somebody else may have the car."""
    car = a_test_car(session, store).id
    drive = book(session, store, car, at(14))
    getattr(operations, ended)(session, store.senior, now=NOON, test_drive_id=drive)
    cancelled = ended == "cancel_test_drive"
    status = AppointmentStatus.CANCELLED if cancelled else AppointmentStatus.NO_SHOW
    assert session.scalars(select(Appointment)).one().status is status
    assert book(session, store, car, at(14))


@pytest.mark.parametrize("over", [operations.cancel_test_drive, operations.mark_drive_no_show])
def test_a_reminder_leaves_two_hours_before_the_drive_and_not_after_its_end(
    session: Session, store: StoreFixture, over: Callable[..., None]
) -> None:
    """Rule I5: through the outbox, when it is of use; called off with the drive."""
    drive = book(session, store, a_test_car(session, store).id, at(16))
    [message] = session.scalars(select(OutboxMessage)).all()
    assert (message.next_try_at, message.staff_id) == (at(14), store.senior.staff_id)
    over(session, store.senior, now=NOON, test_drive_id=drive)
    assert session.scalars(select(OutboxMessage)).all() == []


def test_keys_are_handed_over_after_licence_and_agreement(session: Session, store: StoreFixture) -> None:
    """Rule I5: checked before the drive, not after it; then only the rating is left to say."""
    drive = book(session, store, a_test_car(session, store).id, at(16))
    bare = DriveChecks(licence_seen=False, licence_until=None, agreement_signed=False, rating=5)
    with pytest.raises(Refused, match="licence first"):
        operations.finish_test_drive(session, store.senior, now=NOON, test_drive_id=drive, checks=bare)
    for missing in ({"licence_until": TODAY - timedelta(days=1)}, {"agreement_signed": False}):
        with pytest.raises(Refused):
            operations.hand_over_keys(
                session, store.senior, now=NOON, test_drive_id=drive, checks=replace(GOOD, **missing)
            )
    operations.hand_over_keys(session, store.senior, now=NOON, test_drive_id=drive, checks=GOOD)
    operations.finish_test_drive(session, store.senior, now=NOON, test_drive_id=drive, checks=bare)
    row = session.get_one(Drive, drive)
    assert (row.status, row.licence_until, row.rating) == (DriveStatus.DONE, TODAY, 5)


@pytest.mark.parametrize(("ahead", "known"), [(0, True), (1, False)])
def test_a_licence_is_known_at_the_next_drive_until_it_runs_out(
    session: Session, store: StoreFixture, ahead: int, known: bool
) -> None:
    """Rule I5."""
    customer = a_customer(session, store.id, owner_id=store.senior.staff_id).id
    car = a_test_car(session, store).id
    first = book(session, store, car, at(14), customer)
    operations.finish_test_drive(session, store.senior, now=NOON, test_drive_id=first, checks=GOOD)
    again = book(session, store, car, at(16) + timedelta(days=ahead), customer)
    assert session.get_one(Drive, again).licence_until == (TODAY if known else None)
