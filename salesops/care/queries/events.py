"""Owner events: what is planned, who is invited, whom to invite next, and what came of it (Rule C2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, case, exists, func, select
from sqlalchemy.orm import Session, aliased

from salesops.access import masking
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.care.rules import events as rules
from salesops.care.rules.policies import CarePolicy
from salesops.core.i18n import Message
from salesops.models import Customer, EventGuest, Order, Staff, StoreEvent
from salesops.models.enums import (
    ConsentPurpose,
    EventKind,
    GuestStatus,
    OrderStatus,
)
from salesops.planning.queries.consents import consents


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An owner event with its guests counted, and what guests did in the time after it."""

    id: int
    kind: EventKind
    title: str
    starts_at: datetime
    day: date
    capacity: int
    invited: int
    accepted: int
    came: int
    declined: int
    no_show: int
    referrals: int
    """Orders that guests who came brought, within the days in which results count."""
    repeat_orders: int
    over: bool
    result_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestRow:
    """One invitation."""

    id: int
    event_id: int
    customer_id: int
    customer: str
    phone: str
    staff: str
    status: GuestStatus
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An owner to invite, with the reasons for his place in the list."""

    customer_id: int
    customer: str
    owner: str
    reasons: tuple[Message, ...]
    spent: Decimal
    last_delivery: date | None
    consented: bool


def owner_events(session: Session, viewer: Actor, *, now: datetime, limit: int = 30) -> list[EventRow]:
    """Owner events, those to come first, then the past ones, the newest first."""
    days = load(session, viewer.store_id, CarePolicy).event_days
    count = {status: func.count(case((EventGuest.status == status, 1))) for status in GuestStatus}
    rows = session.execute(
        select(StoreEvent, func.count(EventGuest.id), *count.values())
        .outerjoin(EventGuest, EventGuest.event_id == StoreEvent.id)
        .where(StoreEvent.store_id == viewer.store_id, StoreEvent.kind.in_(rules.OWNER_EVENTS))
        .group_by(StoreEvent.id)
        .order_by(StoreEvent.starts_at.desc())
        .limit(limit)
    ).all()
    brought = _orders_after(session, viewer, Order.referrer_id, days)
    bought = _orders_after(session, viewer, Order.customer_id, days)
    found = []
    for row in rows:
        event: StoreEvent = row[0]
        by_status = dict(zip(count, row[2:], strict=True))
        found.append(
            EventRow(
                id=event.id,
                kind=event.kind,
                title=event.title,
                starts_at=event.starts_at,
                day=event.day,
                capacity=event.capacity,
                invited=row[1],
                accepted=by_status[GuestStatus.ACCEPTED],
                came=by_status[GuestStatus.CAME],
                declined=by_status[GuestStatus.DECLINED],
                no_show=by_status[GuestStatus.NO_SHOW],
                referrals=brought.get(event.id, 0),
                repeat_orders=bought.get(event.id, 0),
                over=event.starts_at <= now,
                result_note=event.result_note,
            )
        )
    coming = sorted((event for event in found if not event.over), key=lambda event: event.starts_at)
    return coming + [event for event in found if event.over]


def guests(session: Session, viewer: Actor, *, event_id: int, limit: int = 300) -> list[GuestRow]:
    """The guests of an event by name."""
    rows = session.execute(
        select(EventGuest, Customer.name, Customer.phone, Customer.owner_id, Staff.name)
        .join(Customer, Customer.id == EventGuest.customer_id)
        .outerjoin(Staff, Staff.id == EventGuest.staff_id)
        .where(EventGuest.store_id == viewer.store_id, EventGuest.event_id == event_id)
        .order_by(Customer.name, EventGuest.id)
        .limit(limit)
    )
    return [
        GuestRow(
            id=guest.id,
            event_id=guest.event_id,
            customer_id=guest.customer_id,
            customer=masking.shown_name(viewer, owner, name),
            phone=masking.shown_phone(viewer, owner, phone),
            staff=staff or "",
            status=guest.status,
            own=masking.sees_customer(viewer, owner) or guest.staff_id == viewer.staff_id,
        )
        for guest, name, phone, owner, staff in rows
    ]


def candidates(session: Session, viewer: Actor, *, event_id: int, limit: int = 40) -> list[Candidate]:
    """Owners who are not invited yet, the most valuable first; a consultant's own (Rules C2, Z1)."""
    rows = session.execute(_candidates(viewer, event_id).limit(limit * 3)).all()
    by_id = {row.id: row for row in rows}
    ranked = rules.by_value(
        rules.Owner(
            customer_id=row.id,
            is_key=row.is_key,
            referrals=row.referrals or 0,
            cars=row.cars,
            spent=row.spent or Decimal(0),
            last_delivery=row.last_delivery,
        )
        for row in rows
    )[:limit]
    said = consents(session, viewer.store_id, [owner.customer_id for owner in ranked])
    return [_candidate(viewer, by_id[owner.customer_id], owner, said) for owner in ranked]


