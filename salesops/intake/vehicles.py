"""Cars from a file: known by VIN; a model that the catalogue lacks is made from the row."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select

from salesops.core import vin as vins
from salesops.core.i18n import N_, Message
from salesops.intake import cells
from salesops.intake.rows import Context, RowReader, plain
from salesops.models import CarModel, Vehicle
from salesops.models.enums import MarginClass, Power, VehicleKind, VehicleStatus

POWERS = {
    "汽油": Power.ICE, "燃油": Power.ICE, "柴油": Power.ICE, "ice": Power.ICE, "petrol": Power.ICE,
    "混动": Power.HEV, "油混": Power.HEV, "油电混动": Power.HEV, "hev": Power.HEV, "hybrid": Power.HEV,
    "插混": Power.PHEV, "插电混动": Power.PHEV, "phev": Power.PHEV,
    "增程": Power.EREV, "erev": Power.EREV,
    "纯电": Power.BEV, "电动": Power.BEV, "bev": Power.BEV,
}  # fmt: skip
STATUSES = {
    "排产": VehicleStatus.ORDERED, "已订": VehicleStatus.ORDERED, "ordered": VehicleStatus.ORDERED,
    "在途": VehicleStatus.IN_TRANSIT, "intransit": VehicleStatus.IN_TRANSIT,
    "在库": VehicleStatus.IN_STOCK, "instock": VehicleStatus.IN_STOCK,
    "已配车": VehicleStatus.ALLOCATED, "allocated": VehicleStatus.ALLOCATED,
}  # fmt: skip
KINDS = {
    "正常": VehicleKind.NORMAL, "商品车": VehicleKind.NORMAL, "normal": VehicleKind.NORMAL,
    "展车": VehicleKind.DISPLAY, "display": VehicleKind.DISPLAY,
    "试驾车": VehicleKind.TEST_DRIVE, "testdrive": VehicleKind.TEST_DRIVE,
}  # fmt: skip
_USUAL = {"length_m": Decimal("4.70"), "width_m": Decimal("1.86"), "lead_time_days": 28}
"""What a catalogue entry made from a stock list starts with, until the store fills it in."""


def take(context: Context, row: RowReader) -> bool:
    """Put one car in; True when its VIN is new. Raises RowRejected."""
    zone = context.actor.zone
    vin = _vin(row)
    status = row.choose("status", STATUSES, VehicleStatus.IN_STOCK)
    arrived = row.day("arrived_on", zone)
    eta = row.day("eta_on", zone)
    if status in (VehicleStatus.IN_STOCK, VehicleStatus.ALLOCATED) and arrived is None and not row.reasons:
        row.wrong("arrived_on", Message(N_("a car in stock needs the day it came")))
    if arrived is not None and arrived > context.actor.today(context.now):
        row.wrong("arrived_on", Message(N_("lies in the future")))
    model = _model(context, row)
    cost = row.read("purchase_cost", cells.money)
    kind = row.choose("kind", KINDS, VehicleKind.NORMAL)
    row.done()
    assert model is not None  # otherwise done() has refused the row
    known = context.session.scalars(
        select(Vehicle).where(Vehicle.store_id == context.actor.store_id, Vehicle.vin == vin)
    ).one_or_none()
    car = known or Vehicle(store_id=context.actor.store_id, vin=vin)
    car.model_id, car.status, car.kind = model.id, status, kind
    car.purchase_cost = cost if cost is not None else model.purchase_cost
    car.arrived_on, car.eta_on = arrived, eta
    car.vin_override = row.text("vin_override")
    for field in ("colour", "interior", "location", "plate"):
        setattr(car, field, row.text(field))
    context.session.add(car)
    context.session.flush()
    return known is None


def _vin(row: RowReader) -> str:
    vin = row.required("vin").upper()
    for problem in vins.problems(vin) if vin else ():
        if problem.severe and not (problem.may_override and row.text("vin_override")):
            row.wrong("vin", problem.reason)
    return vin


def _model(context: Context, row: RowReader) -> CarModel | None:
    name = row.required("model")
    keys = (row.text("model_code"), f"{row.text('series')}{name}", name)
    known = next((context.models[plain(key)] for key in keys if key and plain(key) in context.models), None)
    if known is not None:
        return context.session.get(CarModel, known)
    price, cost = row.read("list_price", cells.money), row.read("purchase_cost", cells.money)
    for field, value in (("list_price", price), ("purchase_cost", cost)):
        if value is None and not row.text(field):
            row.wrong(field, Message(N_("is needed for a model that the catalogue does not know")))
    if row.reasons or price is None or cost is None:
        return None
    return _new_model(context, row, price=price, cost=cost)


def _new_model(context: Context, row: RowReader, *, price: Decimal, cost: Decimal) -> CarModel:
    today = context.actor.today(context.now)
    name, series = row.text("model"), row.text("series")
    year, power = row.read("model_year", cells.whole), row.choose("power", POWERS, Power.ICE)
    row.done()
    made = CarModel(
        store_id=context.actor.store_id,
        code=row.text("model_code") or f"{series}{name}".replace(" ", "")[:60],
        brand="",
        series=series or name,
        trim=name,
        name=name,
        model_year=year or today.year,
        power=power,
        list_price=price,
        purchase_cost=cost,
        floor_gross_profit=Decimal(0),
        rebate=Decimal(0),
        margin_class=MarginClass.MIDDLE,
        spec_changed_on=today,
        **_USUAL,
    )
    context.session.add(made)
    context.session.flush()
    for key in (made.series, made.name, made.code, f"{series}{name}"):
        context.models.setdefault(plain(key), made.id)
    return made
