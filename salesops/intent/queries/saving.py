"""Deals that may slip away: open prices, stalled orders, visitors who left without an order (Rule I9)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from salesops.access import masking, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, Message, nmessage, render
from salesops.intent.queries.orders import OrderRow, open_orders
from salesops.intent.rules.orders import stalled
from salesops.intent.rules.policies import StepPolicy
from salesops.models import CarModel, Customer, Opportunity, Order, PriceRequest, Staff, Task, Visit
from salesops.models.enums import RequestStatus, Stage, TaskKind, VisitKind

_EARLY = (Stage.VISITED, Stage.DRIVEN, Stage.NEGOTIATING)
_SHOWN = (VisitKind.FIRST, VisitKind.FIRST_OF_LEAD, VisitKind.RETURN)


class Slipping(StrEnum):
    """Why a deal is on the list."""

    OPEN_PRICE = "open_price"
    STALLED_ORDER = "stalled_order"
    LEFT_WITHOUT_ORDER = "left_without_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingRow:
    """A deal to look at today, and what was decided about it."""

    kind: Slipping
    customer_id: int
    customer: str
    phone: str
    owner: str
    model: str
    opportunity_id: int | None
    order_id: int | None
    why: Message
    pressing: bool
    """Whether somebody waits for an answer, or a promise is broken."""
    since: date
    next_step_on: date | None
    decision: str
    """What was decided today; empty while nobody has looked."""


def deals_to_save(session: Session, viewer: Actor, *, now: datetime) -> list[SavingRow]:
    """One line a customer, those nobody has looked at today first; a consultant's own (Rule I9)."""
    today = viewer.today(now)
    policy = policies.load(session, viewer.store_id, StepPolicy)
    asked_since = today - timedelta(days=policy.save_price_days)
    lines = [
        *_open_prices(session, viewer, asked_since, now),
        *(_stalled(row) for row in open_orders(session, viewer, now=now) if stalled(row.progress, policy)),
        *_left(session, viewer, today - timedelta(days=policy.save_days)),
    ]
    decided = _decided(session, viewer, [line.customer_id for line in lines], today)
    found: dict[int, SavingRow] = {}
    for line in lines:
        found.setdefault(line.customer_id, replace(line, decision=decided.get(line.customer_id, "")))
    return sorted(
        found.values(),
        key=lambda row: (bool(row.decision), list(Slipping).index(row.kind), not row.pressing, row.since),
    )


