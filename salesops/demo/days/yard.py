"""The cars that the store has: built with good numbers, standing, on their way, chosen for an order (Rule V1)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from salesops.core import vin
from salesops.demo.rows import Row
from salesops.demo.world import Die, Model, Pair, World
from salesops.models import Vehicle
from salesops.models.enums import VehicleKind, VehicleStatus

COLOURS: tuple[Pair, ...] = (
    ("星河白", "Galaxy white"),
    ("曜石黑", "Obsidian black"),
    ("晨雾灰", "Mist grey"),
    ("海岸蓝", "Coast blue"),
    ("松林绿", "Pine green"),
)
INTERIORS: tuple[Pair, ...] = (("曜黑", "Black"), ("米白", "Cream"), ("棕色", "Brown"))
_YEARS = {2024: "R", 2025: "S", 2026: "T", 2027: "V", 2028: "W", 2029: "X", 2030: "Y"}
COVER = 41
"""Days of supply that the store likes to have."""

PIPELINE = frozenset({VehicleStatus.ORDERED, VehicleStatus.IN_TRANSIT})


def build(world: World, model: Model, status: VehicleStatus, **values: object) -> Row:
    """A car with a number of its own whose check digit is right."""
    car = world.rows.add(Vehicle, model_id=model.id, status=status, **values)
    dice = world.dice(Die.STOCK, car["id"])
    year = _YEARS.get(world.story.anchor.year, "T")
    raw = f"LXX{model.code[:4]:A<5}0{year}E{car['id'] % 1_000_000:06d}"
    number = raw[:8] + vin.check_digit(raw) + raw[9:]
    cost = Decimal(round(model.cost * dice.uniform(0.992, 1.008) / 100) * 100)
    car |= {
        "vin": number,
        "colour": world.say(dice.choices(COLOURS, (38, 22, 22, 12, 6))[0]),
        "interior": world.say(dice.choice(INTERIORS)),
        "purchase_cost": cost,
        "location": car["location"] or f"{dice.choice('ABC')}{dice.randint(1, 40):02d}",
        "pledged": status not in PIPELINE and dice.random() < 0.3,
    }
    if status != VehicleStatus.SOLD:
        world.state.vehicles[car["id"]] = car
    return car


def open_yard(world: World) -> None:
    """What stands in the yard and is on its way when the history begins."""
    start = world.story.start
    for place, model in enumerate(world.models):
        dice = world.dice(Die.STOCK, 1, place)
        a_day = model.a_day * world.story.scale
        number, oldest = round(a_day * COVER) + 1, 46
        if model.part == "slow":
            number, oldest = round(27 * max(1.0, world.story.scale)), 33
        elif model.part == "scarce":
            number, oldest = round(4 * world.story.scale) + 1, 14
        for _ in range(number):
            arrived = start - timedelta(days=dice.randint(1, oldest))
            build(
                world,
                model,
                VehicleStatus.IN_STOCK,
                arrived_on=arrived,
                ordered_on=arrived - timedelta(days=26),
            )
        if model.part != "scarce":
            for _ in range(round(a_day * model.lead_time * (0.4 if model.part == "slow" else 1.0))):
                on_its_way(world, model, start + timedelta(days=dice.randint(1, model.lead_time)), start)
        else:
            for _ in range(round(10 * world.story.scale)):
                on_its_way(world, model, start + timedelta(days=dice.randint(1, 14)), start)
    world.facts["test_cars"] = _test_cars(world)


def _test_cars(world: World) -> list[Row]:
    """Five cars for test drives."""
    chosen = [each for each in world.models if each.code in ("YCS5", "YCL6", "YHM7", "YHM9", "JGE3")]
    return [
        build(
            world,
            model,
            VehicleStatus.IN_STOCK,
            kind=VehicleKind.TEST_DRIVE,
            arrived_on=world.story.start - timedelta(days=30 + 21 * place),
            ordered_on=world.story.start - timedelta(days=60 + 21 * place),
            plate=world.say((f"沪A·D{1231 + place}", f"SH-D{1231 + place}")),
            location=world.say(("试驾区", "Test-drive bay")),
        )
        for place, model in enumerate(chosen)
    ]


def on_its_way(world: World, model: Model, eta: date, day: date) -> Row:
    shipped = eta - day <= timedelta(days=7)
    status = VehicleStatus.IN_TRANSIT if shipped else VehicleStatus.ORDERED
    ordered = min(eta - timedelta(days=model.lead_time), day)
    return build(
        world, model, status, eta_on=eta, ordered_on=ordered, location=world.say(("在途", "On its way"))
    )


def is_for_sale(car: Row, world: World) -> bool:
    """Whether a car is free to be sold."""
    return car["kind"] == VehicleKind.NORMAL and car["id"] not in world.state.reserved


def choose(world: World, model: Model, dice: Random) -> Row | None:
    """A car for a new order: from stock, the old ones first mostly; else one on its way; else none."""
    cars = [
        car
        for car in world.state.vehicles.values()
        if car["model_id"] == model.id and is_for_sale(car, world)
    ]
    here = sorted(
        (car for car in cars if car["status"] == VehicleStatus.IN_STOCK),
        key=lambda car: (car["arrived_on"], car["id"]),
    )
    if here:
        return dice.choice(here[: max(1, len(here) // 4)]) if dice.random() < 0.88 else dice.choice(here)
    coming = [car for car in cars if car["status"] in PIPELINE and car["eta_on"] is not None]
    if model.part == "scarce" and any(
        order["vehicle_id"] is None and order["model_id"] == model.id for order in world.state.orders.values()
    ):
        return None  # others wait already
    return min(coming, key=lambda car: (car["eta_on"], car["id"]), default=None)


def free(world: World, order: Row) -> None:
    """A cancelled order gives its car back."""
    for car_id, order_id in list(world.state.reserved.items()):
        if order_id == order["id"]:
            del world.state.reserved[car_id]
            car = world.state.vehicles.get(car_id)
            if car is not None and car["status"] == VehicleStatus.ALLOCATED:
                world.rows.change(Vehicle, car, status=VehicleStatus.IN_STOCK)
