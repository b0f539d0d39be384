"""The floor as it stands: room, places with their attention, cars on them, cars that could stand there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.models import CarModel, FloorPlan, FloorSlot, Placement, Vehicle
from salesops.models.enums import MarginClass, VehicleKind, VehicleStatus, Zone
from salesops.showroom.queries.paths import paths_between
from salesops.showroom.rules import geometry
from salesops.showroom.rules.checks import Finding, Room, Standing, findings, golden_sector
from salesops.showroom.rules.geometry import Point, Rect
from salesops.showroom.rules.inspection import spec_card_current
from salesops.showroom.rules.layout import Proposal, ShowCar, Spot, attention_of, propose
from salesops.showroom.rules.paths import Path
from salesops.showroom.rules.policies import LayoutPolicy

OBSERVED_DAYS = 60
"""Paths of so many days say what a zone draws."""

_STOCK_LIMIT = 400
_FOR_SALE = (VehicleStatus.IN_STOCK,)


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorArea:
    """A part of the floor that is no place for a car; named by its zone, or by the store's own word."""

    zone: Zone | None
    name: str
    corners: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorCar:
    """A car on the floor or in stock, as the plan labels it."""

    car: ShowCar
    series: str
    vin: str
    colour: str
    status: VehicleStatus
    since: date | None
    card_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """The proposed layout, and the faults it would have."""

    proposal: Proposal
    faults: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorView:
    """Everything that the plan of the showroom shows."""

    plan_id: int
    name: str
    revision: int
    room: Room
    areas: tuple[FloorArea, ...]
    golden: tuple[Point, ...]
    spots: tuple[Spot, ...]
    standing: tuple[FloorCar, ...]
    stock: tuple[FloorCar, ...]
    findings: tuple[Finding, ...]
    proposed: Proposed
    parties: int
    """Observed parties that the attention of the places rests on."""

    def spot_of(self, car: FloorCar) -> Spot | None:
        """The place on which a car stands."""
        return next((spot for spot in self.spots if spot.id == car.car.spot_id), None)


def floor(session: Session, viewer: Actor, *, today: date) -> FloorView | None:
    """The showroom with its cars, faults and attention; None while no plan is drawn (Rules S2, S3)."""
    plan = session.scalars(
        select(FloorPlan).where(FloorPlan.store_id == viewer.store_id).order_by(FloorPlan.id).limit(1)
    ).one_or_none()
    if plan is None:
        return None
    policy = policies.load(session, viewer.store_id, LayoutPolicy)
    since = today - timedelta(days=OBSERVED_DAYS)
    paths = paths_between(session, viewer, start=since, end=today + timedelta(days=1))
    spots = _spots(session, plan, paths, policy)
    cars = _cars(session, viewer, today, frozenset(spot.id for spot in spots))
    standing = tuple(car for car in cars if car.car.spot_id is not None)
    room = Room(
        width=float(plan.width_m),
        depth=float(plan.depth_m),
        entrance=(float(plan.entrance_x), float(plan.entrance_y)),
        heading=plan.entrance_heading,
    )
    sector = golden_sector(room, policy)
    return FloorView(
        plan_id=plan.id,
        name=plan.name,
        revision=plan.version,
        room=room,
        areas=tuple(area for each in plan.fixtures if (area := _area(each)) is not None),
        golden=geometry.sector_outline(sector, width=room.width, depth=room.depth),
        spots=spots,
        standing=standing,
        stock=tuple(car for car in cars if car.car.spot_id is None),
        findings=findings(room, _placed(standing, spots, today), spots, policy),
        proposed=_propose(room, cars, spots, policy),
        parties=len(paths),
    )


def _propose(
    room: Room, all_cars: Sequence[FloorCar], spots: Sequence[Spot], policy: LayoutPolicy
) -> Proposed:
    cars = [each.car for each in all_cars]
    found = propose(cars, spots, policy)
    by_car = {car.id: car for car in cars}
    by_spot = {spot.id: spot for spot in spots}
    then = [Standing(car=by_car[car_id], spot=by_spot[spot_id], days=0) for car_id, spot_id in found.layout]
    return Proposed(proposal=found, faults=findings(room, then, spots, policy))


