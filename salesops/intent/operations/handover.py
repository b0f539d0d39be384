"""Orders on their way: milestones, the car, the handover, a cancellation, news of a delay (Rules T5, V4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_
from salesops.intent.operations.errors import Refused, own
from salesops.intent.operations.orders import reserve
from salesops.intent.rules.policies import CompensationPolicy
from salesops.models import Opportunity, Order, OrderCompensation, OrderMilestone, Vehicle
from salesops.models.enums import MilestoneKind, OrderStatus, Stage, VehicleStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class LateNews:
    """What a customer with a late car is told and given."""

    item: str
    cost: Decimal
    new_eta_on: date


def mark_milestone(
    session: Session, actor: Actor, *, now: datetime, order_id: int, kind: MilestoneKind
) -> None:
    """Note a step of an order as done; the handover has its own action (Rule T5)."""
    actor.require(Permission.RECORD_TOUCH)
    order = _open(session, actor, order_id)
    if kind is MilestoneKind.HANDED_OVER:
        raise Refused(N_("Use “Hand over” for the last step."))
    step = session.scalars(
        select(OrderMilestone).where(
            OrderMilestone.store_id == actor.store_id,
            OrderMilestone.order_id == order.id,
            OrderMilestone.kind == kind,
        )
    ).one()
    step.done_on = step.done_on or actor.today(now)
    audit.record(
        session,
        actor,
        now=now,
        action="order.milestone",
        entity="sales_order",
        entity_id=order.id,
        after={"kind": kind},
    )


def deliver(session: Session, actor: Actor, *, now: datetime, order_id: int) -> None:
    """Hand the car over: the order is delivered, the car sold, the customer an owner. Raises Refused without a car."""
    actor.require(Permission.RECORD_TOUCH)
    order = _open(session, actor, order_id)
    if order.vehicle_id is None:
        raise Refused(N_("No car is allocated to this order yet."))
    today = actor.today(now)
    car = own(session, actor, Vehicle, order.vehicle_id)
    if car.pledged:
        raise Refused(N_("The bank still holds the certificate of this car. Redeem it before the handover."))
    car.status, car.sold_on = VehicleStatus.SOLD, today
    order.status, order.delivered_at, order.delivered_on = OrderStatus.DELIVERED, now, today
    for step in _steps(session, order):
        step.done_on = step.done_on or today
    _close_deal(session, order, Stage.DELIVERED, today)
    audit.record(
        session, actor, now=now, action="order.deliver", entity="sales_order", entity_id=order.id,
        before={"status": OrderStatus.OPEN}, after={"status": OrderStatus.DELIVERED},
    )  # fmt: skip


def allocate(session: Session, actor: Actor, *, now: datetime, order_id: int, vehicle_id: int) -> None:
    """Give an order the car that has come for it."""
    actor.require(Permission.RECORD_TOUCH)
    order = _open(session, actor, order_id)
    if order.vehicle_id is not None:
        raise Refused(N_("This order has a car already."))
    car = reserve(session, actor, vehicle_id)
    assert car is not None  # an id was given
    if car.model_id != order.model_id:
        raise Refused(N_("This car is of another model than the order."))
    order.vehicle_id = car.id
    audit.record(
        session, actor, now=now, action="order.allocate", entity="sales_order", entity_id=order.id,
        after={"vehicle_id": car.id},
    )  # fmt: skip


def cancel_order(session: Session, actor: Actor, *, now: datetime, order_id: int, reason: str) -> None:
    """Cancel an order; its car is for sale again, and the customer goes on as lost unless he is opened anew."""
    actor.require(Permission.APPROVE_LOSS)
    if not reason.strip():
        raise Refused(N_("Say why the order is cancelled."))
    order = _open(session, actor, order_id)
    today = actor.today(now)
    order.status, order.cancelled_on = OrderStatus.CANCELLED, today
    if order.vehicle_id is not None:
        car = own(session, actor, Vehicle, order.vehicle_id)
        car.status = VehicleStatus.IN_STOCK if car.arrived_on else VehicleStatus.IN_TRANSIT
        order.vehicle_id = None
    _close_deal(session, order, Stage.LOST, today)
    audit.record(
        session, actor, now=now, action="order.cancel", entity="sales_order", entity_id=order.id,
        before={"status": OrderStatus.OPEN}, after={"status": OrderStatus.CANCELLED}, note=reason.strip(),
    )  # fmt: skip


def tell_late(session: Session, actor: Actor, *, now: datetime, order_id: int, told: LateNews) -> None:
    """Note that a customer was told of the delay before he asked, with what he gets for it (Rule V4)."""
    actor.require(Permission.RECORD_TOUCH)
    order = _open(session, actor, order_id)
    policy = policies.load(session, actor.store_id, CompensationPolicy)
    if not told.item.strip() or told.cost < 0:
        raise Refused(N_("Say what the customer gets, and what it costs."))
    if told.cost > policy.most_cost:
        raise Refused(N_("A compensation costs at most {most} yuan."), most=policy.most_cost)
    if told.new_eta_on < actor.today(now):
        raise Refused(N_("The new day must be today or later."))
    session.add(
        OrderCompensation(
            store_id=actor.store_id, order_id=order.id, item=told.item.strip(), cost=told.cost, told_at=now,
            new_eta_on=told.new_eta_on, staff_id=actor.staff_id,
        )
    )  # fmt: skip
    before, order.eta_on = order.eta_on, told.new_eta_on
    audit.record(
        session, actor, now=now, action="order.tell_late", entity="sales_order", entity_id=order.id,
        before={"eta_on": before}, after={"eta_on": told.new_eta_on, "item": told.item},
    )  # fmt: skip


def _open(session: Session, actor: Actor, order_id: int) -> Order:
    order = own(session, actor, Order, order_id)
    if order.status is not OrderStatus.OPEN:
        raise Refused(N_("This order is closed already."))
    return order


def _steps(session: Session, order: Order) -> list[OrderMilestone]:
    return list(
        session.scalars(
            select(OrderMilestone).where(
                OrderMilestone.store_id == order.store_id, OrderMilestone.order_id == order.id
            )
        )
    )


def _close_deal(session: Session, order: Order, stage: Stage, today: date) -> None:
    deal = session.get(Opportunity, order.opportunity_id) if order.opportunity_id else None
    if deal is not None and deal.closed_on is None:
        deal.stage, deal.closed_on, deal.last_progress_on = stage, today, today
