"""An offer as it is composed: the car, the discount, the gifts, and what it all earns (Rules I2, I3, I10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotAllowed, NotFound, SalesOpsError
from salesops.core.i18n import N_, Message
from salesops.intent.queries.budgets import budgets_left
from salesops.intent.rules.authority import (
    Budgets,
    Terms,
    exceptions,
    level_needed,
    level_of,
    may_decide,
    one_up,
)
from salesops.intent.rules.gifts import GiftFacts, expected_cost, swap
from salesops.intent.rules.policies import AuthorityPolicy, IncomePolicy, ProfitPolicy
from salesops.intent.rules.profit import (
    Deal,
    Extra,
    Range,
    TradeIn,
    finance_income,
    gross_profit,
    profit_range,
    under_purchase_cost,
)
from salesops.models import CarModel, Gift, Opportunity, Vehicle
from salesops.models.base import StoreRecord
from salesops.models.enums import Level, VehicleKind, VehicleStatus

R = TypeVar("R", bound=StoreRecord)


NO_TRADE_IN = TradeIn(appraised=Decimal(0), given=Decimal(0))
"""No old car comes in payment."""


class BadOffer(SalesOpsError):
    """An offer that cannot be made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceOffer:
    """What is asked for: discount in yuan, gifts as (id, quantity), what goes with the car, and why."""

    discount: Decimal
    reason: str = ""
    gifts: tuple[tuple[int, int], ...] = ()
    vehicle_id: int | None = None
    extras: tuple[Extra, ...] = ()
    interest_subsidy: Decimal = Decimal(0)
    trade_in: TradeIn = NO_TRADE_IN


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """An offer with everything that it is reckoned from; for operations, never for a screen."""

    model: CarModel
    deal: Deal
    gifts: tuple[tuple[Gift, int], ...]
    face_value: Decimal
    profit: Decimal
    terms: Terms
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapHint:
    """Gifts in place of the discount; what that saves only for those who may see costs."""

    gift_ids: tuple[int, ...]
    names: tuple[str, ...]
    shown: Decimal
    saved: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPreview:
    """An offer before it is asked for; what it earns and what is left only for those who may see costs."""

    list_price: Decimal
    customer_total: Decimal
    """The price of the car."""
    to_pay: Decimal
    """What is left to pay when the old car is taken in payment."""
    trade_in_over: Decimal
    """What the old car is overpaid by; it counts as a discount."""
    gift_face_value: Decimal
    own_authority: bool
    goes_to: Level
    discount_left: Decimal | None
    """The own level's discount budget that this month still holds (Rule I10); None without a budget."""
    gift_left: Decimal | None
    profit: Range | None
    floor: Decimal | None
    gift_cost: Decimal | None
    reasons: tuple[Message, ...]
    """What needs the manager's recorded reason; empty for those who may not see costs."""
    swap: SwapHint | None
    """Gifts of the same perceived value that leave more (Rule I3)."""


def preview_offer(
    session: Session, viewer: Actor, *, now: datetime, opportunity_id: int, offer: PriceOffer
) -> OfferPreview:
    """What an offer comes to, without asking for it. Raises BadOffer, NotFound, NotAllowed."""
    deal = get(session, viewer, Opportunity, opportunity_id)
    if deal.owner_id != viewer.staff_id and not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        raise NotAllowed(N_("This is somebody else's customer. Ask a supervisor."))
    budgets = budgets_left(session, viewer, today=viewer.today(now))
    composed = compose(session, viewer, deal, offer, budgets)
    sees = viewer.may(Permission.SEE_COST)
    own = may_decide(composed.level, viewer.role)
    authority = policies.load(session, viewer.store_id, AuthorityPolicy)
    level = level_of(viewer.role)
    left = budgets.get(level) if level else None
    return OfferPreview(
        list_price=composed.deal.list_price,
        customer_total=composed.deal.price,
        to_pay=composed.deal.price - offer.trade_in.given,
        trade_in_over=offer.trade_in.over,
        gift_face_value=composed.face_value,
        own_authority=own,
        goes_to=level if own and level else one_up(viewer.role, has_supervisor=True),
        discount_left=left.discount if left else None,
        gift_left=left.gift if left and sees else None,
        profit=profit_range(composed.deal, policies.load(session, viewer.store_id, ProfitPolicy))
        if sees
        else None,
        floor=composed.model.floor_gross_profit if sees else None,
        gift_cost=composed.deal.gift_cost if sees else None,
        reasons=exceptions(composed.terms, authority, budgets) if sees else (),
        swap=_swap(session, viewer, offer),
    )


