"""The manager's daily word on a deal that may slip away (Rule I9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_
from salesops.intent.operations.customers import lead_on
from salesops.intent.operations.errors import Refused, own, require_step
from salesops.intent.rules.reasons import spoken
from salesops.intent.rules.steps import Step
from salesops.models import Customer, Opportunity, Order, Task
from salesops.models.enums import TaskKind, TaskStatus
from salesops.planning.operations.tasks import About, add_task

_EVENING = time(17, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescue:
    """What is done to save a deal, a move or words as `kept` gives them, and the next step with its day; about an order when that is what stalls."""

    decision: str
    step: Step
    order_id: int | None = None


def decide_rescue(session: Session, actor: Actor, *, now: datetime, customer_id: int, rescue: Rescue) -> int:
    """Decide how a deal is saved, and return the consultant's task (Rules I9, I6). Raises Refused.

    Who left without being an intent customer becomes one, so that nobody stays without a next step.
    """
    actor.require(Permission.LEAD_MEETING)
    if not rescue.decision.strip():
        raise Refused(N_("Say in a few words what is done to save this deal."))
    require_step(rescue.step, actor.today(now))
    customer = own(session, actor, Customer, customer_id)
    order = own(session, actor, Order, rescue.order_id) if rescue.order_id is not None else None
    deal = _deal(session, actor, customer, rescue.step, now=now) if order is None else None
    owner_id = order.staff_id if order else deal.owner_id if deal else customer.owner_id
    task_id = _task(session, actor, customer_id, rescue, owner_id=owner_id, deal=deal, now=now)
    audit.record(
        session, actor, now=now, action="customer.rescue", entity="customer", entity_id=customer_id,
        after={"task_id": task_id, "on": rescue.step.on}, note=rescue.decision.strip(),
    )  # fmt: skip
    return task_id


def _deal(session: Session, actor: Actor, customer: Customer, step: Step, *, now: datetime) -> Opportunity:
    deal_id = lead_on(session, actor, now=now, customer_id=customer.id, model_id=None, step=step)
    return own(session, actor, Opportunity, deal_id)


def _task(
    session: Session,
    actor: Actor,
    customer_id: int,
    rescue: Rescue,
    *,
    owner_id: int | None,
    deal: Opportunity | None,
    now: datetime,
) -> int:
    """One task a day and customer; a second decision of the day replaces the first."""
    due_at = max(now, datetime.combine(rescue.step.on, _EVENING, tzinfo=actor.zone))
    key = f"rescue:{customer_id}:{actor.today(now).isoformat()}"
    title = spoken(rescue.decision.strip())
    task_id = add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.DECISION,
        owner_id=owner_id,
        due_at=due_at,
        title=title,
        about=About(
            customer_id=customer_id, opportunity_id=deal.id if deal else None, order_id=rescue.order_id
        ),
        key=key,
    )
    task = session.scalars(select(Task).where(Task.store_id == actor.store_id, Task.id == task_id)).one()
    task.title, task.due_at, task.due_on = title.as_dict(), due_at, actor.today(due_at)
    task.status = TaskStatus.OPEN
    return task_id
