"""Orders signed elsewhere, below the floor or the purchase cost: kept, flagged, and explained by the manager (Rules I2, Z2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, Message
from salesops.intent.operations import passing
from salesops.intent.operations.errors import Refused
from salesops.intent.queries.budgets import GRANTED
from salesops.intent.rules.policies import ProfitPolicy
from salesops.intent.rules.profit import Deal, needs_word
from salesops.models import CarModel, Opportunity, Order, PriceDecision, PriceRequest, Task
from salesops.models.enums import Level, OrderStatus, Role, TaskKind, TaskStatus
from salesops.planning.operations.tasks import add_task

_KEY = "orders:unexplained"
_EVENING = time(17, 0)


def hold_to_floor(session: Session, actor: Actor, *, order: Order, model: CarModel, deal: Deal) -> bool:
    """Hold an order that a file brings against the floor of its model; whether the manager has to say why (Rules I2, Z2).

    It is signed already, so it is kept either way. A price that the manager granted this customer explains it.
    """
    policy = policies.load(session, actor.store_id, ProfitPolicy)
    order.floor = model.floor_gross_profit
    if order.status is OrderStatus.CANCELLED or not needs_word(deal, policy, model.floor_gross_profit):
        order.unexplained = False
        return False
    order.under_cost_reason = order.under_cost_reason or _granted_word(session, order)
    order.unexplained = not order.under_cost_reason
    return order.unexplained


def tell_manager(session: Session, actor: Actor, *, now: datetime) -> None:
    """One open task for all of them, however many files bring more."""
    evening = datetime.combine(actor.today(now), _EVENING, tzinfo=actor.zone)
    due_at = max(now, evening)
    task_id = add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.DECISION,
        owner_id=passing.approvers(session, actor).get(Role.MANAGER),
        due_at=due_at,
        title=Message(N_("Say why orders from files stand below the floor or the purchase cost")),
        key=_KEY,
    )
    task = session.scalars(select(Task).where(Task.store_id == actor.store_id, Task.id == task_id)).one()
    if task.status is not TaskStatus.OPEN:
        task.status, task.done_at, task.done_by = TaskStatus.OPEN, None, None
        task.due_at, task.due_on = due_at, actor.today(due_at)


def explain_orders(
    session: Session, actor: Actor, *, now: datetime, order_ids: Sequence[int], reason: str
) -> int:
    """Say why orders of a file stand below the floor or the purchase cost; how many that explained. Raises Refused."""
    actor.require(Permission.DECIDE_PRICE_MANAGER)
    if not reason.strip():
        raise Refused(N_("Say why; the reason is kept with each order."))
    if not order_ids:
        raise Refused(N_("Choose the orders that the reason is for."))
    found = session.scalars(
        select(Order)
        .where(Order.store_id == actor.store_id, Order.id.in_(order_ids), Order.unexplained)
        .order_by(Order.id)
        .with_for_update()
    ).all()
    if not found:
        raise Refused(N_("Somebody has explained these orders already."))
    for order in found:
        order.under_cost_reason, order.unexplained = reason.strip(), False
        audit.record(
            session, actor, now=now, action="order.explain", entity="sales_order", entity_id=order.id,
            after={"under_cost_reason": reason.strip()}, note=reason.strip(),
        )  # fmt: skip
    finish_when_none(session, actor, now=now)
    return len(found)


def finish_when_none(session: Session, actor: Actor, *, now: datetime) -> None:
    """The manager's task is done when no order waits for a reason any more."""
    session.flush()
    left = select(func.count()).where(Order.store_id == actor.store_id, Order.unexplained)
    if not session.scalar(left):
        passing.finish_by_key(session, actor, _KEY, now=now)


def _granted_word(session: Session, order: Order) -> str:
    """The manager's reason in the grant that covered this price on the day of the order; empty without one."""
    granted = func.coalesce(PriceDecision.counter_discount, PriceRequest.discount)
    return (
        session.scalar(
            select(PriceDecision.reason)
            .join(PriceRequest, PriceRequest.id == PriceDecision.request_id)
            .join(Opportunity, Opportunity.id == PriceRequest.opportunity_id)
            .where(
                PriceDecision.store_id == order.store_id,
                PriceDecision.level == Level.MANAGER,
                PriceDecision.decision.in_(GRANTED),
                PriceRequest.status.in_(GRANTED),
                PriceRequest.model_id == order.model_id,
                PriceRequest.asked_on <= order.ordered_on,
                PriceRequest.expires_at >= order.ordered_at,
                granted >= PriceRequest.list_price - order.price,
                PriceRequest.gift_cost >= order.gift_cost,
                Opportunity.customer_id == order.customer_id,
            )
            .order_by(PriceDecision.id.desc())
            .limit(1)
        )
        or ""
    )
