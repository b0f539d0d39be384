"""Orders from a file: known by number; the customer by phone, the car by VIN."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from salesops.access import policies
from salesops.core import phone as phones
from salesops.core.i18n import N_, Message
from salesops.intake import cells
from salesops.intake.rows import Context, RowReader, plain
from salesops.intent.operations import hold_to_floor, tell_manager
from salesops.intent.rules.policies import ProfitPolicy
from salesops.intent.rules.profit import Deal, gross_profit
from salesops.leads.rules.names import pinyin_of
from salesops.models import CarModel, Customer, Order, Vehicle
from salesops.models.enums import OrderStatus, VehicleStatus

_HANDED_OVER_AT = time(15, 0)
"""The hour of a handover for which a file tells the day only."""


def take(context: Context, row: RowReader) -> bool:
    """Put one order in; True when its number is new. Raises RowRejected."""
    number = row.required("order_no")
    values = _values(context, row)
    known = _known(context, row, number, values)
    owner = _owner(context, row)
    model = _model(context, row)
    car = _car(context, row)
    phone = _phone(row, "phone", needed=True)
    referrer = _phone(row, "referrer_phone", needed=False)
    name = row.required("name")
    row.done()
    assert model is not None  # otherwise done() has refused the row
    assert phone is not None
    customer = _customer(context, phone, name, owner, values["ordered_at"])
    order = known or Order(store_id=context.actor.store_id, order_no=number)
    order.customer_id, order.staff_id, order.model_id = customer.id, owner, model.id
    order.vehicle_id = car.id if car else order.vehicle_id
    order.channel_id = context.channel(row.text("channel")) if row.text("channel") else order.channel_id
    order.referrer_id = _known_customer(context, referrer) if referrer else order.referrer_id
    _days(context, order, values, model)
    if order.opportunity_id is None:  # what was signed here stays as it was signed
        _price(context, order, values, model, car)
    context.session.add(order)
    _settle_car(car, order)
    context.session.flush()
    return known is None


def _known(context: Context, row: RowReader, number: str, values: dict[str, Any]) -> Order | None:
    """The order of that number. One that was signed here keeps its price: no file gets round the approval (Rule I2)."""
    known = context.session.scalars(
        select(Order).where(Order.store_id == context.actor.store_id, Order.order_no == number)
    ).one_or_none()
    signed = known is not None and known.opportunity_id is not None
    if known is not None and signed and values["price"] is not None and values["price"] != known.price:
        row.wrong(
            "price",
            Message(N_("was signed here at {price}; a file does not change it"), {"price": known.price}),
        )
    return known


def _values(context: Context, row: RowReader) -> dict[str, Any]:
    zone = context.actor.zone

    row.required("ordered_at")
    row.required("price")
    values: dict[str, Any] = {
        "ordered_at": row.moment("ordered_at", zone),
        "price": row.read("price", cells.money),
        "gift_cost": row.read("gift_cost", cells.money) or Decimal(0),
        "other_income": row.read("other_income", cells.money) or Decimal(0),
        "deposit": row.read("deposit", cells.money) or Decimal(0),
        "promised_on": row.day("promised_on", zone),
        "delivered_on": row.day("delivered_on", zone),
        "cancelled_on": row.day("cancelled_on", zone),
    }
    _check_days(context, row, values)
    return values


def _check_days(context: Context, row: RowReader, values: dict[str, Any]) -> None:
    ordered: datetime | None = values["ordered_at"]
    if ordered is None:
        return
    if ordered > context.now + timedelta(days=1):
        row.wrong("ordered_at", Message(N_("lies in the future")))
    first = context.actor.today(ordered)
    for field in ("promised_on", "delivered_on", "cancelled_on"):
        if values[field] is not None and values[field] < first:
            row.wrong(field, Message(N_("lies before the day of the order")))
    delivered = values["delivered_on"]
    if delivered is not None and delivered > context.actor.today(context.now):
        row.wrong("delivered_on", Message(N_("lies in the future")))
    if delivered is not None and values["cancelled_on"] is not None:
        row.wrong("cancelled_on", Message(N_("an order is delivered or cancelled, not both")))


def _owner(context: Context, row: RowReader) -> int | None:
    name = row.text("consultant")
    if name and name not in context.staff:
        row.wrong("consultant", Message(N_("“{value}” is nobody on the staff"), {"value": name}))
    return context.staff.get(name)


def _model(context: Context, row: RowReader) -> CarModel | None:
    name = row.required("model")
    known = context.models.get(plain(name)) if name else None
    if name and known is None:
        row.wrong(
            "model", Message(N_("“{value}” is not in the catalogue; import vehicles first"), {"value": name})
        )
    return context.session.get(CarModel, known) if known is not None else None


def _car(context: Context, row: RowReader) -> Vehicle | None:
    vin = row.text("vin").upper()
    if not vin:
        return None
    car = context.session.scalars(
        select(Vehicle).where(Vehicle.store_id == context.actor.store_id, Vehicle.vin == vin)
    ).one_or_none()
    if car is None:
        row.wrong("vin", Message(N_("no car with this VIN is known; import vehicles first")))
    return car


def _phone(row: RowReader, field: str, *, needed: bool) -> str | None:
    raw = row.required(field) if needed else row.text(field)
    if not raw:
        return None
    parsed = phones.parse(raw)
    if parsed.e164 is None:
        row.wrong(field, parsed.reason or Message(N_("is no telephone number")))
    return parsed.e164


def _known_customer(context: Context, phone: str) -> int | None:
    return context.session.scalars(
        select(Customer.id).where(
            Customer.store_id == context.actor.store_id,
            Customer.phone == phone,
            Customer.anonymised_at.is_(None),
        )
    ).one_or_none()


def _customer(context: Context, phone: str, name: str, owner: int | None, at: datetime) -> Customer:
    known = _known_customer(context, phone)
    if known is not None:
        return context.session.get_one(Customer, known)
    made = Customer(
        store_id=context.actor.store_id,
        name=name,
        pinyin=pinyin_of(name),
        phone=phone,
        owner_id=owner,
        created_at=at,
    )
    context.session.add(made)
    context.session.flush()
    return made


def _price(
    context: Context, order: Order, values: dict[str, Any], model: CarModel, car: Vehicle | None
) -> None:
    """What the order brings, held against the floor (Rules I2, Z2)."""
    deal = Deal(
        list_price=model.list_price,
        discount=model.list_price - values["price"],
        purchase_cost=car.purchase_cost if car else model.purchase_cost,
        rebate=model.rebate,
        gift_cost=values["gift_cost"],
        aftersales_income=values["other_income"],
    )
    if order.id and deal.price < order.price:
        order.under_cost_reason = ""  # what was said of another price does not explain this one
    order.list_price, order.discount, order.price = deal.list_price, deal.discount, deal.price
    order.gift_cost, order.other_income, order.deposit = (
        deal.gift_cost,
        values["other_income"],
        values["deposit"],
    )
    order.purchase_cost = deal.purchase_cost
    policy = policies.load(context.session, context.actor.store_id, ProfitPolicy)
    order.gross_profit = gross_profit(deal, policy)
    if hold_to_floor(context.session, context.actor, order=order, model=model, deal=deal):
        if not context.unexplained:
            tell_manager(context.session, context.actor, now=context.now)
        context.unexplained += 1


def _days(context: Context, order: Order, values: dict[str, Any], model: CarModel) -> None:
    ordered: datetime = values["ordered_at"]
    order.ordered_at, order.ordered_on = ordered, context.actor.today(ordered)
    usual = order.ordered_on + timedelta(days=model.lead_time_days)
    order.promised_on = values["promised_on"] or values["delivered_on"] or usual
    order.eta_on = values["delivered_on"] or order.promised_on
    order.delivered_on, order.cancelled_on = values["delivered_on"], values["cancelled_on"]
    if order.delivered_on is not None:
        order.status = OrderStatus.DELIVERED
        order.delivered_at = datetime.combine(order.delivered_on, _HANDED_OVER_AT, tzinfo=context.actor.zone)
    else:
        order.status = OrderStatus.CANCELLED if order.cancelled_on else OrderStatus.OPEN
        order.delivered_at = None


def _settle_car(car: Vehicle | None, order: Order) -> None:
    if car is None:
        return
    if order.status is OrderStatus.DELIVERED:
        car.status, car.sold_on = VehicleStatus.SOLD, order.delivered_on
    elif order.status is OrderStatus.OPEN:
        car.status = VehicleStatus.ALLOCATED
