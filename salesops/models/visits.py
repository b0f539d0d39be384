"""Appointments, visits, feedback and test drives."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from salesops.db.types import EnumValue
from salesops.models.base import LongText, StoreRecord, ref
from salesops.models.enums import (
    AppointmentKind,
    AppointmentStatus,
    Aspect,
    Objection,
    Profile,
    SolutionKind,
    TestDriveStatus,
    VisitKind,
)


class Appointment(StoreRecord):
    """When a customer is expected; an invitation counts on the day it was made (Rules I8, M8)."""

    __tablename__ = "appointment"
    __table_args__ = (
        Index("ix_appointment_store_id_day_status", "store_id", "day", "status"),
        Index("ix_appointment_store_id_made_on_staff_id", "store_id", "made_on", "staff_id"),
        Index("ix_appointment_store_id_customer_id", "store_id", "customer_id"),
    )
    customer_id: Mapped[int] = mapped_column(ref("customer"))
    lead_id: Mapped[int | None] = mapped_column(ref("lead"), index=True)
    staff_id: Mapped[int] = mapped_column(ref("staff"))
    kind: Mapped[AppointmentKind] = mapped_column(EnumValue(AppointmentKind))
    at: Mapped[datetime]
    day: Mapped[date]
    profile: Mapped[Profile] = mapped_column(EnumValue(Profile), default=Profile.UNKNOWN)
    status: Mapped[AppointmentStatus] = mapped_column(
        EnumValue(AppointmentStatus), default=AppointmentStatus.BOOKED
    )
    made_at: Mapped[datetime]
    made_on: Mapped[date]
    settled_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(LongText, default="")


class Visit(StoreRecord):
    """One party in the showroom: one visit, however many heads."""

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_store_id_day_staff_id", "store_id", "day", "staff_id"),
        Index("ix_visit_store_id_customer_id_day", "store_id", "customer_id", "day"),
    )
    customer_id: Mapped[int | None] = mapped_column(ref("customer"))
    lead_id: Mapped[int | None] = mapped_column(ref("lead"), index=True)
    appointment_id: Mapped[int | None] = mapped_column(ref("appointment"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))
    channel_id: Mapped[int | None] = mapped_column(ref("channel"))
    model_id: Mapped[int | None] = mapped_column(ref("car_model"))
    kind: Mapped[VisitKind] = mapped_column(EnumValue(VisitKind))
    profile: Mapped[Profile] = mapped_column(EnumValue(Profile), default=Profile.UNKNOWN)
    party_size: Mapped[int] = mapped_column(default=1)
    day: Mapped[date]
    arrived_at: Mapped[datetime]
    greeted_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(LongText, default="")
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own protocol


class Feedback(StoreRecord):
    """What a customer said of one aspect after a visit or drive (Rule I1)."""

    __tablename__ = "feedback"
    __table_args__ = (
        Index("ix_feedback_store_id_day", "store_id", "day"),
        Index("ix_feedback_store_id_customer_id", "store_id", "customer_id"),
    )
    customer_id: Mapped[int] = mapped_column(ref("customer"))
    visit_id: Mapped[int | None] = mapped_column(ref("visit"), index=True)
    test_drive_id: Mapped[int | None] = mapped_column(ref("test_drive"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))
    model_id: Mapped[int | None] = mapped_column(ref("car_model"))
    at: Mapped[datetime]
    day: Mapped[date]
    aspect: Mapped[Aspect] = mapped_column(EnumValue(Aspect))
    liked: Mapped[bool]
    objection: Mapped[Objection | None] = mapped_column(EnumValue(Objection))
    words: Mapped[str] = mapped_column(LongText, default="")


class Solution(StoreRecord):
    """An answer to a concern from the library that the store edits (Rule I1)."""

    __tablename__ = "solution"
    __table_args__ = (Index("ix_solution_store_id_aspect", "store_id", "aspect"),)
    aspect: Mapped[Aspect] = mapped_column(EnumValue(Aspect))
    objection: Mapped[Objection | None] = mapped_column(EnumValue(Objection))
    kind: Mapped[SolutionKind] = mapped_column(EnumValue(SolutionKind))
    title: Mapped[str]
    talk_track: Mapped[str] = mapped_column(LongText)
    model_id: Mapped[int | None] = mapped_column(ref("car_model"))
    active: Mapped[bool] = mapped_column(default=True)


class SolutionOffer(StoreRecord):
    """One use of a solution, and whether it helped (Rule I1)."""

    __tablename__ = "solution_offer"
    __table_args__ = (Index("ix_solution_offer_store_id_solution_id", "store_id", "solution_id"),)
    solution_id: Mapped[int] = mapped_column(ref("solution"))
    feedback_id: Mapped[int] = mapped_column(ref("feedback"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))
    at: Mapped[datetime]
    helped: Mapped[bool | None]


class TestDrive(StoreRecord):
    """A drive in a demonstration car (Rule I5); the car's time is held by a booking."""

    __test__ = False  # not a test class for pytest
    __tablename__ = "test_drive"
    __table_args__ = (
        Index("ix_test_drive_store_id_day_staff_id", "store_id", "day", "staff_id"),
        Index("ix_test_drive_store_id_customer_id", "store_id", "customer_id"),
    )
    customer_id: Mapped[int] = mapped_column(ref("customer"))
    opportunity_id: Mapped[int | None] = mapped_column(ref("opportunity"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ref("visit"), index=True)
    staff_id: Mapped[int] = mapped_column(ref("staff"))
    vehicle_id: Mapped[int] = mapped_column(ref("vehicle"))
    model_id: Mapped[int] = mapped_column(ref("car_model"))
    booking_id: Mapped[int | None] = mapped_column(ref("booking"), index=True)
    day: Mapped[date]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    status: Mapped[TestDriveStatus] = mapped_column(
        EnumValue(TestDriveStatus), default=TestDriveStatus.BOOKED
    )
    licence_seen: Mapped[bool] = mapped_column(default=False)
    licence_until: Mapped[date | None]
    agreement_signed: Mapped[bool] = mapped_column(default=False)
    rating: Mapped[int | None]
    note: Mapped[str] = mapped_column(LongText, default="")
