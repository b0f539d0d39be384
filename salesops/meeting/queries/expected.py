"""Today's expected visitors by profile, and the selling points for that mix (Rule M8)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access import masking, policies
from salesops.access.actors import Actor
from salesops.meeting.rules.expected import ExpectedProfile, Point, expected_mix, points_for
from salesops.meeting.rules.policies import MeetingPolicy
from salesops.models import Appointment, CarModel, Customer, Lead, Staff, Visit
from salesops.models.enums import AppointmentKind, AppointmentStatus, Profile, VisitKind

_COMING = (AppointmentStatus.BOOKED, AppointmentStatus.SHOWN)
_NOT_BUYING = (VisitKind.ERRAND, VisitKind.INCOMPLETE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedVisit:
    """One appointment of today."""

    id: int
    at: datetime
    customer: str
    staff: str
    kind: AppointmentKind
    profile: Profile
    model: str
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileMix:
    """A profile of today's mix and what to stress."""

    mix: ExpectedProfile
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedDay:
    """Appointments of today, the mix with history, and over how many same weekdays that was reckoned."""

    visits: tuple[ExpectedVisit, ...]
    profiles: tuple[ProfileMix, ...]
    weeks: int


def expected_day(session: Session, viewer: Actor, *, now: datetime) -> ExpectedDay:
    """Who is expected today by profile, with the points to stress."""
    weeks = policies.load(session, viewer.store_id, MeetingPolicy).same_weekdays
    visits = _visits(session, viewer, now)
    booked = [visit.profile for visit in visits if visit.kind is not AppointmentKind.DELIVERY]
    mix = expected_mix(booked, _walk_ins_before(session, viewer, now, weeks), weeks)
    models = [
        (row.name, row.selling_points)
        for row in session.execute(
            select(CarModel.name, CarModel.selling_points)
            .where(CarModel.store_id == viewer.store_id, CarModel.active)
            .order_by(CarModel.id)
        )
    ]
    return ExpectedDay(
        visits=tuple(visits),
        profiles=tuple(ProfileMix(mix=each, points=tuple(points_for(each.profile, models))) for each in mix),
        weeks=weeks,
    )


def _visits(session: Session, viewer: Actor, now: datetime) -> list[ExpectedVisit]:
    rows = session.execute(
        select(
            Appointment,
            Customer.name.label("customer"),
            Customer.owner_id,
            Customer.profile.label("of_customer"),
            Staff.name.label("staff"),
            CarModel.name.label("model"),
        )
        .join(Customer, Customer.id == Appointment.customer_id)
        .join(Staff, Staff.id == Appointment.staff_id)
        .outerjoin(Lead, Lead.id == Appointment.lead_id)
        .outerjoin(CarModel, CarModel.id == Lead.model_id)
        .where(
            Appointment.store_id == viewer.store_id,
            Appointment.day == viewer.today(now),
            Appointment.status.in_(_COMING),
        )
        .order_by(Appointment.at)
        .limit(200)
    )
    return [
        ExpectedVisit(
            id=row[0].id,
            at=row[0].at,
            customer=masking.shown_name(viewer, row.owner_id, row.customer),
            staff=row.staff,
            kind=row[0].kind,
            profile=row[0].profile if row[0].profile is not Profile.UNKNOWN else row.of_customer,
            model=row.model or "",
            shown=row[0].status is AppointmentStatus.SHOWN,
        )
        for row in rows
    ]


def _walk_ins_before(session: Session, viewer: Actor, now: datetime, weeks: int) -> Counter[Profile]:
    today = viewer.today(now)
    days = [today - timedelta(weeks=week) for week in range(1, weeks + 1)]
    rows = session.execute(
        select(Visit.profile, func.count())
        .where(
            Visit.store_id == viewer.store_id,
            Visit.day.in_(days),
            Visit.appointment_id.is_(None),
            Visit.kind.not_in(_NOT_BUYING),
        )
        .group_by(Visit.profile)
    )
    return Counter({row[0]: row[1] for row in rows})
