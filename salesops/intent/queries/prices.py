"""Price requests: what waits for whom, how each was decided; costs only for those who may see them (Rules I2, X2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, defer

from salesops.access import masking, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import Message
from salesops.intent.queries.budgets import budgets_left
from salesops.intent.rules.authority import Budgets, Terms, exceptions, level_needed, level_of, may_decide
from salesops.intent.rules.policies import AuthorityPolicy
from salesops.intent.rules.profit import TradeIn
from salesops.intent.rules.reasons import spoken
from salesops.models import (
    CarModel,
    Customer,
    Gift,
    Opportunity,
    PriceDecision,
    PriceRequest,
    PriceRequestGift,
    Staff,
    Vehicle,
)
from salesops.models.enums import Level, RequestStatus

Judging = tuple[AuthorityPolicy, Budgets]

_COSTS = (
    PriceRequest.gift_cost, PriceRequest.gross_profit, PriceRequest.floor, PriceRequest.rebate, PriceRequest.purchase_cost,
    PriceRequest.finance_income, PriceRequest.insurance_income, PriceRequest.aftersales_income,
)  # fmt: skip
"""What is not even read for those who may not see costs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftLine:
    """A gift of an offer, as the customer sees it."""

    name: str
    quantity: int
    face_value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """One step of the trail; PENDING is a recommendation to the next level."""

    level: Level
    decision: RequestStatus
    who: str
    at: datetime
    reason: Message
    counter_discount: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earnings:
    """What a deal earns and costs; exists only for those who may see costs."""

    gross_profit: Decimal
    floor: Decimal
    gift_cost: Decimal
    other_income: Decimal
    reasons: tuple[Message, ...]
    """What even the manager grants only with a reason."""

    @property
    def above_floor(self) -> Decimal:
        """How far above the floor; negative below it."""
        return self.gross_profit - self.floor


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """A price request with its trail."""

    id: int
    opportunity_id: int
    customer_id: int
    customer: str
    model: str
    car: str
    asked_by: str
    asked_at: datetime
    expires_at: datetime
    level: Level
    status: RequestStatus
    list_price: Decimal
    discount: Decimal
    granted_discount: Decimal | None
    gifts: tuple[GiftLine, ...]
    gift_face_value: Decimal
    trade_in: TradeIn
    reason: Message
    trail: tuple[DecisionLine, ...]
    earnings: Earnings | None
    final: bool
    """Whether the viewer's word would be the last one, not a recommendation to the next level."""
    mine: bool
    """Whether the viewer asked for it."""

    @property
    def price(self) -> Decimal:
        """The car's price as it is asked for, or as it was granted."""
        return self.list_price - (self.discount if self.granted_discount is None else self.granted_discount)

    @property
    def to_pay(self) -> Decimal:
        """What is left to pay when the old car is taken in payment."""
        return self.price - self.trade_in.given


def awaiting(session: Session, viewer: Actor, *, now: datetime, limit: int = 60) -> list[PriceRow]:
    """Requests that wait: for those who decide, what they may decide; for a consultant, his own. Oldest first."""
    level = level_of(viewer.role)
    conditions = [PriceRequest.status == RequestStatus.PENDING, PriceRequest.expires_at > now]
    if viewer.may(Permission.DECIDE_PRICE_SUPERVISOR):
        decides = [each for each in Level if each is not Level.CONSULTANT and may_decide(each, viewer.role)]
        conditions.append(PriceRequest.level.in_(decides))
    else:
        conditions.append(PriceRequest.staff_id == viewer.staff_id)
    rows = _requests(session, viewer, conditions, limit=limit, now=now)
    return sorted(rows, key=lambda row: (row.level is not level, row.asked_at, row.id))


def decided_prices(session: Session, viewer: Actor, *, now: datetime, limit: int = 40) -> list[PriceRow]:
    """The latest requests that wait no more, newest first; a consultant's own."""
    conditions = [PriceRequest.status != RequestStatus.PENDING]
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        conditions.append(PriceRequest.staff_id == viewer.staff_id)
    return _requests(session, viewer, conditions, limit=limit, now=now)


def prices_of(
    session: Session, viewer: Actor, *, opportunity_id: int, now: datetime, limit: int = 10
) -> list[PriceRow]:
    """The requests of one customer, newest first; nothing for a consultant who does not serve him."""
    conditions = [PriceRequest.opportunity_id == opportunity_id]
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        conditions.append(Opportunity.owner_id == viewer.staff_id)
    return _requests(session, viewer, conditions, limit=limit, now=now)


