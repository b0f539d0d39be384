"""Reception: who is here and since when, who is expected today (Rules I8, M5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from salesops.access import masking, policies
from salesops.access.actors import Actor
from salesops.intent.rules.policies import StepPolicy
from salesops.intent.rules.steps import may_correct, no_show_at
from salesops.kpi.policies import WaitPolicy
from salesops.models import Appointment, CarModel, Channel, Customer, Staff, Visit
from salesops.models.enums import AppointmentKind, AppointmentStatus, ChannelKind, Profile, VisitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorRow:
    """A party of today, named as the viewer may see it."""

    id: int
    customer_id: int | None
    customer: str
    phone: str
    kind: VisitKind
    profile: Profile
    party_size: int
    staff_id: int | None
    staff: str
    model_id: int | None
    model: str
    by_appointment: bool
    arrived_at: datetime
    greeted_at: datetime | None
    left_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether nobody has greeted the party yet."""
        return self.greeted_at is None and self.left_at is None

    @property
    def incomplete(self) -> bool:
        """Whether nobody has said who it was."""
        return self.kind is VisitKind.INCOMPLETE


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedRow:
    """An appointment of today, kept or not yet; a no-show can be corrected for a while (Rule I8)."""

    id: int
    customer: str
    phone: str
    kind: AppointmentKind
    profile: Profile
    staff_id: int
    staff: str
    at: datetime
    status: AppointmentStatus
    no_show_at: datetime
    correctable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelChoice:
    """Where a party may say that it comes from."""

    id: int
    name: str
    kind: ChannelKind


def wait_limit(session: Session, viewer: Actor) -> timedelta:
    """How long a party may wait until it is greeted (Rule R1)."""
    return timedelta(minutes=policies.load(session, viewer.store_id, WaitPolicy).limit_minutes)


def visitors(session: Session, viewer: Actor, *, now: datetime, limit: int = 200) -> list[VisitorRow]:
    """The parties of today, the longest wait first, those who have left last."""
    rows = session.execute(
        select(
            Visit,
            Customer.name,
            Customer.phone,
            Customer.owner_id,
            Staff.name.label("staff"),
            CarModel.name.label("model"),
        )
        .outerjoin(Customer, Customer.id == Visit.customer_id)
        .outerjoin(Staff, Staff.id == Visit.staff_id)
        .outerjoin(CarModel, CarModel.id == Visit.model_id)
        .where(Visit.store_id == viewer.store_id, Visit.day == viewer.today(now))
        .order_by(Visit.left_at.is_not(None), Visit.greeted_at.is_not(None), Visit.arrived_at, Visit.id)
        .limit(limit)
    )
    found = []
    for row in rows:
        visit: Visit = row.Visit
        owner_id = row.owner_id if row.owner_id is not None else visit.staff_id
        found.append(
            VisitorRow(
                id=visit.id,
                customer_id=visit.customer_id,
                customer=masking.shown_name(viewer, owner_id, row.name or ""),
                phone=masking.shown_phone(viewer, owner_id, row.phone),
                kind=visit.kind,
                profile=visit.profile,
                party_size=visit.party_size,
                staff_id=visit.staff_id,
                staff=row.staff or "",
                model_id=visit.model_id,
                model=row.model or "",
                by_appointment=visit.appointment_id is not None,
                arrived_at=visit.arrived_at,
                greeted_at=visit.greeted_at,
                left_at=visit.left_at,
            )
        )
    return found


def expected(session: Session, viewer: Actor, *, now: datetime, limit: int = 200) -> list[ExpectedRow]:
    """Today's appointments that are not settled, and no-shows of the last days that can still be corrected."""
    today = viewer.today(now)
    policy = policies.load(session, viewer.store_id, StepPolicy)
    since = today - timedelta(days=-(-policy.correct_hours // 24))
    rows = session.execute(
        select(Appointment, Customer.name, Customer.phone, Customer.owner_id, Staff.name.label("staff"))
        .join(Customer, Customer.id == Appointment.customer_id)
        .join(Staff, Staff.id == Appointment.staff_id)
        .where(
            Appointment.store_id == viewer.store_id,
            or_(
                and_(Appointment.day == today, Appointment.status == AppointmentStatus.BOOKED),
                and_(Appointment.day.between(since, today), Appointment.status == AppointmentStatus.NO_SHOW),
            ),
        )
        .order_by(Appointment.at, Appointment.id)
        .limit(limit)
    )
    found = []
    for row in rows:
        booked: Appointment = row.Appointment
        correctable = booked.settled_at is not None and may_correct(booked.settled_at, now, policy)
        if booked.status is AppointmentStatus.NO_SHOW and not correctable:
            continue
        owner_id = row.owner_id if row.owner_id is not None else booked.staff_id
        found.append(
            ExpectedRow(
                id=booked.id,
                customer=masking.shown_name(viewer, owner_id, row.name),
                phone=masking.shown_phone(viewer, owner_id, row.phone),
                kind=booked.kind,
                profile=booked.profile,
                staff_id=booked.staff_id,
                staff=row.staff,
                at=booked.at,
                status=booked.status,
                no_show_at=no_show_at(booked.at, policy),
                correctable=correctable,
            )
        )
    return found


def channel_choices(session: Session, viewer: Actor) -> list[ChannelChoice]:
    """Channels in use, walk-in first."""
    rows = session.execute(
        select(Channel.id, Channel.name, Channel.kind)
        .where(Channel.store_id == viewer.store_id, Channel.active)
        .order_by(Channel.kind != ChannelKind.WALK_IN, Channel.id)
        .limit(100)
    )
    return [ChannelChoice(id=row.id, name=row.name, kind=row.kind) for row in rows]
