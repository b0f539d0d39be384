"""Test drives: booked without overlap, driven with licence and agreement (Rule I5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, Message
from salesops.intent.operations.errors import Refused, own
from salesops.intent.operations.passing import finish_by_key
from salesops.intent.rules.policies import StepPolicy
from salesops.intent.rules.steps import DriveChecks, drive_problem
from salesops.messaging.outbox import enqueue, recall
from salesops.models import Appointment, Customer, Opportunity, TestDrive, Vehicle
from salesops.models.enums import (
    AppointmentKind,
    AppointmentStatus,
    BookingPurpose,
    OutboxTarget,
    Stage,
    TaskKind,
    TestDriveStatus,
    VehicleKind,
)
from salesops.planning.operations import bookings
from salesops.planning.operations.tasks import About, add_task

REMIND_AHEAD = timedelta(hours=2)
"""A drive is confirmed this long before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DriveSlot:
    """Which car, from when, with whom."""

    vehicle_id: int
    starts_at: datetime
    staff_id: int
    opportunity_id: int | None = None


def book_test_drive(
    session: Session, actor: Actor, *, now: datetime, customer_id: int, slot: DriveSlot
) -> int:
    """Book a drive and return its id; the car is held for the drive and the buffer behind it (Rule I5).

    Raises Taken when the car is held in that time, BadTime for the past, Refused for a car that is no test-drive car.
    """
    actor.require(Permission.RECORD_TOUCH)
    car = own(session, actor, Vehicle, slot.vehicle_id)
    if car.kind is not VehicleKind.TEST_DRIVE:
        raise Refused(N_("This car is no test-drive car."))
    customer = own(session, actor, Customer, customer_id)
    policy = policies.load(session, actor.store_id, StepPolicy)
    ends_at = slot.starts_at + timedelta(minutes=policy.drive_minutes)
    booking_id = bookings.book(
        session,
        actor,
        now=now,
        resource=f"car:{car.id}",
        starts_at=slot.starts_at,
        ends_at=ends_at + timedelta(minutes=policy.drive_buffer),
        purpose=BookingPurpose.TEST_DRIVE,
        customer_id=customer_id,
        staff_id=slot.staff_id,
    )
    drive = TestDrive(
        store_id=actor.store_id,
        customer_id=customer_id,
        opportunity_id=slot.opportunity_id,
        staff_id=slot.staff_id,
        vehicle_id=car.id,
        model_id=car.model_id,
        booking_id=booking_id,
        day=actor.today(slot.starts_at),
        starts_at=slot.starts_at,
        ends_at=ends_at,
        licence_until=_licence_known(session, actor, customer_id, actor.today(slot.starts_at)),
    )
    session.add_all([drive, _appointment(actor, customer, slot, now)])
    session.flush()
    _remind(session, actor, drive, now=now)
    _note(session, actor, drive, now, "test_drive.book", {"vehicle_id": car.id, "starts_at": slot.starts_at})
    return drive.id


def hand_over_keys(
    session: Session, actor: Actor, *, now: datetime, test_drive_id: int, checks: DriveChecks
) -> None:
    """Note licence and agreement before the drive; without them nobody gets the keys (Rule I5). Raises Refused."""
    actor.require(Permission.RECORD_TOUCH)
    drive = _booked(session, actor, test_drive_id)
    problem = drive_problem(checks, max(drive.day, actor.today(now)))
    if problem is not None:
        raise Refused(problem.text, **problem.values)
    drive.licence_seen, drive.licence_until, drive.agreement_signed = True, checks.licence_until, True
    _note(session, actor, drive, now, "test_drive.keys", {"licence_until": checks.licence_until})


def finish_test_drive(
    session: Session, actor: Actor, *, now: datetime, test_drive_id: int, checks: DriveChecks
) -> None:
    """Note a drive that took place; refused without a valid licence and a signed agreement (Rule I5).

    What was checked when the keys were handed over need not be said again.
    """
    actor.require(Permission.RECORD_TOUCH)
    drive = _booked(session, actor, test_drive_id)
    if drive.licence_seen and drive.agreement_signed:
        checks = replace(
            checks, licence_seen=True, licence_until=checks.licence_until or drive.licence_until, agreement_signed=True
        )  # fmt: skip
    problem = drive_problem(checks, drive.day)
    if problem is not None:
        raise Refused(problem.text, **problem.values)
    if checks.rating is not None and not 1 <= checks.rating <= 5:
        raise Refused(N_("A rating lies between 1 and 5."))
    drive.status, drive.licence_seen, drive.licence_until = TestDriveStatus.DONE, True, checks.licence_until
    drive.agreement_signed, drive.rating, drive.note = True, checks.rating, checks.note.strip()
    _settle_appointment(session, actor, drive, AppointmentStatus.SHOWN, now)
    deal = session.scalars(
        select(Opportunity).where(
            Opportunity.store_id == actor.store_id,
            Opportunity.customer_id == drive.customer_id,
            Opportunity.closed_on.is_(None),
        )
    ).one_or_none()
    if deal is not None:
        drive.opportunity_id = deal.id
        deal.last_progress_on = actor.today(now)
        if deal.stage is Stage.VISITED:
            deal.stage = Stage.DRIVEN
    _reminded(session, actor, drive.id, now=now)
    _follow_up(session, actor, drive, now=now)
    _note(session, actor, drive, now, "test_drive.finish", {"rating": checks.rating})


def cancel_test_drive(session: Session, actor: Actor, *, now: datetime, test_drive_id: int) -> None:
    """Cancel a drive; its car is free again."""
    _end(session, actor, test_drive_id, TestDriveStatus.CANCELLED, now)


