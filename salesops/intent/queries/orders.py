"""Orders on their way and those handed over lately; how far, how late (Rules T5, V4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from salesops.access import masking
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.intent.rules.orders import Progress, Step, progress
from salesops.models import (
    Appointment,
    CarModel,
    Customer,
    Order,
    OrderCompensation,
    OrderMilestone,
    Staff,
    Vehicle,
)
from salesops.models.enums import AppointmentKind, AppointmentStatus, OrderStatus, VehicleStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """An open order, with its steps and what its customer was told."""

    id: int
    order_no: str
    opportunity_id: int | None
    customer_id: int
    customer: str
    phone: str
    model_id: int
    model: str
    staff_id: int | None
    consultant: str
    ordered_on: date
    promised_on: date
    eta_on: date
    price: Decimal
    deposit: Decimal
    vehicle_id: int | None
    car: str
    pledged: bool
    told_at: datetime | None
    told_eta_on: date | None
    ceremony_at: datetime | None
    """When the handover is reserved for."""
    progress: Progress

    @property
    def told(self) -> bool:
        """Whether the customer of a late car knows the day that is expected now (Rule V4)."""
        return self.told_eta_on is not None and self.told_eta_on >= self.eta_on


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredRow:
    """An order that was handed over."""

    id: int
    order_no: str
    customer: str
    model: str
    consultant: str
    delivered_on: date
    promised_on: date

    @property
    def late_days(self) -> int:
        """Days after the promise; 0 when it was kept."""
        return max((self.delivered_on - self.promised_on).days, 0)


def open_orders(session: Session, viewer: Actor, *, now: datetime, limit: int = 200) -> list[OrderRow]:
    """Orders not handed over yet, the latest first; a consultant's own."""
    rows = session.execute(_orders(viewer).where(Order.status == OrderStatus.OPEN).limit(limit)).all()
    steps = _steps(session, viewer, [row.Order.id for row in rows])
    found = [_row(viewer, row, steps.get(row.Order.id, []), viewer.today(now)) for row in rows]
    return sorted(
        found, key=lambda row: (-row.progress.late_days, -row.progress.behind_days, row.promised_on, row.id)
    )


def order_of(session: Session, viewer: Actor, *, opportunity_id: int, now: datetime) -> OrderRow | None:
    """The open order of an intent customer."""
    row = session.execute(
        _orders(viewer)
        .where(Order.status == OrderStatus.OPEN, Order.opportunity_id == opportunity_id)
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    steps = _steps(session, viewer, [row.Order.id])
    return _row(viewer, row, steps.get(row.Order.id, []), viewer.today(now))


def delivered_lately(session: Session, viewer: Actor, *, limit: int = 30) -> list[DeliveredRow]:
    """The latest handovers; a consultant's own."""
    statement = (
        select(Order, Customer.name, Customer.owner_id, CarModel.name.label("model"), Staff.name.label("who"))
        .join(Customer, Customer.id == Order.customer_id)
        .join(CarModel, CarModel.id == Order.model_id)
        .outerjoin(Staff, Staff.id == Order.staff_id)
        .where(Order.store_id == viewer.store_id, Order.delivered_on.is_not(None))
        .order_by(Order.delivered_on.desc(), Order.id.desc())
        .limit(limit)
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(Order.staff_id == viewer.staff_id)
    return [
        DeliveredRow(
            id=row.Order.id,
            order_no=row.Order.order_no,
            customer=masking.shown_name(viewer, _looks_after(row), row.name),
            model=row.model,
            consultant=row.who or "",
            delivered_on=row.Order.delivered_on,
            promised_on=row.Order.promised_on,
        )
        for row in session.execute(statement)
    ]


def _orders(viewer: Actor) -> Select[*tuple[Any, ...]]:
    told = (
        select(
            OrderCompensation.order_id,
            func.max(OrderCompensation.told_at).label("told_at"),
            func.max(OrderCompensation.new_eta_on).label("told_eta_on"),
        )
        .where(OrderCompensation.store_id == viewer.store_id)
        .group_by(OrderCompensation.order_id)
        .subquery()
    )
    ceremony = (
        select(Appointment.customer_id, func.max(Appointment.at).label("ceremony_at"))
        .where(
            Appointment.store_id == viewer.store_id,
            Appointment.kind == AppointmentKind.DELIVERY,
            Appointment.status == AppointmentStatus.BOOKED,
        )
        .group_by(Appointment.customer_id)
        .subquery()
    )
    statement = (
        select(
            Order,
            Customer.name,
            Customer.phone,
            Customer.owner_id,
            CarModel.name.label("model"),
            Staff.name.label("who"),
            Vehicle.vin,
            Vehicle.colour,
            Vehicle.status.label("car_status"),
            Vehicle.eta_on.label("car_eta"),
            Vehicle.pledged,
            told.c.told_at,
            told.c.told_eta_on,
            ceremony.c.ceremony_at,
        )
        .join(Customer, Customer.id == Order.customer_id)
        .join(CarModel, CarModel.id == Order.model_id)
        .outerjoin(Staff, Staff.id == Order.staff_id)
        .outerjoin(Vehicle, Vehicle.id == Order.vehicle_id)
        .outerjoin(told, told.c.order_id == Order.id)
        .outerjoin(ceremony, ceremony.c.customer_id == Order.customer_id)
        .where(Order.store_id == viewer.store_id)
        .order_by(Order.promised_on, Order.id)
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(func.coalesce(Customer.owner_id, Order.staff_id) == viewer.staff_id)
    return statement


def _steps(session: Session, viewer: Actor, ids: Sequence[int]) -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = {}
    if not ids:
        return found
    rows = session.execute(
        select(
            OrderMilestone.order_id, OrderMilestone.kind, OrderMilestone.planned_on, OrderMilestone.done_on
        ).where(OrderMilestone.store_id == viewer.store_id, OrderMilestone.order_id.in_(ids))
    )
    for row in rows:
        step = Step(kind=row.kind, planned_on=row.planned_on, done_on=row.done_on)
        found.setdefault(row.order_id, []).append(step)
    return found


def _looks_after(row: Any) -> int | None:
    owner: int | None = row.owner_id if row.owner_id is not None else row.Order.staff_id
    return owner


def _row(viewer: Actor, row: Any, steps: Sequence[Step], today: date) -> OrderRow:
    order: Order = row.Order
    coming = row.car_eta if row.car_status is VehicleStatus.IN_TRANSIT else None
    eta_on = max(
        [order.eta_on, *([coming] if coming else []), *([today] if order.promised_on < today else [])]
    )
    return OrderRow(
        id=order.id,
        order_no=order.order_no,
        opportunity_id=order.opportunity_id,
        customer_id=order.customer_id,
        customer=masking.shown_name(viewer, _looks_after(row), row.name),
        phone=masking.shown_phone(viewer, _looks_after(row), row.phone),
        model_id=order.model_id,
        model=row.model,
        staff_id=order.staff_id,
        consultant=row.who or "",
        ordered_on=order.ordered_on,
        promised_on=order.promised_on,
        eta_on=eta_on,
        price=order.price,
        deposit=order.deposit,
        vehicle_id=order.vehicle_id,
        car=f"{row.colour} {row.vin[-6:]}".strip() if row.vin else "",
        pledged=bool(row.pledged),
        told_at=row.told_at,
        told_eta_on=row.told_eta_on,
        ceremony_at=row.ceremony_at,
        progress=progress(steps, promised_on=order.promised_on, eta_on=eta_on, today=today),
    )
