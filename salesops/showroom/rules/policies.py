"""Business numbers of the showroom, which the manager edits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from salesops.core.i18n import N_
from salesops.core.policy import Policy, setting

METRES = N_("metres")
DAYS = N_("days")
PERCENT = N_("percent")
DEGREES = N_("degrees")
POINTS = N_("points")


@dataclass(frozen=True, kw_only=True)
class LayoutPolicy(Policy):
    """Where cars should stand and how much room they need (Rule S3)."""

    prefix = "layout"
    title = N_("Showroom layout")

    golden_degrees: int = setting(
        45,
        unit=DEGREES,
        label=N_("The golden zone lies to the right of the entrance by"),
        rule="S3",
        minimum=0,
        maximum=90,
    )
    golden_half_angle: int = setting(
        30, unit=DEGREES, label=N_("Half the opening of the golden zone"), rule="S3", minimum=5, maximum=60
    )
    golden_reach: float = setting(
        12.0, unit=METRES, label=N_("The golden zone reaches"), rule="S3", minimum=4.0, maximum=40.0
    )
    entrance_clear: float = setting(
        3.0, unit=METRES, label=N_("Kept free inside the entrance"), rule="S3", minimum=0.0, maximum=8.0
    )
    car_gap: float = setting(
        1.5, unit=METRES, label=N_("Between two cars at least"), rule="S3", minimum=0.5, maximum=5.0
    )
    wall_gap: float = setting(
        1.0, unit=METRES, label=N_("Between a car and the wall at least"), rule="S3", minimum=0.0, maximum=3.0
    )
    aisle: float = setting(
        1.8, unit=METRES, label=N_("Main aisle at least"), rule="S3", minimum=1.0, maximum=5.0
    )
    same_car_days: int = setting(
        30,
        unit=DAYS,
        label=N_("A car in the same place is pointed out after"),
        rule="S3",
        minimum=7,
        maximum=180,
    )
    margin_high: int = setting(
        100, unit=POINTS, label=N_("Worth of attention: high margin"), rule="S3", minimum=0, maximum=500
    )
    margin_middle: int = setting(
        60, unit=POINTS, label=N_("Worth of attention: middle margin"), rule="S3", minimum=0, maximum=500
    )
    margin_low: int = setting(
        30, unit=POINTS, label=N_("Worth of attention: low margin"), rule="S3", minimum=0, maximum=500
    )
    golden_bonus: int = setting(
        25,
        unit=POINTS,
        label=N_("More for a high margin in the golden zone"),
        rule="S3",
        minimum=0,
        maximum=500,
    )
    aged_from_days: int = setting(
        45,
        unit=DAYS,
        label=N_("A car is worth more attention from an age of"),
        rule="V6",
        minimum=10,
        maximum=180,
    )
    aged_bonus: int = setting(
        30, unit=POINTS, label=N_("More for twice that age"), rule="V6", minimum=0, maximum=500
    )
    variety_bonus: int = setting(
        80,
        unit=POINTS,
        label=N_("More for the first car of a model"),
        help=N_("So that the floor shows the range, not only what earns most."),
        rule="S3",
        minimum=0,
        maximum=500,
    )
    stay_bonus: int = setting(
        3,
        unit=POINTS,
        label=N_("A move must bring more than"),
        help=N_("Small gains are not worth pushing cars about."),
        rule="S3",
        minimum=0,
        maximum=100,
    )
    prior_parties: int = setting(
        30,
        label=N_("Observed parties that weigh as much as the usual attention of a zone"),
        rule="S2",
        minimum=0,
        maximum=500,
    )
    effect_days: int = setting(
        14,
        unit=DAYS,
        label=N_("Before and after a move are compared over"),
        rule="S3",
        minimum=3,
        maximum=60,
    )


@dataclass(frozen=True, kw_only=True)
class InspectionPolicy(Policy):
    """How rounds through the showroom are judged (Rule S1)."""

    prefix = "inspection"
    title = N_("Showroom inspection")

    due_at: time = setting(time(18, 0), label=N_("Defects are mended by"), rule="S1")
    systemic_fails: int = setting(
        3, label=N_("Fails of the same item that make it systemic"), rule="S1", minimum=2, maximum=20
    )
    systemic_days: int = setting(
        14, unit=DAYS, label=N_("Fails are counted over"), rule="S1", minimum=3, maximum=90
    )
    rounds_a_day: int = setting(
        1, label=N_("Rounds through the showroom each day"), rule="S1", minimum=0, maximum=6
    )


@dataclass(frozen=True, kw_only=True)
class CostOfUsePolicy(Policy):
    """What the comparison wall assumes where no dated rate is valid (Rule S4); all of it can be changed there."""

    prefix = "cost_of_use"
    title = N_("Comparison wall")

    km_a_year: int = setting(
        15_000, unit=N_("km"), label=N_("Driven in a year"), rule="S4", minimum=1000, maximum=100_000
    )
    years: int = setting(5, unit=N_("years"), label=N_("Used for"), rule="S4", minimum=1, maximum=10)
    fuel_price: Decimal = setting(
        Decimal("7.60"),
        unit=N_("yuan a litre"),
        label=N_("Fuel"),
        rule="S4",
        minimum=Decimal(3),
        maximum=Decimal(20),
    )
    home_price: Decimal = setting(
        Decimal("0.60"),
        unit=N_("yuan a kWh"),
        label=N_("Electricity at home"),
        rule="S4",
        minimum=Decimal("0.1"),
        maximum=Decimal(5),
    )
    public_price: Decimal = setting(
        Decimal("1.30"),
        unit=N_("yuan a kWh"),
        label=N_("Electricity in public"),
        rule="S4",
        minimum=Decimal("0.1"),
        maximum=Decimal(5),
    )
    home_percent: int = setting(
        70, unit=PERCENT, label=N_("Charged at home"), rule="S4", minimum=0, maximum=100
    )
    loss_percent: int = setting(
        10, unit=PERCENT, label=N_("Lost while charging"), rule="S4", minimum=0, maximum=40
    )
    electric_percent: int = setting(
        60, unit=PERCENT, label=N_("Plug-in hybrids drive electrically"), rule="S4", minimum=0, maximum=100
    )
    maintenance: tuple[int, ...] = setting(
        (1800, 1600, 1400, 1400, 700),
        unit=N_("yuan a year"),
        label=N_("Maintenance: fuel, hybrid, plug-in, range extender, electric"),
        rule="S4",
        minimum=0,
        maximum=50_000,
    )
    insurance: tuple[int, ...] = setting(
        (3800, 3900, 4300, 4400, 4800),
        unit=N_("yuan a year"),
        label=N_("Insurance: fuel, hybrid, plug-in, range extender, electric"),
        rule="S4",
        minimum=0,
        maximum=100_000,
    )
    vehicle_tax: tuple[int, ...] = setting(
        (420, 420, 0, 0, 0),
        unit=N_("yuan a year"),
        label=N_("Vehicle tax: fuel, hybrid, plug-in, range extender, electric"),
        rule="S4",
        minimum=0,
        maximum=10_000,
    )
    residual_percent: tuple[int, ...] = setting(
        (45, 47, 38, 38, 36),
        unit=PERCENT,
        label=N_("Worth at the end: fuel, hybrid, plug-in, range extender, electric"),
        rule="S4",
        minimum=0,
        maximum=100,
    )
    residual_band: int = setting(
        8,
        unit=PERCENT,
        label=N_("The worth at the end may be off by"),
        help=N_("The largest unknown of the comparison; shown as a band."),
        rule="S4",
        minimum=0,
        maximum=40,
    )