def _candidates(viewer: Actor, event_id: int) -> Any:
    brought = aliased(Order)
    referrals = (
        select(func.count())
        .where(
            brought.store_id == viewer.store_id,
            brought.referrer_id == Customer.id,
            brought.status != OrderStatus.CANCELLED,
        )
        .correlate(Customer)
        .scalar_subquery()
    )
    invited = (
        select(EventGuest.id)
        .where(EventGuest.event_id == event_id, EventGuest.customer_id == Customer.id)
        .exists()
    )
    statement = (
        select(
            Customer.id,
            Customer.name,
            Customer.owner_id,
            Customer.is_key,
            Staff.name.label("owner"),
            referrals.label("referrals"),
            func.count(Order.id).label("cars"),
            func.sum(Order.price).label("spent"),
            func.max(Order.delivered_on).label("last_delivery"),
        )
        .join(Order, and_(Order.customer_id == Customer.id, Order.status == OrderStatus.DELIVERED))
        .outerjoin(Staff, Staff.id == Customer.owner_id)
        .where(Customer.store_id == viewer.store_id, Customer.anonymised_at.is_(None), ~invited)
        .group_by(Customer.id, Staff.name)
        .order_by(
            Customer.is_key.desc(),
            referrals.desc(),
            func.count(Order.id).desc(),
            func.sum(Order.price).desc(),
        )
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(Customer.owner_id == viewer.staff_id)
    return statement


def _candidate(viewer: Actor, row: Any, owner: rules.Owner, said: Any) -> Candidate:
    ways = said.get(row.id, {})
    return Candidate(
        customer_id=row.id,
        customer=masking.shown_name(viewer, row.owner_id, row.name),
        owner=row.owner or "",
        reasons=rules.reasons(owner),
        spent=owner.spent,
        last_delivery=owner.last_delivery,
        consented=any(yes for (_way, purpose), yes in ways.items() if purpose is ConsentPurpose.MARKETING),
    )


def _orders_after(session: Session, viewer: Actor, who: Any, days: int) -> dict[int, int]:
    """Per event the orders, by the column that names the guest, in the days after it; of guests who owned a car then."""
    earlier = aliased(Order)
    owned = exists().where(
        earlier.store_id == viewer.store_id,
        earlier.customer_id == EventGuest.customer_id,
        earlier.delivered_on <= StoreEvent.day,
    )
    rows: Sequence[Any] = session.execute(
        select(StoreEvent.id, StoreEvent.day, Order.id.label("order_id"), Order.ordered_on)
        .join(EventGuest, and_(EventGuest.event_id == StoreEvent.id, EventGuest.status == GuestStatus.CAME))
        .join(Order, and_(who == EventGuest.customer_id, Order.ordered_on > StoreEvent.day))
        .where(
            StoreEvent.store_id == viewer.store_id,
            StoreEvent.kind.in_(rules.OWNER_EVENTS),
            Order.store_id == viewer.store_id,
            Order.status != OrderStatus.CANCELLED,
            owned,
        )
        .group_by(StoreEvent.id, StoreEvent.day, Order.id, Order.ordered_on)
    ).all()
    found: dict[int, int] = {}
    for row in rows:
        if row.ordered_on <= row.day + timedelta(days=days):
            found[row.id] = found.get(row.id, 0) + 1
    return found
