"""Orders: signed at a granted price for a car that nobody else gets (Rules T5, Z2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_
from salesops.intent.operations import passing
from salesops.intent.operations.errors import Refused, own, own_deal
from salesops.intent.queries.budgets import GRANTED
from salesops.intent.queries.prices import trade_in_of
from salesops.intent.rules.policies import IncomePolicy, ProfitPolicy, StepPolicy
from salesops.intent.rules.profit import Deal, Extra, finance_income, gross_profit, under_purchase_cost
from salesops.models import (
    CarModel,
    Customer,
    Lead,
    Opportunity,
    Order,
    OrderMilestone,
    PriceDecision,
    PriceRequest,
    Store,
    Vehicle,
    Visit,
)
from salesops.models.enums import (
    LeadStatus,
    Level,
    MilestoneKind,
    NextStep,
    RequestStatus,
    Role,
    Stage,
    TradeGrade,
    VehicleKind,
    VehicleStatus,
)

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
"""The steps of an order, as shares of the time to its promised day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrder:
    """What is signed: a car of the stock or none yet, the deposit, and the promised day."""

    deposit: Decimal
    promised_on: date | None = None
    vehicle_id: int | None = None
    price_request_id: int | None = None
    extras: tuple[Extra, ...] = ()
    """What goes with a car at list price; a granted price has its own."""
    under_cost_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """A price that holds: the request, the discount that was granted, and the last word on it."""

    request: PriceRequest
    discount: Decimal
    reason: str
    by_manager: bool


def place_order(
    session: Session, actor: Actor, *, now: datetime, opportunity_id: int, order: NewOrder
) -> int:
    """Sign an order at the granted price, or at list price, and return its id (Rules T5, I2, Z2).

    Raises Refused when the car is sold, the price is not granted or over, or the deal needs the manager's word.
    """
    actor.require(Permission.RECORD_TOUCH)
    if order.deposit < 0:
        raise Refused(N_("A deposit cannot be negative."))
    deal = own_deal(session, actor, opportunity_id)
    if deal.stage is Stage.ORDERED:
        raise Refused(N_("This customer has an order already."))
    granted = _granted(session, actor, deal, order.price_request_id, now=now)
    car = reserve(session, actor, order.vehicle_id)
    model = own(session, actor, CarModel, _model_id(deal, granted, car))
    terms = _terms(session, actor, model, car, order, granted)
    reason = _reason(actor, order, granted, terms)
    _hold_floor(session, actor, model, granted, terms)
    promised = _promised(session, actor, order, car, model, now)
    row = _order(session, actor, deal, order, terms, now)
    row.model_id, row.promised_on, row.eta_on = model.id, promised, promised
    row.vehicle_id, row.under_cost_reason = car.id if car else None, reason
    session.add(row)
    session.flush()
    _milestones(session, row, allocated=car is not None)
    _mark_won(session, actor, deal, now, promised)
    _withdraw_open(session, actor, deal, now)
    audit.record(
        session, actor, now=now, action="order.place", entity="sales_order", entity_id=row.id,
        after={"price": row.price, "vehicle_id": row.vehicle_id, "promised_on": promised}, note=reason,
    )  # fmt: skip
    return row.id


def _granted(
    session: Session, actor: Actor, deal: Opportunity, request_id: int | None, *, now: datetime
) -> Granted | None:
    if request_id is None:
        return None
    request = own(session, actor, PriceRequest, request_id)
    if request.opportunity_id != deal.id or request.status not in GRANTED:
        raise Refused(N_("This price has not been granted."))
    if request.expires_at <= now:
        raise Refused(N_("This price held until {until}. Ask for it again."), until=request.expires_at)
    last = session.execute(
        select(PriceDecision.counter_discount, PriceDecision.reason, PriceDecision.level)
        .where(PriceDecision.store_id == actor.store_id, PriceDecision.request_id == request.id)
        .order_by(PriceDecision.id.desc())
        .limit(1)
    ).one_or_none()
    countered = request.status is RequestStatus.COUNTERED and last is not None
    discount = last.counter_discount if countered and last is not None else request.discount
    return Granted(
        request=request,
        discount=request.discount if discount is None else discount,
        reason=last.reason if last is not None else "",
        by_manager=last is not None and last.level is Level.MANAGER,
    )


def _reason(actor: Actor, order: NewOrder, granted: Granted | None, terms: Deal) -> str:
    """Why the car may go under its purchase cost: the manager's word, or the manager's own reason now (Rule Z2)."""
    if not under_purchase_cost(terms):
        return ""
    own_word = order.under_cost_reason.strip() if actor.role is Role.MANAGER else ""
    reason = own_word or (granted.reason if granted is not None and granted.by_manager else "")
    if reason:
        return reason
    if actor.may(Permission.SEE_COST):
        raise Refused(
            N_("This price is under the purchase cost. The manager records the reason with a price request.")
        )
    raise Refused(N_("This deal needs the manager's word. Ask for a price with this very car."))


def _hold_floor(
    session: Session, actor: Actor, model: CarModel, granted: Granted | None, terms: Deal
) -> None:
    """The floor holds at signing too: a dearer car than the one that was granted does not slip under it (Rule I2)."""
    profit = gross_profit(terms, policies.load(session, actor.store_id, ProfitPolicy))
    if profit >= model.floor_gross_profit:
        return
    if granted is not None and granted.by_manager and profit >= granted.request.gross_profit:
        return
    raise Refused(N_("This deal needs the manager's word. Ask for a price with this very car."))


