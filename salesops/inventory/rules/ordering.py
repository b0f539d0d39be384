"""What to order next: a car too few against a car too many (Rule V5)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from salesops.core.money import round_to_fen
from salesops.inventory.rules.policies import OrderingPolicy, SupplyPolicy
from salesops.inventory.rules.supply import Demand, Supply, enough_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakes:
    """What one car earns, and what one that waits costs a day, in yuan."""

    gross_profit: Decimal
    carrying_a_day: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """How many to order, with the whole arithmetic."""

    too_few: Decimal
    """Lost when one customer finds no car."""
    too_many: Decimal
    """Lost on one car that waits."""
    ratio: float
    """Share of cases in which the stock should suffice."""
    horizon_days: int
    expected_demand: float
    level: int
    """Cars that should be free over the horizon."""
    free: int
    asked: int
    """Asked of the factory already and not yet on its way."""
    order: int
    surplus: int


def suggest(
    demand: Demand,
    supply: Supply,
    stakes: Stakes,
    *,
    asked: int,
    policies: tuple[OrderingPolicy, SupplyPolicy],
) -> Suggestion:
    """The newsvendor's answer: order up to the smallest level whose probability reaches the critical ratio."""
    ordering, spread = policies
    lost = Decimal(ordering.lost_percent) / 100
    too_few = round_to_fen(max(stakes.gross_profit + ordering.aftersales_value, Decimal(0)) * lost)
    too_many = round_to_fen((stakes.carrying_a_day + ordering.decay_a_day) * ordering.extra_days)
    ratio = critical_ratio(too_few, too_many)
    horizon = supply.lead_time_days + ordering.review_days
    mean = demand.a_day * horizon
    level = enough_for(ratio, mean=mean, spread=demand.spread, policy=spread)
    gap = level - supply.free - asked
    return Suggestion(
        too_few=too_few,
        too_many=too_many,
        ratio=ratio,
        horizon_days=horizon,
        expected_demand=mean,
        level=level,
        free=supply.free,
        asked=asked,
        order=max(gap, 0),
        surplus=max(-gap, 0),
    )


def critical_ratio(too_few: Decimal, too_many: Decimal) -> float:
    """Cost of a car too few as a share of both costs."""
    return float(too_few / (too_few + too_many)) if too_few + too_many > 0 else 0.0
