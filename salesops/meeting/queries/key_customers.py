"""Key customers: host, points to stress, and when they are expected (Rule M6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import Session, aliased

from salesops.access import masking
from salesops.access.actors import Actor
from salesops.models import Appointment, CarModel, Customer, Opportunity, Staff
from salesops.models.enums import AppointmentStatus, Profile, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyCustomer:
    """One key customer; the name is masked for who may not see it."""

    id: int
    name: str
    profile: Profile
    host_id: int | None
    host: str
    owner: str
    points: str
    model_id: int | None
    model: str
    stage: Stage | None
    next_visit: datetime | None
    visible: bool
    """Whether the viewer sees the customer in full."""


def key_customers(session: Session, viewer: Actor, *, now: datetime, limit: int = 40) -> list[KeyCustomer]:
    """Those marked as key; who is expected next comes first."""
    found = _found(session, viewer, Customer.is_key.is_(True), now=now, limit=limit)
    return sorted(found, key=lambda each: (each.next_visit or datetime.max.replace(tzinfo=UTC), each.id))


def candidates(
    session: Session, viewer: Actor, *, now: datetime, words: str, limit: int = 10
) -> list[KeyCustomer]:
    """Customers not marked yet whose name or pinyin begins with what was typed, to be marked as key."""
    begun = words.strip()
    if not begun:
        return []
    wanted = Customer.is_key.is_(False) & (
        Customer.name.startswith(begun, autoescape=True)
        | Customer.pinyin.startswith(begun.lower(), autoescape=True)
    )
    return _found(session, viewer, wanted, now=now, limit=limit)


def _found(
    session: Session, viewer: Actor, wanted: ColumnElement[bool], *, now: datetime, limit: int
) -> list[KeyCustomer]:
    host, owner = aliased(Staff), aliased(Staff)
    next_visit = (
        select(func.min(Appointment.at))
        .where(
            Appointment.store_id == viewer.store_id,
            Appointment.customer_id == Customer.id,
            Appointment.status == AppointmentStatus.BOOKED,
            Appointment.day >= viewer.today(now),
        )
        .correlate(Customer)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Customer,
            host.name.label("host"),
            owner.name.label("owner"),
            Opportunity.model_id,
            Opportunity.stage,
            CarModel.name.label("model"),
            next_visit.label("next_visit"),
        )
        .outerjoin(host, host.id == Customer.host_id)
        .outerjoin(owner, owner.id == Customer.owner_id)
        .outerjoin(
            Opportunity,
            (Opportunity.store_id == Customer.store_id)
            & (Opportunity.customer_id == Customer.id)
            & Opportunity.closed_on.is_(None),
        )
        .outerjoin(CarModel, CarModel.id == Opportunity.model_id)
        .where(Customer.store_id == viewer.store_id, Customer.anonymised_at.is_(None), wanted)
        .order_by(Customer.id)
        .limit(limit)
    )
    return [_row(viewer, row) for row in rows]


def _row(viewer: Actor, row: Row[*tuple[Any, ...]]) -> KeyCustomer:
    customer: Customer = row[0]
    visible = masking.sees_customer(viewer, customer.owner_id) or (
        viewer.staff_id is not None and customer.host_id == viewer.staff_id
    )
    return KeyCustomer(
        id=customer.id,
        name=customer.name if visible else masking.mask_name(customer.name),
        profile=customer.profile,
        host_id=customer.host_id,
        host=row.host or "",
        owner=row.owner or "",
        points=customer.key_points if visible else "",
        model_id=row.model_id,
        model=row.model or "",
        stage=row.stage,
        next_visit=row.next_visit,
        visible=visible,
    )
