"""Leads to look through: by tier, page by page, and by name, number or pinyin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import Message
from salesops.leads.queries.due import is_due
from salesops.leads.queries.filters import Filter
from salesops.leads.queries.people import shown
from salesops.leads.queries.reasons import messages
from salesops.leads.queries.roster import OPEN
from salesops.models import CarModel, Channel, Customer, Lead, Staff
from salesops.models.enums import LeadStatus, SetBy, Tier, TradeGrade


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadRow:
    """A lead in a list."""

    id: int
    customer: str
    phone: str
    channel: str
    model: str
    tier: Tier
    grade: TradeGrade
    set_by: SetBy
    reasons: tuple[Message, ...]
    status: LeadStatus
    owner_id: int | None
    owner: str
    received_on: date
    last_touch_at: datetime | None
    next_touch_due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TierCount:
    """Open leads of a tier."""

    tier: Tier
    leads: int
    untouched: int
    overdue: int


def tier_leads(
    session: Session, viewer: Actor, *, wanted: Filter, after_id: int | None = None, limit: int = 20
) -> list[LeadRow]:
    """Open leads, newest first, a page after the lead `after_id` (paging by key, quick on any page)."""
    statement = _leads(viewer).where(Lead.status.in_(OPEN)).order_by(Lead.id.desc()).limit(limit)
    if after_id is not None:
        statement = statement.where(Lead.id < after_id)
    statement = statement.where(*wanted.conditions())
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(Lead.owner_id == viewer.staff_id)
    return [_row(viewer, row) for row in session.execute(statement)]


def tier_counts(session: Session, viewer: Actor, *, now: datetime) -> list[TierCount]:
    """Open leads by tier; a consultant's own."""
    today = viewer.today(now)
    statement = (
        select(
            Lead.tier,
            func.count().label("leads"),
            func.count().filter(Lead.first_touched_at.is_(None)).label("untouched"),
            func.count()
            .filter(is_due(session, viewer, today), Lead.next_touch_due_on < today)
            .label("overdue"),
        )
        .where(Lead.store_id == viewer.store_id, Lead.status.in_(OPEN))
        .group_by(Lead.tier)
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(Lead.owner_id == viewer.staff_id)
    found = {row.tier: row for row in session.execute(statement)}
    return [
        TierCount(
            tier=tier,
            leads=found[tier].leads if tier in found else 0,
            untouched=found[tier].untouched if tier in found else 0,
            overdue=found[tier].overdue if tier in found else 0,
        )
        for tier in Tier
    ]


def search_leads(session: Session, viewer: Actor, *, text: str, limit: int = 20) -> list[LeadRow]:
    """Leads by a part of the name, of the telephone number (three digits at least), or of the pinyin.

    A consultant finds only his own customers: whose name is masked is not to be guessed by searching.
    """
    asked = text.strip().lower().replace(" ", "")
    if not asked:
        return []
    pattern = f"%{asked.replace('%', '').replace('_', '')}%"
    matches = [func.lower(Customer.name).like(pattern), Customer.pinyin.like(pattern)]
    if asked.lstrip("+").isdigit() and len(asked) >= 3:
        matches.append(Customer.phone.like(pattern))
    statement = (
        _leads(viewer)
        .where(or_(*matches))
        .order_by(Lead.status.in_(OPEN).desc(), Lead.id.desc())
        .limit(limit)
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(Lead.owner_id == viewer.staff_id)
    return [_row(viewer, row) for row in session.execute(statement)]


def _leads(viewer: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Lead.id,
            Lead.owner_id,
            Lead.model_text,
            Lead.tier,
            Lead.trade_grade,
            Lead.tier_set_by,
            Lead.tier_reasons,
            Lead.status,
            Lead.received_on,
            Lead.last_touch_at,
            Lead.next_touch_due_on,
            Customer.name,
            Customer.phone,
            Customer.phone_as_given,
            Channel.name.label("channel"),
            CarModel.name.label("model"),
            Staff.name.label("owner"),
        )
        .join(Customer, and_(Customer.id == Lead.customer_id, Customer.store_id == Lead.store_id))
        .join(Channel, Channel.id == Lead.channel_id)
        .outerjoin(CarModel, CarModel.id == Lead.model_id)
        .outerjoin(Staff, Staff.id == Lead.owner_id)
        .where(Lead.store_id == viewer.store_id)
    )


def _row(viewer: Actor, row: Any) -> LeadRow:
    person = shown(viewer, row.owner_id, row.name, row.phone, row.phone_as_given)
    return LeadRow(
        id=row.id,
        customer=person.name,
        phone=person.phone,
        channel=row.channel,
        model=row.model or row.model_text,
        tier=row.tier,
        grade=row.trade_grade,
        set_by=row.tier_set_by,
        reasons=messages(row.tier_reasons),
        status=row.status,
        owner_id=row.owner_id,
        owner=row.owner or "",
        received_on=row.received_on,
        last_touch_at=row.last_touch_at,
        next_touch_due_on=row.next_touch_due_on,
    )