def _withdraw_open(session: Session, actor: Actor, deal: Opportunity, now: datetime) -> None:
    """What was still asked for this customer needs no decision any more."""
    for request in session.scalars(
        select(PriceRequest).where(
            PriceRequest.store_id == actor.store_id,
            PriceRequest.opportunity_id == deal.id,
            PriceRequest.status == RequestStatus.PENDING,
        )
    ):
        passing.withdraw(session, actor, request, now=now)


def reserve(session: Session, actor: Actor, vehicle_id: int | None) -> Vehicle | None:
    """Take a car out of the stock for an order; the row's version makes that happen once."""
    if vehicle_id is None:
        return None
    car = own(session, actor, Vehicle, vehicle_id)
    if car.status not in (VehicleStatus.IN_STOCK, VehicleStatus.IN_TRANSIT):
        raise Refused(N_("This car has just been sold. Choose another."))
    if car.kind is VehicleKind.TEST_DRIVE:
        raise Refused(N_("This is a test-drive car. Take it out of the test fleet before selling it."))
    car.status = VehicleStatus.ALLOCATED
    session.flush()
    return car


def _model_id(deal: Opportunity, granted: Granted | None, car: Vehicle | None) -> int:
    if car is not None and granted is not None and car.model_id != granted.request.model_id:
        raise Refused(N_("This car is of another model than the price that was granted."))
    found = car.model_id if car else granted.request.model_id if granted else deal.model_id
    if found is None:
        raise Refused(N_("Say first which model the customer wants."))
    return found


def _terms(
    session: Session,
    actor: Actor,
    model: CarModel,
    car: Vehicle | None,
    order: NewOrder,
    granted: Granted | None,
) -> Deal:
    income = policies.load(session, actor.store_id, IncomePolicy)
    asked = granted.request if granted else None
    return Deal(
        list_price=asked.list_price if asked else model.list_price,
        discount=granted.discount if granted else Decimal(0),
        purchase_cost=car.purchase_cost if car else model.purchase_cost,
        rebate=model.rebate,
        gift_cost=asked.gift_cost if asked else Decimal(0),
        finance_income=asked.finance_income if asked else finance_income(order.extras, Decimal(0), income),
        insurance_income=asked.insurance_income
        if asked
        else income.insurance * (Extra.INSURANCE in order.extras),
        aftersales_income=asked.aftersales_income
        if asked
        else income.service_package * (Extra.SERVICE_PACKAGE in order.extras),
        trade_in_over=trade_in_of(asked).over if asked else Decimal(0),
    )


def _promised(
    session: Session, actor: Actor, order: NewOrder, car: Vehicle | None, model: CarModel, now: datetime
) -> date:
    today = actor.today(now)
    if order.promised_on is not None:
        if order.promised_on < today:
            raise Refused(N_("The promised day must be today or later."))
        return order.promised_on
    days = policies.load(session, actor.store_id, StepPolicy).delivery_days
    if car is None:
        return today + timedelta(days=model.lead_time_days + days)
    return max(car.eta_on or today, today) + timedelta(days=days)


def _order(
    session: Session, actor: Actor, deal: Opportunity, order: NewOrder, terms: Deal, now: datetime
) -> Order:
    lead = session.get(Lead, deal.lead_id) if deal.lead_id else None
    customer = session.get_one(Customer, deal.customer_id)
    visit_id = session.scalars(
        select(Visit.id)
        .where(
            Visit.store_id == actor.store_id,
            Visit.customer_id == deal.customer_id,
            Visit.day >= actor.today(now) - timedelta(days=60),
        )
        .order_by(Visit.id.desc())
        .limit(1)
    ).one_or_none()
    session.execute(select(Store.id).where(Store.id == actor.store_id).with_for_update())  # one number each
    count = session.scalar(select(func.max(Order.id)).where(Order.store_id == actor.store_id)) or 0
    return Order(
        store_id=actor.store_id,
        order_no=f"{actor.today(now):%Y%m%d}-{count + 1:05d}",
        customer_id=deal.customer_id,
        opportunity_id=deal.id,
        lead_id=deal.lead_id,
        visit_id=visit_id,
        channel_id=lead.channel_id if lead else None,
        staff_id=deal.owner_id or actor.staff_id,
        referrer_id=customer.referred_by_id,
        ordered_at=now,
        ordered_on=actor.today(now),
        list_price=terms.list_price,
        discount=terms.discount,
        price=terms.price,
        gift_cost=terms.gift_cost,
        other_income=terms.finance_income
        + terms.insurance_income
        + terms.aftersales_income
        - terms.trade_in_over,
        purchase_cost=terms.purchase_cost,
        gross_profit=gross_profit(terms, policies.load(session, actor.store_id, ProfitPolicy)),
        deposit=order.deposit,
    )


def _milestones(session: Session, order: Order, *, allocated: bool) -> None:
    span = (order.promised_on - order.ordered_on).days
    done = {MilestoneKind.DEPOSIT} | ({MilestoneKind.ALLOCATED} if allocated else set())
    session.add_all(
        OrderMilestone(
            store_id=order.store_id,
            order_id=order.id,
            kind=kind,
            planned_on=order.ordered_on + timedelta(days=round(span * share)),
            done_on=order.ordered_on if kind in done else None,
        )
        for kind, share in _STEPS.items()
    )
    session.flush()


def _mark_won(session: Session, actor: Actor, deal: Opportunity, now: datetime, promised: date) -> None:
    today = actor.today(now)
    deal.stage, deal.last_progress_on = Stage.ORDERED, today
    deal.next_step, deal.next_step_on, deal.next_step_note = NextStep.DELIVERY, promised, ""
    lead = session.get(Lead, deal.lead_id) if deal.lead_id else None
    if lead is not None:
        lead.status, lead.closed_on, lead.next_touch_due_on = LeadStatus.WON, today, None
        lead.trade_grade = TradeGrade.O
