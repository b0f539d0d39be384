"""Cars that arrive, move, or are corrected; each VIN is checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core import vin as vins
from salesops.core.errors import Conflict, NotFound, SalesOpsError
from salesops.core.i18n import N_, Message
from salesops.models import CarModel, Order, OrderMilestone, Vehicle
from salesops.models.enums import (
    MilestoneKind,
    OrderStatus,
    TaskKind,
    VehicleKind,
    VehicleStatus,
)
from salesops.planning.operations.tasks import About, add_task

_PIPELINE = (VehicleStatus.ORDERED, VehicleStatus.IN_TRANSIT)


class BadVehicle(SalesOpsError):
    """A car that cannot be so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleFacts:
    """What a person may correct of a car; `vin_override` is the reason for an unusual VIN."""

    vin: str
    vin_override: str
    colour: str
    interior: str
    kind: VehicleKind
    plate: str
    eta_on: date | None
    arrived_on: date | None
    pledged: bool


def receive(
    session: Session, actor: Actor, *, now: datetime, vehicle_id: int, arrived_on: date, location: str
) -> None:
    """Note that a car arrived. One that is kept for an order makes a task of its consultant. Raises BadVehicle."""
    actor.require(Permission.MANAGE_STOCK)
    car = _car(session, actor, vehicle_id)
    if car.status not in _PIPELINE:
        raise BadVehicle(N_("This car has arrived already."))
    if arrived_on > actor.today(now):
        raise BadVehicle(N_("A car cannot have arrived on a day to come."))
    order = session.scalars(
        select(Order).where(
            Order.store_id == actor.store_id, Order.vehicle_id == car.id, Order.status == OrderStatus.OPEN
        )
    ).first()
    before = {"status": car.status, "location": car.location}
    car.status = VehicleStatus.ALLOCATED if order is not None else VehicleStatus.IN_STOCK
    car.arrived_on, car.location = arrived_on, location.strip()
    if order is not None:
        _tell_consultant(session, actor, now, order, car, arrived_on)
    audit.record(
        session,
        actor,
        now=now,
        action="inventory.receive",
        entity="vehicle",
        entity_id=car.id,
        before=before,
        after={"status": car.status, "location": car.location, "arrived_on": arrived_on},
    )


def add_vehicle(
    session: Session,
    actor: Actor,
    *,
    now: datetime,
    model_id: int,
    facts: VehicleFacts,
    location: str = "",
    status: VehicleStatus = VehicleStatus.IN_STOCK,
) -> int:
    """Take in a car that was not announced, or announce one, and return its id. Raises BadVehicle, NotFound."""
    actor.require(Permission.MANAGE_STOCK)
    model = session.scalars(
        select(CarModel).where(CarModel.store_id == actor.store_id, CarModel.id == model_id)
    ).one_or_none()
    if model is None:
        raise NotFound(N_("This model is not in the catalogue."))
    values = _checked(session, actor, facts, now=now, own_id=None)
    here = status not in _PIPELINE
    car = Vehicle(
        store_id=actor.store_id,
        model_id=model.id,
        status=status,
        location=location.strip(),
        purchase_cost=model.purchase_cost,
        ordered_on=actor.today(now),
        sold_on=None,
        spec_card_on=None,
        **(values | {"arrived_on": (facts.arrived_on or actor.today(now)) if here else None}),
    )
    session.add(car)
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="inventory.add",
        entity="vehicle",
        entity_id=car.id,
        after={"model_id": model.id, "vin": car.vin, "status": status},
        note=car.vin_override,
    )
    return car.id


def move(session: Session, actor: Actor, *, now: datetime, vehicle_ids: Sequence[int], location: str) -> int:
    """Note where cars stand now, and return how many. Raises BadVehicle."""
    actor.require(Permission.MANAGE_STOCK)
    if not location.strip():
        raise BadVehicle(N_("Say where the car stands now."))
    cars = session.scalars(
        select(Vehicle).where(Vehicle.store_id == actor.store_id, Vehicle.id.in_(vehicle_ids))
    ).all()
    for car in cars:
        audit.record(
            session,
            actor,
            now=now,
            action="inventory.move",
            entity="vehicle",
            entity_id=car.id,
            before={"location": car.location},
            after={"location": location.strip()},
        )
        car.location = location.strip()
    return len(cars)


