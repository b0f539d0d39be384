"""Business numbers of the figures: windows, limits, and from where on a sample is small."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from salesops.core.i18n import N_
from salesops.core.policy import Policy, setting
from salesops.models.enums import Tier

DAYS_OF_MONTH = 30


@dataclass(frozen=True, kw_only=True)
class FigurePolicy(Policy):
    """How long a cohort is followed, and how many cases a rate needs."""

    prefix = "figures"
    title = N_("Figures")

    small_sample: int = setting(
        30,
        unit=N_("cases"),
        label=N_("A rate of fewer cases is marked as a small sample"),
        rule="M1",
        minimum=1,
        maximum=1000,
    )
    lead_visit_days: int = setting(
        14, unit=N_("days"), label=N_("A lead is expected in the showroom within"), minimum=1, maximum=90
    )
    visit_order_days: int = setting(
        30, unit=N_("days"), label=N_("A visitor is followed to an order for"), minimum=1, maximum=180
    )
    lead_order_days: int = setting(
        90, unit=N_("days"), label=N_("A lead is followed to an order for"), minimum=1, maximum=365
    )
    first_service_days: int = setting(
        90,
        unit=N_("days"),
        label=N_("A car is due back for its first service within"),
        rule="C1",
        minimum=14,
        maximum=365,
    )


@dataclass(frozen=True, kw_only=True)
class WaitPolicy(Policy):
    """How long a party may wait at the door (Rule R1)."""

    prefix = "wait"
    title = N_("Wait at the door")

    limit_minutes: int = setting(
        15, unit=N_("minutes"), label=N_("A party is greeted within"), rule="R1", minimum=1, maximum=120
    )


@dataclass(frozen=True, kw_only=True)
class StockPolicy(Policy):
    """When a car is slow, and what holding it costs (Rule V1)."""

    prefix = "stock"
    title = N_("Stock")

    slow_days: int = setting(
        60, unit=N_("days"), label=N_("A car is slow after"), rule="V1", minimum=15, maximum=365
    )
    interest_percent: Decimal = setting(
        Decimal("4.5"),
        unit=N_("percent"),
        label=N_("Interest on the stock, a year"),
        rule="V1",
        minimum=Decimal(0),
        maximum=Decimal(30),
    )
    days_of_year: int = setting(
        360,
        unit=N_("days"),
        label=N_("Days of a year for interest"),
        help=N_("Chinese banks mostly reckon with 360 days."),
        rule="V1",
        minimum=360,
        maximum=366,
    )

    @property
    def slow(self) -> timedelta:
        """The age beyond which a car is slow."""
        return timedelta(days=self.slow_days)

    def carrying_cost(self, purchase_cost: Decimal) -> Decimal:
        """What holding cars of this cost takes a day."""
        return purchase_cost * self.interest_percent / 100 / self.days_of_year


@dataclass(frozen=True, kw_only=True)
class CadencePolicy(Policy):
    """How often a lead is touched, by tier (Rule L5)."""

    prefix = "cadence"
    title = N_("Follow-up cadence")

    a_every_days: int = setting(
        1, unit=N_("days"), label=N_("A is touched every"), rule="L5", minimum=1, maximum=30
    )
    b_every_days: int = setting(
        3, unit=N_("days"), label=N_("B is touched every"), rule="L5", minimum=1, maximum=60
    )
    c_per_month: int = setting(
        2, unit=N_("touches"), label=N_("C is touched per month"), rule="L5", minimum=1, maximum=15
    )
    retry_days: int = setting(
        1, unit=N_("days"), label=N_("After no answer, tried again within"), rule="L5", minimum=1, maximum=14
    )

    def every_days(self, tier: Tier) -> int:
        """The longest time between two touches: A every day, B every 3 days, C twice a month by default."""
        if tier is Tier.C:
            return max(1, DAYS_OF_MONTH // self.c_per_month)
        return self.a_every_days if tier is Tier.A else self.b_every_days
