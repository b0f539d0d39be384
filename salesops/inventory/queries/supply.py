"""Every model's demand, stock and pipeline, with the risk of running out (Rules V3, V5)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.inventory.queries.cars import PIPELINE
from salesops.inventory.rules.policies import SupplyPolicy
from salesops.inventory.rules.supply import WEEK, Demand, Risk, Supply, demand_of, risk_of
from salesops.models import CarModel, FactoryRequest, Order, Vehicle
from salesops.models.enums import FactoryRequestKind, OrderStatus, RequestStatus, VehicleKind, VehicleStatus

_STILL_ASKED = (RequestStatus.PENDING, RequestStatus.APPROVED)
_ASKED_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSupply:
    """A model with what it needs and has; `weeks` are the orders of the last weeks, the latest last."""

    model_id: int
    model: str
    series: str
    weeks: tuple[int, ...]
    demand: Demand
    supply: Supply
    risk: Risk
    asked: int
    """Cars asked of the factory that are not on their way yet."""
    expedited: bool
    """Whether a request to hurry waits for its answer."""


@dataclass(frozen=True, slots=True)
class _Counts:
    """Raw counts by model."""

    weeks: dict[int, list[int]] = field(default_factory=dict)
    free: Counter[int] = field(default_factory=Counter)
    coming: dict[int, list[tuple[date | None, int]]] = field(default_factory=lambda: defaultdict(list))
    waiting: Counter[int] = field(default_factory=Counter)
    queue: Counter[int] = field(default_factory=Counter)
    arrived: Counter[int] = field(default_factory=Counter)
    asked: Counter[int] = field(default_factory=Counter)
    expedited: set[int] = field(default_factory=set)


def model_supply(session: Session, viewer: Actor, *, today: date) -> list[ModelSupply]:
    """Every model that is sold, stocked or waited for, the most likely to run out first; six statements."""
    policy = policies.load(session, viewer.store_id, SupplyPolicy)
    models = session.scalars(
        select(CarModel)
        .where(CarModel.store_id == viewer.store_id, CarModel.active)
        .order_by(CarModel.series, CarModel.id)
        .limit(300)
    ).all()
    counts = _Counts()
    _count_sales(session, viewer.store_id, today, policy, counts)
    _count_cars(session, viewer.store_id, counts)
    _count_waiting(session, viewer.store_id, counts)
    _count_arrivals(session, viewer.store_id, today, policy, counts)
    _count_asked(session, viewer, today, counts)
    series = _series_weeks(models, counts.weeks, policy.demand_weeks)
    trims = Counter(model.series for model in models)
    rows = [
        _model(model, counts, _Series(series[model.series], trims[model.series]), today, policy)
        for model in models
    ]
    return sorted(rows, key=lambda row: (-row.risk.probability, row.model))


@dataclass(frozen=True, slots=True)
class _Series:
    """What a trim's series sold, and how many trims it has."""

    weeks: tuple[int, ...]
    trims: int


def _model(
    model: CarModel, counts: _Counts, series: _Series, today: date, policy: SupplyPolicy
) -> ModelSupply:
    until = today + timedelta(days=model.lead_time_days)
    weeks = tuple(counts.weeks.get(model.id, [0] * policy.demand_weeks))
    demand = demand_of(weeks, series.weeks, trims=series.trims, policy=policy)
    supply = Supply(
        in_stock=counts.free[model.id],
        coming=sum(number for eta, number in counts.coming[model.id] if eta is None or eta <= until),
        waiting=counts.waiting[model.id],
        queue=counts.queue[model.id],
        lead_time_days=model.lead_time_days,
        arrivals_a_week=counts.arrived[model.id] / policy.arrival_weeks,
    )
    return ModelSupply(
        model_id=model.id,
        model=model.name,
        series=model.series,
        weeks=weeks,
        demand=demand,
        supply=supply,
        risk=risk_of(supply, demand, policy),
        asked=max(counts.asked[model.id], 0),
        expedited=model.id in counts.expedited,
    )


def _series_weeks(
    models: Sequence[CarModel], weeks: Mapping[int, list[int]], number: int
) -> dict[str, tuple[int, ...]]:
    summed: dict[str, list[int]] = defaultdict(lambda: [0] * number)
    for model in models:
        for place, sold in enumerate(weeks.get(model.id, [])):
            summed[model.series][place] += sold
    return {model.series: tuple(summed[model.series]) for model in models}


