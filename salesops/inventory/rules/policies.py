"""Business numbers of the stock, which the manager edits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from salesops.core.i18n import N_
from salesops.core.policy import Policy, setting

DAYS = N_("days")
WEEKS = N_("weeks")
PERCENT = N_("percent")
YUAN = N_("yuan")


@dataclass(frozen=True, kw_only=True)
class AgePolicy(Policy):
    """When a car's age makes a task (Rule V6)."""

    prefix = "age"
    title = N_("Age of stock")

    thresholds: tuple[int, ...] = setting(
        (30, 45, 60, 75),
        unit=DAYS,
        label=N_("Ages that make a task"),
        help=N_("Check the display, move to the golden zone, make a plan, decide; the last step repeats."),
        rule="V6",
        minimum=1,
        maximum=365,
    )
    act_within_days: int = setting(
        2, unit=DAYS, label=N_("Such a task is done within"), rule="V6", minimum=1, maximum=14
    )
    due_time: time = setting(time(17, 0), label=N_("Such a task is due at"), rule="V6")
    escalate_after_days: int = setting(
        1, unit=DAYS, label=N_("A missed task goes to the manager after"), rule="V6", minimum=0, maximum=14
    )


@dataclass(frozen=True, kw_only=True)
class SupplyPolicy(Policy):
    """When a model is about to run out (Rule V3)."""

    prefix = "supply"
    title = N_("Risk of running out")

    demand_weeks: int = setting(
        8, unit=WEEKS, label=N_("Demand is read from the last"), rule="V3", minimum=4, maximum=26
    )
    prior_weeks: int = setting(
        4,
        unit=WEEKS,
        label=N_("The series weighs as much as"),
        help=N_("A single trim sells too seldom to be judged alone; its series helps."),
        rule="V3",
        minimum=0,
        maximum=26,
    )
    spread_from: float = setting(
        1.3,
        label=N_("Variance to mean from which demand counts as bursty"),
        rule="V3",
        minimum=1.0,
        maximum=5.0,
    )
    high_percent: int = setting(
        30, unit=PERCENT, label=N_("High risk from a probability of"), rule="V3", minimum=1, maximum=99
    )
    watch_percent: int = setting(
        10, unit=PERCENT, label=N_("To be watched from a probability of"), rule="V3", minimum=1, maximum=99
    )
    backlog_weeks: float = setting(
        2.0,
        unit=WEEKS,
        label=N_("Backlog: open orders need more arrivals than those of"),
        rule="V3",
        minimum=0.5,
        maximum=26.0,
    )
    arrival_weeks: int = setting(
        8, unit=WEEKS, label=N_("Arrivals are counted over"), rule="V3", minimum=2, maximum=26
    )
    follow_up_days: int = setting(
        2,
        unit=DAYS,
        label=N_("The factory's answer is asked for after"),
        rule="V3",
        minimum=1,
        maximum=14,
    )


@dataclass(frozen=True, kw_only=True)
class OrderingPolicy(Policy):
    """What a car too few and a car too many cost (Rule V5)."""

    prefix = "ordering"
    title = N_("What to order next")

    review_days: int = setting(7, unit=DAYS, label=N_("Ordered every"), rule="V5", minimum=1, maximum=60)
    aftersales_value: Decimal = setting(
        Decimal(1500),
        unit=YUAN,
        label=N_("After-sales profit that follows a sale"),
        rule="V5",
        minimum=Decimal(0),
        maximum=Decimal(50_000),
    )
    lost_percent: int = setting(
        60,
        unit=PERCENT,
        label=N_("Customers lost when a car is missing"),
        help=N_("The others wait or take another car."),
        rule="V5",
        minimum=0,
        maximum=100,
    )
    extra_days: int = setting(
        45, unit=DAYS, label=N_("A car too many waits for"), rule="V5", minimum=1, maximum=365
    )
    decay_a_day: Decimal = setting(
        Decimal(15),
        unit=YUAN,
        label=N_("Price lost by each day of waiting"),
        rule="V5",
        minimum=Decimal(0),
        maximum=Decimal(1000),
    )


@dataclass(frozen=True, kw_only=True)
class DigestionPolicy(Policy):
    """What keeps an offer true (Rules V2, Z2)."""

    prefix = "digestion"
    title = N_("Digestion plans")

    timed_days: int = setting(
        31, unit=DAYS, label=N_("A time-limited price lasts at most"), rule="Z2", minimum=1, maximum=92
    )
    pause_days: int = setting(
        14,
        unit=DAYS,
        label=N_("Before the same model has a time-limited price again, pause for"),
        help=N_("A price that is always limited in time is not limited in time."),
        rule="Z2",
        minimum=0,
        maximum=92,
    )
    plan_days: int = setting(
        92, unit=DAYS, label=N_("A plan lasts at most"), rule="V2", minimum=7, maximum=365
    )
