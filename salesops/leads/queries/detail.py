"""One lead: what is known, and everything that happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from salesops.access.actors import Actor
from salesops.access.masking import sees_customer
from salesops.core.errors import NotFound
from salesops.core.i18n import N_, Message
from salesops.leads.queries.people import Person, shown
from salesops.leads.queries.reasons import messages
from salesops.models import (
    Appointment,
    Assignment,
    CarModel,
    Channel,
    Customer,
    Lead,
    LeadSource,
    LossRequest,
    Staff,
    TierChange,
    Touch,
)
from salesops.models.enums import LeadStatus, SetBy, Tier, TradeGrade

MOST = 40


class What(StrEnum):
    """Kinds of things that happen to a lead."""

    ARRIVED = "arrived"
    TOUCHED = "touched"
    TIERED = "tiered"
    ASSIGNED = "assigned"
    APPOINTED = "appointed"
    LOSS = "loss"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happened to a lead: when, what, by whom, with the words that belong to it."""

    at: datetime
    what: What
    said: tuple[Message, ...]
    by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadDetail:
    """All that is known of a lead."""

    id: int
    customer_id: int
    person: Person
    city: str
    channel: str
    campaign: str
    model_id: int | None
    model: str
    budget_low: Decimal | None
    budget_high: Decimal | None
    horizon_days: int | None
    horizon_text: str
    remark: str
    status: LeadStatus
    tier: Tier
    grade: TradeGrade
    set_by: SetBy
    reasons: tuple[Message, ...]
    owner_id: int | None
    owner: str
    assign_reasons: tuple[Message, ...]
    received_at: datetime
    first_due_at: datetime
    first_touched_at: datetime | None
    touches: int
    next_touch_due_on: date | None


def lead_detail(session: Session, viewer: Actor, *, lead_id: int) -> LeadDetail:
    """What is known of a lead. Raises NotFound."""
    row = session.execute(_lead(viewer.store_id, lead_id)).one_or_none()
    if row is None:
        raise NotFound(N_("This lead does not exist any more."))
    lead: Lead = row.Lead
    person = shown(viewer, lead.owner_id, row.name, row.phone, row.phone_as_given)
    return LeadDetail(
        id=lead.id,
        customer_id=lead.customer_id,
        person=person,
        city=row.city,
        channel=row.channel,
        campaign=lead.campaign,
        model_id=lead.model_id,
        model=row.model or lead.model_text,
        budget_low=lead.budget_low,
        budget_high=lead.budget_high,
        horizon_days=lead.horizon_days,
        horizon_text=lead.horizon_text,
        remark=lead.remark,
        status=lead.status,
        tier=lead.tier,
        grade=lead.trade_grade,
        set_by=lead.tier_set_by,
        reasons=messages(lead.tier_reasons),
        owner_id=lead.owner_id,
        owner=row.owner or "",
        assign_reasons=messages(lead.assign_reasons),
        received_at=lead.received_at,
        first_due_at=lead.first_touch_due_at,
        first_touched_at=lead.first_touched_at,
        touches=lead.touch_count,
        next_touch_due_on=lead.next_touch_due_on,
    )


def _lead(store_id: int, lead_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Lead,
            Customer.name,
            Customer.phone,
            Customer.phone_as_given,
            Customer.city,
            Channel.name.label("channel"),
            CarModel.name.label("model"),
            Staff.name.label("owner"),
        )
        .join(Customer, Customer.id == Lead.customer_id)
        .join(Channel, Channel.id == Lead.channel_id)
        .outerjoin(CarModel, CarModel.id == Lead.model_id)
        .outerjoin(Staff, Staff.id == Lead.owner_id)
        .where(Lead.store_id == store_id, Lead.id == lead_id)
    )


def timeline(session: Session, viewer: Actor, *, lead_id: int) -> list[Happening]:
    """What happened to a lead, the latest first: arrivals, touches, tiers, owners, appointments, losses.

    Empty for who may not see the customer.
    """
    owner_id = session.scalar(
        select(Lead.owner_id).where(Lead.store_id == viewer.store_id, Lead.id == lead_id)
    )
    if not sees_customer(viewer, owner_id):
        return []
    parts = (_arrivals, _touches, _tiers, _assignments, _appointments, _losses)
    found = [happening for part in parts for happening in part(session, viewer.store_id, lead_id)]
    return sorted(found, key=lambda each: each.at, reverse=True)[:MOST]


