"""Prices: what waits for a decision, what was decided, what is left of the month's budgets (Rules I2, I9, I10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.masking import shown_name
from salesops.access.permissions import Permission
from salesops.core.calendar import month_start
from salesops.intent.queries.board import for_level
from salesops.models import (
    AuthorityBudget,
    CarModel,
    Customer,
    Gift,
    Opportunity,
    PriceRequest,
    PriceRequestGift,
    Staff,
    Vehicle,
)
from salesops.models.enums import Level, RequestStatus, VehicleKind, VehicleStatus

_LIMIT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """A price request; profit and floor only where the viewer may see them."""

    id: int
    opportunity_id: int
    customer: str
    consultant: str
    model: str
    list_price: Decimal
    discount: Decimal
    gifts: tuple[str, ...]
    gift_face_value: Decimal
    reason: str
    level: Level
    status: RequestStatus
    asked_at: datetime
    expires_at: datetime
    mine_to_decide: bool
    gross_profit: Decimal | None
    floor: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow:
    """What a level has given away this month, and what is left."""

    level: Level
    discount_given: Decimal
    discount_left: Decimal
    gift_given: Decimal
    gift_left: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftRow:
    """A gift as the composing desk offers it; its cost only where it may be seen."""

    id: int
    name: str
    face_value: Decimal
    cost: Decimal | None
    redemption_percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StockCar:
    """A car that can be sold."""

    id: int
    vin: str
    colour: str
    arrived_on: date | None
    eta_on: date | None


def price_requests(session: Session, viewer: Actor, *, now: datetime, waiting: bool) -> list[PriceRow]:
    """Requests that wait (those of one's own level first), or those decided lately; a consultant sees his own."""
    sees = viewer.may(Permission.SEE_COST)
    mine = case((for_level(viewer), True), else_=False)
    columns = [PriceRequest.gross_profit, PriceRequest.floor] if sees else []
    plain = [
        PriceRequest.id, PriceRequest.opportunity_id, PriceRequest.list_price, PriceRequest.discount,
        PriceRequest.gift_face_value, PriceRequest.reason, PriceRequest.level, PriceRequest.status, PriceRequest.asked_at,
        PriceRequest.expires_at,
    ]  # fmt: skip
    statement = (
        select(
            *plain,
            Customer.name.label("customer"),
            Customer.owner_id.label("customer_owner"),
            Staff.name.label("consultant"),
            CarModel.name.label("model"),
            mine.label("mine"),
            *columns,
        )
        .join(Opportunity, Opportunity.id == PriceRequest.opportunity_id)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .join(Staff, Staff.id == PriceRequest.staff_id)
        .join(CarModel, CarModel.id == PriceRequest.model_id)
        .where(PriceRequest.store_id == viewer.store_id)
        .limit(_LIMIT)
    )
    open_now = (PriceRequest.status == RequestStatus.PENDING) & (PriceRequest.expires_at > now)
    if waiting:
        statement = statement.where(open_now).order_by(mine.desc(), PriceRequest.asked_at)
    else:
        statement = statement.where(~open_now).order_by(PriceRequest.id.desc())
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(PriceRequest.staff_id == viewer.staff_id)
    rows = session.execute(statement).all()
    gifts = _gifts_of(session, viewer, [row.id for row in rows])
    return [
        PriceRow(
            id=row.id,
            opportunity_id=row.opportunity_id,
            customer=shown_name(viewer, row.customer_owner, row.customer),
            consultant=row.consultant,
            model=row.model,
            list_price=row.list_price,
            discount=row.discount,
            gifts=gifts.get(row.id, ()),
            gift_face_value=row.gift_face_value,
            reason=row.reason,
            level=row.level,
            status=row.status,
            asked_at=row.asked_at,
            expires_at=row.expires_at,
            mine_to_decide=bool(row.mine) and waiting,
            gross_profit=row.gross_profit if sees else None,
            floor=row.floor if sees else None,
        )
        for row in rows
    ]


def _gifts_of(session: Session, viewer: Actor, request_ids: list[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    if not request_ids:
        return {}
    for request_id, name, quantity in session.execute(
        select(PriceRequestGift.request_id, Gift.name, PriceRequestGift.quantity)
        .join(Gift, Gift.id == PriceRequestGift.gift_id)
        .where(PriceRequestGift.store_id == viewer.store_id, PriceRequestGift.request_id.in_(request_ids))
    ):
        found.setdefault(request_id, []).append(name if quantity == 1 else f"{name} ×{quantity}")
    return {key: tuple(names) for key, names in found.items()}


def budgets_left(session: Session, viewer: Actor, *, today: date) -> list[BudgetRow]:
    """What each level has granted this month against its budget (Rule I10); for those who see cost."""
    if not viewer.may(Permission.SEE_COST):
        return []
    month = month_start(today)
    given = {
        row.level: row
        for row in session.execute(
            select(
                PriceRequest.level,
                func.sum(PriceRequest.discount).label("discount"),
                func.sum(PriceRequest.gift_cost).label("gift"),
            )
            .where(
                PriceRequest.store_id == viewer.store_id,
                PriceRequest.asked_on >= month,
                PriceRequest.status == RequestStatus.APPROVED,
            )
            .group_by(PriceRequest.level)
        )
    }
    budgets = session.execute(
        select(AuthorityBudget.level, AuthorityBudget.discount, AuthorityBudget.gift).where(
            AuthorityBudget.store_id == viewer.store_id, AuthorityBudget.month == month
        )
    )
    rows = []
    for level, discount, gift in budgets:
        spent = given.get(level)
        used = (spent.discount or Decimal(0), spent.gift or Decimal(0)) if spent else (Decimal(0), Decimal(0))
        rows.append(
            BudgetRow(
                level=level,
                discount_given=used[0],
                discount_left=discount - used[0],
                gift_given=used[1],
                gift_left=gift - used[1],
            )
        )
    return sorted(rows, key=lambda row: list(Level).index(row.level))


def gifts(session: Session, viewer: Actor) -> list[GiftRow]:
    """The gifts in use, by face value; cost is not even read for those who may not see it."""
    sees = viewer.may(Permission.SEE_COST)
    columns = [Gift.id, Gift.name, Gift.face_value, Gift.redemption_percent, *([Gift.cost] if sees else [])]
    rows = session.execute(
        select(*columns).where(Gift.store_id == viewer.store_id, Gift.active).order_by(Gift.face_value)
    )
    return [
        GiftRow(
            id=row.id,
            name=row.name,
            face_value=row.face_value,
            cost=row.cost if sees else None,
            redemption_percent=row.redemption_percent,
        )
        for row in rows
    ]


def stock_cars(session: Session, viewer: Actor, *, model_id: int) -> list[StockCar]:
    """The cars of a model that can be sold, the longest in stock first."""
    rows = session.execute(
        select(Vehicle.id, Vehicle.vin, Vehicle.colour, Vehicle.arrived_on, Vehicle.eta_on)
        .where(
            Vehicle.store_id == viewer.store_id,
            Vehicle.model_id == model_id,
            Vehicle.status.in_((VehicleStatus.IN_STOCK, VehicleStatus.IN_TRANSIT)),
            Vehicle.kind != VehicleKind.TEST_DRIVE,
        )
        .order_by(Vehicle.arrived_on.is_(None), Vehicle.arrived_on, Vehicle.id)
        .limit(_LIMIT)
    )
    return [
        StockCar(id=row.id, vin=row.vin, colour=row.colour, arrived_on=row.arrived_on, eta_on=row.eta_on)
        for row in rows
    ]
