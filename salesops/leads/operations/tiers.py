"""Tiers: worked out again when facts change, or set by hand with a reason (Rule L3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.core.i18n import N_, Message
from salesops.leads.operations.errors import BadLead, own_open_lead, require_reason
from salesops.leads.rules import cadence, tiering
from salesops.leads.rules.policies import CadencePolicy, TierPolicy
from salesops.models import Appointment, CarModel, Lead, TierChange
from salesops.models.enums import AppointmentStatus, LeadStatus, SetBy, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWish:
    """What a customer wants now, as somebody heard it."""

    model_id: int | None = None
    budget_low: Decimal | None = None
    budget_high: Decimal | None = None
    horizon_days: int | None = None


def change_wish(session: Session, actor: Actor, *, now: datetime, lead_id: int, wish: NewWish) -> Tier:
    """Write down what the customer wants now, and tier the lead again (Rule L3). Raises BadLead."""
    actor.require(Permission.RECORD_TOUCH)
    lead = own_open_lead(session, actor, lead_id)
    if wish.budget_low is not None and wish.budget_high is not None and wish.budget_low > wish.budget_high:
        raise BadLead(N_("The lower end of the budget is above its upper end."))
    if wish.horizon_days is not None and wish.horizon_days < 0:
        raise BadLead(N_("The purchase window cannot lie in the past."))
    before = _wish_of(lead)
    lead.model_id = wish.model_id
    lead.budget_low, lead.budget_high = wish.budget_low, wish.budget_high
    lead.horizon_days = wish.horizon_days
    audit.record(
        session,
        actor,
        now=now,
        action="leads.change_wish",
        entity="lead",
        entity_id=lead.id,
        before=before,
        after=_wish_of(lead),
    )
    tier_again(session, actor, lead, now=now)
    return lead.tier


def retier(session: Session, actor: Actor, *, now: datetime, lead_id: int) -> Tier:
    """Tier one lead again by the rule, and end an override by hand (Rule L3)."""
    actor.require(Permission.RECORD_TOUCH)
    lead = own_open_lead(session, actor, lead_id)
    lead.tier_set_by = SetBy.RULE
    tier_again(session, actor, lead, now=now)
    return lead.tier


def override_tier(
    session: Session, actor: Actor, *, now: datetime, lead_id: int, tier: Tier, reason: str
) -> None:
    """Set a tier by hand; it is kept until the override ends, with the reason (Rule L3). Raises NeedsReason."""
    actor.require(Permission.RECORD_TOUCH)
    lead = own_open_lead(session, actor, lead_id)
    words = require_reason(reason)
    set_tier(
        session,
        actor,
        lead,
        now=now,
        tier=tier,
        set_by=SetBy.PERSON,
        reasons=[Message("{words}", {"words": words})],
    )


def tier_new(session: Session, actor: Actor, lead: Lead, *, now: datetime) -> None:
    """Work out tier, trade grade and reasons of a lead that is not saved yet."""
    found = tiering.tier(_facts(session, lead, actor.today(now)), load(session, actor.store_id, TierPolicy))
    lead.trade_grade, lead.tier, lead.tier_set_by = found.grade, found.tier, SetBy.RULE
    lead.tier_reasons = [reason.as_dict() for reason in found.reasons]


def first_tier(actor: Actor, lead: Lead, *, now: datetime) -> dict[str, Any]:
    """The columns with which the history of a new lead's tiers begins."""
    return {
        "store_id": lead.store_id,
        "lead_id": lead.id,
        "at": now,
        "tier_before": None,
        "tier_after": lead.tier,
        "set_by": lead.tier_set_by,
        "reasons": lead.tier_reasons,
        "staff_id": actor.staff_id,
    }


def tier_again(session: Session, actor: Actor, lead: Lead, *, now: datetime) -> None:
    """Work out tier, trade grade and reasons of a lead; a tier set by hand stays."""
    today = actor.today(now)
    policy = load(session, actor.store_id, TierPolicy)
    found = tiering.tier(_facts(session, lead, today), policy)
    lead.trade_grade = found.grade
    if lead.tier_set_by is SetBy.PERSON:
        return
    set_tier(session, actor, lead, now=now, tier=found.tier, set_by=SetBy.RULE, reasons=list(found.reasons))


def _facts(session: Session, lead: Lead, today: date) -> tiering.Wish:
    model = session.get(CarModel, lead.model_id) if lead.model_id is not None else None
    visit_on = None
    if lead.id is not None:
        visit_on = session.scalar(
            select(func.min(Appointment.day)).where(
                Appointment.store_id == lead.store_id,
                Appointment.customer_id == lead.customer_id,
                Appointment.status == AppointmentStatus.BOOKED,
                Appointment.day >= today,
            )
        )
    return tiering.Wish(
        horizon_days=lead.horizon_days,
        budget_high=lead.budget_high if lead.budget_high is not None else lead.budget_low,
        model=model.name if model is not None else lead.model_text,
        model_price=model.list_price if model is not None else None,
        visit_in_days=None if visit_on is None else (visit_on - today).days,
        ordered=lead.status is LeadStatus.WON,
    )


def set_tier(
    session: Session,
    actor: Actor,
    lead: Lead,
    *,
    now: datetime,
    tier: Tier,
    set_by: SetBy,
    reasons: list[Message],
) -> None:
    """Write tier and reasons, the change in the history, and the day of the next touch that follows."""
    stored = [reason.as_dict() for reason in reasons]
    before, before_by = lead.tier, lead.tier_set_by
    changed = tier is not before or set_by is not before_by or set_by is SetBy.PERSON
    lead.tier, lead.tier_set_by, lead.tier_reasons = tier, set_by, stored
    if not changed:
        return
    session.add(
        TierChange(
            store_id=lead.store_id,
            lead_id=lead.id,
            at=now,
            tier_before=before,
            tier_after=tier,
            set_by=set_by,
            reasons=stored,
            staff_id=actor.staff_id,
        )
    )
    if lead.last_touch_at is not None and tier is not before:
        policy = load(session, lead.store_id, CadencePolicy)
        touched_on, today = actor.today(lead.last_touch_at), actor.today(now)
        lead.next_touch_due_on = cadence.due_when_tiered(touched_on, today, tier, policy)
    audit.record(
        session,
        actor,
        now=now,
        action="leads.tier",
        entity="lead",
        entity_id=lead.id,
        before={"tier": before, "set_by": before_by},
        after={"tier": tier, "set_by": set_by},
    )


def _wish_of(lead: Lead) -> dict[str, object]:
    return {
        "model_id": lead.model_id,
        "budget_low": lead.budget_low,
        "budget_high": lead.budget_high,
        "horizon_days": lead.horizon_days,
    }
