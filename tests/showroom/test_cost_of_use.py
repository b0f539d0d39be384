"""What a car costs over its years, with the vectors that were worked out by hand (Rules S4, Z5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from salesops.models import DatedRate
from salesops.models.enums import Power, RateKind
from salesops.showroom import queries
from salesops.showroom.rules.cost_of_use import (
    Car,
    TaxRates,
    Use,
    break_even_km,
    cost,
    energy_a_year,
    purchase_tax,
)
from tests.builders import TODAY, StoreFixture, a_model

USE = Use(
    km_a_year=15_000,
    years=5,
    fuel_price=Decimal("7.6"),
    home_price=Decimal("0.60"),
    public_price=Decimal("1.30"),
    home_share=Decimal("0.7"),
    loss=Decimal("0.1"),
    electric_share=Decimal("0.6"),
)
RATES = TaxRates(rate=Decimal("0.1"), cut=Decimal("0.5"), cut_cap=Decimal(15_000))


def a_car(power: Power, price: int, litres: str, kwh: str, year: tuple[int, int, int], residual: str) -> Car:
    return Car(
        name=power.value,
        power=power,
        price=Decimal(price),
        litres=Decimal(litres),
        kwh=Decimal(kwh),
        maintenance=Decimal(year[0]),
        insurance=Decimal(year[1]),
        vehicle_tax=Decimal(year[2]),
        residual=Decimal(residual),
    )


ICE = a_car(Power.ICE, 139_800, "7.2", "0", (1800, 3800, 420), "0.45")
HEV = a_car(Power.HEV, 149_800, "4.9", "0", (1600, 3900, 420), "0.47")
PHEV = a_car(Power.PHEV, 149_800, "5.2", "16", (1400, 4300, 0), "0.38")
BEV = a_car(Power.BEV, 149_800, "0", "14", (700, 4800, 0), "0.36")


@pytest.mark.parametrize(
    ("car", "total", "per_km", "energy"),
    [
        (ICE, 160_402, "2.14", 8208),
        (HEV, 150_181, "2.00", 5586),
        (PHEV, 146_276, "1.95", 3654),
        (BEV, 139_356, "1.86", 1871),
    ],
    ids=lambda value: value.name if isinstance(value, Car) else str(value),
)
def test_five_years_at_fifteen_thousand_kilometres(car: Car, total: int, per_km: str, energy: int) -> None:
    """Rule S4: cost of use of fuel against new energy."""
    found = cost(car, USE, RATES)
    assert round(found.total) == total
    assert round(found.per_km, 2) == Decimal(per_km)
    assert round(energy_a_year(car, USE)) == energy


@pytest.mark.parametrize(
    ("price", "fuel", "new_energy"),
    [
        (119_800, 10_602, 5_301),
        (249_800, 22_106, 11_053),
        (339_000, 30_000, 15_000),
        (399_800, 35_381, 20_381),
    ],
)
def test_purchase_tax_of_2026(price: int, fuel: int, new_energy: int) -> None:
    """Rule Z5: half for new energy, at most 15,000 yuan saved."""
    assert round(purchase_tax(Decimal(price), Power.HEV, RATES)) == fuel
    assert round(purchase_tax(Decimal(price), Power.EREV, RATES)) == new_energy


@given(km=st.integers(1000, 60_000))
def test_from_the_break_even_on_the_dearer_one_is_cheaper(km: int) -> None:
    at = break_even_km(cost(ICE, USE, RATES), cost(BEV, USE, RATES), years=USE.years)
    assert at is not None
    use = replace(USE, km_a_year=km)
    fuel, electric = cost(ICE, use, RATES).total, cost(BEV, use, RATES).total
    if km > at + 1:
        assert electric < fuel
    if km < at - 1:
        assert electric > fuel


def test_one_that_costs_more_to_own_and_to_drive_never_pays() -> None:
    thirsty = replace(ICE, litres=Decimal(12), price=Decimal(400_000))
    assert break_even_km(cost(thirsty, USE, RATES), cost(BEV, USE, RATES), years=5) is None


def test_rates_that_are_over_are_shown_but_not_valid(session: Session, store: StoreFixture) -> None:
    """Rule Z5: an expired rate is never applied silently; the store's own goes before the law's."""

    def add(kind: RateKind, rate: str, start: date, until: date | None, store_id: int | None = None) -> None:
        row = {"rate": Decimal(rate), "valid_from": start, "valid_until": until, "source": "notice"}
        session.add(DatedRate(store_id=store_id, kind=kind, power=None, cap=None, **row))

    year = date(2026, 1, 1)
    add(RateKind.PURCHASE_TAX, "0.1", year, None)
    add(RateKind.NEV_TAX_CUT, "0.5", year, date(2026, 6, 30))
    add(RateKind.FUEL_PRICE, "7.9", year, None)
    add(RateKind.FUEL_PRICE, "7.7", year, None, store.id)
    add(RateKind.FUEL_PRICE, "9.9", date(2027, 1, 1), None)
    a_model(session, store.id, power=Power.BEV, power_kwh_per_100km=Decimal(14), fuel_l_per_100km=None)
    session.flush()
    wall = queries.wall(session, store.senior, today=TODAY)
    assert wall.valid(RateKind.NEV_TAX_CUT) is None
    over = wall.rate(RateKind.NEV_TAX_CUT)
    assert over is not None
    assert (over.valid, over.valid_until) == (False, date(2026, 6, 30))
    fuel = wall.valid(RateKind.FUEL_PRICE)
    assert fuel is not None
    assert fuel.rate == Decimal("7.7")
    assert {model.power for model in wall.models} == {Power.ICE, Power.BEV}
    assert not hasattr(wall.models[0], "purchase_cost")