def _count_sales(session: Session, store_id: int, today: date, policy: SupplyPolicy, counts: _Counts) -> None:
    """Orders by model and week; a week ends yesterday, so that a day half over does not look like a fall."""
    start = today - timedelta(days=WEEK * policy.demand_weeks)
    rows = session.execute(
        select(Order.model_id, Order.ordered_on, func.count())
        .where(
            Order.store_id == store_id,
            Order.ordered_on >= start,
            Order.ordered_on < today,
            Order.status != OrderStatus.CANCELLED,
        )
        .group_by(Order.model_id, Order.ordered_on)
    )
    for model_id, day, number in rows:
        weeks = counts.weeks.setdefault(model_id, [0] * policy.demand_weeks)
        weeks[(day - start).days // WEEK] += number


def _count_cars(session: Session, store_id: int, counts: _Counts) -> None:
    """Free cars, here or on their way: kept for no open order, and not driven by testers."""
    kept = exists().where(
        Order.vehicle_id == Vehicle.id, Order.store_id == store_id, Order.status == OrderStatus.OPEN
    )
    rows = session.execute(
        select(Vehicle.model_id, Vehicle.status, Vehicle.eta_on, func.count())
        .where(
            Vehicle.store_id == store_id,
            Vehicle.status.in_((VehicleStatus.IN_STOCK, *PIPELINE)),
            Vehicle.kind != VehicleKind.TEST_DRIVE,
            ~kept,
        )
        .group_by(Vehicle.model_id, Vehicle.status, Vehicle.eta_on)
    )
    for model_id, status, eta, number in rows:
        if status is VehicleStatus.IN_STOCK:
            counts.free[model_id] += number
        else:
            counts.coming[model_id].append((eta, number))


def _count_waiting(session: Session, store_id: int, counts: _Counts) -> None:
    rows = session.execute(
        select(Order.model_id, Order.vehicle_id.is_(None).label("without"), func.count())
        .outerjoin(Vehicle, Vehicle.id == Order.vehicle_id)
        .where(
            Order.store_id == store_id,
            Order.status == OrderStatus.OPEN,
            or_(Order.vehicle_id.is_(None), Vehicle.status.in_(PIPELINE)),
        )
        .group_by(Order.model_id, Order.vehicle_id.is_(None))
    )
    for model_id, without, number in rows:
        counts.queue[model_id] += number
        if without:
            counts.waiting[model_id] += number


def _count_arrivals(
    session: Session, store_id: int, today: date, policy: SupplyPolicy, counts: _Counts
) -> None:
    start = today - timedelta(days=WEEK * policy.arrival_weeks)
    rows = session.execute(
        select(Vehicle.model_id, func.count().label("number"))
        .where(Vehicle.store_id == store_id, Vehicle.arrived_on > start, Vehicle.arrived_on <= today)
        .group_by(Vehicle.model_id)
    )
    counts.arrived.update({row.model_id: row.number for row in rows})


def _count_asked(session: Session, viewer: Actor, today: date, counts: _Counts) -> None:
    """Cars asked for, less those ordered since; and models whose request to hurry is not answered."""
    since: dict[int, date] = {}
    rows = session.execute(
        select(
            FactoryRequest.model_id,
            FactoryRequest.kind,
            FactoryRequest.status,
            FactoryRequest.asked_at,
            FactoryRequest.quantity,
        )
        .where(FactoryRequest.store_id == viewer.store_id, FactoryRequest.status.in_(_STILL_ASKED))
        .order_by(FactoryRequest.asked_at)
    )
    for row in rows:
        day = viewer.today(row.asked_at)
        if row.kind is FactoryRequestKind.EXPEDITE and row.status is RequestStatus.PENDING:
            counts.expedited.add(row.model_id)
        if row.kind is FactoryRequestKind.ORDER and (today - day).days <= _ASKED_DAYS:
            counts.asked[row.model_id] += row.quantity
            since.setdefault(row.model_id, day)
    if not since:
        return
    ordered = session.execute(
        select(Vehicle.model_id, Vehicle.ordered_on).where(
            Vehicle.store_id == viewer.store_id,
            Vehicle.model_id.in_(since),
            Vehicle.ordered_on > min(since.values()),
        )
    )
    for car in ordered:
        if car.ordered_on is not None and car.ordered_on > since[car.model_id]:
            counts.asked[car.model_id] -= 1