def correct(
    session: Session, actor: Actor, *, now: datetime, vehicle_id: int, version: int, facts: VehicleFacts
) -> None:
    """Correct what is written about a car. Raises BadVehicle, and Conflict when it was changed since `version`."""
    actor.require(Permission.MANAGE_STOCK)
    car = _car(session, actor, vehicle_id)
    if car.version != version:
        raise Conflict(N_("Somebody else has just changed this. Look at the new state and try again."))
    values = _checked(session, actor, facts, now=now, own_id=car.id)
    if car.status in _PIPELINE and facts.arrived_on is not None:
        raise BadVehicle(N_("Receive the car instead of writing its day of arrival."))
    if car.status not in _PIPELINE and facts.arrived_on is None:
        raise BadVehicle(N_("A car in the store has a day of arrival."))
    before = {name: getattr(car, name) for name in values}
    changed = {name: value for name, value in values.items() if value != before[name]}
    for name, value in changed.items():
        setattr(car, name, value)
    if changed:
        audit.record(
            session,
            actor,
            now=now,
            action="inventory.correct",
            entity="vehicle",
            entity_id=car.id,
            before={name: before[name] for name in changed},
            after=changed,
            note=car.vin_override,
        )


def _checked(
    session: Session, actor: Actor, facts: VehicleFacts, *, now: datetime, own_id: int | None
) -> dict[str, object]:
    vin = facts.vin.strip().upper()
    for problem in vins.problems(vin):
        if problem.severe and not problem.may_override:
            raise BadVehicle(N_("The VIN is wrong: {reason}."), reason=problem.reason)
        if problem.severe and not facts.vin_override.strip():
            raise BadVehicle(
                N_("The VIN looks wrong: {reason}. Correct it, or say why it is right."),
                reason=problem.reason,
            )
    known = session.scalars(
        select(Vehicle.id).where(Vehicle.store_id == actor.store_id, Vehicle.vin == vin)
    ).one_or_none()
    if known is not None and known != own_id:
        raise BadVehicle(N_("A car with this VIN is known already."))
    if facts.arrived_on is not None and facts.arrived_on > actor.today(now):
        raise BadVehicle(N_("A car cannot have arrived on a day to come."))
    values = asdict(facts)
    texts = ("vin_override", "colour", "interior", "plate")
    return values | {name: str(values[name]).strip() for name in texts} | {"vin": vin}


def _tell_consultant(
    session: Session, actor: Actor, now: datetime, order: Order, car: Vehicle, arrived_on: date
) -> None:
    """The consultant agrees the handover, and the order's own progress shows the arrival (Rule T5)."""
    order.eta_on = max(arrived_on, actor.today(now))
    milestone = session.scalars(
        select(OrderMilestone).where(
            OrderMilestone.store_id == actor.store_id,
            OrderMilestone.order_id == order.id,
            OrderMilestone.kind == MilestoneKind.ARRIVED,
        )
    ).one_or_none()
    if milestone is not None and milestone.done_on is None:
        milestone.done_on = arrived_on
    add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.FOLLOW_UP,
        owner_id=order.staff_id,
        due_at=now + timedelta(hours=4),
        title=Message(
            N_("The car of order {order} has arrived: agree the handover"), {"order": order.order_no}
        ),
        about=About(customer_id=order.customer_id, order_id=order.id, vehicle_id=car.id),
        key=f"arrived:{order.id}",
    )


def _car(session: Session, actor: Actor, vehicle_id: int) -> Vehicle:
    car = session.scalars(
        select(Vehicle).where(Vehicle.store_id == actor.store_id, Vehicle.id == vehicle_id)
    ).one_or_none()
    if car is None:
        raise NotFound(N_("This car does not exist."))
    return car
