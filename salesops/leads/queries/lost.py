"""Losses: those to decide on, those to call back, those decided (Rule L8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.leads.queries.people import shown
from salesops.leads.rules import losses
from salesops.leads.rules.policies import LossPolicy
from salesops.models import CarModel, Channel, Customer, Lead, LossRequest, Staff
from salesops.models.enums import LossGroup, LossReason, RequestStatus, Tier

CALL_BACK_DAYS = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class LossRow:
    """A loss that somebody asked for."""

    id: int
    lead_id: int
    customer: str
    phone: str
    model: str
    channel: str
    owner_id: int | None
    owner: str
    tier: Tier
    touches: int
    group: LossGroup
    reason: LossReason
    detail: str
    rival: str
    after_visit: bool
    asked_at: datetime
    status: RequestStatus
    decided_by: str
    note: str


def pending_losses(session: Session, viewer: Actor, *, limit: int = 50) -> list[LossRow]:
    """Losses that wait for a decision, the oldest first; a consultant sees his own."""
    statement = (
        _losses(viewer)
        .where(LossRequest.status == RequestStatus.PENDING)
        .order_by(LossRequest.asked_on, LossRequest.id)
        .limit(limit)
    )
    return [_row(viewer, row) for row in session.execute(statement)]


def losses_to_call_back(session: Session, viewer: Actor, *, now: datetime, limit: int = 20) -> list[LossRow]:
    """Approved losses of the last weeks that the draw picked and nobody has called back yet (Rule L8)."""
    since = viewer.today(now) - CALL_BACK_DAYS
    policy = load(session, viewer.store_id, LossPolicy)
    statement = (
        _losses(viewer)
        .where(
            LossRequest.status == RequestStatus.APPROVED,
            LossRequest.asked_on >= since,
            LossRequest.called_back_at.is_(None),
        )
        .order_by(LossRequest.asked_on, LossRequest.id)
        .limit(500)
    )
    picked = (row for row in session.execute(statement) if losses.is_called_back(row.id, policy))
    return [_row(viewer, row) for row, _ in zip(picked, range(limit), strict=False)]


def decided_losses(session: Session, viewer: Actor, *, limit: int = 20) -> list[LossRow]:
    """The latest decisions, for the history."""
    statement = (
        _losses(viewer)
        .where(LossRequest.status.in_((RequestStatus.APPROVED, RequestStatus.REJECTED)))
        .order_by(LossRequest.asked_on.desc(), LossRequest.id.desc())
        .limit(limit)
    )
    return [_row(viewer, row) for row in session.execute(statement)]


def _losses(viewer: Actor) -> Select[*tuple[Any, ...]]:
    owner, decider = aliased(Staff, name="owner"), aliased(Staff, name="decider")
    statement: Select[*tuple[Any, ...]] = (
        select(
            LossRequest.id,
            LossRequest.lead_id,
            LossRequest.tier_before,
            LossRequest.group,
            LossRequest.reason,
            LossRequest.detail,
            LossRequest.rival,
            LossRequest.after_visit,
            LossRequest.asked_at,
            LossRequest.status,
            LossRequest.decision_note,
            Lead.owner_id,
            Lead.model_text,
            Lead.touch_count,
            Customer.name,
            Customer.phone,
            Customer.phone_as_given,
            CarModel.name.label("model"),
            Channel.name.label("channel"),
            owner.name.label("owner"),
            decider.name.label("decider"),
        )
        .join(Lead, Lead.id == LossRequest.lead_id)
        .join(Customer, Customer.id == LossRequest.customer_id)
        .join(Channel, Channel.id == Lead.channel_id)
        .outerjoin(CarModel, CarModel.id == Lead.model_id)
        .outerjoin(owner, owner.id == LossRequest.staff_id)
        .outerjoin(decider, decider.id == LossRequest.decided_by)
        .where(LossRequest.store_id == viewer.store_id)
    )
    if not viewer.may(Permission.APPROVE_LOSS):
        statement = statement.where(LossRequest.staff_id == viewer.staff_id)
    return statement


def _row(viewer: Actor, row: Any) -> LossRow:
    person = shown(viewer, row.owner_id, row.name, row.phone, row.phone_as_given)
    return LossRow(
        id=row.id,
        lead_id=row.lead_id,
        customer=person.name,
        phone=person.phone,
        model=row.model or row.model_text,
        channel=row.channel,
        owner_id=row.owner_id,
        owner=row.owner or "",
        tier=row.tier_before,
        touches=row.touch_count,
        group=row.group,
        reason=row.reason,
        detail=row.detail,
        rival=row.rival,
        after_visit=row.after_visit,
        asked_at=row.asked_at,
        status=row.status,
        decided_by=row.decider or "",
        note=row.decision_note,
    )