def _arrivals(session: Session, store_id: int, lead_id: int) -> list[Happening]:
    rows = session.execute(
        select(LeadSource.received_at, Channel.name)
        .join(Channel, Channel.id == LeadSource.channel_id)
        .where(LeadSource.store_id == store_id, LeadSource.lead_id == lead_id)
        .order_by(LeadSource.id.desc())
        .limit(MOST)
    )
    return [
        _happening(row.received_at, What.ARRIVED, Message(N_("Arrived via {channel}"), {"channel": row.name}))
        for row in rows
    ]


def _touches(session: Session, store_id: int, lead_id: int) -> list[Happening]:
    rows = session.execute(
        select(Touch.at, Touch.kind, Touch.outcome, Touch.objection, Touch.note, Staff.name)
        .join(Staff, Staff.id == Touch.staff_id)
        .where(Touch.store_id == store_id, Touch.lead_id == lead_id)
        .order_by(Touch.id.desc())
        .limit(MOST)
    )
    found = []
    for row in rows:
        said = [Message(N_("{kind}: {outcome}"), {"kind": row.kind, "outcome": row.outcome})]
        if row.objection is not None:
            said.append(Message(N_("Objection: {objection}"), {"objection": row.objection}))
        found.append(_happening(row.at, What.TOUCHED, *said, by=row.name, note=row.note))
    return found


def _tiers(session: Session, store_id: int, lead_id: int) -> list[Happening]:
    rows = session.execute(
        select(TierChange.at, TierChange.tier_after, TierChange.reasons, TierChange.set_by, Staff.name)
        .outerjoin(Staff, Staff.id == TierChange.staff_id)
        .where(TierChange.store_id == store_id, TierChange.lead_id == lead_id)
        .order_by(TierChange.id.desc())
        .limit(MOST)
    )
    return [
        _happening(
            row.at,
            What.TIERED,
            Message(N_("Tier {tier}"), {"tier": row.tier_after.value}),
            *messages(row.reasons),
            by=(row.name or "") if row.set_by is SetBy.PERSON else "",
        )
        for row in rows
    ]


def _assignments(session: Session, store_id: int, lead_id: int) -> list[Happening]:
    after, by = aliased(Staff), aliased(Staff)
    rows = session.execute(
        select(Assignment.at, Assignment.reasons, after.name.label("after"), by.name.label("by"))
        .outerjoin(after, after.id == Assignment.staff_id)
        .outerjoin(by, by.id == Assignment.by_staff_id)
        .where(Assignment.store_id == store_id, Assignment.lead_id == lead_id)
        .order_by(Assignment.id.desc())
        .limit(MOST)
    )
    return [
        _happening(row.at, What.ASSIGNED, _went_to(row), *messages(row.reasons), by=row.by or "")
        for row in rows
    ]


def _went_to(row: Any) -> Message:
    return (
        Message(N_("Went to {name}"), {"name": row.after}) if row.after else Message(N_("Back to the pool"))
    )


def _appointments(session: Session, store_id: int, lead_id: int) -> list[Happening]:
    rows = session.execute(
        select(Appointment.made_at, Appointment.at, Appointment.kind, Appointment.status, Staff.name)
        .join(Staff, Staff.id == Appointment.staff_id)
        .where(Appointment.store_id == store_id, Appointment.lead_id == lead_id)
        .order_by(Appointment.id.desc())
        .limit(MOST)
    )
    return [
        _happening(
            row.made_at,
            What.APPOINTED,
            Message(
                N_("{kind} agreed for {time}: {status}"),
                {"kind": row.kind, "time": row.at, "status": row.status},
            ),
            by=row.name,
        )
        for row in rows
    ]


def _losses(session: Session, store_id: int, lead_id: int) -> list[Happening]:
    rows = session.execute(
        select(LossRequest.asked_at, LossRequest.reason, LossRequest.status, LossRequest.detail, Staff.name)
        .outerjoin(Staff, Staff.id == LossRequest.staff_id)
        .where(LossRequest.store_id == store_id, LossRequest.lead_id == lead_id)
        .order_by(LossRequest.id.desc())
        .limit(MOST)
    )
    return [
        _happening(
            row.asked_at,
            What.LOSS,
            Message(N_("Loss asked for: {reason} ({status})"), {"reason": row.reason, "status": row.status}),
            by=row.name or "",
            note=row.detail,
        )
        for row in rows
    ]


def _happening(at: datetime, what: What, *said: Message, by: str = "", note: str = "") -> Happening:
    return Happening(at=at, what=what, said=said, by=by, note=note)
