"""Leads are tiered again when something new is known of them (Rule L3)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from salesops.demo.rows import Row
from salesops.demo.world import World
from salesops.leads.rules.tiering import Wish, tier
from salesops.models import Lead, TierChange
from salesops.models.enums import SetBy


def retier(world: World, moment: datetime, lead: Row) -> None:
    """Work the tier out again by the rule; a change is written down (Rule L3)."""
    model = world.model(lead["model_id"])
    coming = world.state.booked.get(lead["customer_id"])
    wish = Wish(
        horizon_days=lead["horizon_days"],
        budget_high=lead["budget_high"],
        model=model.name,
        model_price=Decimal(model.price),
        visit_in_days=None if coming is None else (coming["day"] - world.day_of(moment)).days,
    )
    found = tier(wish, world.tiers)
    if lead["tier_set_by"] == SetBy.PERSON or found.tier == lead["tier"]:
        return
    reasons = [reason.as_dict() for reason in found.reasons]
    world.rows.add(
        TierChange,
        lead_id=lead["id"],
        at=moment,
        tier_before=lead["tier"],
        tier_after=found.tier,
        set_by=SetBy.RULE,
        reasons=reasons,
    )
    world.rows.change(Lead, lead, tier=found.tier, trade_grade=found.grade, tier_reasons=reasons)
