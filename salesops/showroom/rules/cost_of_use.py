"""What a car costs over the years of its use, and from how many kilometres another one is cheaper (Rule S4)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from salesops.core.money import round_to_fen
from salesops.models.enums import Power

VAT = Decimal("1.13")
"""The purchase tax is raised on the price without value-added tax."""

PLUG_IN = (Power.PHEV, Power.EREV)
NEW_ENERGY = (*PLUG_IN, Power.BEV)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How the car is driven and what energy costs."""

    km_a_year: int
    years: int
    fuel_price: Decimal
    home_price: Decimal
    public_price: Decimal
    home_share: Decimal
    loss: Decimal
    electric_share: Decimal
    """Share of its way that a plug-in hybrid drives electrically."""

    @property
    def power_price(self) -> Decimal:
        """Mean price of a kWh by where it is charged."""
        return self.home_share * self.home_price + (1 - self.home_share) * self.public_price


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRates:
    """The purchase tax valid on the day, and the cut for new-energy cars: share of the tax, and its limit."""

    rate: Decimal
    cut: Decimal = Decimal(0)
    cut_cap: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Car:
    """What is compared: its price, what it burns, what it costs each year, what it is worth at the end."""

    name: str
    power: Power
    price: Decimal
    litres: Decimal
    kwh: Decimal
    maintenance: Decimal
    insurance: Decimal
    vehicle_tax: Decimal
    residual: Decimal
    """Share of the price at the end."""
    subsidy: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The cost of one car over the whole time, in yuan, with the band that the worth at the end leaves."""

    name: str
    power: Power
    price: Decimal
    purchase_tax: Decimal
    energy: Decimal
    maintenance: Decimal
    insurance: Decimal
    vehicle_tax: Decimal
    subsidy: Decimal
    residual: Decimal
    km: int
    band: Decimal

    @property
    def total(self) -> Decimal:
        """All of it, less subsidy and worth at the end."""
        spent = self.price + self.purchase_tax + self.energy + self.maintenance
        return spent + self.insurance + self.vehicle_tax - self.subsidy - self.residual

    @property
    def per_km(self) -> Decimal:
        """Yuan for each kilometre."""
        return self.total / self.km

    @property
    def fixed(self) -> Decimal:
        """What does not depend on the kilometres."""
        return self.total - self.energy


def purchase_tax(price: Decimal, power: Power, rates: TaxRates) -> Decimal:
    """Purchase tax: on the price without VAT, with the cut for new-energy cars up to its limit."""
    tax = price / VAT * rates.rate
    if power in NEW_ENERGY:
        saved = tax * rates.cut
        tax -= saved if rates.cut_cap is None else min(saved, rates.cut_cap)
    return round_to_fen(tax)


def energy_a_year(car: Car, use: Use) -> Decimal:
    """Fuel and electricity of a year."""
    electric = _electric_share(car.power, use)
    power = car.kwh * electric * (1 + use.loss) * use.power_price
    fuel = car.litres * (1 - electric) * use.fuel_price
    return (power + fuel) * use.km_a_year / _HUNDRED


def _electric_share(power: Power, use: Use) -> Decimal:
    if power is Power.BEV:
        return Decimal(1)
    return use.electric_share if power in PLUG_IN else Decimal(0)


def cost(car: Car, use: Use, rates: TaxRates, *, band: Decimal = Decimal(0)) -> Cost:
    """The cost of a car over the years; `band` is how far its worth at the end may be off, as a share of the price."""
    return Cost(
        name=car.name,
        power=car.power,
        price=car.price,
        purchase_tax=purchase_tax(car.price, car.power, rates),
        energy=round_to_fen(energy_a_year(car, use) * use.years),
        maintenance=car.maintenance * use.years,
        insurance=car.insurance * use.years,
        vehicle_tax=car.vehicle_tax * use.years,
        subsidy=car.subsidy,
        residual=round_to_fen(car.price * car.residual),
        km=use.km_a_year * use.years,
        band=round_to_fen(car.price * band),
    )


def break_even_km(one: Cost, other: Cost, *, years: int) -> int | None:
    """Kilometres a year from which the one that is dearer to own is cheaper in all; None when it never is.

    Both costs must be for the same use.
    """
    first, second = (one, other) if one.fixed <= other.fixed else (other, one)
    gap = second.fixed - first.fixed
    saved_a_km = (first.energy - second.energy) / first.km
    if gap == 0:
        return 0
    if saved_a_km <= 0:
        return None
    return int((gap / saved_a_km / years).quantize(Decimal(1), rounding=ROUND_HALF_UP))
