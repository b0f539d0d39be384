"""What the comparison wall reckons with: the cars, and how they are driven (Rule S4)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from salesops.core.i18n import _, label
from salesops.models.enums import Power, RateKind
from salesops.showroom.queries import ModelFacts, Wall
from salesops.showroom.rules.cost_of_use import NEW_ENERGY, PLUG_IN, Car, Use

_MOST = 4
_ORDER = (Power.ICE, Power.HEV, Power.PHEV, Power.EREV, Power.BEV)


def choose(wall: Wall) -> list[ModelFacts]:
    """The models to compare; at first a fuel car and the new-energy car nearest in price."""
    by_id = {model.id: model for model in wall.models}
    chosen = st.multiselect(
        _("Cars to compare"),
        list(by_id),
        default=_usual(wall.models),
        format_func=lambda each: by_id[each].name if each in by_id else "",
        max_selections=_MOST,
        key="showroom.wall.cars",
        placeholder=_("Choose two cars or more."),
    )
    return [by_id[each] for each in chosen]


def _usual(models: Sequence[ModelFacts]) -> list[int]:
    fuel = [model for model in models if model.power is Power.ICE] or list(models)
    new = [model for model in models if model.power in NEW_ENERGY]
    if not new:
        return [model.id for model in models[:2]]
    pairs = [
        (abs(one.list_price - other.list_price), one.id, other.id)
        for one in fuel
        for other in new
        if one is not other
    ]
    return list(min(pairs)[1:]) if pairs else [models[0].id]


def use(wall: Wall) -> Use:
    """How the car is driven and what energy costs: dated prices while they are valid, else the store's own numbers."""
    policy = wall.policy
    fuel, power = wall.valid(RateKind.FUEL_PRICE), wall.valid(RateKind.POWER_PRICE)
    with st.grid(4, min_column_width=170, gap="small"):
        km = st.number_input(
            _("Kilometres a year"), 1000, 100_000, policy.km_a_year, 1000, key="showroom.wall.km"
        )
        years = st.number_input(_("Years"), 1, 10, policy.years, 1, key="showroom.wall.years")
        fuel_price = _decimal(_("Fuel, yuan a litre"), fuel.rate if fuel else policy.fuel_price, "fuel")
        home_price = _decimal(
            _("Power at home, yuan a kWh"), power.rate if power else policy.home_price, "home"
        )
        public_price = _decimal(_("Power in public, yuan a kWh"), policy.public_price, "public")
        home = st.number_input(
            _("Charged at home, %"), 0, 100, policy.home_percent, 5, key="showroom.wall.share"
        )
        loss = st.number_input(
            _("Lost while charging, %"), 0, 40, policy.loss_percent, 1, key="showroom.wall.loss"
        )
        electric = st.number_input(
            _("Plug-ins drive electrically, %"),
            0,
            100,
            policy.electric_percent,
            5,
            key="showroom.wall.electric",
        )
    return Use(
        km_a_year=int(km),
        years=int(years),
        fuel_price=fuel_price,
        home_price=home_price,
        public_price=public_price,
        home_share=Decimal(int(home)) / 100,
        loss=Decimal(int(loss)) / 100,
        electric_share=Decimal(int(electric)) / 100,
    )


def _decimal(name: str, value: Decimal, key: str) -> Decimal:
    typed = st.number_input(name, 0.0, 20.0, float(value), 0.05, format="%.2f", key=f"showroom.wall.{key}")
    return Decimal(str(round(typed, 4)))


def cars(wall: Wall, models: Sequence[ModelFacts]) -> list[Car]:
    """The cars with their own numbers, each of which can be changed."""
    if not models:
        return []
    edited = st.data_editor(
        pd.DataFrame([_row(wall, model) for model in models]),
        key=f"showroom.wall.table.{'-'.join(str(model.id) for model in models)}",
        hide_index=True,
        column_config={
            "name": st.column_config.TextColumn(_("Car"), disabled=True, pinned=True),
            "price": _column(_("Price"), 1000),
            "litres": _column(_("Litres, 100 km"), 0.1, "%.1f"),
            "kwh": _column(_("kWh, 100 km"), 0.1, "%.1f"),
            "maintenance": _column(_("Maintenance a year"), 100),
            "insurance": _column(_("Insurance a year"), 100),
            "tax": _column(_("Vehicle tax a year"), 10),
            "residual": _column(_("Worth at the end, %"), 1),
            "subsidy": _column(_("Subsidy"), 500),
        },
    )
    return [_car(model, edited.iloc[place]) for place, model in enumerate(models)]


def _column(name: str, step: float, pattern: str | None = None) -> Any:
    return st.column_config.NumberColumn(name, min_value=0, step=step, format=pattern, required=True)


def _row(wall: Wall, model: ModelFacts) -> dict[str, object]:
    at, policy = _ORDER.index(model.power), wall.policy
    return {
        "name": f"{model.name} ({label(model.power)})",
        "price": float(model.list_price),
        "litres": float(model.litres),
        "kwh": float(model.kwh),
        "maintenance": float(_pick(policy.maintenance, at)),
        "insurance": float(_pick(policy.insurance, at)),
        "tax": float(_pick(policy.vehicle_tax, at)),
        "residual": float(_pick(policy.residual_percent, at)),
        "subsidy": 0.0,
    }


def _pick(values: Sequence[int], at: int) -> int:
    """The number for a kind of drive; a list that was shortened repeats its last."""
    return values[min(at, len(values) - 1)] if values else 0


def _car(model: ModelFacts, row: pd.Series) -> Car:
    def number(name: str) -> Decimal:
        value = row[name]
        return Decimal(str(value)) if pd.notna(value) else Decimal(0)

    litres = number("litres") if model.power is not Power.BEV else Decimal(0)
    kwh = number("kwh") if model.power in (*PLUG_IN, Power.BEV) else Decimal(0)
    return Car(
        name=model.name,
        power=model.power,
        price=number("price"),
        litres=litres,
        kwh=kwh,
        maintenance=number("maintenance"),
        insurance=number("insurance"),
        vehicle_tax=number("tax"),
        residual=number("residual") / 100,
        subsidy=number("subsidy"),
    )
