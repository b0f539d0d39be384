"""Leads that wait for their first touch, the one that runs out first on top (Rules L2, L9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.core.hours import HoursPolicy
from salesops.leads.queries.people import shown
from salesops.leads.rules import first_touch
from salesops.leads.rules.first_touch import Urgency
from salesops.leads.rules.policies import FirstTouchPolicy
from salesops.models import CarModel, Channel, Customer, Lead, Staff
from salesops.models.enums import ChannelKind, LeadStatus, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLead:
    """A lead whose first-touch clock runs."""

    id: int
    customer: str
    phone: str
    channel: str
    model: str
    model_id: int | None
    tier: Tier
    remark: str
    owner_id: int | None
    owner: str
    received_at: datetime
    due_at: datetime
    amber_at: datetime
    urgency: Urgency
    may_touch: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The leads that wait: how many in all, and the most urgent of them."""

    total: int
    rows: tuple[WaitingLead, ...]

    def breached(self) -> int:
        """How many of those shown are over their limit."""
        return sum(row.urgency is Urgency.BREACHED for row in self.rows)

    def within(self, span: timedelta, *, now: datetime) -> int:
        """How many of those shown run out within a time from now."""
        return sum(now < row.due_at <= now + span for row in self.rows)


def waiting_leads(session: Session, viewer: Actor, *, now: datetime, limit: int = 50) -> Waiting:
    """Leads without a first touch by due time: a consultant's own and the pool's, a leader's all.

    One statement, bounded; the total counts also those that are not listed.
    """
    statement = (
        select(
            Lead.id,
            Lead.owner_id,
            Lead.model_id,
            Lead.model_text,
            Lead.tier,
            Lead.remark,
            Lead.received_at,
            Lead.first_touch_due_at,
            Customer.name,
            Customer.phone,
            Customer.phone_as_given,
            Channel.name.label("channel"),
            Channel.kind,
            Channel.first_touch_minutes,
            CarModel.name.label("model"),
            Staff.name.label("owner"),
            func.count().over().label("total"),
        )
        .join(Customer, Customer.id == Lead.customer_id)
        .join(Channel, Channel.id == Lead.channel_id)
        .outerjoin(CarModel, CarModel.id == Lead.model_id)
        .outerjoin(Staff, Staff.id == Lead.owner_id)
        .where(
            Lead.store_id == viewer.store_id,
            Lead.status == LeadStatus.NEW,
            Lead.first_touched_at.is_(None),
        )
        .order_by(Lead.first_touch_due_at, Lead.id)
        .limit(limit)
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(Lead.owner_id == viewer.staff_id)
    rows = session.execute(statement).all()
    clock = _Clock(session, viewer, now)
    return Waiting(total=rows[0].total if rows else 0, rows=tuple(_row(viewer, row, clock) for row in rows))


class _Clock:
    """Reckons when a lead turns amber, and how it stands now."""

    def __init__(self, session: Session, viewer: Actor, now: datetime) -> None:
        self._policy = load(session, viewer.store_id, FirstTouchPolicy)
        self._hours = load(session, viewer.store_id, HoursPolicy).hours()
        self._viewer = viewer
        self._now = now

    def amber_at(self, row: Any) -> datetime:
        limit = first_touch.limit(ChannelKind(row.kind), row.first_touch_minutes, self._policy)
        received = self._viewer.local(row.received_at)
        return first_touch.amber_at(received, hours=self._hours, limit=limit, policy=self._policy)

    def urgency(self, amber_at: datetime, due_at: datetime) -> Urgency:
        return first_touch.urgency(self._now, amber_at=amber_at, due_at=due_at)


def _row(viewer: Actor, row: Any, clock: _Clock) -> WaitingLead:
    person = shown(viewer, row.owner_id, row.name, row.phone, row.phone_as_given)
    amber_at = clock.amber_at(row)
    return WaitingLead(
        id=row.id,
        customer=person.name,
        phone=person.phone,
        channel=row.channel,
        model=row.model or row.model_text,
        model_id=row.model_id,
        tier=row.tier,
        remark=row.remark,
        owner_id=row.owner_id,
        owner=row.owner or "",
        received_at=row.received_at,
        due_at=row.first_touch_due_at,
        amber_at=amber_at,
        urgency=clock.urgency(amber_at, row.first_touch_due_at),
        may_touch=person.in_full,
    )