def _spots(
    session: Session, plan: FloorPlan, paths: Sequence[Path], policy: LayoutPolicy
) -> tuple[Spot, ...]:
    stopped: Counter[Zone] = Counter()
    for path in paths:
        stopped.update({stop.zone for stop in path.stops})
    rows = session.scalars(
        select(FloorSlot)
        .where(FloorSlot.store_id == plan.store_id, FloorSlot.plan_id == plan.id)
        .order_by(FloorSlot.code)
    )
    return tuple(
        Spot(
            id=row.id,
            code=row.code,
            rect=Rect(
                x=float(row.x),
                y=float(row.y),
                length=float(row.length_m),
                width=float(row.width_m),
                rotation=row.rotation,
            ),
            zone=row.zone,
            attention=attention_of(row.zone, stopped=stopped[row.zone], parties=len(paths), policy=policy),
        )
        for row in rows
    )


def _cars(session: Session, viewer: Actor, today: date, spots: frozenset[int]) -> list[FloorCar]:
    """Cars on the floor whatever became of them, and cars in stock that are for sale."""
    rows = session.execute(
        select(Vehicle, CarModel, Placement.slot_id, Placement.since)
        .join(CarModel, CarModel.id == Vehicle.model_id)
        .outerjoin(
            Placement,
            (Placement.vehicle_id == Vehicle.id)
            & (Placement.store_id == Vehicle.store_id)
            & Placement.until.is_(None),
        )
        .where(
            Vehicle.store_id == viewer.store_id,
            Placement.id.is_not(None)
            | (Vehicle.status.in_(_FOR_SALE) & (Vehicle.kind != VehicleKind.TEST_DRIVE)),
        )
        .order_by(Placement.id.is_(None), Vehicle.arrived_on, Vehicle.id)
        .limit(_STOCK_LIMIT)
    )
    return [
        _car(vehicle, model, _Stand(slot_id if slot_id in spots else None, since), viewer, today)
        for vehicle, model, slot_id, since in rows
    ]


class _Stand(NamedTuple):
    """Where a car stands since when; the outer join leaves both empty for cars in stock."""

    spot_id: int | None
    since: datetime | None


def _car(vehicle: Vehicle, model: CarModel, stand: _Stand, viewer: Actor, today: date) -> FloorCar:
    car = ShowCar(
        id=vehicle.id,
        name=model.name,
        model_id=model.id,
        margin=MarginClass(model.margin_class),
        age_days=max((today - vehicle.arrived_on).days, 0) if vehicle.arrived_on else 0,
        length=float(model.length_m),
        width=float(model.width_m),
        for_sale=vehicle.status in _FOR_SALE and vehicle.kind is not VehicleKind.TEST_DRIVE,
        spot_id=stand.spot_id,
    )
    return FloorCar(
        car=car,
        series=model.series,
        vin=vehicle.vin,
        colour=vehicle.colour,
        status=vehicle.status,
        since=viewer.today(stand.since) if stand.since else None,
        card_current=spec_card_current(vehicle.spec_card_on, model.spec_changed_on),
    )


def _placed(cars: Sequence[FloorCar], spots: Sequence[Spot], today: date) -> list[Standing]:
    by_id = {spot.id: spot for spot in spots}
    return [
        Standing(
            car=each.car,
            spot=by_id[each.car.spot_id],
            days=(today - each.since).days if each.since else 0,
        )
        for each in cars
        if each.car.spot_id in by_id
    ]


def _area(raw: object) -> FloorArea | None:
    """A fixture as it is kept: `{"zone": …, "name": …, "corners": [[x, y], …]}` or with x, y, width and depth."""
    if not isinstance(raw, Mapping):
        return None
    corners = tuple((float(x), float(y)) for x, y in raw.get("corners", ()))
    if not corners and {"x", "y", "width", "depth"} <= raw.keys():
        corners = _box(raw)
    if len(corners) < 3:
        return None
    zone = raw.get("zone")
    known = zone if zone in {each.value for each in Zone} else None
    return FloorArea(zone=Zone(known) if known else None, name=str(raw.get("name", "")), corners=corners)


def _box(raw: Mapping[str, Any]) -> tuple[Point, ...]:
    x, y = float(raw["x"]), float(raw["y"])
    right, top = x + float(raw["width"]), y + float(raw["depth"])
    return ((x, y), (right, y), (right, top), (x, top))