def mark_drive_no_show(session: Session, actor: Actor, *, now: datetime, test_drive_id: int) -> None:
    """The customer did not come for the drive; its car is free again."""
    _end(session, actor, test_drive_id, TestDriveStatus.NO_SHOW, now)


def _licence_known(session: Session, actor: Actor, customer_id: int, day: date) -> date | None:
    """The last day of the licence as it was seen at an earlier drive, while it is good for this one."""
    return session.scalar(
        select(TestDrive.licence_until)
        .where(
            TestDrive.store_id == actor.store_id,
            TestDrive.customer_id == customer_id,
            TestDrive.licence_seen,
            TestDrive.licence_until >= day,
        )
        .order_by(TestDrive.id.desc())
        .limit(1)
    )


def _remind(session: Session, actor: Actor, drive: TestDrive, *, now: datetime) -> None:
    """The consultant confirms the drive with the customer shortly before; by task and, when it is time, by message (Rule I5)."""
    due = drive.starts_at - REMIND_AHEAD
    if due <= now:
        return
    title = Message(N_("Confirm the test drive of {time}, with driving licence"), {"time": drive.starts_at})
    add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.FOLLOW_UP,
        owner_id=drive.staff_id,
        due_at=due,
        title=title,
        about=About(
            customer_id=drive.customer_id, opportunity_id=drive.opportunity_id, vehicle_id=drive.vehicle_id
        ),
        key=f"drive:{drive.id}:remind",
    )
    enqueue(
        session,
        store_id=actor.store_id,
        now=now,
        kind="test_drive.booked",
        target=OutboxTarget.STAFF,
        payload=title,
        key=f"drive:{drive.id}:remind",
        staff_id=drive.staff_id,
        not_before=due,
    )


def _reminded(session: Session, actor: Actor, drive_id: int, *, now: datetime) -> None:
    """Nobody has to be reminded of a drive that is driven, missed or cancelled."""
    key = f"drive:{drive_id}:remind"
    finish_by_key(session, actor, key, now=now)
    recall(session, store_id=actor.store_id, key=key)


def _follow_up(session: Session, actor: Actor, drive: TestDrive, *, now: datetime) -> None:
    """Who drove hears from the store the next day."""
    add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.TEST_DRIVE_FOLLOW_UP,
        owner_id=drive.staff_id,
        due_at=now + timedelta(days=1),
        title=Message(N_("Follow up a test drive: what was liked, what holds the customer back?")),
        about=About(customer_id=drive.customer_id, opportunity_id=drive.opportunity_id),
        key=f"drive:{drive.id}:follow",
    )


def _rebook(
    session: Session, actor: Actor, drive: TestDrive, *, appointment_id: int | None, now: datetime
) -> None:
    add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.REBOOK,
        owner_id=drive.staff_id,
        due_at=now + timedelta(hours=2),
        title=Message(
            N_("Rebook a customer who did not come at {time}"),
            {"time": actor.local(drive.starts_at).strftime("%H:%M")},
        ),
        about=About(customer_id=drive.customer_id, opportunity_id=drive.opportunity_id),
        key=f"rebook:{appointment_id}" if appointment_id else f"drive:{drive.id}:rebook",
    )


def _end(session: Session, actor: Actor, test_drive_id: int, status: TestDriveStatus, now: datetime) -> None:
    actor.require(Permission.RECORD_TOUCH)
    drive = _booked(session, actor, test_drive_id)
    drive.status = status
    if drive.booking_id is not None:
        bookings.release(session, actor, now=now, booking_id=drive.booking_id)
    cancelled = status is TestDriveStatus.CANCELLED
    settled = AppointmentStatus.CANCELLED if cancelled else AppointmentStatus.NO_SHOW
    appointment_id = _settle_appointment(session, actor, drive, settled, now)
    _reminded(session, actor, drive.id, now=now)
    if not cancelled:
        _rebook(session, actor, drive, appointment_id=appointment_id, now=now)
    _note(session, actor, drive, now, "test_drive.end", {"status": status})


def _booked(session: Session, actor: Actor, test_drive_id: int) -> TestDrive:
    drive = own(session, actor, TestDrive, test_drive_id)
    if drive.status is not TestDriveStatus.BOOKED:
        raise Refused(N_("This drive is settled already."))
    return drive


def _appointment(actor: Actor, customer: Customer, slot: DriveSlot, now: datetime) -> Appointment:
    return Appointment(
        store_id=actor.store_id,
        customer_id=customer.id,
        staff_id=slot.staff_id,
        kind=AppointmentKind.TEST_DRIVE,
        at=slot.starts_at,
        day=actor.today(slot.starts_at),
        profile=customer.profile,
        made_at=now,
        made_on=actor.today(now),
    )


def _settle_appointment(
    session: Session, actor: Actor, drive: TestDrive, status: AppointmentStatus, now: datetime
) -> int | None:
    """The appointment that was made for the drive, settled like it; its id."""
    row = session.scalars(
        select(Appointment)
        .where(
            Appointment.store_id == actor.store_id,
            Appointment.customer_id == drive.customer_id,
            Appointment.at == drive.starts_at,
            Appointment.kind == AppointmentKind.TEST_DRIVE,
            Appointment.status == AppointmentStatus.BOOKED,
        )
        .order_by(Appointment.id)
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    row.status, row.settled_at = status, now
    return row.id


def _note(
    session: Session, actor: Actor, drive: TestDrive, now: datetime, action: str, after: dict[str, object]
) -> None:
    audit.record(session, actor, now=now, action=action, entity="test_drive", entity_id=drive.id, after=after)
