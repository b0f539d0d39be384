"""Orders until the handover, and the cars that stand behind them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from salesops.core import vin as vins
from salesops.demo import texts
from salesops.demo.arrivals import Life, enrol
from salesops.demo.catalogue import Model, Source
from salesops.demo.people import Team
from salesops.demo.visits import earned
from salesops.demo.world import World
from salesops.models import Customer, Order, OrderMilestone, Vehicle
from salesops.models.enums import (
    ChannelKind,
    LeadStatus,
    MilestoneKind,
    NextStep,
    OrderStatus,
    Seniority,
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
_OWNERS_BEFORE = 90
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """When a customer signs, after which visit, with how much off the list price."""

    moment: datetime
    visit_id: int
    discount: Decimal


def order(world: World, life: Life, deal: dict[str, Any], signing: Signing) -> None:
    """The customer signs; the car is in stock, or for a scarce model weeks away."""
    model, scarce = life.model, life.model.scarce
    day = world.day_of(signing.moment)
    wait = world.dice.randint(26, 44) if scarce else world.dice.randint(4, 15)
    promise = world.dice.randint(18, 26) if scarce else wait + world.dice.choice((0, 0, 0, 2))
    ready = day + timedelta(days=wait)
    handed_over = ready < world.today or (ready == world.today and world.now > world.at(ready, 16))
    cancelled = not scarce and wait > 6 and (world.today - day).days > 5 and world.chance(0.04)
    delivered = ready if handed_over and not cancelled else None
    status = OrderStatus.DELIVERED if delivered else OrderStatus.CANCELLED if cancelled else OrderStatus.OPEN
    number = world.add(
        Order,
        customer_id=life.customer_id,
        opportunity_id=deal["id"],
        lead_id=life.lead_id,
        visit_id=signing.visit_id,
        channel_id=life.source.id,
        staff_id=life.seller.staff_id,
        vehicle_id=None if cancelled else _behind(world, model, day, delivered),
        ordered_at=signing.moment,
        status=status,
        promised_on=day + timedelta(days=promise),
        eta_on=delivered or max(ready, world.today),
        cancelled_on=day + timedelta(days=5) if cancelled else None,
        **_terms(world, model, signing.discount),
        **_handover(world, delivered),
    )
    world.rows(Order)[-1] |= {"ordered_on": day, "order_no": f"DD{number:06d}"}
    _milestones(world, number, day, ready, lost=cancelled)
    _settle(life, deal, world.rows(Order)[-1])


def _terms(world: World, model: Model, discount: Decimal) -> dict[str, Any]:
    """What is paid, what it costs, and what remains."""
    income = Decimal(world.dice.choice((1200, 2600, 3800, 5200)))
    gifts = Decimal(world.dice.choice((0, 150, 880, 900)))
    rebate = Decimal(round(model.price * 0.018))
    return {
        "model_id": model.id,
        "list_price": Decimal(model.price),
        "discount": discount,
        "price": Decimal(model.price) - discount,
        "gift_cost": gifts,
        "other_income": income,
        "purchase_cost": Decimal(model.cost),
        "gross_profit": earned(model, discount, gift_cost=gifts, income=income, rebate=rebate),
        "deposit": Decimal(5000),
    }


def _handover(world: World, delivered: date | None) -> dict[str, Any]:
    """The day of delivery, and the first service some weeks after it."""
    if delivered is None:
        return {}
    back = delivered + timedelta(days=world.dice.randint(45, 110))
    return {
        "delivered_on": delivered,
        "delivered_at": world.at(delivered, world.dice.choice((10, 11, 14, 15.5))),
        "first_service_on": back if back <= world.today and world.chance(0.85) else None,
    }


def owners_of_before(world: World, team: Team, models: list[Model], *, days: int) -> None:
    """Owners who bought before the history begins: they come for services and send friends."""
    first = world.today - timedelta(days=days)
    sellers = [each for each in team.sellers if each.seniority is not Seniority.TRAINEE]
    for at in range(_OWNERS_BEFORE):
        day = first - timedelta(days=20 + 2 * (_OWNERS_BEFORE - at))
        seller = world.pick({each: each.load for each in sellers})
        model = world.pick({each: each.demand for each in models})
        moment = world.at(day, world.dice.uniform(10, 17))
        customer = enrol(world, seller, world.pick(texts.PROFILES), moment - timedelta(days=9))
        delivered = day + timedelta(days=world.dice.randint(4, 15))
        number = world.add(
            Order,
            customer_id=customer["id"],
            staff_id=seller.staff_id,
            vehicle_id=_behind(world, model, day, delivered),
            ordered_at=moment,
            ordered_on=day,
            status=OrderStatus.DELIVERED,
            promised_on=delivered,
            eta_on=delivered,
            **_terms(world, model, Decimal(1000)),
            **_handover(world, delivered),
        )
        world.rows(Order)[-1]["order_no"] = f"DD{number:06d}"
        _milestones(world, number, day, delivered, lost=False)


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


def _settle(life: Life, deal: dict[str, Any], signed: dict[str, Any]) -> None:
    """What an order means for the lead and for the intent customer."""
    day = signed["ordered_on"]
    life.lead |= {
        "status": LeadStatus.WON,
        "trade_grade": TradeGrade.O,
        "closed_on": day,
        "next_touch_due_on": None,
        "last_progress_on": day,
    }
    deal |= {"stage": Stage.ORDERED, "last_progress_on": day}
    deal |= {"next_step": NextStep.DELIVERY, "next_step_on": signed["eta_on"]}
    if signed["status"] is OrderStatus.DELIVERED:
        delivered = signed["delivered_on"]
        deal |= {"stage": Stage.DELIVERED, "closed_on": delivered, "last_progress_on": delivered}
    elif signed["status"] is OrderStatus.CANCELLED:
        deal |= {"stage": Stage.LOST, "closed_on": signed["cancelled_on"]}


def number_by_time(world: World) -> None:
    """Order numbers run with the days on which the orders were signed."""
    for at, row in enumerate(sorted(world.rows(Order), key=lambda each: (each["ordered_at"], each["id"]))):
        row["order_no"] = f"DD{at + 1:06d}"


def refer(world: World, team: Team, sources: list[Source]) -> None:
    """Owners who sent friends: orders by referral and some others, more of those consultants who keep their owners."""
    channels = {each.id for each in sources if each.kind is ChannelKind.REFERRAL}
    strength = {each.staff_id: each.referrals for each in team.sellers}
    customers = {row["id"]: row for row in world.rows(Customer)}
    owners = sorted(
        (row["delivered_on"], row["customer_id"]) for row in world.rows(Order) if row["delivered_on"]
    )
    for row in world.rows(Order):
        care = strength[row["staff_id"]]
        if care < 0.5 or not (row["channel_id"] in channels or world.chance(0.08 * care)):
            continue
        before = bisect_left(owners, (row["ordered_on"], 0))
        referrer = owners[world.dice.randrange(before)][1] if before else row["customer_id"]
        if referrer < row["customer_id"]:
            row["referrer_id"] = customers[row["customer_id"]]["referred_by_id"] = referrer


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
