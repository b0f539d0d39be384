"""Figures of the stock: how fast it turns, how long it lasts, what stands too long."""

from __future__ import annotations

from salesops.core.i18n import N_
from salesops.kpi.definitions.parts import STOCK, STOCK_SPLITS
from salesops.kpi.figures import Basis, Better, Figure, Kind, Part, Unit

CARS: tuple[Figure, ...] = (
    Figure(
        id="stock_turnover",
        name=N_("Inventory turnover"),
        unit=Unit.TURNS,
        formula=N_(
            "Purchase cost of the cars sold in 30 days × 12 ÷ mean purchase cost of the stock in them."
        ),
        kind=Kind.STOCK,
        basis=Basis.STATE,
        numerator=Part(count="sold_cost", meaning=N_("cost of cars sold in 30 days, times 12, yuan")),
        denominator=Part(count="mean_cost", meaning=N_("mean cost of the stock on these 30 evenings, yuan")),
        sensitive=True,
        dimensions=STOCK_SPLITS,
    ),
    Figure(
        id="days_supply",
        name=N_("Days of supply"),
        unit=Unit.DAYS,
        formula=N_("Cars in stock ÷ cars sold a day, over the last 30 days."),
        kind=Kind.STOCK,
        basis=Basis.STATE,
        better=Better.NEITHER,
        numerator=STOCK,
        denominator=Part(count="sold_a_day", meaning=N_("cars sold a day, over 30 days")),
        dimensions=STOCK_SPLITS,
    ),
    Figure(
        id="stock_coefficient",
        name=N_("Stock coefficient"),
        unit=Unit.MONTHS,
        formula=N_("Cars in stock ÷ cars sold in the last 30 days: months of cover."),
        kind=Kind.STOCK,
        basis=Basis.STATE,
        better=Better.NEITHER,
        numerator=STOCK,
        denominator=Part(count="sold_cars", meaning=N_("cars sold in 30 days")),
        dimensions=STOCK_SPLITS,
    ),
    Figure(
        id="slow_cars",
        name=N_("Slow cars"),
        unit=Unit.CARS,
        formula=N_("Cars in stock for more days than the limit (60 unless the store sets it otherwise)."),
        kind=Kind.STOCK,
        basis=Basis.STATE,
        better=Better.DOWN,
        numerator=Part(count="slow_cars", meaning=N_("cars in stock beyond the limit")),
        denominator=STOCK,
        dimensions=STOCK_SPLITS,
    ),
)
