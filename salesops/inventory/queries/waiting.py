"""Whom a missing car hits: open A leads, reservations, late orders (Rules V4, V7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Exists, exists, func, or_, select
from sqlalchemy.orm import Session

from salesops.access import masking
from salesops.access.actors import Actor
from salesops.inventory.queries.cars import PIPELINE
from salesops.models import CarModel, Customer, Lead, Order, OrderCompensation, Staff, Task, Vehicle
from salesops.models.enums import LeadStatus, OrderStatus, TaskKind, TaskStatus, Tier

_OPEN_LEADS = (LeadStatus.NEW, LeadStatus.WORKING)


@dataclass(frozen=True, slots=True, kw_only=True)
class HitLead:
    """An open A lead for a model that may run out; the name as the viewer may see it."""

    lead_id: int
    model_id: int
    customer: str
    owner: str
    next_touch_on: date | None
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HitOrder:
    """A reservation that waits for a car."""

    order_id: int
    model_id: int
    order_no: str
    customer: str
    consultant: str
    promised_on: date
    has_car: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LateOrder:
    """An open order whose car comes after the promised day, and whether the customer was told (Rule V4)."""

    order_id: int
    order_no: str
    customer: str
    model: str
    consultant: str
    mine: bool
    """Whether the viewer is its consultant."""
    promised_on: date
    eta_on: date
    told_at: datetime | None
    told_eta_on: date | None
    reminded: bool
    """Whether its consultant has an open task to tell the customer."""

    @property
    def days_late(self) -> int:
        """Days between promise and expected arrival."""
        return (self.eta_on - self.promised_on).days

    @property
    def told(self) -> bool:
        """Whether the customer knows the day that is expected now."""
        return self.told_eta_on is not None and self.told_eta_on >= self.eta_on


def leads_hit(
    session: Session, viewer: Actor, *, model_ids: Sequence[int], limit: int = 100
) -> list[HitLead]:
    """Open A leads for these models, the next to be touched first (Rule V7)."""
    if not model_ids:
        return []
    rows = session.execute(
        select(
            Lead.id,
            Lead.model_id,
            Lead.next_touch_due_on,
            Lead.received_on,
            Customer.name,
            Customer.owner_id,
            Staff.name.label("owner"),
        )
        .join(Customer, Customer.id == Lead.customer_id)
        .outerjoin(Staff, Staff.id == Lead.owner_id)
        .where(
            Lead.store_id == viewer.store_id,
            Lead.status.in_(_OPEN_LEADS),
            Lead.tier == Tier.A,
            Lead.model_id.in_(model_ids),
        )
        .order_by(Lead.next_touch_due_on, Lead.id)
        .limit(limit)
    )
    return [
        HitLead(
            lead_id=row.id,
            model_id=row.model_id,
            customer=masking.shown_name(viewer, row.owner_id, row.name),
            owner=row.owner or "",
            next_touch_on=row.next_touch_due_on,
            received_on=row.received_on,
        )
        for row in rows
    ]


def orders_hit(
    session: Session, viewer: Actor, *, model_ids: Sequence[int], limit: int = 100
) -> list[HitOrder]:
    """Open orders of these models whose car has not arrived, the first promised first (Rule V7)."""
    if not model_ids:
        return []
    rows = session.execute(
        select(Order, Customer.name, Customer.owner_id, Staff.name.label("consultant"))
        .join(Customer, Customer.id == Order.customer_id)
        .outerjoin(Staff, Staff.id == Order.staff_id)
        .outerjoin(Vehicle, Vehicle.id == Order.vehicle_id)
        .where(
            Order.store_id == viewer.store_id,
            Order.status == OrderStatus.OPEN,
            Order.model_id.in_(model_ids),
            or_(Order.vehicle_id.is_(None), Vehicle.status.in_(PIPELINE)),
        )
        .order_by(Order.promised_on, Order.id)
        .limit(limit)
    )
    return [
        HitOrder(
            order_id=row.Order.id,
            model_id=row.Order.model_id,
            order_no=row.Order.order_no,
            customer=masking.shown_name(viewer, row.owner_id, row.name),
            consultant=row.consultant or "",
            promised_on=row.Order.promised_on,
            has_car=row.Order.vehicle_id is not None,
        )
        for row in rows
    ]


def late_orders(session: Session, viewer: Actor, *, today: date, limit: int = 200) -> list[LateOrder]:
    """Open orders that come after their promised day, or whose day has passed; the untold and latest first."""
    told = (
        select(
            OrderCompensation.order_id,
            func.max(OrderCompensation.told_at).label("told_at"),
            func.max(OrderCompensation.new_eta_on).label("new_eta_on"),
        )
        .where(OrderCompensation.store_id == viewer.store_id)
        .group_by(OrderCompensation.order_id)
        .subquery()
    )
    rows = session.execute(
        select(
            Order,
            Customer.name,
            Customer.owner_id,
            CarModel.name.label("model"),
            Staff.name.label("consultant"),
            Vehicle.eta_on.label("car_eta"),
            Vehicle.arrived_on,
            told.c.told_at,
            told.c.new_eta_on,
            _reminded(viewer).label("reminded"),
        )
        .join(Customer, Customer.id == Order.customer_id)
        .join(CarModel, CarModel.id == Order.model_id)
        .outerjoin(Staff, Staff.id == Order.staff_id)
        .outerjoin(Vehicle, Vehicle.id == Order.vehicle_id)
        .outerjoin(told, told.c.order_id == Order.id)
        .where(
            Order.store_id == viewer.store_id,
            Order.status == OrderStatus.OPEN,
            or_(
                Order.promised_on < today,
                Order.eta_on > Order.promised_on,
                Vehicle.eta_on > Order.promised_on,
            ),
        )
        .order_by(Order.promised_on, Order.id)
        .limit(limit)
    )
    late = [_late(row, viewer, today) for row in rows]
    return sorted(late, key=lambda order: (order.told, -order.days_late))


def _reminded(viewer: Actor) -> Exists:
    """Whether the consultant of the order has an open task to tell its customer."""
    return exists().where(
        Task.store_id == viewer.store_id,
        Task.order_id == Order.id,
        Task.kind == TaskKind.LATE_ORDER,
        Task.status == TaskStatus.OPEN,
    )


def _late(row: Any, viewer: Actor, today: date) -> LateOrder:
    order: Order = row.Order
    return LateOrder(
        order_id=order.id,
        order_no=order.order_no,
        customer=masking.shown_name(viewer, row.owner_id, row.name),
        model=row.model,
        consultant=row.consultant or "",
        mine=order.staff_id is not None and order.staff_id == viewer.staff_id,
        promised_on=order.promised_on,
        eta_on=_expected(order, row.arrived_on or row.car_eta, today),
        told_at=row.told_at,
        told_eta_on=row.new_eta_on,
        reminded=row.reminded,
    )


def _expected(order: Order, car_on: date | None, today: date) -> date:
    """The later of the order's and its car's day; once the promise has passed not before today."""
    days = [order.eta_on, *([car_on] if car_on else []), *([today] if order.promised_on < today else [])]
    return max(days)
