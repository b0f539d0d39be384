"""Orders on their way: milestones, the car, the handover, a cancellation, news of a delay (Rules T5, V4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, Message
from salesops.intent.operations.errors import Refused, own
from salesops.intent.operations.orders import reserve
from salesops.intent.operations.unexplained import finish_when_none
from salesops.intent.rules.policies import CompensationPolicy, StepPolicy
from salesops.models import (
    Appointment,
    Booking,
    Gift,
    Opportunity,
    Order,
    OrderCompensation,
    OrderMilestone,
    Task,
    Vehicle,
)
from salesops.models.enums import (
    AppointmentKind,
    AppointmentStatus,
    BookingPurpose,
    BookingStatus,
    MilestoneKind,
    OrderStatus,
    Stage,
    TaskKind,
    TaskStatus,
    VehicleStatus,
)
from salesops.planning.operations import bookings
from salesops.planning.operations.tasks import About, add_task


@dataclass(frozen=True, slots=True, kw_only=True)
class LateNews:
    """What a customer with a late car is told, and the gift of the menu that he gets for it, if any."""

    new_eta_on: date
    gift_id: int | None = None


def mark_milestone(
    session: Session, actor: Actor, *, now: datetime, order_id: int, kind: MilestoneKind
) -> None:
    """Note a step of an order as done; the handover has its own action (Rule T5)."""
    actor.require(Permission.RECORD_TOUCH)
    order = _open(session, actor, order_id)
    if kind is MilestoneKind.HANDED_OVER:
        raise Refused(N_("Use “Hand over” for the last step."))
    step = next((each for each in _steps(session, order) if each.kind is kind), None)
    if step is None:  # an order that came in by a file
        step = OrderMilestone(
            store_id=actor.store_id, order_id=order.id, kind=kind, planned_on=order.promised_on
        )
        session.add(step)
    step.done_on = step.done_on or actor.today(now)
    audit.record(
        session,
        actor,
        now=now,
        action="order.milestone",
        entity="sales_order",
        entity_id=order.id,
        after={"kind": kind},
    )


def deliver(session: Session, actor: Actor, *, now: datetime, order_id: int) -> None:
    """Hand the car over: the order is delivered, the car sold, the customer an owner. Raises Refused without a car."""
    actor.require(Permission.RECORD_TOUCH)
    order = _open(session, actor, order_id)
    if order.vehicle_id is None:
        raise Refused(N_("No car is allocated to this order yet."))
    today = actor.today(now)
    car = own(session, actor, Vehicle, order.vehicle_id)
    if car.pledged:
        raise Refused(N_("The bank still holds the certificate of this car. Redeem it before the handover."))
    car.status, car.sold_on = VehicleStatus.SOLD, today
    order.status, order.delivered_at, order.delivered_on = OrderStatus.DELIVERED, now, today
    for step in _steps(session, order):
        step.done_on = step.done_on or today
    _close_deal(session, order, Stage.DELIVERED, today)
    audit.record(
        session, actor, now=now, action="order.deliver", entity="sales_order", entity_id=order.id,
        before={"status": OrderStatus.OPEN}, after={"status": OrderStatus.DELIVERED},
    )  # fmt: skip


def allocate(session: Session, actor: Actor, *, now: datetime, order_id: int, vehicle_id: int) -> None:
    """Give an order the car that has come for it."""
    actor.require(Permission.RECORD_TOUCH)
    order = _open(session, actor, order_id)
    if order.vehicle_id is not None:
        raise Refused(N_("This order has a car already."))
    car = reserve(session, actor, vehicle_id)
    assert car is not None  # an id was given
    if car.model_id != order.model_id:
        raise Refused(N_("This car is of another model than the order."))
    order.vehicle_id = car.id
    audit.record(
        session, actor, now=now, action="order.allocate", entity="sales_order", entity_id=order.id,
        after={"vehicle_id": car.id},
    )  # fmt: skip


def cancel_order(session: Session, actor: Actor, *, now: datetime, order_id: int, reason: str) -> None:
    """Cancel an order; its car is for sale again, and the customer goes on as lost unless he is opened anew."""
    actor.require(Permission.APPROVE_LOSS)
    if not reason.strip():
        raise Refused(N_("Say why the order is cancelled."))
    order = _open(session, actor, order_id)
    today = actor.today(now)
    order.status, order.cancelled_on = OrderStatus.CANCELLED, today
    if order.unexplained:
        order.unexplained = False
        finish_when_none(session, actor, now=now)
    _call_off_ceremony(session, actor, order, now=now)
    if order.vehicle_id is not None:
        car = own(session, actor, Vehicle, order.vehicle_id)
        car.status = VehicleStatus.IN_STOCK if car.arrived_on else VehicleStatus.IN_TRANSIT
        order.vehicle_id = None
    _close_deal(session, order, Stage.LOST, today)
    add_task(
        session, actor, now=now, kind=TaskKind.FOLLOW_UP, owner_id=order.staff_id,
        due_at=now + timedelta(days=1), title=Message(N_("Call a customer who cancelled: can the deal be saved?")),
        about=About(customer_id=order.customer_id, order_id=order.id), key=f"cancelled:{order.id}",
    )  # fmt: skip
    audit.record(
        session, actor, now=now, action="order.cancel", entity="sales_order", entity_id=order.id,
        before={"status": OrderStatus.OPEN}, after={"status": OrderStatus.CANCELLED}, note=reason.strip(),
    )  # fmt: skip


def tell_late(session: Session, actor: Actor, *, now: datetime, order_id: int, told: LateNews) -> None:
    """Note that a customer was told of the delay before he asked, with what he gets for it (Rule V4)."""
    actor.require(Permission.RECORD_TOUCH)
    order = _open(session, actor, order_id)
    if told.new_eta_on < actor.today(now):
        raise Refused(N_("The new day must be today or later."))
    gift = _compensation(session, actor, told.gift_id)
    item, cost = (gift.name, gift.cost) if gift else ("", Decimal(0))
    session.add(
        OrderCompensation(
            store_id=actor.store_id, order_id=order.id, item=item, cost=cost, told_at=now,
            new_eta_on=told.new_eta_on, staff_id=actor.staff_id,
        )
    )  # fmt: skip
    before, order.eta_on = order.eta_on, told.new_eta_on
    _close_reminders(session, actor, order, now)
    audit.record(
        session, actor, now=now, action="order.tell_late", entity="sales_order", entity_id=order.id,
        before={"eta_on": before}, after={"eta_on": told.new_eta_on, "item": item},
    )  # fmt: skip


def book_ceremony(
    session: Session, actor: Actor, *, now: datetime, order_id: int, starts_at: datetime
) -> int:
    """Reserve a delivery kit for an order and expect its customer; the booking's id. Raises Taken, BadTime.

    A ceremony that was reserved before is moved: its kit is free again, its appointment called off.
    """
    actor.require(Permission.RECORD_TOUCH)
    order = _open(session, actor, order_id)
    _call_off_ceremony(session, actor, order, now=now)
    booking_id = _hold_kit(session, actor, order, starts_at, now=now)
    session.add(
        Appointment(
            store_id=actor.store_id, customer_id=order.customer_id, lead_id=order.lead_id,
            staff_id=order.staff_id or actor.staff_id, kind=AppointmentKind.DELIVERY, at=starts_at,
            day=actor.today(starts_at), made_at=now, made_on=actor.today(now),
        )
    )  # fmt: skip
    session.flush()
    return booking_id


def _call_off_ceremony(session: Session, actor: Actor, order: Order, *, now: datetime) -> None:
    """Kit and appointment of an order that were reserved, given free."""
    held = select(Booking.id).where(
        Booking.store_id == actor.store_id,
        Booking.customer_id == order.customer_id,
        Booking.purpose == BookingPurpose.DELIVERY,
        Booking.status == BookingStatus.HELD,
        Booking.note == order.order_no,
    )
    expected = select(Appointment).where(
        Appointment.store_id == actor.store_id,
        Appointment.customer_id == order.customer_id,
        Appointment.kind == AppointmentKind.DELIVERY,
        Appointment.status == AppointmentStatus.BOOKED,
    )
    for booking_id in session.scalars(held).all():
        bookings.release(session, actor, now=now, booking_id=booking_id)
    for appointment in session.scalars(expected).all():
        appointment.status, appointment.settled_at = AppointmentStatus.CANCELLED, now


def _hold_kit(session: Session, actor: Actor, order: Order, starts_at: datetime, *, now: datetime) -> int:
    """The first kit that is free; those of the store are a setting of the evening review, which reserves them too."""
    kits = policies.stored_values(session, actor.store_id).get("review.kits") or ("1", "2")
    minutes = policies.load(session, actor.store_id, StepPolicy).ceremony_minutes
    taken: bookings.Taken | None = None
    for kit in kits:
        try:
            return bookings.book(
                session,
                actor,
                now=now,
                resource=f"kit:{kit}",
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=minutes),
                purpose=BookingPurpose.DELIVERY,
                customer_id=order.customer_id,
                staff_id=order.staff_id,
                note=order.order_no,
            )
        except bookings.Taken as clash:
            taken = clash
    raise taken or bookings.Taken(N_("No delivery kit is kept. Add one in the settings."))


def _compensation(session: Session, actor: Actor, gift_id: int | None) -> Gift | None:
    """A gift of the menu for late cars: what costs no more than the limit (Rule V4)."""
    if gift_id is None:
        return None
    gift = own(session, actor, Gift, gift_id)
    if gift.cost > policies.load(session, actor.store_id, CompensationPolicy).most_cost or not gift.active:
        raise Refused(N_("This is not on the menu for late cars. Choose another."))
    return gift


def _close_reminders(session: Session, actor: Actor, order: Order, now: datetime) -> None:
    """The tasks to tell this customer are done by telling him."""
    session.execute(
        update(Task)
        .where(
            Task.store_id == actor.store_id,
            Task.order_id == order.id,
            Task.kind == TaskKind.LATE_ORDER,
            Task.status == TaskStatus.OPEN,
        )
        .values(status=TaskStatus.DONE, done_at=now, done_by=actor.staff_id)
    )


def _open(session: Session, actor: Actor, order_id: int) -> Order:
    order = own(session, actor, Order, order_id)
    if order.status is not OrderStatus.OPEN:
        raise Refused(N_("This order is closed already."))
    return order


def _steps(session: Session, order: Order) -> list[OrderMilestone]:
    return list(
        session.scalars(
            select(OrderMilestone).where(
                OrderMilestone.store_id == order.store_id, OrderMilestone.order_id == order.id
            )
        )
    )


def _close_deal(session: Session, order: Order, stage: Stage, today: date) -> None:
    deal = session.get(Opportunity, order.opportunity_id) if order.opportunity_id else None
    if deal is not None and deal.closed_on is None:
        deal.stage, deal.closed_on, deal.last_progress_on = stage, today, today