def _open_prices(session: Session, viewer: Actor, since: date, now: datetime) -> list[SavingRow]:
    """The newest request of each customer who has not ordered: waiting, granted, or refused of late."""
    newest = (
        select(func.max(PriceRequest.id))
        .where(PriceRequest.store_id == viewer.store_id)
        .group_by(PriceRequest.opportunity_id)
    )
    statement = (
        select(
            PriceRequest.status,
            PriceRequest.discount,
            PriceRequest.asked_on,
            PriceRequest.expires_at,
            *_customer_columns(),
        )
        .join(Opportunity, Opportunity.id == PriceRequest.opportunity_id)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .outerjoin(Staff, Staff.id == Opportunity.owner_id)
        .outerjoin(CarModel, CarModel.id == PriceRequest.model_id)
        .where(
            PriceRequest.store_id == viewer.store_id,
            PriceRequest.asked_on >= since,
            PriceRequest.status != RequestStatus.WITHDRAWN,
            PriceRequest.id.in_(newest),
            Opportunity.closed_on.is_(None),
            Opportunity.stage.in_(_EARLY),
        )
        .order_by(PriceRequest.id)
        .limit(100)
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(Opportunity.owner_id == viewer.staff_id)
    return [_price_line(viewer, row, now) for row in session.execute(statement)]


def _price_line(viewer: Actor, row: Any, now: datetime) -> SavingRow:
    status = row.status
    if status is RequestStatus.PENDING and row.expires_at <= now:
        status = RequestStatus.EXPIRED
    why = Message(N_("asked for {amount} yuan off: {status}"), {"amount": row.discount, "status": status})
    line = _line(viewer, row, Slipping.OPEN_PRICE, why, since=row.asked_on)
    return replace(line, pressing=status is RequestStatus.PENDING)


def _stalled(order: OrderRow) -> SavingRow:
    late, behind = order.progress.late_days, order.progress.behind_days
    step = order.progress.next
    if late:
        why = nmessage("the car comes {n} day late", "the car comes {n} days late", late)
    else:
        why = nmessage(
            "{step} is {n} day overdue", "{step} is {n} days overdue", behind, step=step.kind if step else ""
        )
    return SavingRow(
        kind=Slipping.STALLED_ORDER,
        customer_id=order.customer_id,
        customer=order.customer,
        phone=order.phone,
        owner=order.consultant,
        model=order.model,
        opportunity_id=order.opportunity_id,
        order_id=order.id,
        why=why,
        pressing=late > 0,
        since=order.ordered_on,
        next_step_on=step.planned_on if step else None,
        decision="",
    )


def _left(session: Session, viewer: Actor, since: date) -> list[SavingRow]:
    """Known visitors who left lately and have not ordered since, intent customers or not."""
    bought = exists().where(
        Order.store_id == Visit.store_id,
        Order.customer_id == Visit.customer_id,
        Order.ordered_on >= Visit.day,
    )
    closed = aliased(Opportunity)
    given_up = exists().where(
        closed.store_id == Visit.store_id,
        closed.customer_id == Visit.customer_id,
        closed.closed_on >= Visit.day,
    )
    open_one = and_(Opportunity.customer_id == Visit.customer_id, Opportunity.closed_on.is_(None))
    statement = (
        select(Visit.day, *_customer_columns())
        .join(Customer, Customer.id == Visit.customer_id)
        .outerjoin(Opportunity, open_one)
        .outerjoin(Staff, Staff.id == func.coalesce(Opportunity.owner_id, Customer.owner_id, Visit.staff_id))
        .outerjoin(CarModel, CarModel.id == func.coalesce(Opportunity.model_id, Visit.model_id))
        .where(
            Visit.store_id == viewer.store_id,
            Visit.day >= since,
            Visit.left_at.is_not(None),
            Visit.kind.in_(_SHOWN),
            or_(Opportunity.id.is_(None), Opportunity.stage.in_(_EARLY)),
            ~bought,
            ~given_up,
        )
        .order_by(Visit.id.desc())
        .limit(150)
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(
            func.coalesce(Opportunity.owner_id, Customer.owner_id, Visit.staff_id) == viewer.staff_id
        )
    why = Message(N_("left without an order"))
    return [
        _line(viewer, row, Slipping.LEFT_WITHOUT_ORDER, why, since=row.day)
        for row in session.execute(statement)
    ]


def _customer_columns() -> tuple[Any, ...]:
    return (
        Opportunity.id.label("deal_id"),
        Opportunity.next_step_on,
        Opportunity.owner_id.label("deal_owner"),
        Customer.id.label("customer_id"),
        Customer.name,
        Customer.phone,
        Customer.owner_id,
        Staff.name.label("owner"),
        CarModel.name.label("model"),
    )


def _line(viewer: Actor, row: Any, kind: Slipping, why: Message, *, since: date) -> SavingRow:
    owner_id = row.owner_id if row.owner_id is not None else row.deal_owner
    return SavingRow(
        kind=kind,
        customer_id=row.customer_id,
        customer=masking.shown_name(viewer, owner_id, row.name),
        phone=masking.shown_phone(viewer, owner_id, row.phone),
        owner=row.owner or "",
        model=row.model or "",
        opportunity_id=row.deal_id,
        order_id=None,
        why=why,
        pressing=False,
        since=since,
        next_step_on=row.next_step_on,
        decision="",
    )


def _decided(session: Session, viewer: Actor, customers: list[int], today: date) -> dict[int, str]:
    """Today's decision on each of these customers."""
    keys = {f"rescue:{customer_id}:{today.isoformat()}": customer_id for customer_id in customers}
    if not keys:
        return {}
    rows = session.execute(
        select(Task.key, Task.title).where(
            Task.store_id == viewer.store_id, Task.kind == TaskKind.DECISION, Task.key.in_(keys)
        )
    )
    return {keys[row.key]: render(Message.from_json(row.title)) for row in rows if row.key in keys}
