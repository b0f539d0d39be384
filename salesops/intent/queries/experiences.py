"""Experiences ahead and past: places, guests, whom to invite, what came of it (Rule I4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from salesops.access import masking
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.intent.rules.experiences import EXPERIENCES, fitting
from salesops.models import CarModel, Customer, EventGuest, Opportunity, Order, Staff, StoreEvent
from salesops.models.enums import EventKind, GuestStatus, NextStep, Profile, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperienceRow:
    """An experience with its places, and how many of those who came have ordered since."""

    id: int
    kind: EventKind
    title: str
    day: date
    starts_at: datetime
    profile: Profile
    capacity: int
    invited: int
    accepted: int
    came: int
    no_shows: int
    ordered: int
    stayed_away: int
    """Invited and not come: what those who came are compared with."""
    stayed_away_ordered: int
    result_note: str

    @property
    def taken(self) -> int:
        """Places that are taken."""
        return self.invited + self.accepted + self.came

    @property
    def free(self) -> int:
        """Places that are left."""
        return max(self.capacity - self.taken, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestRow:
    """A guest of an experience."""

    id: int
    customer_id: int
    customer: str
    phone: str
    invited_by: str
    status: GuestStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An intent customer whom an experience fits and who is not invited yet."""

    customer_id: int
    customer: str
    phone: str
    owner: str
    model: str
    profile: Profile
    next_step: NextStep
    next_step_on: date


def experiences(session: Session, viewer: Actor, *, limit: int = 40) -> list[ExperienceRow]:
    """The experiences, the latest day first."""
    ordered = exists().where(
        Order.store_id == EventGuest.store_id,
        Order.customer_id == EventGuest.customer_id,
        Order.ordered_on >= StoreEvent.day,
    )
    rows = session.execute(
        select(
            StoreEvent,
            _count(EventGuest.status == GuestStatus.INVITED).label("invited"),
            _count(EventGuest.status == GuestStatus.ACCEPTED).label("accepted"),
            _count(EventGuest.status == GuestStatus.CAME).label("came"),
            _count(EventGuest.status == GuestStatus.NO_SHOW).label("no_shows"),
            _count((EventGuest.status == GuestStatus.CAME) & ordered).label("ordered"),
            _count(EventGuest.status != GuestStatus.CAME).label("stayed_away"),
            _count((EventGuest.status != GuestStatus.CAME) & ordered).label("stayed_away_ordered"),
        )
        .outerjoin(EventGuest, EventGuest.event_id == StoreEvent.id)
        .where(StoreEvent.store_id == viewer.store_id, StoreEvent.kind.in_(EXPERIENCES))
        .group_by(StoreEvent.id)
        .order_by(StoreEvent.day.desc(), StoreEvent.id.desc())
        .limit(limit)
    )
    return [_row(row) for row in rows]


def guests(session: Session, viewer: Actor, *, event_id: int) -> list[GuestRow]:
    """Who is invited to an experience."""
    rows = session.execute(
        select(
            EventGuest.id,
            EventGuest.customer_id,
            EventGuest.status,
            Customer.name,
            Customer.phone,
            Customer.owner_id,
            Staff.name.label("who"),
        )
        .join(Customer, Customer.id == EventGuest.customer_id)
        .outerjoin(Staff, Staff.id == EventGuest.staff_id)
        .where(EventGuest.store_id == viewer.store_id, EventGuest.event_id == event_id)
        .order_by(EventGuest.id)
        .limit(500)
    )
    return [
        GuestRow(
            id=row.id,
            customer_id=row.customer_id,
            customer=masking.shown_name(viewer, row.owner_id, row.name),
            phone=masking.shown_phone(viewer, row.owner_id, row.phone),
            invited_by=row.who or "",
            status=row.status,
        )
        for row in rows
    ]


def candidates(session: Session, viewer: Actor, *, event: ExperienceRow, limit: int = 60) -> list[Candidate]:
    """Open intent customers of the fitting profiles who are not invited, the next step soonest first; own ones for a consultant."""
    invited = exists().where(
        EventGuest.store_id == Opportunity.store_id,
        EventGuest.event_id == event.id,
        EventGuest.customer_id == Opportunity.customer_id,
    )
    statement = (
        select(
            Opportunity.customer_id,
            Opportunity.next_step,
            Opportunity.next_step_on,
            Customer.name,
            Customer.phone,
            Customer.owner_id,
            Customer.profile,
            Staff.name.label("owner"),
            CarModel.name.label("model"),
        )
        .join(Customer, Customer.id == Opportunity.customer_id)
        .outerjoin(Staff, Staff.id == Opportunity.owner_id)
        .outerjoin(CarModel, CarModel.id == Opportunity.model_id)
        .where(
            Opportunity.store_id == viewer.store_id,
            Opportunity.closed_on.is_(None),
            Opportunity.stage != Stage.ORDERED,
            Customer.profile.in_(fitting(event.kind, event.profile)),
            ~invited,
        )
        .order_by(Opportunity.next_step_on, Opportunity.id)
        .limit(limit)
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(Opportunity.owner_id == viewer.staff_id)
    return [
        Candidate(
            customer_id=row.customer_id,
            customer=masking.shown_name(viewer, row.owner_id, row.name),
            phone=masking.shown_phone(viewer, row.owner_id, row.phone),
            owner=row.owner or "",
            model=row.model or "",
            profile=row.profile,
            next_step=row.next_step,
            next_step_on=row.next_step_on,
        )
        for row in session.execute(statement)
    ]


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(EventGuest.id).filter(condition)


def _row(row: Any) -> ExperienceRow:
    event: StoreEvent = row.StoreEvent
    return ExperienceRow(
        id=event.id,
        kind=event.kind,
        title=event.title,
        day=event.day,
        starts_at=event.starts_at,
        profile=event.profile,
        capacity=event.capacity,
        invited=row.invited,
        accepted=row.accepted,
        came=row.came,
        no_shows=row.no_shows,
        ordered=row.ordered,
        stayed_away=row.stayed_away,
        stayed_away_ordered=row.stayed_away_ordered,
        result_note=event.result_note,
    )
