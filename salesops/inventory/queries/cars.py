"""Cars in stock and on their way; what they cost only for who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import Message
from salesops.inventory.rules.ageing import age_days
from salesops.inventory.rules.policies import AgePolicy
from salesops.kpi.policies import StockPolicy
from salesops.models import (
    CarModel,
    DigestionCar,
    DigestionPlan,
    FloorSlot,
    Order,
    Placement,
    Staff,
    Task,
    Vehicle,
)
from salesops.models.enums import (
    OrderStatus,
    PlanStatus,
    Power,
    TaskKind,
    TaskStatus,
    VehicleKind,
    VehicleStatus,
)

PIPELINE = (VehicleStatus.ORDERED, VehicleStatus.IN_TRANSIT)
PRESENT = (VehicleStatus.IN_STOCK, VehicleStatus.ALLOCATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CarRow:
    """A car as stock lists it; `free` says whether it can be sold to a new customer."""

    id: int
    model_id: int
    model: str
    power: Power
    vin: str
    vin_override: str
    colour: str
    interior: str
    kind: VehicleKind
    status: VehicleStatus
    location: str
    place: str
    plate: str
    ordered_on: date | None
    eta_on: date | None
    arrived_on: date | None
    age: int | None
    order_no: str
    pledged: bool
    list_price: Decimal
    purchase_cost: Decimal | None
    """None for who may not see cost."""
    carrying_a_day: Decimal | None
    version: int

    @property
    def free(self) -> bool:
        """Whether it stands here and is kept for nobody."""
        return self.status is VehicleStatus.IN_STOCK and not self.order_no


@dataclass(frozen=True, slots=True, kw_only=True)
class AgedCar:
    """A car that stands long, with its open task and the plan that is to sell it (Rules V1, V6)."""

    car: CarRow
    age: int
    carrying_so_far: Decimal | None
    plan_id: int | None
    plan: str
    task_id: int | None
    task: Message | None
    task_owner: str
    task_owner_id: int | None
    task_due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelName:
    """A model of the catalogue, to choose from."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarFilter:
    """Which cars are listed."""

    statuses: tuple[VehicleStatus, ...] = ()
    model_id: int | None = None
    search: str = ""


def cars(
    session: Session, viewer: Actor, *, today: date, wanted: CarFilter | None = None, limit: int = 300
) -> list[CarRow]:
    """Cars by arrival, the oldest first; those on their way by their expected day."""
    wanted = wanted or CarFilter()
    statement = _cars(viewer.store_id).order_by(Vehicle.arrived_on, Vehicle.eta_on, Vehicle.id).limit(limit)
    if wanted.statuses:
        statement = statement.where(Vehicle.status.in_(wanted.statuses))
    if wanted.model_id is not None:
        statement = statement.where(Vehicle.model_id == wanted.model_id)
    if wanted.search.strip():
        text = wanted.search.strip()
        statement = statement.where(
            or_(
                Vehicle.vin.icontains(text, autoescape=True),
                Vehicle.colour.icontains(text, autoescape=True),
                CarModel.name.icontains(text, autoescape=True),
                Vehicle.location.icontains(text, autoescape=True),
            )
        )
    policy = policies.load(session, viewer.store_id, StockPolicy)
    found: dict[int, CarRow] = {}
    for row in session.execute(statement):
        found.setdefault(row.Vehicle.id, _row(row, viewer, today, policy))
    return list(found.values())


def models(session: Session, viewer: Actor) -> list[ModelName]:
    """The models that are sold now, by name."""
    rows = session.execute(
        select(CarModel.id, CarModel.name)
        .where(CarModel.store_id == viewer.store_id, CarModel.active)
        .order_by(CarModel.name)
    )
    return [ModelName(id=row.id, name=row.name) for row in rows]


