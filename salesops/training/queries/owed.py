"""What training still owes today, for the time rail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, Message, nmessage
from salesops.models import CoachingPlan, Complaint, Customer, Order, Task, TrainingSession
from salesops.models.enums import OrderStatus, TaskKind, TaskStatus, TrainingStatus
from salesops.planning.owed import Owed


def owed(session: Session, viewer: Actor, *, now: datetime) -> Owed:
    """For who trains: trainings, plans and re-tests due today and open complaints. For a consultant: late orders."""
    if not viewer.may(Permission.RUN_TRAINING):
        return _late_orders(session, viewer, now)
    today = viewer.today(now)
    store = viewer.store_id
    row = session.execute(
        select(
            _count(
                TrainingSession.id,
                TrainingSession.store_id == store,
                TrainingSession.status == TrainingStatus.PLANNED,
                TrainingSession.day <= today,
            ).label("trainings"),
            _count(
                CoachingPlan.id,
                CoachingPlan.store_id == store,
                CoachingPlan.checked_on.is_(None),
                CoachingPlan.check_on <= today,
            ).label("plans"),
            _count(
                Task.id,
                Task.store_id == store,
                Task.status == TaskStatus.OPEN,
                Task.kind == TaskKind.TRAINING,
                Task.due_on <= today,
            ).label("retests"),
            _count(Complaint.id, Complaint.store_id == store, Complaint.settled_on.is_(None)).label(
                "complaints"
            ),
        )
    ).one()
    count = row.trainings + row.plans + row.retests + row.complaints
    if not count:
        sentence = Message(N_("No training, plan or complaint is due today."))
    else:
        sentence = Message(
            N_(
                "Due today: {trainings} trainings, {plans} plans, {retests} re-tests, {complaints} open complaints."
            ),
            {
                "trainings": row.trainings,
                "plans": row.plans,
                "retests": row.retests,
                "complaints": row.complaints,
            },
        )
    return Owed(count=count, sentence=sentence, page="training")


def _late_orders(session: Session, viewer: Actor, now: datetime) -> Owed:
    today = viewer.today(now)
    count = (
        session.scalar(
            select(func.count())
            .select_from(Order)
            .join(Customer, Customer.id == Order.customer_id)
            .where(
                Order.store_id == viewer.store_id,
                Order.status == OrderStatus.OPEN,
                (Order.eta_on > Order.promised_on) | (Order.promised_on < today),
                func.coalesce(Customer.owner_id, Order.staff_id) == viewer.staff_id,
            )
        )
        or 0
    )
    sentence = (
        nmessage("{n} order of yours is late.", "{n} orders of yours are late.", count)
        if count
        else Message(N_("None of your orders is late."))
    )
    return Owed(count=count, sentence=sentence, page="training")


def _count(column: Any, *where: Any) -> Any:
    return select(func.count(column)).where(*where).scalar_subquery()
