"""Digestion plans with their result so far, and what the factory was asked for (Rules V2, V3, V5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.inventory.rules.digestion import PlanPace, PlanTerms, pace_of
from salesops.models import (
    CarModel,
    DigestionCar,
    DigestionPlan,
    FactoryRequest,
    Order,
    Staff,
    Vehicle,
)
from salesops.models.enums import FactoryRequestKind, OrderStatus, PlanKind, PlanStatus, RequestStatus

_PAST_DAYS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCar:
    """A car of a plan, and when it was sold within the plan's time, if it was."""

    vehicle_id: int
    vin: str
    sold_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A plan with what it has sold; its cost only for who may see it."""

    id: int
    model_id: int
    model: str
    kind: PlanKind
    title: str
    offer: str
    cost_per_car: Decimal | None
    owner: str
    starts_on: date
    ends_on: date
    expected_units: int
    cars: tuple[PlanCar, ...]
    status: PlanStatus
    pace: PlanPace
    closed_on: date | None
    result_note: str
    version: int

    @property
    def sold(self) -> int:
        """Cars sold within the plan's time."""
        return sum(car.sold_on is not None for car in self.cars)

    @property
    def running(self) -> bool:
        """Whether nobody has closed it."""
        return self.status is PlanStatus.RUNNING


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """Something asked of the factory, with its answer."""

    id: int
    kind: FactoryRequestKind
    model_id: int
    model: str
    quantity: int
    reason: str
    asked_at: datetime
    by: str
    status: RequestStatus
    answered_on: date | None
    answer: str


def plans(session: Session, viewer: Actor, *, today: date) -> list[PlanRow]:
    """Running plans, then those closed of late, the latest end first."""
    rows = session.execute(
        select(DigestionPlan, CarModel.name.label("model"), Staff.name.label("owner"))
        .join(CarModel, CarModel.id == DigestionPlan.model_id)
        .outerjoin(Staff, Staff.id == DigestionPlan.owner_id)
        .where(
            DigestionPlan.store_id == viewer.store_id,
            (DigestionPlan.status == PlanStatus.RUNNING)
            | (DigestionPlan.ends_on >= today - timedelta(days=_PAST_DAYS)),
        )
        .order_by(
            DigestionPlan.status != PlanStatus.RUNNING, DigestionPlan.ends_on.desc(), DigestionPlan.id.desc()
        )
        .limit(100)
    ).all()
    cars = _cars_of(session, viewer.store_id, [row.DigestionPlan for row in rows])
    sees_cost = viewer.may(Permission.SEE_COST)
    return [
        _row(row.DigestionPlan, (row.model, row.owner or ""), cars[row.DigestionPlan.id], sees_cost, today)
        for row in rows
    ]


def factory_requests(session: Session, viewer: Actor, *, limit: int = 60) -> list[RequestRow]:
    """What the factory was asked for, the unanswered first."""
    rows = session.execute(
        select(FactoryRequest, CarModel.name.label("model"), Staff.name.label("by"))
        .join(CarModel, CarModel.id == FactoryRequest.model_id)
        .outerjoin(Staff, Staff.id == FactoryRequest.staff_id)
        .where(FactoryRequest.store_id == viewer.store_id)
        .order_by(FactoryRequest.status != RequestStatus.PENDING, FactoryRequest.asked_at.desc())
        .limit(limit)
    )
    return [
        RequestRow(
            id=row.FactoryRequest.id,
            kind=row.FactoryRequest.kind,
            model_id=row.FactoryRequest.model_id,
            model=row.model,
            quantity=row.FactoryRequest.quantity,
            reason=row.FactoryRequest.reason,
            asked_at=row.FactoryRequest.asked_at,
            by=row.by or "",
            status=row.FactoryRequest.status,
            answered_on=row.FactoryRequest.answered_on,
            answer=row.FactoryRequest.answer,
        )
        for row in rows
    ]


def timed_ends(session: Session, viewer: Actor, *, model_id: int) -> list[date]:
    """The last days of the time-limited prices of a model, closed early ones by the day they were closed (Rule Z2)."""
    rows = session.execute(
        select(DigestionPlan.ends_on, DigestionPlan.closed_on).where(
            DigestionPlan.store_id == viewer.store_id,
            DigestionPlan.model_id == model_id,
            DigestionPlan.kind == PlanKind.TIMED_PRICE,
            DigestionPlan.status != PlanStatus.DRAFT,
        )
    )
    return [min(row.ends_on, row.closed_on or row.ends_on) for row in rows]


def _cars_of(
    session: Session, store_id: int, found: Sequence[DigestionPlan]
) -> dict[int, tuple[PlanCar, ...]]:
    """The cars of these plans; one counts as sold when it was ordered or handed over within its plan's time."""
    until = {plan.id: min(plan.ends_on, plan.closed_on or plan.ends_on) for plan in found}
    starts = {plan.id: plan.starts_on for plan in found}
    rows = session.execute(
        select(DigestionCar.plan_id, Vehicle.id, Vehicle.vin, Vehicle.sold_on, Order.ordered_on)
        .join(Vehicle, Vehicle.id == DigestionCar.vehicle_id)
        .outerjoin(Order, (Order.vehicle_id == Vehicle.id) & (Order.status != OrderStatus.CANCELLED))
        .where(DigestionCar.store_id == store_id, DigestionCar.plan_id.in_(until))
        .order_by(DigestionCar.plan_id, Vehicle.arrived_on, Vehicle.id)
    )
    cars: dict[int, dict[int, PlanCar]] = defaultdict(dict)
    for row in rows:
        day = row.ordered_on or row.sold_on
        within = day is not None and starts[row.plan_id] <= day <= until[row.plan_id]
        cars[row.plan_id][row.id] = PlanCar(vehicle_id=row.id, vin=row.vin, sold_on=day if within else None)
    return {plan_id: tuple(cars[plan_id].values()) for plan_id in until}


def _row(
    plan: DigestionPlan, names: tuple[str, str], cars: tuple[PlanCar, ...], sees_cost: bool, today: date
) -> PlanRow:
    sold = sum(car.sold_on is not None for car in cars)
    terms = PlanTerms(
        kind=plan.kind,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        cars=len(cars),
        cost_per_car=plan.cost_per_car,
        expected_units=plan.expected_units,
    )
    return PlanRow(
        id=plan.id,
        model_id=plan.model_id,
        model=names[0],
        kind=plan.kind,
        title=plan.title,
        offer=plan.offer,
        cost_per_car=plan.cost_per_car if sees_cost else None,
        owner=names[1],
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        expected_units=plan.expected_units,
        cars=cars,
        status=plan.status,
        pace=pace_of(terms, sold=sold, today=today),
        closed_on=plan.closed_on,
        result_note=plan.result_note,
        version=plan.version,
    )
