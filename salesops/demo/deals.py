"""Orders until the handover, and the cars that stand behind them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from salesops.core import vin as vins
from salesops.demo.catalogue import Model, Source
from salesops.demo.lives import Life
from salesops.demo.visits import earned
from salesops.demo.world import World
from salesops.models import Order, OrderMilestone, Vehicle
from salesops.models.enums import (
    ChannelKind,
    LeadStatus,
    MilestoneKind,
    OrderStatus,
    Stage,
    TradeGrade,
    VehicleKind,
    VehicleStatus,
)

COLOURS = (
    ("星河白", "Galaxy white"),
    ("曜石黑", "Obsidian black"),
    ("晨雾灰", "Mist grey"),
    ("海岸蓝", "Coast blue"),
)
INTERIORS = (("曜黑", "Black"), ("米白", "Cream"), ("棕色", "Brown"))
_STEPS = {
    MilestoneKind.DEPOSIT: 0.0,
    MilestoneKind.ALLOCATED: 0.15,
    MilestoneKind.SHIPPED: 0.35,
    MilestoneKind.ARRIVED: 0.6,
    MilestoneKind.INSPECTED: 0.8,
    MilestoneKind.PAID: 0.85,
    MilestoneKind.REGISTERED: 0.95,
    MilestoneKind.HANDED_OVER: 1.0,
}
"""Steps of an order, as shares of the time between deposit and handover."""


def car(world: World, model: Model, status: VehicleStatus, **values: Any) -> dict[str, Any]:
    """A car with a VIN of its own whose check digit is right."""
    count = len(world.rows(Vehicle)) + 1
    body = (
        f"LZZ{model.code[:2].replace('Y', 'A').replace('J', 'B')}{model.code[2:].replace('X', 'K')[:2]:0<2}2"
    )
    raw = f"{body:0<8}"[:8] + "0" + "TG" + f"{count:06d}"
    vin = raw[:8] + vins.check_digit(raw) + raw[9:]
    world.add(
        Vehicle,
        model_id=model.id,
        vin=vin,
        colour=world.some(COLOURS),
        interior=world.some(INTERIORS),
        status=status,
        purchase_cost=Decimal(model.cost),
        **values,
    )
    return world.rows(Vehicle)[-1]


def order(
    world: World, life: Life, deal: dict[str, Any], moment: datetime, *, visit_id: int, discount: Decimal
) -> None:
    """The customer signs; the car is in stock, or for a scarce model weeks away."""
    model = life.model
    day = world.day_of(moment)
    wait = world.dice.randint(26, 44) if model.scarce else world.dice.randint(4, 15)
    promised = day + timedelta(
        days=world.dice.randint(18, 26) if model.scarce else wait + world.dice.choice((0, 0, 0, 2))
    )
    ready = day + timedelta(days=wait)
    delivered = (
        ready if ready < world.today or (ready == world.today and world.now > world.at(ready, 16)) else None
    )
    cancelled = delivered is None and not model.scarce and (world.today - day).days > 6 and world.chance(0.2)
    income, gifts = (
        Decimal(world.dice.choice((1200, 2600, 3800, 5200))),
        Decimal(world.dice.choice((0, 150, 880, 900))),
    )
    status = OrderStatus.DELIVERED if delivered else OrderStatus.CANCELLED if cancelled else OrderStatus.OPEN
    vehicle = None if cancelled else _behind(world, model, day, delivered)
    number = world.add(
        Order,
        order_no=f"DD{len(world.rows(Order)) + 1:06d}",
        customer_id=life.customer_id,
        opportunity_id=deal["id"],
        lead_id=life.lead_id,
        visit_id=visit_id,
        channel_id=life.source.id,
        staff_id=life.seller.staff_id,
        model_id=model.id,
        vehicle_id=vehicle,
        ordered_at=moment,
        ordered_on=day,
        list_price=Decimal(model.price),
        discount=discount,
        price=Decimal(model.price) - discount,
        gift_cost=gifts,
        other_income=income,
        purchase_cost=Decimal(model.cost),
        gross_profit=earned(
            model, discount, gift_cost=gifts, income=income, rebate=Decimal(round(model.price * 0.018))
        ),
        deposit=Decimal(5000),
        status=status,
        promised_on=promised,
        eta_on=delivered or max(ready, world.today),
        delivered_at=world.at(delivered, world.dice.choice((10, 11, 14, 15.5))) if delivered else None,
        delivered_on=delivered,
        cancelled_on=day + timedelta(days=5) if cancelled else None,
        first_service_on=_first_service(world, delivered),
    )
    _milestones(world, number, day, ready, lost=cancelled)
    _settle(life, deal, day, status, delivered)


def _behind(world: World, model: Model, day: date, delivered: date | None) -> int | None:
    """The car of an order: sold, set aside, or not built yet."""
    if delivered is None and model.scarce:
        return None
    arrived = (
        delivered - timedelta(days=3) if model.scarce and delivered else day - timedelta(days=_age(world))
    )
    values = {"arrived_on": arrived, "sold_on": delivered, "ordered_on": arrived - timedelta(days=30)}
    status = VehicleStatus.SOLD if delivered else VehicleStatus.ALLOCATED
    number: int = car(world, model, status, **values)["id"]
    return number


def _age(world: World) -> int:
    return round(world.dice.triangular(2, 85, 18))


def _first_service(world: World, delivered: date | None) -> date | None:
    if delivered is None:
        return None
    back = delivered + timedelta(days=world.dice.randint(45, 110))
    return back if back <= world.today and world.chance(0.85) else None


def _milestones(world: World, order_id: int, day: date, ready: date, *, lost: bool) -> None:
    span = (ready - day).days
    for kind, share in _STEPS.items():
        planned = day + timedelta(days=round(span * share))
        done = planned <= world.today and not (lost and share > 0)
        if kind is MilestoneKind.HANDED_OVER and planned == world.today:
            done = world.now > world.at(planned, 16)
        world.add(
            OrderMilestone,
            order_id=order_id,
            kind=kind,
            planned_on=planned,
            done_on=planned if done else None,
        )


def _settle(life: Life, deal: dict[str, Any], day: date, status: OrderStatus, delivered: date | None) -> None:
    life.lead |= {
        "status": LeadStatus.WON,
        "trade_grade": TradeGrade.O,
        "closed_on": day,
        "next_touch_due_on": None,
        "last_progress_on": day,
    }
    deal |= {"stage": Stage.ORDERED, "last_progress_on": day}
    if status is OrderStatus.DELIVERED:
        deal |= {"stage": Stage.DELIVERED, "closed_on": delivered, "last_progress_on": delivered}
    elif status is OrderStatus.CANCELLED:
        deal |= {"stage": Stage.LOST, "closed_on": day + timedelta(days=5)}


def refer(world: World, sources: list[Source]) -> None:
    """Owners who sent friends: each order by referral has its referrer among those who had a car before."""
    channels = {each.id for each in sources if each.kind is ChannelKind.REFERRAL}
    owners = [row for row in world.rows(Order) if row["delivered_on"]]
    for row in world.rows(Order):
        before = [each for each in owners if each["delivered_on"] < row["ordered_on"]]
        if row["channel_id"] in channels and before:
            row["referrer_id"] = world.dice.choice(before)["customer_id"]


def stock(world: World, models: list[Model]) -> dict[int, int]:
    """The cars that stand unsold or are on their way, the display cars, and a test-drive car per popular model."""
    for model in models:
        for at in range(model.stock):
            low, high = model.ages
            age = round(world.dice.triangular(low, high, low + (high - low) * (0.6 if low > 40 else 0.35)))
            kind = VehicleKind.DISPLAY if at == 0 else VehicleKind.NORMAL
            arrived = world.today - timedelta(days=age)
            car(
                world,
                model,
                VehicleStatus.IN_STOCK,
                kind=kind,
                arrived_on=arrived,
                ordered_on=arrived - timedelta(days=30),
                location=world.word(("展厅", "Showroom")) if at == 0 else f"A{world.dice.randint(1, 40):02d}",
                spec_card_on=world.today - timedelta(days=world.dice.choice((20, 70))) if at == 0 else None,
                pledged=world.chance(0.2),
            )
        for _ in range(3 if model.scarce else 2):
            eta = world.today + timedelta(days=world.dice.randint(3, 24))
            car(world, model, VehicleStatus.IN_TRANSIT, eta_on=eta, ordered_on=eta - timedelta(days=35))
    popular = sorted(models, key=lambda each: -each.demand)[:6]
    return {
        model.id: car(
            world,
            model,
            VehicleStatus.IN_STOCK,
            kind=VehicleKind.TEST_DRIVE,
            arrived_on=world.today - timedelta(days=40),
            plate=world.word((f"沪A·D{1230 + at}", f"HA-D{1230 + at}")),
        )["id"]
        for at, model in enumerate(popular)
    }
