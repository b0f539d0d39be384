"""Will a model run out before new cars come? Demand, stock and pipeline with a probability (Rule V3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, pvariance

from salesops.inventory.rules.policies import SupplyPolicy

WEEK = 7


class RiskLevel(StrEnum):
    """How likely a model is to run out within its lead time (Rule V3)."""

    HIGH = "high"
    WATCH = "watch"
    FINE = "fine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Cars asked for on an ordinary day, and how bursty: variance to mean, 1 for pure chance."""

    a_day: float
    spread: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """What there is of a model: free cars in stock, free cars that come within the lead time, orders without a car."""

    in_stock: int
    coming: int
    waiting: int
    """Open orders that no car is kept for."""
    queue: int
    """Open orders whose car has not arrived, kept for them or not."""
    lead_time_days: int
    arrivals_a_week: float

    @property
    def free(self) -> int:
        """Cars for new customers within the lead time; negative when even the waiting orders are not covered."""
        return self.in_stock + self.coming - self.waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """The answer for a model: probability, level, how long the free cars last, backlog in weeks of arrivals."""

    probability: float
    level: RiskLevel
    expected_demand: float
    lasts_days: float | None
    backlog_weeks: float | None
    """None when cars are waited for and none arrive."""
    backlog: bool
    missing: int
    """Cars needed more, so that the risk falls below the watched level."""


def demand_of(sold: Sequence[int], series_sold: Sequence[int], *, trims: int, policy: SupplyPolicy) -> Demand:
    """Demand of a trim from its weeks, drawn to its series while it is small.

    `series_sold` are the weeks of the whole series and `trims` the number of its trims; the spread is read from the
    series, where the counts are large enough to say something.
    """
    weeks, prior = len(sold), policy.prior_weeks
    if weeks + prior == 0:
        return Demand(a_day=0.0)
    usual = fmean(series_sold) / max(trims, 1) if series_sold else 0.0
    a_week = (sum(sold) + prior * usual) / (weeks + prior)
    return Demand(a_day=a_week / WEEK, spread=spread_of(series_sold))


def spread_of(weeks: Sequence[int]) -> float:
    """Variance to mean of weekly counts, at least 1."""
    mean = fmean(weeks) if weeks else 0.0
    return max(pvariance(weeks) / mean, 1.0) if mean > 0 else 1.0


def chance_of_more(than: int, *, mean: float, spread: float, policy: SupplyPolicy) -> float:
    """Probability that demand exceeds a number of cars: Poisson, or negative binomial where demand is bursty."""
    if than < 0:
        return 1.0
    if mean <= 0:
        return 0.0
    from scipy.stats import nbinom, poisson

    if spread < policy.spread_from:
        return float(poisson.sf(than, mean))
    return float(nbinom.sf(than, mean / (spread - 1), 1 / spread))


def enough_for(share: float, *, mean: float, spread: float, policy: SupplyPolicy) -> int:
    """The smallest number of cars that covers demand with at least this probability."""
    if mean <= 0 or share <= 0:
        return 0
    from scipy.stats import nbinom, poisson

    share = min(share, 0.9999)
    if spread < policy.spread_from:
        return int(poisson.ppf(share, mean))
    return int(nbinom.ppf(share, mean / (spread - 1), 1 / spread))


def risk_of(supply: Supply, demand: Demand, policy: SupplyPolicy) -> Risk:
    """Whether demand over the lead time is likely to exceed what is free (Rule V3)."""
    mean = demand.a_day * supply.lead_time_days
    chance = chance_of_more(supply.free, mean=mean, spread=demand.spread, policy=policy)
    wanted = enough_for(1 - policy.watch_percent / 100, mean=mean, spread=demand.spread, policy=policy)
    weeks = backlog_weeks(supply)
    return Risk(
        probability=chance,
        level=_level(chance, policy),
        expected_demand=mean,
        lasts_days=max(supply.free, 0) / demand.a_day if demand.a_day > 0 else None,
        backlog_weeks=weeks,
        backlog=weeks is None or weeks > policy.backlog_weeks,
        missing=max(wanted - supply.free, 0),
    )


def backlog_weeks(supply: Supply) -> float | None:
    """Weeks of arrivals that the orders whose car has not come need; None when they wait and nothing arrives."""
    if not supply.queue:
        return 0.0
    return supply.queue / supply.arrivals_a_week if supply.arrivals_a_week > 0 else None


def _level(chance: float, policy: SupplyPolicy) -> RiskLevel:
    if chance >= policy.high_percent / 100:
        return RiskLevel.HIGH
    return RiskLevel.WATCH if chance >= policy.watch_percent / 100 else RiskLevel.FINE
