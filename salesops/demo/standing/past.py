"""Owners from before the history: they refer friends, have birthdays, and are due for their first service."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from salesops.demo.days import yard
from salesops.demo.days.customers import Said, consent, new_customer
from salesops.demo.rows import Row
from salesops.demo.world import Die, Model, World, pick
from salesops.intent.rules.policies import ProfitPolicy
from salesops.intent.rules.profit import Deal, gross_profit
from salesops.models import Customer, Order
from salesops.models.enums import (
    ConsentChannel,
    ConsentPurpose,
    OrderStatus,
    VehicleKind,
    VehicleStatus,
)

_OWNERS, _DAYS = 170, 330


def owners(world: World) -> None:
    """Cars that were handed over in the year before, each with its owner and seller."""
    number = round(_OWNERS * min(max(world.story.scale, 0.3), 4.0))
    weights = {seller: seller.load * seller.closes for seller in world.team.sellers}
    for place in range(number):
        dice = world.dice(Die.ORDER, 9, place)
        delivered = world.story.start - timedelta(days=_DAYS - round(place * (_DAYS - 3) / number))
        at = world.at(delivered, dice.uniform(600, 1000))
        ordered = at - timedelta(days=dice.randint(5, 20))
        seller = pick(dice, weights)
        model = pick(dice, {each: each.a_day for each in world.models})
        customer = new_customer(world, dice, ordered - timedelta(days=dice.randint(2, 30)))
        world.rows.change(Customer, customer, owner_id=seller.id)
        _agree(world, customer["id"], at)
        order = world.rows.add(
            Order,
            customer_id=customer["id"],
            staff_id=seller.id,
            model_id=model.id,
            channel_id=dice.choice(world.sources).id,
            ordered_at=ordered,
            ordered_on=world.day_of(ordered),
            deposit=Decimal(5000),
            status=OrderStatus.DELIVERED,
            promised_on=delivered,
            eta_on=delivered,
            delivered_at=at,
            delivered_on=delivered,
        )
        order |= _car_and_money(world, model, order, dice)
        order["order_no"] = f"XC{world.day_of(ordered):%y%m%d}{order['id'] % 100_000:05d}"
        _service(world, order)
        world.state.owners.append((customer["id"], seller.id))


def _car_and_money(world: World, model: Model, order: Row, dice: Random) -> Row:
    arrived = order["ordered_on"] - timedelta(days=dice.randint(3, 40))
    car = yard.build(
        world,
        model,
        VehicleStatus.SOLD,
        kind=VehicleKind.NORMAL,
        arrived_on=arrived,
        ordered_on=arrived - timedelta(days=25),
        sold_on=order["delivered_on"],
    )
    deal = Deal(
        list_price=Decimal(model.price),
        discount=Decimal(dice.choice((500, 800, 1200, 1800))),
        purchase_cost=car["purchase_cost"],
        rebate=Decimal(model.rebate),
        gift_cost=Decimal(900),
        finance_income=Decimal(2600),
    )
    return {
        "vehicle_id": car["id"],
        "list_price": deal.list_price,
        "discount": deal.discount,
        "price": deal.price,
        "gift_cost": deal.gift_cost,
        "other_income": deal.finance_income,
        "purchase_cost": deal.purchase_cost,
        "gross_profit": gross_profit(deal, ProfitPolicy()),
    }


def _agree(world: World, customer_id: int, moment: datetime) -> None:
    source = world.say(("交车确认单", "Handover sheet"))
    dice = world.dice(Die.CARE, customer_id, 2)
    for channel, purpose, share in (
        (ConsentChannel.WECHAT, ConsentPurpose.SERVICE, 0.95),
        (ConsentChannel.CALL, ConsentPurpose.SERVICE, 1.0),
        (ConsentChannel.WECHAT, ConsentPurpose.MARKETING, 0.7),
    ):
        if dice.random() < share:
            said = Said(channel=channel, purpose=purpose, source=source)
            consent(world, moment, customer_id, said)


def _service(world: World, order: Row) -> None:
    """Most came for their first service in time; who is due now will come during the history."""
    dice = world.dice(Die.CARE, order["id"], 1)
    comes = dice.random() < 0.86
    on = order["delivered_on"] + timedelta(days=dice.randint(38, 88))
    if on < world.story.start:
        order["first_service_on"] = on if comes else None
    else:
        world.state.delivered[order["id"]] = order
