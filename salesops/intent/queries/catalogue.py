"""What an offer is composed of: models, cars, gifts, the loan rate; costs only for those who may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, defer

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.intent.rules.policies import CompensationPolicy, FinancePolicy
from salesops.models import CarModel, DatedRate, Gift, Vehicle
from salesops.models.enums import Power, RateKind, VehicleKind, VehicleStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChoice:
    """A model of the catalogue."""

    id: int
    name: str
    power: Power
    list_price: Decimal
    lead_time_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CarChoice:
    """A car for sale, in stock or on its way."""

    id: int
    model_id: int
    vin: str
    colour: str
    interior: str
    location: str
    status: VehicleStatus
    eta_on: date | None
    days_in_stock: int | None
    purchase_cost: Decimal | None
    """None for those who may not see costs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftRow:
    """A gift: its face value for everybody, cost and take-up only for those who may see costs (Rule I3)."""

    id: int
    name: str
    face_value: Decimal
    cost: Decimal | None
    redemption_percent: int | None
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanRate:
    """The annual rate that finance is reckoned with: a dated one while it is valid, else the store's setting (Rule Z5)."""

    percent: Decimal
    source: str
    valid_until: date | None
    ran_out_on: date | None
    """The last day of the newest dated rate, when it is over and the setting is used instead."""


def models(session: Session, viewer: Actor) -> list[ModelChoice]:
    """The models that are sold."""
    rows = session.scalars(
        select(CarModel)
        .where(CarModel.store_id == viewer.store_id, CarModel.active)
        .order_by(CarModel.series, CarModel.list_price, CarModel.id)
        .limit(200)
    )
    return [
        ModelChoice(
            id=row.id,
            name=row.name,
            power=row.power,
            list_price=row.list_price,
            lead_time_days=row.lead_time_days,
        )
        for row in rows
    ]


def cars_for_sale(
    session: Session, viewer: Actor, *, model_id: int, now: datetime, limit: int = 60
) -> list[CarChoice]:
    """Cars of a model that an order can take, the longest in stock first."""
    sees, today = viewer.may(Permission.SEE_COST), viewer.today(now)
    rows = session.scalars(
        select(Vehicle)
        .where(
            Vehicle.store_id == viewer.store_id,
            Vehicle.model_id == model_id,
            Vehicle.status.in_((VehicleStatus.IN_STOCK, VehicleStatus.IN_TRANSIT)),
            Vehicle.kind != VehicleKind.TEST_DRIVE,
        )
        .order_by(Vehicle.arrived_on.is_(None), Vehicle.arrived_on, Vehicle.eta_on, Vehicle.id)
        .limit(limit)
    )
    return [
        CarChoice(
            id=row.id,
            model_id=row.model_id,
            vin=row.vin,
            colour=row.colour,
            interior=row.interior,
            location=row.location,
            status=row.status,
            eta_on=row.eta_on,
            days_in_stock=(today - row.arrived_on).days if row.arrived_on else None,
            purchase_cost=row.purchase_cost if sees else None,
        )
        for row in rows
    ]


def gifts(session: Session, viewer: Actor, *, all_of_them: bool = False) -> list[GiftRow]:
    """The gifts that may be given, or with those taken off the list, the highest face value first."""
    sees = viewer.may(Permission.SEE_COST)
    statement = (
        select(Gift)
        .where(Gift.store_id == viewer.store_id)
        .order_by(Gift.active.desc(), Gift.face_value.desc(), Gift.id)
        .limit(200)
    )
    if not all_of_them:
        statement = statement.where(Gift.active)
    if not sees:
        statement = statement.options(defer(Gift.cost, raiseload=True))
    return [_gift(row, sees=sees) for row in session.scalars(statement)]


def compensations(session: Session, viewer: Actor) -> list[GiftRow]:
    """The menu for late cars: gifts whose cost lies within its limit (Rule V4)."""
    most = policies.load(session, viewer.store_id, CompensationPolicy).most_cost
    rows = session.scalars(
        select(Gift)
        .where(Gift.store_id == viewer.store_id, Gift.active, Gift.cost <= most)
        .order_by(Gift.face_value.desc(), Gift.id)
        .limit(60)
    )
    return [_gift(row, sees=viewer.may(Permission.SEE_COST)) for row in rows]


def loan_rate(session: Session, viewer: Actor, *, today: date) -> LoanRate:
    """The rate to reckon with today; an expired one is named, never used silently (Rule Z5)."""
    newest = session.scalars(
        select(DatedRate)
        .where(
            or_(DatedRate.store_id.is_(None), DatedRate.store_id == viewer.store_id),
            DatedRate.kind == RateKind.LOAN,
            DatedRate.valid_from <= today,
        )
        .order_by(DatedRate.valid_from.desc(), DatedRate.id.desc())
        .limit(1)
    ).one_or_none()
    if newest is not None and (newest.valid_until is None or newest.valid_until >= today):
        return LoanRate(
            percent=(newest.rate * 100).normalize(),
            source=newest.source,
            valid_until=newest.valid_until,
            ran_out_on=None,
        )
    policy = policies.load(session, viewer.store_id, FinancePolicy)
    return LoanRate(
        percent=policy.market_percent,
        source="",
        valid_until=None,
        ran_out_on=newest.valid_until if newest is not None else None,
    )


def finance_policy(session: Session, viewer: Actor) -> FinancePolicy:
    """The store's usual down payment and terms."""
    return policies.load(session, viewer.store_id, FinancePolicy)


def _gift(row: Gift, *, sees: bool) -> GiftRow:
    return GiftRow(
        id=row.id,
        name=row.name,
        face_value=row.face_value,
        cost=row.cost if sees else None,
        redemption_percent=row.redemption_percent if sees else None,
        active=row.active,
    )
