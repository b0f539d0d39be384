"""Orders: taken, followed step by step, now and then cancelled (Rules T5, V4)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from salesops.demo.days import deliveries, losses, tasks, yard
from salesops.demo.days.milestones import count_sale, reach
from salesops.demo.rows import Row
from salesops.demo.world import Die, Model, World
from salesops.intent.rules.policies import ProfitPolicy
from salesops.intent.rules.profit import Deal, gross_profit, under_purchase_cost
from salesops.models import (
    Lead,
    LossRequest,
    Opportunity,
    Order,
    OrderMilestone,
    Vehicle,
)
from salesops.models.enums import (
    LeadStatus,
    LossReason,
    MilestoneKind,
    NextStep,
    OrderStatus,
    RequestStatus,
    Stage,
    TradeGrade,
    VehicleStatus,
)

_SHARES = {
    MilestoneKind.DEPOSIT: 0.0,
    MilestoneKind.ALLOCATED: 0.1,
    MilestoneKind.SHIPPED: 0.4,
    MilestoneKind.ARRIVED: 0.65,
    MilestoneKind.INSPECTED: 0.75,
    MilestoneKind.PAID: 0.85,
    MilestoneKind.REGISTERED: 0.95,
    MilestoneKind.HANDED_OVER: 1.0,
}
"""Steps of an order as shares of the time between deposit and handover."""

_ARRIVED = frozenset({VehicleStatus.IN_STOCK, VehicleStatus.ALLOCATED})


def take(world: World, moment: datetime, deal: Row, terms: tuple[Row, Decimal]) -> Row:
    """The customer pays the deposit: an order, a car if there is one, the lead won."""
    day, model = world.day_of(moment), world.model(deal["model_id"])
    dice = world.dice(Die.ORDER, deal["id"])
    car = yard.choose(world, model, dice)
    promised = _promise(world, day, car, deal)
    lead = world.state.leads.get(deal["lead_id"] or 0)
    customer = world.state.customers[deal["customer_id"]]
    order = world.rows.add(
        Order,
        customer_id=customer["id"],
        opportunity_id=deal["id"],
        lead_id=deal["lead_id"],
        visit_id=world.state.last_visit.get(customer["id"]),
        channel_id=lead["channel_id"] if lead else world.channel("walk_in").id,
        staff_id=deal["owner_id"],
        model_id=model.id,
        vehicle_id=car["id"] if car else None,
        referrer_id=customer["referred_by_id"],
        ordered_at=moment,
        ordered_on=day,
        deposit=Decimal(dice.choice((2000, 5000, 5000, 10000))),
        promised_on=promised,
        eta_on=promised,
    )
    order |= _money(world, model, car, terms)
    order["order_no"] = f"XC{day:%y%m%d}{order['id'] % 100_000:05d}"
    world.state.orders[order["id"]] = order
    count_sale(world, "orders", day)
    _milestones(world, order)
    if car is not None:
        keep(world, order, car, day)
    _settle(world, deal, lead, order)
    return order


def _money(world: World, model: Model, car: Row | None, terms: tuple[Row, Decimal]) -> Row:
    """What the order earns; a price under the purchase cost has its reason (Rule Z2)."""
    price, discount = terms
    deal = Deal(
        list_price=Decimal(model.price),
        discount=discount,
        purchase_cost=car["purchase_cost"] if car else Decimal(model.cost),
        rebate=price["rebate"],
        gift_cost=price["gift_cost"],
        finance_income=price["finance_income"] + price["insurance_income"] + price["aftersales_income"],
    )
    reason = ("库龄超过 90 天，厂家补贴覆盖", "More than 90 days in stock, covered by the factory")
    return {
        "list_price": deal.list_price,
        "discount": discount,
        "price": deal.price,
        "gift_cost": deal.gift_cost,
        "other_income": deal.finance_income,
        "purchase_cost": deal.purchase_cost,
        "gross_profit": gross_profit(deal, ProfitPolicy()),
        "under_cost_reason": world.say(reason) if under_purchase_cost(deal) else "",
    }


def _promise(world: World, day: date, car: Row | None, deal: Row) -> date:
    dice = world.dice(Die.ORDER, deal["id"], 1)
    if car is not None and car["status"] in _ARRIVED:
        return day + timedelta(days=dice.choice((4, 5, 6, 7, 8)))
    model = world.model(deal["model_id"])
    if model.part == "scarce":  # promised by the lead time of better days
        return day + timedelta(days=dice.randint(13, 19))
    if car is not None:
        return max(car["eta_on"] or day, day) + timedelta(days=dice.randint(4, 7))
    return day + timedelta(days=model.lead_time + dice.randint(3, 8))


def _milestones(world: World, order: Row) -> None:
    span = (order["promised_on"] - order["ordered_on"]).days
    for kind, share in _SHARES.items():
        planned = order["ordered_on"] + timedelta(days=round(span * share))
        row = world.rows.add(OrderMilestone, order_id=order["id"], kind=kind, planned_on=planned)
        world.state.milestones[order["id"]][kind] = row
    reach(world, order, MilestoneKind.DEPOSIT, order["ordered_on"])


def keep(world: World, order: Row, car: Row, day: date) -> None:
    """Keep a car for the order; one that is here already can be handed over soon."""
    world.state.reserved[car["id"]] = order["id"]
    world.rows.change(Order, order, vehicle_id=car["id"])
    reach(world, order, MilestoneKind.ALLOCATED, day)
    if car["status"] in _ARRIVED:
        world.rows.change(Vehicle, car, status=VehicleStatus.ALLOCATED)
        reach(world, order, MilestoneKind.SHIPPED, day)
        reach(world, order, MilestoneKind.ARRIVED, day)
        deliveries.arrange(world, order, day)
    else:
        if car["status"] == VehicleStatus.IN_TRANSIT:
            reach(world, order, MilestoneKind.SHIPPED, day)
        eta = max(car["eta_on"] or day, day) + timedelta(days=4)
        world.rows.change(Order, order, eta_on=max(eta, order["eta_on"]))


def _settle(world: World, deal: Row, lead: Row | None, order: Row) -> None:
    """The opportunity waits for its car; the lead is won, and nobody decides on its loss any more."""
    day = order["ordered_on"]
    world.rows.change(
        Opportunity,
        deal,
        stage=Stage.ORDERED,
        last_progress_on=day,
        next_step=NextStep.DELIVERY,
        next_step_on=max(order["eta_on"], order["promised_on"]),
    )
    if lead is None:
        return
    for request in list(world.state.losses.values()):
        if request["lead_id"] == lead["id"] and request["status"] == RequestStatus.PENDING:
            world.rows.change(
                LossRequest, request, status=RequestStatus.WITHDRAWN, decided_at=order["ordered_at"]
            )
            world.state.losses.pop(request["id"])
            tasks.finish(world, order["ordered_at"], f"loss:{request['id']}", None)
    world.rows.change(
        Lead,
        lead,
        status=LeadStatus.WON,
        trade_grade=TradeGrade.O,
        closed_on=day,
        last_progress_on=day,
        next_touch_due_on=None,
    )
    world.state.leads.pop(lead["id"], None)
    world.facts["won"][lead["id"]] = lead


def plan(world: World, day: date) -> None:
    """Open orders: a few are cancelled, steps are done, lateness becomes visible."""
    for order in list(world.state.orders.values()):
        if world.is_left_alone("sales_order", order["id"]):
            continue
        waits = world.model(order["model_id"]).part == "scarce"
        since = (day - order["ordered_on"]).days
        if world.draw(Die.ORDER, order["id"], 2) < (0.07 if waits else 0.04):
            dice = world.dice(Die.ORDER, order["id"], 2)
            if since == dice.randint(2, 12):
                world.plan(world.at(day, dice.uniform(600, 1020)), cancel, order)
        world.plan(world.at(day, 560 + 30 * world.draw(Die.ORDER, order["id"], 3)), tick, order)


def tick(world: World, moment: datetime, order: Row) -> None:
    """What happens to an order on its way, once a day."""
    if order["status"] != OrderStatus.OPEN:
        return
    day = world.day_of(moment)
    steps = world.state.milestones[order["id"]]
    arrived = steps.get(MilestoneKind.ARRIVED)
    if arrived is not None and arrived["done_on"] is not None:
        since = (day - max(arrived["done_on"], order["ordered_on"])).days
        for kind, after in (
            (MilestoneKind.INSPECTED, 1),
            (MilestoneKind.PAID, 2),
            (MilestoneKind.REGISTERED, 3),
        ):
            if since >= after:
                reach(world, order, kind, day)
        return
    car = world.state.vehicles.get(order["vehicle_id"] or 0)
    eta = (car["eta_on"] or day) + timedelta(days=4) if car else day + timedelta(days=9)
    if eta > order["eta_on"]:
        dice = world.dice(Die.ORDER, order["id"], day.toordinal())
        later = max(eta, day + timedelta(days=dice.randint(7, 13)))
        world.rows.change(Order, order, eta_on=later)
        deliveries.tell(world, moment, order)


def cancel(world: World, moment: datetime, order: Row) -> None:
    """The customer withdraws: the car is free again, the lead is lost after all."""
    if order["status"] != OrderStatus.OPEN:
        return
    day = world.day_of(moment)
    world.rows.change(Order, order, status=OrderStatus.CANCELLED, cancelled_on=day, vehicle_id=None)
    world.state.orders.pop(order["id"], None)
    yard.free(world, order)
    deliveries.call_off(world, moment, order)
    deal = world.state.deals.get(order["customer_id"])
    if deal is not None:
        losses.close_deal(world, deal, day)
    _lose_lead(world, order, day)


def _lose_lead(world: World, order: Row, day: date) -> None:
    lead = world.facts["won"].get(order["lead_id"] or 0)
    if lead is not None:
        reason = world.dice(Die.ORDER, order["id"], 5).choice(
            (LossReason.FUNDS, LossReason.PLAN_CANCEL, LossReason.LEAD_TIME)
        )
        world.rows.change(Lead, lead, status=LeadStatus.LOST, loss_reason=reason, closed_on=day)
