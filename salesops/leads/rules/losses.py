"""When and why a lead may be given up, and who is called back (Rule L8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salesops.core.i18n import N_, Message
from salesops.leads.rules.policies import LossPolicy
from salesops.models.enums import LossGroup, LossReason, Tier

REASONS: dict[LossGroup, tuple[LossReason, ...]] = {
    LossGroup.PRICE: (LossReason.PRICE_HIGH, LossReason.PRICE_DISCOUNT, LossReason.PRICE_FINANCE),
    LossGroup.COMPETITOR: (LossReason.COMP_BRAND, LossReason.COMP_DEALER),
    LossGroup.PRODUCT: (
        LossReason.PROD_CONFIG,
        LossReason.PROD_SPACE,
        LossReason.PROD_RANGE,
        LossReason.PROD_BRAND,
    ),
    LossGroup.STOCK: (LossReason.STOCK_COLOUR, LossReason.STOCK_NONE, LossReason.LEAD_TIME),
    LossGroup.TRADE_IN: (LossReason.TRADE_VALUE,),
    LossGroup.CUSTOMER: (LossReason.PLAN_CANCEL, LossReason.FUNDS, LossReason.FAMILY, LossReason.PLATE),
    LossGroup.DISTANCE: (LossReason.DISTANCE,),
    LossGroup.SERVICE: (
        LossReason.SERVICE_WAIT,
        LossReason.SERVICE_ATTITUDE,
        LossReason.NO_TEST_CAR,
        LossReason.SLOW_FOLLOW,
    ),
    LossGroup.CONTACT: (LossReason.LOST_CONTACT,),
}
"""The tree of reasons: first level to second level."""

GROUP_OF = {reason: group for group, reasons in REASONS.items() for reason in reasons}

RIVALS = frozenset({LossReason.COMP_BRAND, LossReason.COMP_DEALER})
"""Reasons that name who got the customer."""

DETAILS: dict[LossReason, str] = {
    LossReason.PRICE_HIGH: N_("Our price, and the price the customer wanted"),
    LossReason.COMP_BRAND: N_("What decided for the other brand"),
    LossReason.COMP_DEALER: N_("The price of the other dealer"),
    LossReason.PROD_CONFIG: N_("Which equipment was missing"),
    LossReason.PROD_SPACE: N_("Which space was too small"),
    LossReason.PROD_RANGE: N_("Which range or consumption was wanted"),
    LossReason.PROD_BRAND: N_("What the customer holds against the brand"),
    LossReason.STOCK_COLOUR: N_("The colour and interior wanted"),
    LossReason.STOCK_NONE: N_("The model and equipment wanted"),
    LossReason.LEAD_TIME: N_("The days quoted, and the days the customer would wait"),
    LossReason.TRADE_VALUE: N_("Our offer for the old car, and the value wanted"),
    LossReason.DISTANCE: N_("Where the customer lives"),
}
"""What must be written with a reason; reasons that are not here need no detail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A lead that somebody wants to give up."""

    tier: Tier
    touches: int
    first_touch_on: date | None
    reason: LossReason
    detail: str = ""
    rival: str = ""


def minimum_touches(tier: Tier, reason: LossReason, policy: LossPolicy) -> int:
    """How often a lead must have been touched before it may be given up."""
    if reason is LossReason.LOST_CONTACT:
        return policy.no_contact_touches
    return {Tier.A: policy.a_touches, Tier.B: policy.b_touches, Tier.C: policy.c_touches}[tier]


def objection(case: Case, *, today: date, policy: LossPolicy) -> Message | None:
    """Why a lead cannot be given up yet, or None (Rule L8)."""
    needed = minimum_touches(case.tier, case.reason, policy)
    if case.touches < needed:
        return Message(
            N_("Too early: {touches} of {needed} touches are recorded for a lead of tier {tier}."),
            {"touches": case.touches, "needed": needed, "tier": case.tier.value},
        )
    if case.reason is LossReason.LOST_CONTACT:
        since = (today - case.first_touch_on).days if case.first_touch_on else 0
        if since < policy.no_contact_days:
            return Message(
                N_("Too early: the attempts are spread over {days} days, {needed} are needed."),
                {"days": since, "needed": policy.no_contact_days},
            )
    if case.reason in RIVALS and not case.rival.strip():
        return Message(N_("Say who got the customer: the rival's brand and model, or the dealer."))
    if case.reason in DETAILS and not case.detail.strip():
        return Message(N_("Write down: {what}."), {"what": Message(DETAILS[case.reason])})
    return None


def is_called_back(request_id: int, policy: LossPolicy) -> bool:
    """Whether a lost customer is in the sample to call back: a fixed draw, which nobody can steer."""
    return draw(request_id) < policy.call_back_percent


def draw(number: int) -> int:
    """A number from 0 to 99 that looks random but is always the same for the same row."""
    return (number * 2_654_435_761 >> 7) % 100
