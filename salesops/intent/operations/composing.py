"""An offer as it is composed: the car, the discount, the gifts, and what it all earns (Rules I2, I3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.core.i18n import N_
from salesops.intent.operations.errors import Refused, own
from salesops.intent.rules.authority import Terms, level_needed
from salesops.intent.rules.gifts import GiftFacts, expected_cost
from salesops.intent.rules.policies import AuthorityPolicy, ProfitPolicy
from salesops.intent.rules.profit import Deal, gross_profit
from salesops.models import CarModel, Gift, Opportunity, Vehicle
from salesops.models.enums import Level, VehicleStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceOffer:
    """What is asked for: discount in yuan, gifts as (id, quantity), other income of the deal, and why."""

    discount: Decimal
    reason: str
    gifts: tuple[tuple[int, int], ...] = ()
    vehicle_id: int | None = None
    finance_income: Decimal = Decimal(0)
    insurance_income: Decimal = Decimal(0)
    aftersales_income: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """An offer with everything that it is reckoned from."""

    model: CarModel
    deal: Deal
    gifts: tuple[tuple[Gift, int], ...]
    face_value: Decimal
    profit: Decimal
    level: Level


def compose(session: Session, actor: Actor, deal: Opportunity, offer: PriceOffer) -> Composed:
    car = _car(session, actor, offer.vehicle_id)
    model_id = car.model_id if car else deal.model_id
    if model_id is None:
        raise Refused(N_("Say first which model the customer wants."))
    model = own(session, actor, CarModel, model_id)
    if not 0 <= offer.discount < model.list_price:
        raise Refused(N_("The discount must lie between 0 and the list price."))
    gifts = tuple(
        (own(session, actor, Gift, gift_id), quantity) for gift_id, quantity in offer.gifts if quantity > 0
    )
    cost = expected_cost([(_facts(gift), quantity) for gift, quantity in gifts])
    composed = Deal(
        list_price=model.list_price,
        discount=offer.discount,
        purchase_cost=car.purchase_cost if car else model.purchase_cost,
        rebate=model.rebate,
        gift_cost=cost,
        finance_income=offer.finance_income,
        insurance_income=offer.insurance_income,
        aftersales_income=offer.aftersales_income,
    )
    profit = gross_profit(composed, policies.load(session, actor.store_id, ProfitPolicy))
    terms = Terms(
        list_price=model.list_price,
        discount=offer.discount,
        gift_cost=cost,
        gross_profit=profit,
        floor=model.floor_gross_profit,
    )
    return Composed(
        model=model,
        deal=composed,
        gifts=gifts,
        face_value=sum((gift.face_value * quantity for gift, quantity in gifts), Decimal(0)),
        profit=profit,
        level=level_needed(terms, policies.load(session, actor.store_id, AuthorityPolicy)),
    )


def _car(session: Session, actor: Actor, vehicle_id: int | None) -> Vehicle | None:
    if vehicle_id is None:
        return None
    car = own(session, actor, Vehicle, vehicle_id)
    if car.status not in (VehicleStatus.IN_STOCK, VehicleStatus.IN_TRANSIT):
        raise Refused(N_("This car is not for sale any more. Choose another."))
    return car


def _facts(gift: Gift) -> GiftFacts:
    return GiftFacts(
        id=gift.id,
        name=gift.name,
        face_value=gift.face_value,
        cost=gift.cost,
        redemption_percent=gift.redemption_percent,
    )
