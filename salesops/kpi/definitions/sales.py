"""Figures of sales: orders, handovers, what they earn, who referred them, who comes back."""

from __future__ import annotations

from salesops.core.i18n import N_
from salesops.kpi.definitions.parts import ORDERS, SPLITS
from salesops.kpi.figures import Figure, Kind, Part, Unit

SALES: tuple[Figure, ...] = (
    Figure(
        id="orders",
        name=N_("Orders taken"),
        unit=Unit.ORDERS,
        formula=N_(
            "Orders by the day they were taken; cancelled later they still count, on the same day not."
        ),
        kind=Kind.COUNT,
        numerator=ORDERS,
        dimensions=SPLITS,
    ),
    Figure(
        id="deliveries",
        name=N_("Deliveries made"),
        unit=Unit.CARS,
        formula=N_("Cars handed over, by the day of the handover."),
        kind=Kind.COUNT,
        numerator=Part(count="deliveries", meaning=N_("cars handed over")),
        dimensions=SPLITS,
    ),
    Figure(
        id="gross_profit_per_car",
        name=N_("Gross profit per car"),
        unit=Unit.YUAN,
        formula=N_("Total gross profit of the period's orders, after gifts and with rebates ÷ these orders."),
        kind=Kind.AVERAGE,
        numerator=Part(count="gross_profit", meaning=N_("gross profit after gifts, yuan")),
        denominator=ORDERS,
        sensitive=True,
        dimensions=SPLITS,
    ),
    Figure(
        id="referral_rate",
        name=N_("Referral rate"),
        unit=Unit.SHARE,
        formula=N_("Cars delivered to customers whom an owner referred ÷ cars delivered."),
        kind=Kind.RATE,
        numerator=Part(count="referred", meaning=N_("cars delivered on an owner's referral")),
        denominator=Part(count="deliveries", meaning=N_("cars handed over")),
        dimensions=SPLITS,
    ),
    Figure(
        id="first_service_return",
        name=N_("First-service return"),
        unit=Unit.SHARE,
        formula=N_(
            "Cars that came for their first service in time ÷ cars whose time for it ended in the period."
        ),
        kind=Kind.RATE,
        numerator=Part(count="serviced", meaning=N_("cars that came in time")),
        denominator=Part(count="service_due", meaning=N_("cars whose time for the first service ended")),
        dimensions=SPLITS,
    ),
)
