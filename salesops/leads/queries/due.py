"""Touches that are due today or overdue, the lead that is lost first on top (Rule L5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.leads.queries.people import shown
from salesops.leads.rules import dormant
from salesops.leads.rules.policies import DormantPolicy
from salesops.models import CarModel, Customer, Lead, Staff
from salesops.models.enums import LeadStatus, Tier

IN_CADENCE = (LeadStatus.WORKING, LeadStatus.LOSS_ASKED)
"""Statuses of leads that are touched in their cadence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLead:
    """A lead that is to be touched."""

    id: int
    customer: str
    phone: str
    model: str
    tier: Tier
    owner_id: int | None
    owner: str
    due_on: date
    days_over: int
    last_touch_at: datetime | None
    touches: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueList:
    """The touches of a day: how many, how many overdue, and the first of them."""

    total: int
    overdue: int
    rows: tuple[DueLead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerDue:
    """What one consultant still has to touch."""

    staff_id: int
    name: str
    due: int
    overdue: int
    a_overdue: int


def is_due(session: Session, viewer: Actor, today: date) -> ColumnElement[bool]:
    """Leads to be touched today: due, and not asleep for so long that only a campaign wakes them (Rules L5, L6)."""
    policy = load(session, viewer.store_id, DormantPolicy)
    return and_(
        Lead.status.in_(IN_CADENCE),
        Lead.next_touch_due_on <= today,
        or_(
            Lead.last_progress_on > dormant.asleep_since(today, policy),
            Lead.next_touch_due_on >= dormant.given_up_on(today, policy),
        ),
    )


def due_touches(
    session: Session, viewer: Actor, *, now: datetime, owner_id: int | None = None, limit: int = 50
) -> DueList:
    """Leads whose next touch is due and that can still be lost: A before B before C, the longest overdue first.

    A consultant gets his own; leaders get all, or those of one owner.
    """
    today = viewer.today(now)
    late = func.count().filter(Lead.next_touch_due_on < today).over()
    statement = (
        _due(session, viewer, today, owner_id)
        .add_columns(func.count().over().label("total"), late.label("overdue"))
        .order_by(Lead.tier, Lead.next_touch_due_on, Lead.id)
        .limit(limit)
    )
    rows = session.execute(statement).all()
    return DueList(
        total=rows[0].total if rows else 0,
        overdue=rows[0].overdue if rows else 0,
        rows=tuple(_row(viewer, row, today) for row in rows),
    )


def due_by_owner(session: Session, viewer: Actor, *, now: datetime) -> list[OwnerDue]:
    """What each consultant still has to touch, the one with most overdue A first."""
    today = viewer.today(now)
    late = func.count().filter(Lead.next_touch_due_on < today)
    a_late = func.count().filter(Lead.next_touch_due_on < today, Lead.tier == Tier.A)
    rows = session.execute(
        select(Staff.id, Staff.name, func.count().label("due"), late.label("late"), a_late.label("a_late"))
        .join(Staff, Staff.id == Lead.owner_id)
        .where(
            Lead.store_id == viewer.store_id,
            is_due(session, viewer, today),
        )
        .group_by(Staff.id, Staff.name)
        .order_by(a_late.desc(), late.desc(), Staff.id)
    )
    return [
        OwnerDue(staff_id=row.id, name=row.name, due=row.due, overdue=row.late, a_overdue=row.a_late)
        for row in rows
    ]


def _due(session: Session, viewer: Actor, today: date, owner_id: int | None) -> Select[*tuple[Any, ...]]:
    statement: Select[*tuple[Any, ...]] = (
        select(
            Lead.id,
            Lead.owner_id,
            Lead.tier,
            Lead.model_text,
            Lead.next_touch_due_on,
            Lead.last_touch_at,
            Lead.touch_count,
            Lead.remark,
            Customer.name,
            Customer.phone,
            Customer.phone_as_given,
            CarModel.name.label("model"),
            Staff.name.label("owner"),
        )
        .join(Customer, Customer.id == Lead.customer_id)
        .outerjoin(CarModel, CarModel.id == Lead.model_id)
        .outerjoin(Staff, Staff.id == Lead.owner_id)
        .where(
            Lead.store_id == viewer.store_id,
            is_due(session, viewer, today),
        )
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        owner_id = viewer.staff_id
    return statement if owner_id is None else statement.where(Lead.owner_id == owner_id)


def _row(viewer: Actor, row: Any, today: date) -> DueLead:
    person = shown(viewer, row.owner_id, row.name, row.phone, row.phone_as_given)
    return DueLead(
        id=row.id,
        customer=person.name,
        phone=person.phone,
        model=row.model or row.model_text,
        tier=row.tier,
        owner_id=row.owner_id,
        owner=row.owner or "",
        due_on=row.next_touch_due_on,
        days_over=(today - row.next_touch_due_on).days,
        last_touch_at=row.last_touch_at,
        touches=row.touch_count,
        note=row.remark,
    )
