"""The comparison wall: what cars cost over the years, with every assumption open to change (Rules S4, Z5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

import streamlit as st

from pages._panels import showroom_poster as poster
from pages._panels import showroom_wall_inputs as inputs
from pages._panels import showroom_wall_texts as texts
from pages._ui import charts, clock, figures, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.charts import Series
from pages._ui.components import Tone
from pages._ui.figures import Behind, Card
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind
from salesops.core.i18n import _
from salesops.models.enums import RateKind
from salesops.showroom import queries
from salesops.showroom.queries import Wall
from salesops.showroom.rules.cost_of_use import NEW_ENERGY, Car, Cost, TaxRates, Use, cost

Line = tuple[str, list[Decimal]]

_DISTANCES = tuple(range(5_000, 40_001, 5_000))


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    wall = read(queries.wall, today=clock.today())
    if len(wall.models) < 2:
        ui.empty_state(_("The catalogue needs two models to compare."), next_step="settings")
        return _("Nothing to compare yet.")
    chosen = inputs.choose(wall)
    with st.expander(_("Assumptions: change what is different for this customer"), icon=":material/tune:"):
        use = inputs.use(wall)
        cars = inputs.cars(wall, chosen)
    if len(cars) < 2:
        ui.empty_state(_("Choose two cars or more."))
        return _("Nothing to compare yet.")
    taxes = _taxes(wall)
    band = Decimal(wall.policy.residual_band) / 100
    costs = [cost(car, use, taxes, band=band) for car in cars]
    answer = texts.finding(costs, use)
    _cards(costs, use)
    with ui.side_by_side():
        with ui.panel(_("What the money goes to, over {years} years", years=use.years)):
            _parts(costs)
        with ui.panel(_("By kilometres a year")):
            _curves(cars, use, taxes, answer)
    with ui.panel(_("Line by line")):
        _lines(costs)
    _sources(wall, cars)
    poster.buttons(poster.Poster(costs=tuple(costs), cars=tuple(cars), use=use, wall=wall))
    return answer


def _taxes(wall: Wall) -> TaxRates:
    """Only rates that are valid today; without one nothing is reckoned, and the page says so."""
    tax, cut = wall.valid(RateKind.PURCHASE_TAX), wall.valid(RateKind.NEV_TAX_CUT)
    return TaxRates(
        rate=tax.rate if tax else Decimal(0),
        cut=cut.rate if cut else Decimal(0),
        cut_cap=cut.cap if cut else None,
    )


def _cards(costs: Sequence[Cost], use: Use) -> None:
    first = costs[0]
    with st.grid(max(2, len(costs)), min_column_width=250, gap="small"):  # a model's whole name
        for place, each in enumerate(costs):
            difference = each.total - first.total
            figures.figure_card(
                Card(
                    label=each.name,
                    value=fmt.money(each.total),
                    key=f"showroom.wall.card.{place}",
                    delta=None if place == 0 else _signed(difference),
                    good=None if place == 0 else difference <= 0,
                    note=_("¥{sum} a km, ±{band}", sum=fmt.number(each.per_km, 2), band=fmt.money(each.band)),
                    help=_("Everything that the car costs over the years, less what it is worth at the end."),
                    behind=Behind(rows=partial(_amounts, (each,)), columns=_columns((each,))),
                )
            )
    st.caption(
        fmt.plain(
            _(
                "Over {years} years and {km} km, differences against {car}; ± is how far the worth at the end may be off.",
                years=use.years,
                km=fmt.number(use.km_a_year * use.years),
                car=first.name,
            )
        )
    )


def _signed(difference: Decimal) -> str:
    return f"+{fmt.money(difference)}" if difference > 0 else fmt.money(difference)


def _parts(costs: Sequence[Cost]) -> None:
    parts = (
        (_("Loss of value"), [each.price - each.residual - each.subsidy for each in costs]),
        (_("Purchase tax"), [each.purchase_tax for each in costs]),
        (_("Energy"), [each.energy for each in costs]),
        (_("Maintenance"), [each.maintenance for each in costs]),
        (_("Insurance and vehicle tax"), [each.insurance + each.vehicle_tax for each in costs]),
    )
    charts.stacked_bars(
        _("Cost of use in yuan"),
        [each.name for each in costs],
        [Series(name=name, values=values) for name, values in parts],
        key="showroom.wall.parts",
        look=charts.Look(unit=_("yuan"), height=340),
    )


def _curves(cars: Sequence[Car], use: Use, taxes: TaxRates, title: str) -> None:
    series = [
        Series(
            name=car.name,
            values=[cost(car, replace(use, km_a_year=km), taxes).total for km in _DISTANCES],
        )
        for car in cars
    ]
    charts.line(
        title,
        [fmt.number(km) for km in _DISTANCES],
        series,
        key="showroom.wall.curves",
        look=charts.Look(unit=_("yuan"), height=340),
    )


def _amounts(costs: Sequence[Cost]) -> list[Line]:
    """The amounts that the sum is made of, a line each."""
    return [
        (_("Price"), [each.price for each in costs]),
        (_("Purchase tax"), [each.purchase_tax for each in costs]),
        (_("Energy"), [each.energy for each in costs]),
        (_("Maintenance"), [each.maintenance for each in costs]),
        (_("Insurance"), [each.insurance for each in costs]),
        (_("Vehicle tax"), [each.vehicle_tax for each in costs]),
        (_("Less subsidy"), [each.subsidy for each in costs]),
        (_("Less worth at the end"), [each.residual for each in costs]),
        (_("Total"), [each.total for each in costs]),
    ]


def _columns(costs: Sequence[Cost]) -> list[Column[Line]]:
    columns = [Column[Line](label=_("Yuan"), value=lambda row: row[0], pinned=True)]
    for place, each in enumerate(costs):
        columns.append(
            Column[Line](label=each.name, value=lambda row, at=place: row[1][at], kind=Kind.MONEY)  # type: ignore[misc]
        )
    return columns


def _lines(costs: Sequence[Cost]) -> None:
    tables.table(_amounts(costs), _columns(costs), key="showroom.wall.lines")


def _sources(wall: Wall, cars: Sequence[Car]) -> None:
    """Each dated rate with source and end; what is over is said aloud (Rule Z5)."""
    for rate in wall.rates:
        if not rate.valid:
            ui.note(texts.over(rate), Tone.WARN)
    if wall.rate(RateKind.PURCHASE_TAX) is None:
        ui.note(_("No rate of the purchase tax is entered: it is left out."), Tone.WARN)
    if any(car.power in NEW_ENERGY for car in cars) and wall.rate(RateKind.NEV_TAX_CUT) is None:
        ui.note(
            _("No cut of the purchase tax for new energy is entered: the full tax is reckoned."), Tone.WARN
        )
    with st.expander(_("Sources")):
        ui.reasons(
            [texts.source(rate) for rate in wall.rates if rate.valid] or [_("No dated rate is entered.")]
        )