def aged_cars(session: Session, viewer: Actor, *, today: date, limit: int = 300) -> list[AgedCar]:
    """Cars in stock that have reached the first age threshold, the oldest first (Rules V1, V6).

    Those kept for an order are listed as well: they cost as much; but nothing has to be done to sell them.
    """
    first = min(policies.load(session, viewer.store_id, AgePolicy).thresholds, default=30)
    policy = policies.load(session, viewer.store_id, StockPolicy)
    statement = (
        _cars(viewer.store_id)
        .add_columns(
            DigestionPlan.id.label("plan_id"),
            DigestionPlan.title.label("plan"),
            Task.id.label("task_id"),
            Task.title.label("task"),
            Task.owner_id.label("task_owner_id"),
            Task.due_on.label("task_due_on"),
            Staff.name.label("task_owner"),
        )
        .outerjoin(DigestionCar, DigestionCar.vehicle_id == Vehicle.id)
        .outerjoin(
            DigestionPlan,
            (DigestionPlan.id == DigestionCar.plan_id) & (DigestionPlan.status == PlanStatus.RUNNING),
        )
        .outerjoin(
            Task,
            (Task.vehicle_id == Vehicle.id)
            & (Task.kind == TaskKind.AGE_THRESHOLD)
            & (Task.status == TaskStatus.OPEN),
        )
        .outerjoin(Staff, Staff.id == Task.owner_id)
        .where(
            Vehicle.status.in_(PRESENT),
            Vehicle.kind != VehicleKind.TEST_DRIVE,
            Vehicle.arrived_on.is_not(None),
        )
        .order_by(Vehicle.arrived_on, Vehicle.id, DigestionPlan.id, Task.due_at)
        .limit(limit)
    )
    found: dict[int, AgedCar] = {}
    for row in session.execute(statement):
        car = _row(row, viewer, today, policy)
        known = found.get(car.id)
        if (car.age or 0) < first or (known is not None and (known.plan_id or row.plan_id is None)):
            continue
        found[car.id] = _aged(row, car)
    return list(found.values())


def _cars(store_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Vehicle,
            CarModel.name.label("model"),
            CarModel.power,
            CarModel.list_price,
            FloorSlot.code.label("place"),
            Order.order_no,
        )
        .join(CarModel, CarModel.id == Vehicle.model_id)
        .outerjoin(Placement, (Placement.vehicle_id == Vehicle.id) & Placement.until.is_(None))
        .outerjoin(FloorSlot, FloorSlot.id == Placement.slot_id)
        .outerjoin(Order, (Order.vehicle_id == Vehicle.id) & (Order.status == OrderStatus.OPEN))
        .where(Vehicle.store_id == store_id)
    )


def _row(row: Any, viewer: Actor, today: date, policy: StockPolicy) -> CarRow:
    car: Vehicle = row.Vehicle
    sees_cost = viewer.may(Permission.SEE_COST)
    return CarRow(
        id=car.id,
        model_id=car.model_id,
        model=row.model,
        power=row.power,
        vin=car.vin,
        vin_override=car.vin_override,
        colour=car.colour,
        interior=car.interior,
        kind=car.kind,
        status=car.status,
        location=car.location,
        place=row.place or "",
        plate=car.plate,
        ordered_on=car.ordered_on,
        eta_on=car.eta_on,
        arrived_on=car.arrived_on,
        age=age_days(car.arrived_on, today) if car.arrived_on and car.status in PRESENT else None,
        order_no=row.order_no or "",
        pledged=car.pledged,
        list_price=row.list_price,
        purchase_cost=car.purchase_cost if sees_cost else None,
        carrying_a_day=policy.carrying_cost(car.purchase_cost) if sees_cost else None,
        version=car.version,
    )


def _aged(row: Any, car: CarRow) -> AgedCar:
    age = car.age or 0
    return AgedCar(
        car=car,
        age=age,
        carrying_so_far=car.carrying_a_day * age if car.carrying_a_day is not None else None,
        plan_id=row.plan_id,
        plan=row.plan or "",
        task_id=row.task_id,
        task=Message.from_json(row.task) if row.task else None,
        task_owner=row.task_owner or "",
        task_owner_id=row.task_owner_id,
        task_due_on=row.task_due_on,
    )
