"""Digestion plans: what keeps an offer true, what it should bring, how far it is (Rules V2, Z2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from salesops.core.i18n import N_, Message
from salesops.core.money import round_to_fen
from salesops.inventory.rules.policies import DigestionPolicy
from salesops.models.enums import PlanKind


class PlanPace(StrEnum):
    """How a plan does against its expectation (Rule V2)."""

    NOT_BEGUN = "not_begun"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    REACHED = "reached"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTerms:
    """What an offer promises: kind, dates (both included), cars, cost and expectation."""

    kind: PlanKind
    starts_on: date
    ends_on: date
    cars: int
    cost_per_car: Decimal
    expected_units: int

    @property
    def days(self) -> int:
        """How long it lasts."""
        return (self.ends_on - self.starts_on).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEffect:
    """What a plan costs and saves when it reaches its expectation."""

    days_without: float | None
    """How long the same cars take at the present pace; None when none sells at all."""
    days_with: int
    carrying_saved: Decimal
    cost: Decimal

    @property
    def net(self) -> Decimal:
        """Saved less spent; negative when the plan costs more than the waiting."""
        return self.carrying_saved - self.cost


def faults(
    terms: PlanTerms, *, today: date, earlier_ends: Sequence[date], policy: DigestionPolicy
) -> tuple[Message, ...]:
    """What makes an offer incomplete or untrue; nothing when it may run.

    `earlier_ends` are the last days of earlier time-limited prices of the same model (Rule Z2).
    """
    found = []
    if terms.ends_on < terms.starts_on:
        found.append(Message(N_("The plan ends before it starts.")))
    if terms.ends_on < today:
        found.append(Message(N_("The plan would be over already. Choose a later last day.")))
    if not terms.cars:
        found.append(Message(N_("Choose at least one car for the plan.")))
    if not 1 <= terms.expected_units <= max(terms.cars, 1):
        found.append(
            Message(N_("Between 1 and {cars} cars can be expected to sell."), {"cars": max(terms.cars, 1)})
        )
    if terms.cost_per_car < 0:
        found.append(Message(N_("The cost per car cannot be negative.")))
    limit = policy.timed_days if terms.kind is PlanKind.TIMED_PRICE else policy.plan_days
    if terms.days > limit:
        found.append(Message(N_("{kind}: at most {days} days."), {"kind": terms.kind, "days": limit}))
    return (*found, *_untrue(terms, earlier_ends, policy))


def _untrue(terms: PlanTerms, earlier_ends: Sequence[date], policy: DigestionPolicy) -> list[Message]:
    if terms.kind is not PlanKind.TIMED_PRICE or not earlier_ends:
        return []
    free_from = max(earlier_ends) + timedelta(days=policy.pause_days + 1)
    if terms.starts_on >= free_from:
        return []
    return [
        Message(
            N_(
                "The last time-limited price of this model ended on {ended}. A new one can truthfully start on {day}."
            ),
            {"ended": max(earlier_ends), "day": free_from},
        )
    ]


def under_cost(list_price: Decimal, purchase_cost: Decimal, cost_per_car: Decimal) -> bool:
    """Whether a sale on these terms would be under purchase cost and needs a recorded reason (Rule Z2)."""
    return list_price - cost_per_car < purchase_cost


def effect(terms: PlanTerms, *, sold_a_day: float, carrying_a_day: Decimal) -> PlanEffect:
    """What is spent, and what is saved because the expected cars wait less long than at the present pace.

    Cars leave one by one, so the mean car waits half of the time in both cases.
    """
    units = terms.expected_units
    without = units / sold_a_day if sold_a_day > 0 else None
    horizon = without if without is not None else float(max(terms.days * 3, 90))
    saved_days = Decimal(str(max(horizon - terms.days, 0.0) / 2))
    return PlanEffect(
        days_without=without,
        days_with=terms.days,
        carrying_saved=round_to_fen(saved_days * carrying_a_day * units),
        cost=round_to_fen(terms.cost_per_car * units),
    )


def pace_of(terms: PlanTerms, *, sold: int, today: date) -> PlanPace:
    """How a plan stands on a day: sales should come evenly over its time."""
    if sold >= terms.expected_units:
        return PlanPace.REACHED
    if today < terms.starts_on:
        return PlanPace.NOT_BEGUN
    if today > terms.ends_on:
        return PlanPace.OVER
    passed = (today - terms.starts_on).days
    due = int(terms.expected_units * passed / terms.days)
    return PlanPace.BEHIND if sold < due else PlanPace.ON_PACE
