"""What the showroom screen shows: counts and times, no names of customers, no money (Rule U1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.kpi.policies import WaitPolicy
from salesops.models import BriefingItem, CarModel, Lead, Order, Visit
from salesops.models.enums import LeadStatus, OrderStatus
from salesops.planning.rules.wall import WallPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingParty:
    """A party that nobody has greeted yet."""

    arrived_at: datetime
    party_size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstTouches:
    """Leads that wait for their first touch, by how much time is left."""

    over: int
    within_30: int
    later: int
    next_due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryToday:
    """A car that is handed over today."""

    model: str
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something new that customers may know: a model, a subsidy, an offer, and until when it holds."""

    title: str
    valid_until: date


def news(session: Session, viewer: Actor, *, day: date, limit: int = 6) -> list[News]:
    """What is marked for customers and holds on the day, what ends first on top (Rules M7, U1)."""
    rows = session.execute(
        select(BriefingItem.title, BriefingItem.valid_until)
        .where(
            BriefingItem.store_id == viewer.store_id,
            BriefingItem.for_customers,
            BriefingItem.valid_from <= day,
            BriefingItem.valid_until >= day,
        )
        .order_by(BriefingItem.valid_until, BriefingItem.id)
        .limit(limit)
    )
    return [News(title=row.title, valid_until=row.valid_until) for row in rows]


def wall_policy(session: Session, viewer: Actor) -> WallPolicy:
    """The screen's settings."""
    return policies.load(session, viewer.store_id, WallPolicy)


def wait_limit(session: Session, viewer: Actor) -> timedelta:
    """How long a party may wait at the door (Rule R1)."""
    return timedelta(minutes=policies.load(session, viewer.store_id, WaitPolicy).limit_minutes)


def waiting_parties(session: Session, viewer: Actor, *, now: datetime, limit: int = 12) -> list[WaitingParty]:
    """Parties of today who were not greeted yet, longest wait first."""
    rows = session.execute(
        select(Visit.arrived_at, Visit.party_size)
        .where(
            Visit.store_id == viewer.store_id,
            Visit.day == viewer.today(now),
            Visit.greeted_at.is_(None),
            Visit.left_at.is_(None),
            Visit.arrived_at <= now,
        )
        .order_by(Visit.arrived_at)
        .limit(limit)
    )
    return [WaitingParty(arrived_at=row.arrived_at, party_size=row.party_size) for row in rows]


def first_touches(session: Session, viewer: Actor, *, now: datetime) -> FirstTouches:
    """How many first touches are over their limit, due within half an hour, or later (Rule L2)."""
    due = Lead.first_touch_due_at
    soon = now + timedelta(minutes=30)
    row = session.execute(
        select(
            func.sum(case((due < now, 1), else_=0)).label("over"),
            func.sum(case((due.between(now, soon), 1), else_=0)).label("near"),
            func.sum(case((due > soon, 1), else_=0)).label("later"),
            func.min(case((due >= now, due))).label("next_due_at"),
        ).where(
            Lead.store_id == viewer.store_id,
            Lead.status == LeadStatus.NEW,
            Lead.first_touched_at.is_(None),
        )
    ).one()
    return FirstTouches(
        over=row.over or 0, within_30=row.near or 0, later=row.later or 0, next_due_at=row.next_due_at
    )


def deliveries_today(
    session: Session, viewer: Actor, *, now: datetime, limit: int = 12
) -> list[DeliveryToday]:
    """Cars handed over today or promised for today, those to come first."""
    today = viewer.today(now)
    rows = session.execute(
        select(CarModel.name, Order.delivered_at)
        .join(CarModel, CarModel.id == Order.model_id)
        .where(
            Order.store_id == viewer.store_id,
            Order.status != OrderStatus.CANCELLED,
            or_(
                Order.delivered_on == today,
                (Order.promised_on == today) & Order.delivered_on.is_(None),
            ),
        )
        .order_by(Order.delivered_at.is_not(None), Order.delivered_at, Order.id)
        .limit(limit)
    )
    return [DeliveryToday(model=row.name, delivered_at=row.delivered_at) for row in rows]
