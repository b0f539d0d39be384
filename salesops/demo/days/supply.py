"""How cars come: ordered on Mondays, sent, arriving for whoever waits longest; and the watch over ages (Rules V3, V6)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from salesops.core.i18n import Message
from salesops.demo.days import tasks
from salesops.demo.days.milestones import reach
from salesops.demo.days.orders import keep
from salesops.demo.days.yard import COVER, PIPELINE, is_for_sale, on_its_way
from salesops.demo.rows import Row
from salesops.demo.world import Die, Model, World
from salesops.inventory.operations.ageing import TITLES
from salesops.inventory.rules.ageing import owner_role, step_of
from salesops.inventory.rules.policies import AgePolicy
from salesops.models import Vehicle
from salesops.models.enums import MilestoneKind, Role, TaskKind, TaskStatus, VehicleKind, VehicleStatus


def plan(world: World, day: date) -> None:
    """Arrivals, shipping and orders of the day, and the watch over ages."""
    for car in list(world.state.vehicles.values()):
        if world.is_left_alone("vehicle", car["id"]):
            continue
        if car["status"] in PIPELINE and car["eta_on"] is not None:
            dice = world.dice(Die.STOCK, car["id"], 2)
            if car["eta_on"] <= day:
                world.soon(world.at(day, dice.uniform(580, 940)), arrive, car)
            elif car["status"] == VehicleStatus.ORDERED and car["eta_on"] - day <= timedelta(days=7):
                world.soon(world.at(day, 540), ship, car)
        elif car["status"] == VehicleStatus.IN_STOCK and car["kind"] != VehicleKind.TEST_DRIVE:
            _watch_age(world, day, car)
    if day.weekday() == 0:
        world.plan(world.at(day, 610), order_cars)


def ship(world: World, moment: datetime, car: Row) -> None:
    """The factory sends the car."""
    world.rows.change(Vehicle, car, status=VehicleStatus.IN_TRANSIT)
    order = world.state.orders.get(world.state.reserved.get(car["id"], 0))
    if order is not None:
        reach(world, order, MilestoneKind.SHIPPED, world.day_of(moment))


def arrive(world: World, moment: datetime, car: Row) -> None:
    """A car comes; who waits longest for the model gets it."""
    day = world.day_of(moment)
    if car["status"] not in PIPELINE:
        return
    dice = world.dice(Die.STOCK, car["id"], 3)
    yard = f"{dice.choice('ABC')}{dice.randint(1, 40):02d}"
    world.rows.change(Vehicle, car, status=VehicleStatus.IN_STOCK, arrived_on=day, location=yard)
    order = world.state.orders.get(world.state.reserved.get(car["id"], 0))
    if order is None:
        waiting = [
            each
            for each in world.state.orders.values()
            if each["model_id"] == car["model_id"] and each["vehicle_id"] is None
        ]
        order = min(waiting, key=lambda each: (each["ordered_at"], each["id"]), default=None)
    if order is not None:
        reach(world, order, MilestoneKind.ARRIVED, day)
        keep(world, order, car, day)


def order_cars(world: World, moment: datetime) -> None:
    """Monday: what the factory is asked for, model by model; of the scarce hybrid it gives what it gives."""
    day = world.day_of(moment)
    for place, model in enumerate(world.models):
        dice = world.dice(Die.STOCK, day.toordinal(), place, 4)
        if model.part == "scarce":
            for _ in range(_allotted(world, model, day)):
                on_its_way(world, model, day + timedelta(days=dice.randint(8, 14)), day)
            continue
        a_day = model.a_day * world.story.scale * (0.55 if model.part == "slow" else 1.0)
        level = a_day * (model.lead_time + 7 + COVER - 3)
        for _ in range(max(0, round(level - _position(world, model)))):
            eta = day + timedelta(days=model.lead_time - dice.randint(0, 6))
            on_its_way(world, model, eta, day)


def _allotted(world: World, model: Model, day: date) -> int:
    """What the factory gives of the scarce hybrid: enough for a while, then so little that a queue builds up."""
    scale = world.story.scale
    missing = -_position(world, model)
    usual = model.a_day * 7 * scale
    return round(min(max(missing + usual - world.story.shortage(day) * scale, 1), 1.6 * usual + 1))


def _position(world: World, model: Model) -> int:
    free_cars: int = sum(
        car["model_id"] == model.id and is_for_sale(car, world) for car in world.state.vehicles.values()
    )
    waiting: int = sum(
        order["model_id"] == model.id and order["vehicle_id"] is None for order in world.state.orders.values()
    )
    return free_cars - waiting


def _watch_age(world: World, day: date, car: Row) -> None:
    """A car that crosses a threshold is somebody's task (Rule V6)."""
    policy = AgePolicy()
    age = (day - car["arrived_on"]).days
    if age in policy.thresholds:
        world.plan(world.at(day, 545), age_task, car, age)


def age_task(world: World, moment: datetime, car: Row, age: int) -> None:
    """The task of a threshold; most are done the next day."""
    if car["status"] != VehicleStatus.IN_STOCK:
        return
    policy = AgePolicy()
    step = step_of(age, policy.thresholds)
    dice = world.dice(Die.STOCK, car["id"], age, 5)
    owner = (
        world.team.manager_id if owner_role(step) is Role.MANAGER else dice.choice(world.team.supervisor_ids)
    )
    name = f"{world.model(car['model_id']).name} · {car['vin'][-6:]}"
    due = world.at(world.day_of(moment) + timedelta(days=policy.act_within_days), 17 * 60)
    work = tasks.Work(
        kind=TaskKind.AGE_THRESHOLD,
        title=Message(TITLES[step], {"days": age, "car": name}),
        owner_id=owner,
        due_at=due,
        key=f"age:{car['id']}:{age}",
        about={"vehicle_id": car["id"]},
    )
    for lower in policy.thresholds:
        if lower < age:
            tasks.finish(world, moment, f"age:{car['id']}:{lower}", None, status=TaskStatus.CANCELLED)
    tasks.give(world, moment, work)


def finish_age_tasks(world: World, day: date) -> None:
    """Age tasks are done, or fall away with the sale of their car."""
    for row in list(world.state.tasks.values()):
        if row["kind"] != TaskKind.AGE_THRESHOLD or row["vehicle_id"] is None:
            continue
        car = world.state.vehicles.get(row["vehicle_id"])
        dice = world.dice(Die.STOCK, row["vehicle_id"], day.toordinal(), 6)
        at = world.at(day, dice.uniform(600, 1010))
        if car is None or car["status"] != VehicleStatus.IN_STOCK:
            world.plan(world.at(day, 550), _drop, row)
        elif row["due_on"] - day <= timedelta(days=1) and dice.random() < 0.88:
            world.plan(at, tasks.end, row, row["owner_id"])


def _drop(world: World, moment: datetime, row: Row) -> None:
    tasks.end(world, moment, row, None, status=TaskStatus.CANCELLED)
