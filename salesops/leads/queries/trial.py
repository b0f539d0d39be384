"""What a change of the tier table would move, before it is saved (Rule L3)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.policies import load
from salesops.leads.queries.roster import OPEN
from salesops.leads.rules import tiering
from salesops.leads.rules.policies import TierPolicy
from salesops.models import Appointment, CarModel, Lead
from salesops.models.enums import AppointmentStatus, SetBy, Tier

MOST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """So many leads would go from one tier to another."""

    before: Tier
    after: Tier
    leads: int


def tier_policy(session: Session, viewer: Actor) -> TierPolicy:
    """The table that leads are tiered by now."""
    return load(session, viewer.store_id, TierPolicy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """A lead that another table would tier otherwise."""

    lead_id: int
    before: Tier
    found: tiering.Tiering


def tier_trial(session: Session, viewer: Actor, *, now: datetime, policy: TierPolicy) -> list[Move]:
    """The moves of open leads under another table; tiers set by hand stay (Rule L3)."""
    moves = Counter(
        (each.before, each.found.tier) for each in moving(session, viewer, now=now, policy=policy)
    )
    return [Move(before=before, after=after, leads=leads) for (before, after), leads in sorted(moves.items())]


def moving(session: Session, viewer: Actor, *, now: datetime, policy: TierPolicy) -> list[Moving]:
    """The open leads that the table tiers otherwise than they are now."""
    today = viewer.today(now)
    tiered = (
        Moving(lead_id=row.id, before=row.tier, found=tiering.tier(_wish(row, today), policy))
        for row in _rows(session, viewer, today)
    )
    return [each for each in tiered if each.found.tier is not each.before]


def _rows(session: Session, viewer: Actor, today: date) -> list[Any]:
    booked = (
        select(Appointment.customer_id, func.min(Appointment.day).label("day"))
        .where(
            Appointment.store_id == viewer.store_id,
            Appointment.status == AppointmentStatus.BOOKED,
            Appointment.day >= today,
        )
        .group_by(Appointment.customer_id)
        .subquery()
    )
    return list(
        session.execute(
            select(
                Lead.id,
                Lead.tier,
                Lead.horizon_days,
                Lead.budget_low,
                Lead.budget_high,
                Lead.model_text,
                CarModel.name.label("model"),
                CarModel.list_price,
                booked.c.day.label("visit_on"),
            )
            .outerjoin(CarModel, CarModel.id == Lead.model_id)
            .outerjoin(booked, booked.c.customer_id == Lead.customer_id)
            .where(Lead.store_id == viewer.store_id, Lead.status.in_(OPEN), Lead.tier_set_by == SetBy.RULE)
            .limit(MOST)
        )
    )


def _wish(row: Any, today: date) -> tiering.Wish:
    return tiering.Wish(
        horizon_days=row.horizon_days,
        budget_high=row.budget_high if row.budget_high is not None else row.budget_low,
        model=row.model or row.model_text,
        model_price=row.list_price,
        visit_in_days=None if row.visit_on is None else (row.visit_on - today).days,
    )
