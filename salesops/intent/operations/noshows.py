"""Appointments whose customer did not come, and those who came after all (Rule I8)."""

from __future__ import annotations

from collections.abc import Sequence
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
from salesops.intent.rules.steps import may_correct
from salesops.models import Appointment, TestDrive, Visit
from salesops.models.enums import AppointmentKind, AppointmentStatus, TaskKind, TestDriveStatus
from salesops.planning.operations import bookings
from salesops.planning.operations.tasks import About, add_task

_NO_SHOWS = 200


def settle_no_shows(session: Session, actor: Actor, *, now: datetime) -> int:
    """Appointments whose customer did not come within the hour become no-shows, with a task to rebook (Rule I8)."""
    policy = policies.load(session, actor.store_id, StepPolicy)
    missed = session.scalars(
        select(Appointment)
        .where(
            Appointment.store_id == actor.store_id,
            Appointment.status == AppointmentStatus.BOOKED,
            Appointment.day <= actor.today(now),
            Appointment.at <= now - timedelta(minutes=policy.no_show_minutes),
        )
        .limit(_NO_SHOWS)
    ).all()
    here = _came(session, actor, missed)
    for appointment in missed:
        if (appointment.customer_id, appointment.day) in here:
            appointment.status, appointment.settled_at = AppointmentStatus.SHOWN, now
            continue
        appointment.status, appointment.settled_at = AppointmentStatus.NO_SHOW, now
        if appointment.kind is AppointmentKind.TEST_DRIVE:
            _give_up_drive(session, actor, appointment, now=now)
        add_task(
            session,
            actor,
            now=now,
            kind=TaskKind.REBOOK,
            owner_id=appointment.staff_id,
            due_at=now + timedelta(hours=2),
            title=Message(
                N_("Rebook a customer who did not come at {time}"),
                {"time": actor.local(appointment.at).strftime("%H:%M")},
            ),
            about=About(customer_id=appointment.customer_id, lead_id=appointment.lead_id),
            key=f"rebook:{appointment.id}",
        )
    if missed:
        audit.record(
            session, actor, now=now, action="appointment.settle", entity="appointment",
            entity_id=missed[0].id, after={"count": len(missed), "came": len(here)},
        )  # fmt: skip
    return sum(appointment.status is AppointmentStatus.NO_SHOW for appointment in missed)


def _came(session: Session, actor: Actor, missed: Sequence[Appointment]) -> set[tuple[int | None, date]]:
    """Customers who were received that day, though nobody tied the visit to the appointment."""
    if not missed:
        return set()
    rows = session.execute(
        select(Visit.customer_id, Visit.day).where(
            Visit.store_id == actor.store_id,
            Visit.customer_id.in_({each.customer_id for each in missed}),
            Visit.day.in_({each.day for each in missed}),
        )
    )
    return {(row.customer_id, row.day) for row in rows}


def _give_up_drive(session: Session, actor: Actor, appointment: Appointment, *, now: datetime) -> None:
    """The drive of a customer who did not come; its car is free again (Rule I5)."""
    for drive in session.scalars(
        select(TestDrive).where(
            TestDrive.store_id == actor.store_id,
            TestDrive.customer_id == appointment.customer_id,
            TestDrive.starts_at == appointment.at,
            TestDrive.status == TestDriveStatus.BOOKED,
        )
    ):
        drive.status = TestDriveStatus.NO_SHOW
        if drive.booking_id is not None:
            bookings.release(session, actor, now=now, booking_id=drive.booking_id)


def correct_no_show(session: Session, actor: Actor, *, now: datetime, appointment_id: int) -> None:
    """The customer came after all; within 48 hours this can be put right, with a trace (Rule I8). Raises Refused."""
    actor.require(Permission.RECEIVE)
    appointment = own(session, actor, Appointment, appointment_id)
    policy = policies.load(session, actor.store_id, StepPolicy)
    if appointment.status is not AppointmentStatus.NO_SHOW or appointment.settled_at is None:
        raise Refused(N_("This appointment is not a no-show."))
    if not may_correct(appointment.settled_at, now, policy):
        raise Refused(N_("A no-show can be corrected for {hours} hours only."), hours=policy.correct_hours)
    appointment.status, appointment.settled_at = AppointmentStatus.SHOWN, now
    finish_by_key(session, actor, f"rebook:{appointment.id}", now=now)
    audit.record(
        session, actor, now=now, action="appointment.correct", entity="appointment", entity_id=appointment.id,
        before={"status": AppointmentStatus.NO_SHOW}, after={"status": AppointmentStatus.SHOWN},
    )  # fmt: skip