def compose(
    session: Session, actor: Actor, deal: Opportunity, offer: PriceOffer, budgets: Budgets
) -> Composed:
    """An offer reckoned through. Raises BadOffer, NotFound."""
    car = _car(session, actor, offer.vehicle_id)
    model_id = car.model_id if car else deal.model_id
    if model_id is None:
        raise BadOffer(N_("Say first which model the customer wants."))
    model = get(session, actor, CarModel, model_id)
    if not 0 <= offer.discount < model.list_price:
        raise BadOffer(N_("The discount must lie between 0 and the list price."))
    if not 0 <= offer.interest_subsidy < model.list_price:
        raise BadOffer(N_("The interest that the store bears cannot be negative."))
    if not (offer.trade_in.appraised >= 0 and 0 <= offer.trade_in.given <= model.list_price - offer.discount):
        raise BadOffer(N_("The old car cannot be worth more than the new one costs."))
    gifts = _gifts(session, actor, offer)
    reckoned = _deal(session, actor, offer, model, car, gifts)
    profit = gross_profit(reckoned, policies.load(session, actor.store_id, ProfitPolicy))
    terms = Terms(
        list_price=model.list_price,
        discount=offer.discount,
        gift_cost=reckoned.gift_cost,
        gross_profit=profit,
        floor=model.floor_gross_profit,
        under_cost=under_purchase_cost(reckoned),
        trade_in_over=reckoned.trade_in_over,
    )
    return Composed(
        model=model,
        deal=reckoned,
        gifts=gifts,
        face_value=sum((gift.face_value * quantity for gift, quantity in gifts), Decimal(0)),
        profit=profit,
        terms=terms,
        level=level_needed(terms, policies.load(session, actor.store_id, AuthorityPolicy), budgets),
    )


def _deal(
    session: Session,
    actor: Actor,
    offer: PriceOffer,
    model: CarModel,
    car: Vehicle | None,
    gifts: tuple[tuple[Gift, int], ...],
) -> Deal:
    income = policies.load(session, actor.store_id, IncomePolicy)
    return Deal(
        list_price=model.list_price,
        discount=offer.discount,
        purchase_cost=car.purchase_cost if car else model.purchase_cost,
        rebate=model.rebate,
        gift_cost=expected_cost([(facts_of(gift), quantity) for gift, quantity in gifts]),
        finance_income=finance_income(offer.extras, offer.interest_subsidy, income),
        insurance_income=income.insurance if Extra.INSURANCE in offer.extras else Decimal(0),
        aftersales_income=income.service_package if Extra.SERVICE_PACKAGE in offer.extras else Decimal(0),
        trade_in_over=offer.trade_in.over,
    )


def _gifts(session: Session, actor: Actor, offer: PriceOffer) -> tuple[tuple[Gift, int], ...]:
    wanted = {gift_id: quantity for gift_id, quantity in offer.gifts if quantity > 0}
    if any(quantity > 10 for quantity in wanted.values()):
        raise BadOffer(N_("A gift is given at most ten times."))
    if not wanted:
        return ()
    found = session.scalars(
        select(Gift).where(Gift.store_id == actor.store_id, Gift.id.in_(wanted), Gift.active)
    ).all()
    if len(found) != len(wanted):
        raise BadOffer(N_("One of the gifts is not offered any more. Choose again."))
    return tuple((gift, wanted[gift.id]) for gift in found)


def _swap(session: Session, viewer: Actor, offer: PriceOffer) -> SwapHint | None:
    if offer.discount <= 0:
        return None
    taken = {gift_id for gift_id, _quantity in offer.gifts}
    free = session.scalars(
        select(Gift).where(Gift.store_id == viewer.store_id, Gift.active).order_by(Gift.id).limit(60)
    )
    facts = [facts_of(gift) for gift in free if gift.id not in taken]
    found = swap(offer.discount, facts, policies.load(session, viewer.store_id, ProfitPolicy))
    if found is None:
        return None
    return SwapHint(
        gift_ids=tuple(gift.id for gift in found.gifts),
        names=tuple(gift.name for gift in found.gifts),
        shown=found.shown,
        saved=found.saved if viewer.may(Permission.SEE_COST) else None,
    )


def get(session: Session, actor: Actor, kind: type[R], row_id: int) -> R:
    """A row of this store, for looking. Raises NotFound."""
    row = session.scalars(
        select(kind).where(kind.store_id == actor.store_id, kind.id == row_id)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This does not exist any more."))
    return row


def _car(session: Session, actor: Actor, vehicle_id: int | None) -> Vehicle | None:
    if vehicle_id is None:
        return None
    car = get(session, actor, Vehicle, vehicle_id)
    if (
        car.status not in (VehicleStatus.IN_STOCK, VehicleStatus.IN_TRANSIT)
        or car.kind is VehicleKind.TEST_DRIVE
    ):
        raise BadOffer(N_("This car is not for sale any more. Choose another."))
    return car


def facts_of(gift: Gift) -> GiftFacts:
    """A gift as the rules see it."""
    return GiftFacts(
        id=gift.id,
        name=gift.name,
        face_value=gift.face_value,
        cost=gift.cost,
        redemption_percent=gift.redemption_percent,
    )