def _requests(
    session: Session, viewer: Actor, conditions: Iterable[ColumnElement[bool]], *, limit: int, now: datetime
) -> list[PriceRow]:
    sees = viewer.may(Permission.SEE_COST)
    found = session.execute(
        select(
            PriceRequest,
            Opportunity.customer_id,
            Opportunity.owner_id.label("deal_owner"),
            Customer.name,
            Customer.owner_id,
            CarModel.name.label("model"),
            Staff.name.label("asked_by"),
            Vehicle.vin,
            Vehicle.colour,
        )
        .join(Opportunity, Opportunity.id == PriceRequest.opportunity_id)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .join(CarModel, CarModel.id == PriceRequest.model_id)
        .join(Staff, Staff.id == PriceRequest.staff_id)
        .outerjoin(Vehicle, Vehicle.id == PriceRequest.vehicle_id)
        .where(PriceRequest.store_id == viewer.store_id, *conditions)
        .order_by(PriceRequest.asked_on.desc(), PriceRequest.id.desc())
        .limit(limit)
        .options(*(() if sees else (defer(column, raiseload=True) for column in _COSTS)))
    ).all()
    ids = [row.PriceRequest.id for row in found]
    gifts, trails = _gift_lines(session, viewer, ids), _trails(session, viewer, ids)
    judging = _judging(session, viewer, now) if sees and found else None
    return [
        _row(viewer, row, gifts.get(row.PriceRequest.id, ()), trails.get(row.PriceRequest.id, ()), judging)
        for row in found
    ]


def _judging(session: Session, viewer: Actor, now: datetime) -> Judging:
    return (
        policies.load(session, viewer.store_id, AuthorityPolicy),
        budgets_left(session, viewer, today=viewer.today(now)),
    )


def _gift_lines(session: Session, viewer: Actor, ids: list[int]) -> dict[int, tuple[GiftLine, ...]]:
    found: dict[int, tuple[GiftLine, ...]] = {}
    if not ids:
        return found
    rows = session.execute(
        select(PriceRequestGift.request_id, PriceRequestGift.quantity, PriceRequestGift.face_value, Gift.name)
        .join(Gift, Gift.id == PriceRequestGift.gift_id)
        .where(PriceRequestGift.store_id == viewer.store_id, PriceRequestGift.request_id.in_(ids))
        .order_by(PriceRequestGift.id)
    )
    for row in rows:
        line = GiftLine(name=row.name, quantity=row.quantity, face_value=row.face_value)
        found[row.request_id] = (*found.get(row.request_id, ()), line)
    return found


def _trails(session: Session, viewer: Actor, ids: list[int]) -> dict[int, tuple[DecisionLine, ...]]:
    found: dict[int, tuple[DecisionLine, ...]] = {}
    if not ids:
        return found
    rows = session.execute(
        select(PriceDecision, Staff.name)
        .outerjoin(Staff, Staff.id == PriceDecision.staff_id)
        .where(PriceDecision.store_id == viewer.store_id, PriceDecision.request_id.in_(ids))
        .order_by(PriceDecision.id)
    )
    for row, name in rows:
        line = DecisionLine(
            level=row.level,
            decision=row.decision,
            who=name or "",
            at=row.at,
            reason=spoken(row.reason),
            counter_discount=row.counter_discount,
        )
        found[row.request_id] = (*found.get(row.request_id, ()), line)
    return found


def _row(
    viewer: Actor,
    row: Any,
    gifts: tuple[GiftLine, ...],
    trail: tuple[DecisionLine, ...],
    judging: Judging | None,
) -> PriceRow:
    request: PriceRequest = row.PriceRequest
    owner_id = row.owner_id if row.owner_id is not None else row.deal_owner
    return PriceRow(
        id=request.id,
        opportunity_id=request.opportunity_id,
        customer_id=row.customer_id,
        customer=masking.shown_name(viewer, owner_id, row.name),
        model=row.model,
        car=f"{row.colour} {row.vin[-6:]}".strip() if row.vin else "",
        asked_by=row.asked_by,
        asked_at=request.asked_at,
        expires_at=request.expires_at,
        level=request.level,
        status=request.status,
        list_price=request.list_price,
        discount=request.discount,
        granted_discount=_granted(request, trail),
        gifts=gifts,
        gift_face_value=request.gift_face_value,
        trade_in=trade_in_of(request),
        reason=spoken(request.reason),
        trail=trail,
        earnings=_earnings(request, judging) if judging else None,
        final=judging is not None and may_decide(level_needed(_terms(request), *judging), viewer.role),
        mine=request.staff_id == viewer.staff_id,
    )


def _granted(request: PriceRequest, trail: tuple[DecisionLine, ...]) -> Decimal | None:
    if request.status is RequestStatus.APPROVED:
        return request.discount
    if request.status is RequestStatus.COUNTERED and trail:
        return trail[-1].counter_discount
    return None


def trade_in_of(request: PriceRequest) -> TradeIn:
    """The old car of a request."""
    return TradeIn(appraised=request.trade_in_appraised, given=request.trade_in_given)


def _terms(request: PriceRequest) -> Terms:
    over = trade_in_of(request).over
    return Terms(
        list_price=request.list_price,
        discount=request.discount,
        gift_cost=request.gift_cost,
        gross_profit=request.gross_profit,
        floor=request.floor,
        under_cost=request.list_price - request.discount - over < request.purchase_cost,
        trade_in_over=over,
    )


def _earnings(request: PriceRequest, judging: Judging) -> Earnings:
    return Earnings(
        gross_profit=request.gross_profit,
        floor=request.floor,
        gift_cost=request.gift_cost,
        other_income=request.finance_income + request.insurance_income + request.aftersales_income,
        reasons=exceptions(_terms(request), *judging),
    )
