"""Which tier a lead belongs to, and why (Rule L3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from salesops.core.i18n import N_, Message, nmessage
from salesops.leads.rules.policies import TierPolicy
from salesops.models.enums import Tier, TradeGrade

LOWER = {Tier.A: Tier.B, Tier.B: Tier.C, Tier.C: Tier.C}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is known of a purchase. Days are counted from today; money is yuan."""

    horizon_days: int | None = None
    budget_high: Decimal | None = None
    model: str = ""
    model_price: Decimal | None = None
    visit_in_days: int | None = None
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiering:
    """A tier with the trade's grade and the reasons, most weighty first."""

    tier: Tier
    grade: TradeGrade
    reasons: tuple[Message, ...]


def tier(wish: Wish, policy: TierPolicy) -> Tiering:
    """The tier of a lead: by purchase window, lowered by a budget that does not reach the model (Rule L3)."""
    found, reason = _by_window(wish, policy)
    reasons = [reason]
    if falls_short(wish, policy):
        reasons.append(
            Message(
                N_("The budget of ¥{budget} does not reach {model} at ¥{price}"),
                {"budget": wish.budget_high, "model": wish.model, "price": wish.model_price},
            )
        )
        if policy.short_budget_lowers and found is not Tier.C:
            found = LOWER[found]
            reasons.append(Message(N_("so one tier lower")))
    elif wish.budget_high is not None and wish.model_price is not None:
        reasons.append(Message(N_("The budget reaches {model}"), {"model": wish.model}))
    elif wish.model:
        reasons.append(Message(N_("Wants {model}"), {"model": wish.model}))
    return Tiering(tier=found, grade=grade(wish, policy), reasons=tuple(reasons))


def grade(wish: Wish, policy: TierPolicy) -> TradeGrade:
    """The grade as factories count it: O ordered, H, A, B by window, C later, N not yet rated."""
    if wish.ordered:
        return TradeGrade.O
    days = wish.horizon_days
    if days is None:
        if visits_soon(wish, policy):
            return TradeGrade.H
        return TradeGrade.C if wish.model else TradeGrade.N
    for limit, found in (
        (policy.h_days, TradeGrade.H),
        (policy.grade_a_days, TradeGrade.A),
        (policy.grade_b_days, TradeGrade.B),
    ):
        if days <= limit:
            return found
    return TradeGrade.C


def visits_soon(wish: Wish, policy: TierPolicy) -> bool:
    """Whether a visit is booked so soon that it makes the lead an A."""
    days = wish.visit_in_days
    return policy.booked_visit_is_a and days is not None and 0 <= days <= policy.a_days


def falls_short(wish: Wish, policy: TierPolicy) -> bool:
    """Whether the budget does not reach the wanted model, beyond what is tolerated."""
    if wish.budget_high is None or wish.model_price is None:
        return False
    return wish.budget_high * 100 < wish.model_price * (100 - policy.budget_tolerance_percent)


def _by_window(wish: Wish, policy: TierPolicy) -> tuple[Tier, Message]:
    days = wish.horizon_days
    if wish.ordered:
        return Tier.A, Message(N_("Has ordered"))
    if days is not None and days <= policy.a_days:
        return Tier.A, nmessage("Buys within {n} day", "Buys within {n} days", days)
    if visits_soon(wish, policy):
        return Tier.A, nmessage(
            "Visit booked in {n} day", "Visit booked in {n} days", wish.visit_in_days or 0
        )
    if days is None:
        return Tier.C, Message(N_("Purchase window unknown"))
    reason = nmessage("Buys within {n} day", "Buys within {n} days", days)
    return (Tier.B if days <= policy.b_days else Tier.C), reason
