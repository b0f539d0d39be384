"""Late orders: the consultant is reminded to tell the customer (Rule V4)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotFound, SalesOpsError
from salesops.core.hours import HoursPolicy
from salesops.core.i18n import N_, Message
from salesops.models import Order
from salesops.models.enums import OrderStatus, TaskKind
from salesops.planning.operations.tasks import About, add_task


class NotLate(SalesOpsError):
    """An order about which nobody has to be told."""


def remind_to_tell(session: Session, actor: Actor, *, now: datetime, order_id: int) -> int:
    """Give the consultant of a late order the task to tell the customer today, once for each expected day.

    Telling itself, with the compensation, is done with the order. Raises NotFound, NotLate.
    """
    actor.require(Permission.MANAGE_STOCK)
    order = session.scalars(
        select(Order).where(Order.store_id == actor.store_id, Order.id == order_id)
    ).one_or_none()
    if order is None:
        raise NotFound(N_("This order does not exist any more."))
    today = actor.today(now)
    late = order.eta_on > order.promised_on or order.promised_on < today
    if order.status is not OrderStatus.OPEN or not late:
        raise NotLate(N_("This order is not late."))
    closes = policies.load(session, actor.store_id, HoursPolicy).closes
    evening = datetime.combine(today, closes, tzinfo=actor.zone)
    expected = max(order.eta_on, today)
    return add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.LATE_ORDER,
        owner_id=order.staff_id,
        due_at=max(evening, now),
        title=Message(
            N_("Tell the customer of order {order} the new day: {day}"),
            {"order": order.order_no, "day": expected},
        ),
        about=About(customer_id=order.customer_id, order_id=order.id),
        key=f"late:{order.id}:{expected.isoformat()}",
    )
