"""Orders that files brought in below the floor or the purchase cost, until the manager has said why (Rules I2, Z2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access import masking
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.models import CarModel, Customer, Order, Staff
from salesops.models.enums import OrderStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class UnexplainedOrder:
    """An order without the reason that it needs; exists only for those who may see costs."""

    id: int
    order_no: str
    ordered_on: date
    customer: str
    model: str
    consultant: str
    status: OrderStatus
    price: Decimal
    gross_profit: Decimal
    floor: Decimal
    under_cost: bool

    @property
    def above_floor(self) -> Decimal:
        """How far above the floor; negative below it."""
        return self.gross_profit - self.floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Unexplained:
    """How many there are, and the latest of them."""

    count: int
    orders: tuple[UnexplainedOrder, ...]


def unexplained_orders(session: Session, viewer: Actor, *, limit: int = 200) -> Unexplained:
    """Orders below the floor or the purchase cost without a reason, the latest first; none for who may not see costs."""
    if not viewer.may(Permission.SEE_COST):
        return Unexplained(count=0, orders=())
    rows = session.execute(
        select(
            Order,
            Customer.name,
            Customer.owner_id,
            CarModel.name.label("model"),
            Staff.name.label("consultant"),
            func.count().over().label("all"),
        )
        .join(Customer, Customer.id == Order.customer_id)
        .join(CarModel, CarModel.id == Order.model_id)
        .outerjoin(Staff, Staff.id == Order.staff_id)
        .where(Order.store_id == viewer.store_id, Order.unexplained)
        .order_by(Order.ordered_on.desc(), Order.id.desc())
        .limit(limit)
    ).all()
    found = tuple(
        UnexplainedOrder(
            id=row.Order.id,
            order_no=row.Order.order_no,
            ordered_on=row.Order.ordered_on,
            customer=masking.shown_name(viewer, row.owner_id, row.name),
            model=row.model,
            consultant=row.consultant or "",
            status=row.Order.status,
            price=row.Order.price,
            gross_profit=row.Order.gross_profit,
            floor=row.Order.floor or Decimal(0),
            under_cost=row.Order.price < row.Order.purchase_cost,
        )
        for row in rows
    )
    return Unexplained(count=rows[0].all if rows else 0, orders=found)
