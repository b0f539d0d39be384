"""Complaints: what is open, what was settled, and how long that took (Rule T1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from salesops.access import masking
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.models import Complaint, Customer, Order, Staff
from salesops.models.enums import ComplaintTopic, OrderStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintRow:
    """What a customer complained of, and how it ended."""

    id: int
    day: date
    topic: ComplaintTopic
    words: str
    customer: str
    order_no: str
    staff: str
    settled_on: date | None
    settled_by: str
    settlement: str
    days_open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Complainant:
    """Somebody who may complain: a customer with his newest order."""

    customer_id: int
    order_id: int
    customer: str
    order_no: str


def complaints(
    session: Session, viewer: Actor, *, now: datetime, since: date, limit: int = 300
) -> list[ComplaintRow]:
    """Open complaints, the oldest first, then those settled since a day; a consultant's own."""
    today = viewer.today(now)
    by = aliased(Staff)
    statement = (
        select(Complaint, Customer.name, Customer.owner_id, Order.order_no, Staff.name, by.name)
        .outerjoin(Customer, Customer.id == Complaint.customer_id)
        .outerjoin(Order, Order.id == Complaint.order_id)
        .outerjoin(Staff, Staff.id == Complaint.staff_id)
        .outerjoin(by, by.id == Complaint.settled_by)
        .where(
            Complaint.store_id == viewer.store_id,
            or_(Complaint.settled_on.is_(None), Complaint.settled_on >= since),
        )
        .order_by(Complaint.settled_on.is_not(None), Complaint.day, Complaint.id)
        .limit(limit)
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(
            or_(Complaint.staff_id == viewer.staff_id, Customer.owner_id == viewer.staff_id)
        )
    found = [
        ComplaintRow(
            id=row.id,
            day=row.day,
            topic=row.topic,
            words=row.words,
            customer=masking.shown_name(viewer, owner, name or ""),
            order_no=order_no or "",
            staff=staff or "",
            settled_on=row.settled_on,
            settled_by=settler or "",
            settlement=row.settlement,
            days_open=((row.settled_on or today) - row.day).days,
        )
        for row, name, owner, order_no, staff, settler in session.execute(statement)
    ]
    still_open = [row for row in found if row.settled_on is None]
    settled = sorted(
        (row for row in found if row.settled_on), key=lambda row: row.settled_on or today, reverse=True
    )
    return still_open + settled


def complainants(session: Session, viewer: Actor, *, since: date, limit: int = 400) -> list[Complainant]:
    """Customers with an order since a day, to choose from; a consultant's own."""
    statement = (
        select(Order.id, Order.order_no, Order.customer_id, Customer.name, Customer.owner_id)
        .join(Customer, Customer.id == Order.customer_id)
        .where(
            Order.store_id == viewer.store_id,
            Order.ordered_on >= since,
            Order.status != OrderStatus.CANCELLED,
            Customer.anonymised_at.is_(None),
        )
        .order_by(Order.ordered_on.desc(), Order.id.desc())
        .limit(limit)
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(Customer.owner_id == viewer.staff_id)
    return [
        Complainant(
            customer_id=row.customer_id,
            order_id=row.id,
            customer=masking.shown_name(viewer, row.owner_id, row.name),
            order_no=row.order_no,
        )
        for row in session.execute(statement)
    ]
