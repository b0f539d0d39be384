"""Orders on their way to the customer, for his consultant: stage, promise, expected day, lateness (Rule T5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from salesops.access import masking
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import closest, speaking
from salesops.models import CarModel, Customer, Order, OrderCompensation, OrderMilestone, Staff, Store
from salesops.models.enums import OrderStatus
from salesops.training.rules import card
from salesops.training.rules.progress import Milestone, OrderStanding, Progress, progress


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """An open order as the customer's consultant needs it."""

    id: int
    order_no: str
    customer: str
    phone: str
    model: str
    consultant: str
    ordered_on: date
    promised_on: date
    eta_on: date
    progress: Progress
    told_at: datetime | None
    """When the customer was last told of a new date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareCard:
    """What the customer may be given: no name, number or car of his own in it."""

    text: str
    html: str


_RANK = {OrderStanding.LATE: 0, OrderStanding.AT_RISK: 1, OrderStanding.ON_TIME: 2}


def open_orders(session: Session, viewer: Actor, *, now: datetime, limit: int = 300) -> list[OrderRow]:
    """Orders not handed over yet, late ones first; a consultant sees those of his own customers."""
    today = viewer.today(now)
    rows = session.execute(_open_orders(viewer, limit)).all()
    steps = _milestones(session, viewer, [row.Order.id for row in rows])
    found = [_order_row(viewer, row, steps.get(row.Order.id, []), today) for row in rows]
    return sorted(
        found,
        key=lambda each: (_RANK[each.progress.standing], -each.progress.late_days, each.promised_on, each.id),
    )


def _open_orders(viewer: Actor, limit: int) -> Select[*tuple[Any, ...]]:
    """Open orders with customer, model, consultant and when the customer was last told of a new date."""
    told = (
        select(func.max(OrderCompensation.told_at))
        .where(OrderCompensation.order_id == Order.id)
        .correlate(Order)
        .scalar_subquery()
    )
    looks_after = func.coalesce(Customer.owner_id, Order.staff_id)
    statement: Select[*tuple[Any, ...]] = (
        select(
            Order,
            Customer.name,
            Customer.phone,
            Customer.owner_id,
            CarModel.name.label("model"),
            Staff.name.label("consultant"),
            told.label("told_at"),
        )
        .join(Customer, Customer.id == Order.customer_id)
        .join(CarModel, CarModel.id == Order.model_id)
        .outerjoin(Staff, Staff.id == looks_after)
        .where(Order.store_id == viewer.store_id, Order.status == OrderStatus.OPEN)
        .order_by(Order.promised_on, Order.id)
        .limit(limit)
    )
    if viewer.may(Permission.SEE_ALL_CUSTOMERS):
        return statement
    return statement.where(looks_after == viewer.staff_id)


def _order_row(
    viewer: Actor, row: Row[*tuple[Any, ...]], steps: Sequence[Milestone], today: date
) -> OrderRow:
    order: Order = row.Order
    looks_after = row.owner_id if row.owner_id is not None else order.staff_id
    return OrderRow(
        id=order.id,
        order_no=order.order_no,
        customer=masking.shown_name(viewer, looks_after, row.name),
        phone=masking.shown_phone(viewer, looks_after, row.phone),
        model=row.model,
        consultant=row.consultant or "",
        ordered_on=order.ordered_on,
        promised_on=order.promised_on,
        eta_on=order.eta_on,
        progress=progress(steps, promised_on=order.promised_on, eta_on=order.eta_on, today=today),
        told_at=row.told_at,
    )


def share_card(session: Session, viewer: Actor, *, now: datetime, order: OrderRow) -> ShareCard:
    """The card of an order in the language in which the store speaks to its customers (Rules T5, Z3)."""
    store = session.execute(select(Store.name, Store.language).where(Store.id == viewer.store_id)).one()
    facts = card.CardFacts(
        model=order.model,
        store=store.name,
        progress=order.progress,
        promised_on=order.promised_on,
        eta_on=order.eta_on,
        told_on=viewer.today(now),
    )
    with speaking(closest(store.language)):
        return ShareCard(text=card.card_text(facts), html=card.card_html(facts))


def _milestones(session: Session, viewer: Actor, ids: Iterable[int]) -> dict[int, list[Milestone]]:
    rows = session.execute(
        select(
            OrderMilestone.order_id, OrderMilestone.kind, OrderMilestone.planned_on, OrderMilestone.done_on
        ).where(OrderMilestone.store_id == viewer.store_id, OrderMilestone.order_id.in_(list(ids)))
    )
    found: dict[int, list[Milestone]] = {}
    for row in rows:
        step = Milestone(kind=row.kind, planned_on=row.planned_on, done_on=row.done_on)
        found.setdefault(row.order_id, []).append(step)
    return found
