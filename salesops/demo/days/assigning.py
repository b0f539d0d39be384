"""Who gets which lead (Rules L4, L9)."""

from __future__ import annotations

from datetime import datetime

from salesops.core.i18n import N_, Message
from salesops.demo.rows import Row
from salesops.demo.world import Die, Seller, World, pick
from salesops.models import Assignment, Customer, Lead
from salesops.models.enums import Seniority, SetBy, Tier

_FIT: dict[Tier, dict[Seniority, float]] = {
    Tier.A: {Seniority.SENIOR: 1.0, Seniority.REGULAR: 0.25, Seniority.TRAINEE: 0.0},
    Tier.B: {Seniority.SENIOR: 0.6, Seniority.REGULAR: 1.0, Seniority.TRAINEE: 0.35},
    Tier.C: {Seniority.SENIOR: 0.2, Seniority.REGULAR: 0.55, Seniority.TRAINEE: 1.6},
}
_BEST = {Tier.A: Seniority.SENIOR, Tier.B: Seniority.REGULAR, Tier.C: Seniority.TRAINEE}


def choose_owner(world: World, lead: Row) -> Seller | None:
    """Who gets the lead: by tier and seniority, evenly, nobody beyond his cap or on a day off (Rules L4, L9)."""
    day = lead["received_on"]
    cap = 12 * max(1.0, world.story.scale)
    taken = world.state.leads_today
    free = [each for each in world.team.present(day) if taken[each.id] < cap]
    weights = {
        each: _FIT[lead["tier"]][each.seniority]
        * each.load
        / (1 + taken[each.id] / max(1.0, world.story.scale))
        for each in free
    }
    if not any(weights.values()):
        return free[0] if free else None
    return pick(world.dice(Die.ASSIGN, lead["id"]), weights)


def assign(world: World, moment: datetime, lead: Row, owner: Seller) -> None:
    """Hand the lead over, with the reason."""
    values = {"tier": Tier(lead["tier"]).value, "seniority": owner.seniority}
    reason = Message(N_("{tier} goes to: {seniority}"), values)
    if owner.seniority is not _BEST[lead["tier"]]:
        reason = Message(N_("{tier} to {seniority}: evens the load"), values)
    reasons = [reason.as_dict()]
    world.rows.add(
        Assignment,
        lead_id=lead["id"],
        at=moment,
        day=world.day_of(moment),
        staff_id=owner.id,
        set_by=SetBy.RULE,
        reasons=reasons,
    )
    world.rows.change(Lead, lead, owner_id=owner.id, assigned_at=moment, assign_reasons=reasons)
    world.state.leads_today[owner.id] += 1
    customer = world.state.customers[lead["customer_id"]]
    world.rows.change(Customer, customer, owner_id=owner.id)


def owner_of_referrer(world: World, customer: Row) -> Seller | None:
    """Who sold to the referring owner looks after his friend too."""
    if customer["referred_by_id"] is None:
        return None
    seller_id = next(
        (seller for owner, seller in world.state.owners if owner == customer["referred_by_id"]), None
    )
    return world.team.of(seller_id)
