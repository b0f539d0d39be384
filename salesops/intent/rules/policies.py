"""The business numbers of intent customers, which the manager edits."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from salesops.core.i18n import N_
from salesops.core.policy import Policy, setting

YUAN = N_("yuan")
PERCENT = N_("percent")
MINUTES = N_("minutes")
HOURS = N_("hours")
DAYS = N_("days")


@dataclass(frozen=True, kw_only=True)
class ProfitPolicy(Policy):
    """What a deal earns as a whole (Rule I2)."""

    prefix = "profit"
    title = N_("Gross profit of a deal")

    vat_percent: int = setting(
        13, unit=PERCENT, label=N_("VAT in the price of a car"), rule="I2", minimum=0, maximum=30
    )
    rebate_certainty_percent: int = setting(
        90,
        unit=PERCENT,
        label=N_("How much of the factory's rebate is counted"),
        rule="I2",
        minimum=0,
        maximum=100,
    )


@dataclass(frozen=True, kw_only=True)
class IncomePolicy(Policy):
    """What goes with a car and earns, as the store reckons it; nobody types it into a deal (Rule I2)."""

    prefix = "income"
    title = N_("Income beside the car")

    finance: Decimal = setting(
        Decimal(1800),
        unit=YUAN,
        label=N_("A car financed through the store earns"),
        rule="I2",
        minimum=Decimal(0),
    )
    insurance: Decimal = setting(
        Decimal(900),
        unit=YUAN,
        label=N_("An insurance taken in the store earns"),
        rule="I2",
        minimum=Decimal(0),
    )
    service_package: Decimal = setting(
        Decimal(800), unit=YUAN, label=N_("An after-sales package earns"), rule="I2", minimum=Decimal(0)
    )


@dataclass(frozen=True, kw_only=True)
class AuthorityPolicy(Policy):
    """How far each level may go by itself (Rule I2)."""

    prefix = "authority"
    title = N_("Authority in negotiations")

    consultant_discount: Decimal = setting(
        Decimal(1000), unit=YUAN, label=N_("Consultant: discount up to"), rule="I2", minimum=Decimal(0)
    )
    consultant_percent: Decimal = setting(
        Decimal("0.5"),
        unit=PERCENT,
        label=N_("Consultant: share of the list price up to"),
        rule="I2",
        minimum=Decimal(0),
    )
    consultant_gifts: Decimal = setting(
        Decimal(500), unit=YUAN, label=N_("Consultant: cost of gifts up to"), rule="I2", minimum=Decimal(0)
    )
    supervisor_discount: Decimal = setting(
        Decimal(2000), unit=YUAN, label=N_("Supervisor: discount up to"), rule="I2", minimum=Decimal(0)
    )
    supervisor_percent: Decimal = setting(
        Decimal("1.0"),
        unit=PERCENT,
        label=N_("Supervisor: share of the list price up to"),
        rule="I2",
        minimum=Decimal(0),
    )
    supervisor_gifts: Decimal = setting(
        Decimal(1000), unit=YUAN, label=N_("Supervisor: cost of gifts up to"), rule="I2", minimum=Decimal(0)
    )
    manager_gifts: Decimal = setting(
        Decimal(2500),
        unit=YUAN,
        label=N_("Manager: cost of gifts without a reason up to"),
        rule="I2",
        minimum=Decimal(0),
    )
    supervisor_minutes: int = setting(
        5, unit=MINUTES, label=N_("A supervisor answers within"), rule="I2", minimum=1, maximum=240
    )
    manager_minutes: int = setting(
        10, unit=MINUTES, label=N_("The manager answers within"), rule="I2", minimum=1, maximum=240
    )
    valid_hours: int = setting(
        24, unit=HOURS, label=N_("A price holds for"), rule="I2", minimum=1, maximum=240
    )


@dataclass(frozen=True, kw_only=True)
class StepPolicy(Policy):
    """When an intent customer is stuck, and how visits and drives are kept (Rules I5, I6, I8)."""

    prefix = "intent"
    title = N_("Intent customers")

    stuck_days: int = setting(
        7, unit=DAYS, label=N_("Stuck without progress after"), rule="I6", minimum=1, maximum=60
    )
    no_show_minutes: int = setting(
        60, unit=MINUTES, label=N_("A no-show after"), rule="I8", minimum=5, maximum=480
    )
    correct_hours: int = setting(
        48, unit=HOURS, label=N_("A no-show can be corrected for"), rule="I8", minimum=1, maximum=240
    )
    drive_minutes: int = setting(
        30, unit=MINUTES, label=N_("A test drive takes"), rule="I5", minimum=15, maximum=240
    )
    drive_buffer: int = setting(
        15, unit=MINUTES, label=N_("Kept free after a drive"), rule="I5", minimum=0, maximum=120
    )
    unfiled_days: int = setting(
        7,
        unit=DAYS,
        label=N_("A visitor without a next step is listed for"),
        rule="I6",
        minimum=1,
        maximum=60,
    )
    save_days: int = setting(
        1, unit=DAYS, label=N_("Who left without an order is looked at for"), rule="I9", minimum=1, maximum=30
    )
    save_price_days: int = setting(
        3, unit=DAYS, label=N_("A price without an order is looked at for"), rule="I9", minimum=1, maximum=30
    )
    stalled_days: int = setting(
        3, unit=DAYS, label=N_("An order is stalled when a step is late by"), rule="I9", minimum=1, maximum=60
    )
    ceremony_minutes: int = setting(
        60, unit=MINUTES, label=N_("A delivery ceremony takes"), rule="T5", minimum=15, maximum=240
    )
    delivery_days: int = setting(
        10, unit=DAYS, label=N_("A car from stock is handed over after"), rule="T5", minimum=1, maximum=60
    )


@dataclass(frozen=True, kw_only=True)
class CompensationPolicy(Policy):
    """What a customer with a late car may get (Rule V4)."""

    prefix = "compensation"
    title = N_("Late orders")

    most_cost: Decimal = setting(
        Decimal(800),
        unit=YUAN,
        label=N_("Compensation for a late car costs at most"),
        rule="V4",
        minimum=Decimal(0),
    )


@dataclass(frozen=True, kw_only=True)
class FinancePolicy(Policy):
    """What finance offers are compared by default (Rules I7, Z4)."""

    prefix = "finance"
    title = N_("Finance")

    market_percent: Decimal = setting(
        Decimal("3.99"),
        unit=PERCENT,
        label=N_("Ordinary annual rate"),
        rule="I7",
        minimum=Decimal(0),
        maximum=Decimal(36),
    )
    down_percent: int = setting(
        30, unit=PERCENT, label=N_("Usual down payment"), rule="I7", minimum=0, maximum=80
    )
    terms: tuple[int, ...] = setting(
        (24, 36, 60), unit=N_("months"), label=N_("Terms compared"), rule="I7", minimum=6, maximum=84
    )
