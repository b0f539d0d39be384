"""The showroom to scale, and which car stands where (Rule S3)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from salesops.demo.rows import Row
from salesops.demo.story import MOVED_BACK
from salesops.demo.texts import showroom as texts
from salesops.demo.world import Die, World
from salesops.models import FloorPlan, FloorSlot, Placement, Vehicle
from salesops.models.enums import VehicleKind, VehicleStatus, Zone

WIDTH, DEPTH = 28, 22
_LENGTH, _BREADTH = "5.30", "2.10"
SLOTS: tuple[tuple[str, float, float, int, Zone, str, str], ...] = (
    ("G1", 16.0, 7.6, 40, Zone.GOLDEN, "YHM9", "YCS5"),
    ("G2", 20.2, 5.6, 40, Zone.GOLDEN, "YHM7", "YHM7"),
    ("H1", 12.0, 12.5, 90, Zone.HERO, "JGE7", "JGE7"),
    ("L1", 3.9, 8.0, 0, Zone.LINE, "YCS3", "YCS3"),
    ("L2", 3.9, 12.0, 0, Zone.LINE, "YCS5", "YHM9"),
    ("L3", 3.9, 16.0, 0, Zone.LINE, "YCX5", "YCX5"),
    ("W1", 25.5, 4.3, 90, Zone.WINDOW, "JGE3", "JGE3"),
    ("W2", 25.5, 11.0, 90, Zone.WINDOW, "YHS6", "YHS6"),
    ("W3", 25.5, 17.7, 90, Zone.WINDOW, "YHX8", "YHX8"),
)
"""Code, centre in metres, turn, zone, and which model stands there since the change of layout and before it."""

_STALE = 27


def draw(world: World) -> None:
    """The hall, with reception, talks, wall and handover; one enters in the middle of the lower wall."""
    plan = world.rows.add(
        FloorPlan,
        name=world.say(("一楼展厅", "Ground floor")),
        width_m=Decimal(WIDTH),
        depth_m=Decimal(DEPTH),
        entrance_x=Decimal(12),
        entrance_y=Decimal(0),
        entrance_heading=90,
        fixtures=[
            {"zone": zone, "name": world.say(name), "x": x, "y": y, "width": width, "depth": depth}
            for zone, name, (x, y, width, depth) in texts.AREAS
        ],
    )
    world.facts["slots"] = {
        code: world.rows.add(
            FloorSlot,
            plan_id=plan["id"],
            code=code,
            x=Decimal(str(x)),
            y=Decimal(str(y)),
            length_m=Decimal(_LENGTH),
            width_m=Decimal(_BREADTH),
            rotation=turn,
            zone=zone,
        )
        for code, x, y, turn, zone, _, _ in SLOTS
    }


def plan(world: World, day: date) -> None:
    """Cars that have stood too long, or are sold, make room for others on Tuesday mornings."""
    if (
        day.weekday() == 1
        or day == world.story.anchor - timedelta(days=MOVED_BACK)
        or not world.state.placements
    ):
        world.plan(world.at(day, 525), arrange)


def arrange(world: World, moment: datetime) -> None:
    """Every place shows a car of its model that has not stood there for too long."""
    day = world.day_of(moment)
    models = {model.code: model.id for model in world.models}
    moved = (world.story.anchor - day).days <= MOVED_BACK
    wanted = {
        code: models.get(since if moved else before)
        for code, _, _, _, _, since, before in SLOTS
        if code in world.facts["slots"]
    }
    for code, model_id in wanted.items():
        slot_id = world.facts["slots"][code]["id"]
        standing = world.state.placements.get(slot_id)
        car = world.state.vehicles.get(standing["vehicle_id"]) if standing else None
        if car is not None and car["model_id"] == model_id and _stays(world, standing, day):
            continue
        if standing is not None:
            _take_away(world, moment, slot_id)
    for code, model_id in wanted.items():
        slot_id = world.facts["slots"][code]["id"]
        if slot_id not in world.state.placements:
            _put(world, moment, slot_id, model_id)


def _stays(world: World, standing: Row | None, day: date) -> bool:
    return standing is not None and (day - world.day_of(standing["since"])).days < _STALE


def _take_away(world: World, moment: datetime, slot_id: int) -> None:
    standing = world.state.placements.pop(slot_id)
    world.rows.change(Placement, standing, until=moment)
    car = world.state.vehicles.get(standing["vehicle_id"])
    if car is not None:
        world.rows.change(Vehicle, car, kind=VehicleKind.NORMAL, location="A01", spec_card_on=None)


def _put(world: World, moment: datetime, slot_id: int, model_id: int | None) -> None:
    """A car of the model from stock; where there is none the place stays empty for a week."""
    cars = [
        car
        for car in world.state.vehicles.values()
        if car["model_id"] == model_id
        and car["status"] == VehicleStatus.IN_STOCK
        and car["kind"] == VehicleKind.NORMAL
        and car["id"] not in world.state.reserved
    ]
    if not cars:
        return
    car = max(cars, key=lambda each: (each["arrived_on"], each["id"]))
    day = world.day_of(moment)
    old_card = world.dice(Die.SHOWROOM, car["id"]).random() < 0.35
    world.rows.change(
        Vehicle,
        car,
        kind=VehicleKind.DISPLAY,
        location=world.say(("展厅", "Showroom")),
        spec_card_on=day - timedelta(days=60 if old_card else 0),
    )
    world.state.placements[slot_id] = world.rows.add(
        Placement,
        slot_id=slot_id,
        vehicle_id=car["id"],
        since=moment,
        staff_id=world.team.supervisor_ids[0],
    )
