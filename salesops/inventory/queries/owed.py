"""What the stock still owes today, for the time rail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, func, or_, select, true
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, Message, nmessage
from salesops.models import DigestionPlan, Order, OrderCompensation, Task
from salesops.models.enums import OrderStatus, PlanStatus, TaskKind, TaskStatus
from salesops.planning.owed import Owed

PAGE = "inventory"


def owed(session: Session, viewer: Actor, *, now: datetime) -> Owed:
    """Age tasks due, late orders whose customer was not told, plans that are over (Rules V2, V4, V6).

    Who does not manage the stock owes his own tasks and customers only.
    """
    today, store_id = viewer.today(now), viewer.store_id
    manages = viewer.may(Permission.MANAGE_STOCK)
    own_task = true() if manages else Task.owner_id == viewer.staff_id
    own_order = true() if manages else Order.staff_id == viewer.staff_id
    told = exists().where(
        OrderCompensation.order_id == Order.id, OrderCompensation.new_eta_on >= Order.eta_on
    )
    row = session.execute(
        select(
            select(func.count())
            .where(
                Task.store_id == store_id,
                Task.kind == TaskKind.AGE_THRESHOLD,
                Task.status == TaskStatus.OPEN,
                Task.due_on <= today,
                own_task,
            )
            .scalar_subquery()
            .label("tasks"),
            select(func.count())
            .where(
                Order.store_id == store_id,
                Order.status == OrderStatus.OPEN,
                or_(Order.promised_on < today, Order.eta_on > Order.promised_on),
                ~told,
                own_order,
            )
            .scalar_subquery()
            .label("untold"),
            select(func.count())
            .where(
                DigestionPlan.store_id == store_id,
                DigestionPlan.status == PlanStatus.RUNNING,
                DigestionPlan.ends_on < today,
            )
            .scalar_subquery()
            .label("plans"),
        )
    ).one()
    over = row.plans if manages else 0
    return Owed(
        count=row.tasks + row.untold + over,
        sentence=_sentence(row.tasks, row.untold, over),
        page=PAGE,
    )


def _sentence(tasks: int, untold: int, over: int) -> Message:
    if tasks:
        return nmessage(
            "{n} car has crossed an age and waits for a step",
            "{n} cars have crossed an age and wait for a step",
            tasks,
        )
    if untold:
        return nmessage(
            "{n} customer with a late car has not been told",
            "{n} customers with a late car have not been told",
            untold,
        )
    if over:
        return nmessage(
            "{n} digestion plan is over and has no result yet",
            "{n} digestion plans are over and have no result yet",
            over,
        )
    return Message(N_("No car waits for a decision"))
