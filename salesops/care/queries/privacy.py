"""Whose data have outlived their purpose, and everything that is kept of one customer (Rule Z3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from salesops.access import masking
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.care.rules import privacy as rules
from salesops.care.rules.policies import PrivacyPolicy
from salesops.models import (
    Appointment,
    Customer,
    Lead,
    Opportunity,
    Order,
    ReferralEntry,
    Staff,
    Touch,
    Visit,
)
from salesops.models.enums import OrderStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpiredProspects:
    """How many prospects have outlived the retention time, and since which day nobody spoke with them."""

    count: int
    since: date
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCustomer:
    """A customer that a search found."""

    id: int
    customer: str
    phone: str
    owner: str
    bought: bool
    birthday: date | None
    birthday_is_lunar: bool


def expired_prospects(session: Session, viewer: Actor, *, now: datetime) -> ExpiredProspects:
    """How many prospects are to be anonymised (Rule Z3)."""
    months = load(session, viewer.store_id, PrivacyPolicy).retention_months
    count = session.scalar(select(func.count()).select_from(expired(session, viewer, now=now).subquery()))
    since = rules.retention_ends(viewer.today(now), months=months)
    return ExpiredProspects(count=count or 0, since=since, months=months)


def expired(session: Session, viewer: Actor, *, now: datetime) -> Select[int]:
    """Ids of unsold customers with whom nothing has happened since the retention time."""
    months = load(session, viewer.store_id, PrivacyPolicy).retention_months
    day = rules.retention_ends(viewer.today(now), months=months)
    moment = datetime.combine(day, time(0), tzinfo=viewer.zone).astimezone(UTC)
    alive = (
        exists().where(
            Order.store_id == viewer.store_id,
            Order.customer_id == Customer.id,
            or_(Order.status != OrderStatus.CANCELLED, Order.ordered_on >= day),
        ),
        _happened(viewer, Touch, Touch.at >= moment),
        _happened(viewer, Visit, Visit.day >= day),
        _happened(viewer, Lead, Lead.received_on >= day),
        _happened(viewer, Appointment, Appointment.day >= day),
        _happened(viewer, Opportunity, Opportunity.last_progress_on >= day),
        _happened(viewer, ReferralEntry, ReferralEntry.at >= moment),
    )
    return (
        select(Customer.id)
        .where(
            Customer.store_id == viewer.store_id,
            Customer.anonymised_at.is_(None),
            Customer.created_at < moment,
            *(~each for each in alive),
        )
        .order_by(Customer.id)
    )


def sold_last(session: Session, viewer: Actor, customer_id: int) -> date | None:
    """When the customer last bought: his newest order that was not cancelled."""
    return session.scalar(
        select(func.max(func.coalesce(Order.delivered_on, Order.ordered_on))).where(
            Order.store_id == viewer.store_id,
            Order.customer_id == customer_id,
            Order.status != OrderStatus.CANCELLED,
        )
    )


def find_customers(session: Session, viewer: Actor, *, words: str, limit: int = 20) -> list[FoundCustomer]:
    """Living customers whose name, pinyin or telephone holds the words; a consultant's own."""
    wanted = words.strip()
    if len(wanted) < 2 and not (wanted and not wanted.isascii()):
        return []
    bought = (
        exists()
        .where(Order.customer_id == Customer.id, Order.status == OrderStatus.DELIVERED)
        .label("bought")
    )
    statement = (
        select(Customer, Staff.name, bought)
        .outerjoin(Staff, Staff.id == Customer.owner_id)
        .where(
            Customer.store_id == viewer.store_id,
            Customer.anonymised_at.is_(None),
            or_(
                Customer.name.contains(wanted, autoescape=True),
                Customer.pinyin.contains(wanted.lower(), autoescape=True),
                Customer.phone.contains(wanted.replace(" ", ""), autoescape=True),
            ),
        )
        .order_by(Customer.name, Customer.id)
        .limit(limit)
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(Customer.owner_id == viewer.staff_id)
    return [
        FoundCustomer(
            id=row.id,
            customer=masking.shown_name(viewer, row.owner_id, row.name),
            phone=masking.shown_phone(viewer, row.owner_id, row.phone),
            owner=owner or "",
            bought=has_bought,
            birthday=row.birthday,
            birthday_is_lunar=row.birthday_is_lunar,
        )
        for row, owner, has_bought in session.execute(statement)
    ]


def _happened(viewer: Actor, table: Any, when: Any) -> Any:
    return exists().where(and_(table.store_id == viewer.store_id, table.customer_id == Customer.id, when))
