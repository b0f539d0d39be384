"""Handovers: arranged when the car is here, held with the ceremony, and what follows (Rules V4, T4, C1)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from salesops.demo.days import drives
from salesops.demo.days.milestones import count_sale, reach, weekend_bias
from salesops.demo.rows import Row
from salesops.demo.world import Die, World
from salesops.models import (
    Appointment,
    Opportunity,
    Order,
    OrderCompensation,
    ReferralEntry,
    Vehicle,
)
from salesops.models.enums import (
    AppointmentKind,
    AppointmentStatus,
    BookingPurpose,
    LedgerKind,
    MilestoneKind,
    OrderStatus,
    Stage,
    VehicleStatus,
)

_TIMES = (590, 630, 670, 810, 850, 890, 930, 970)
_LASTS = timedelta(minutes=60)
_COMPENSATIONS = (
    (("车载冰箱", "Car fridge"), 260),
    (("充电枪", "Charging cable"), 320),
    (("一次基础保养", "A basic service"), 220),
    (("车载吸尘器", "Car vacuum cleaner"), 120),
)
POINTS = 1000
"""Points that a referral earns at the handover."""


def arrange(world: World, order: Row, day: date) -> None:
    """Agree on day and time, and hold the kit of the ceremony."""
    dice = world.dice(Die.ORDER, order["id"], 6)
    on = weekend_bias(day + timedelta(days=dice.choice((3, 4, 4, 5, 6, 7))), dice)
    if on > order["promised_on"] > day + timedelta(days=1) and dice.random() < 0.9:
        on = order["promised_on"]  # a promise is kept where it can be
    at = world.at(on, dice.choice(_TIMES))
    row = world.rows.add(
        Appointment,
        customer_id=order["customer_id"],
        lead_id=order["lead_id"],
        staff_id=order["staff_id"],
        kind=AppointmentKind.DELIVERY,
        at=at,
        day=on,
        profile=world.state.customers[order["customer_id"]]["profile"],
        made_at=world.moment,
        made_on=world.day_of(world.moment),
    )
    world.state.appointments[row["id"]] = row
    world.rows.change(Order, order, eta_on=on)
    for kit in ("1", "2"):
        span = (f"kit:{kit}", at, at + _LASTS)
        if drives.is_free(world, span):
            drives.hold_resource(
                world, span, BookingPurpose.DELIVERY, (order["customer_id"], order["staff_id"])
            )
            break
    deal = world.state.deals.get(order["customer_id"])
    if deal is not None:
        world.rows.change(Opportunity, deal, next_step_on=on)


def hand_over(world: World, moment: datetime, appointment: Row) -> None:
    """The car is handed over; a late one of the day is moved to the next."""
    order = _of(world, appointment)
    if appointment["status"] != AppointmentStatus.BOOKED:
        return
    world.rows.change(
        Appointment,
        appointment,
        status=AppointmentStatus.SHOWN if order else AppointmentStatus.CANCELLED,
        settled_at=moment,
    )
    world.state.appointments.pop(appointment["id"], None)
    if order is None:
        return
    day = world.day_of(moment)
    for kind in MilestoneKind:
        reach(world, order, kind, day)
    world.rows.change(
        Order, order, status=OrderStatus.DELIVERED, delivered_at=moment, delivered_on=day, eta_on=day
    )
    car = world.state.vehicles.pop(order["vehicle_id"], None)
    if car is not None:
        world.rows.change(Vehicle, car, status=VehicleStatus.SOLD, sold_on=day, pledged=False)
    world.state.reserved.pop(order["vehicle_id"], None)
    world.state.orders.pop(order["id"], None)
    world.state.milestones.pop(order["id"], None)
    world.state.delivered[order["id"]] = order
    world.state.owners.append((order["customer_id"], order["staff_id"]))
    deal = world.state.deals.pop(order["customer_id"], None)
    if deal is not None:
        world.rows.change(Opportunity, deal, stage=Stage.DELIVERED, closed_on=day, last_progress_on=day)
    count_sale(world, "deliveries", day)
    _reward(world, moment, order)


def _of(world: World, appointment: Row) -> Row | None:
    """The open order that the handover is of."""
    return next(
        (
            order
            for order in world.state.orders.values()
            if order["customer_id"] == appointment["customer_id"] and order["vehicle_id"] is not None
        ),
        None,
    )


def _reward(world: World, moment: datetime, order: Row) -> None:
    """Points for the owner who referred the customer (Rule T4)."""
    if order["referrer_id"] is None:
        return
    world.rows.add(
        ReferralEntry,
        customer_id=order["referrer_id"],
        at=moment,
        kind=LedgerKind.EARN,
        points=POINTS,
        order_id=order["id"],
        key=f"earn:order:{order['id']}",
        staff_id=order["staff_id"],
    )
    world.facts["points"][order["referrer_id"]] += POINTS


def tell(world: World, moment: datetime, order: Row) -> None:
    """The customer hears of the new date, with a small gift; not all of them in time (Rule V4)."""
    dice = world.dice(Die.ORDER, order["id"], 8, order["eta_on"].toordinal())
    if order["eta_on"] <= order["promised_on"] or dice.random() > 0.55:
        return
    item, cost = dice.choice(_COMPENSATIONS)
    known = order["id"] in world.facts["compensated"]
    world.facts["compensated"].add(order["id"])
    world.rows.add(
        OrderCompensation,
        order_id=order["id"],
        item=world.say(("仅告知新交期", "New date only")) if known else world.say(item),
        cost=Decimal(0) if known else Decimal(cost),
        told_at=moment + timedelta(minutes=dice.uniform(5, 200))
        if moment + timedelta(minutes=200) <= world.until
        else moment,
        new_eta_on=order["eta_on"],
        staff_id=order["staff_id"],
    )


def call_off(world: World, moment: datetime, order: Row) -> None:
    """No handover any more."""
    for row in list(world.state.appointments.values()):
        if row["kind"] == AppointmentKind.DELIVERY and row["customer_id"] == order["customer_id"]:
            world.rows.change(Appointment, row, status=AppointmentStatus.CANCELLED, settled_at=moment)
            world.state.appointments.pop(row["id"])


def plan(world: World, day: date) -> None:
    """First services of cars handed over some weeks ago."""
    for order in list(world.state.delivered.values()):
        since = (day - order["delivered_on"]).days
        dice = world.dice(Die.CARE, order["id"], 1)
        if since > 120:
            world.state.delivered.pop(order["id"])
        elif order["first_service_on"] is None and dice.random() < 0.86 and since == dice.randint(38, 88):
            world.plan(world.at(day, 700), _service, order)


def _service(world: World, moment: datetime, order: Row) -> None:
    world.rows.change(Order, order, first_service_on=world.day_of(moment))
