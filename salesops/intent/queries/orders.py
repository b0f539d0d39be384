"""Orders on their way, and experiences to come (Rules T5, I4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.masking import shown_name
from salesops.access.permissions import Permission
from salesops.models import (
    CarModel,
    Customer,
    EventGuest,
    Order,
    OrderCompensation,
    OrderMilestone,
    Staff,
    StoreEvent,
)
from salesops.models.enums import EventKind, GuestStatus, MilestoneKind, OrderStatus, Profile

_LIMIT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """An open order: where it stands, when it was promised, how late it is."""

    id: int
    order_no: str
    customer: str
    consultant: str
    model: str
    model_id: int
    vehicle_id: int | None
    promised_on: date
    eta_on: date
    days_late: int
    told: bool
    done: MilestoneKind
    next: MilestoneKind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperienceRow:
    """An experience with its places."""

    id: int
    kind: EventKind
    title: str
    starts_at: datetime
    profile: Profile
    capacity: int
    invited: int
    came: int


def open_orders(session: Session, viewer: Actor, *, today: date) -> list[OrderRow]:
    """Open orders, the latest first; a consultant sees his own (Rule T5)."""
    statement = (
        select(Order, Customer.name, Customer.owner_id, Staff.name, CarModel.name)
        .join(Customer, Customer.id == Order.customer_id)
        .outerjoin(Staff, Staff.id == Order.staff_id)
        .join(CarModel, CarModel.id == Order.model_id)
        .where(Order.store_id == viewer.store_id, Order.status == OrderStatus.OPEN)
        .order_by(Order.promised_on, Order.id)
        .limit(_LIMIT)
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(Order.staff_id == viewer.staff_id)
    rows = session.execute(statement).all()
    steps = _steps(session, viewer, [row[0].id for row in rows])
    told = _told(session, viewer, [row[0].id for row in rows])
    return [
        OrderRow(
            id=order.id,
            order_no=order.order_no,
            customer=shown_name(viewer, owner_id, name),
            consultant=staff or "",
            model=model,
            model_id=order.model_id,
            vehicle_id=order.vehicle_id,
            promised_on=order.promised_on,
            eta_on=order.eta_on,
            days_late=max((max(order.eta_on, today) - order.promised_on).days, 0),
            told=order.id in told,
            done=_last(steps.get(order.id, {})),
            next=_next(steps.get(order.id, {})),
        )
        for order, name, owner_id, staff, model in rows
    ]


def _steps(session: Session, viewer: Actor, order_ids: list[int]) -> dict[int, dict[MilestoneKind, bool]]:
    found: dict[int, dict[MilestoneKind, bool]] = {}
    if order_ids:
        for order_id, kind, done_on in session.execute(
            select(OrderMilestone.order_id, OrderMilestone.kind, OrderMilestone.done_on).where(
                OrderMilestone.store_id == viewer.store_id, OrderMilestone.order_id.in_(order_ids)
            )
        ):
            found.setdefault(order_id, {})[kind] = done_on is not None
    return found


def _told(session: Session, viewer: Actor, order_ids: list[int]) -> set[int]:
    if not order_ids:
        return set()
    return set(
        session.scalars(
            select(OrderCompensation.order_id).where(
                OrderCompensation.store_id == viewer.store_id, OrderCompensation.order_id.in_(order_ids)
            )
        )
    )


def _last(steps: dict[MilestoneKind, bool]) -> MilestoneKind:
    done = [kind for kind in MilestoneKind if steps.get(kind)]
    return done[-1] if done else MilestoneKind.DEPOSIT


def _next(steps: dict[MilestoneKind, bool]) -> MilestoneKind | None:
    """The first step that is not done; the handover has an action of its own."""
    return next(
        (kind for kind in MilestoneKind if kind is not MilestoneKind.HANDED_OVER and not steps.get(kind)),
        None,
    )


def experiences(session: Session, viewer: Actor, *, today: date) -> list[ExperienceRow]:
    """Night drives and family days to come, with places taken (Rule I4)."""
    taken = (GuestStatus.INVITED, GuestStatus.ACCEPTED, GuestStatus.CAME)
    rows = session.execute(
        select(
            StoreEvent,
            func.count(EventGuest.id).filter(EventGuest.status.in_(taken)),
            func.count(EventGuest.id).filter(EventGuest.status == GuestStatus.CAME),
        )
        .outerjoin(EventGuest, EventGuest.event_id == StoreEvent.id)
        .where(
            StoreEvent.store_id == viewer.store_id,
            StoreEvent.kind.in_((EventKind.NIGHT_DRIVE, EventKind.FAMILY_DAY)),
            StoreEvent.day >= today,
        )
        .group_by(StoreEvent.id)
        .order_by(StoreEvent.starts_at)
        .limit(_LIMIT)
    )
    return [
        ExperienceRow(
            id=event.id,
            kind=event.kind,
            title=event.title,
            starts_at=event.starts_at,
            profile=event.profile,
            capacity=event.capacity,
            invited=invited,
            came=came,
        )
        for event, invited, came in rows
    ]
