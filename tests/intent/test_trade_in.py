"""An old car in payment: what it is overpaid by is a discount, in authority, profit, budget and order (Rules I2, I10, Z2)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from salesops.intent import operations, queries
from salesops.intent.operations import NewOrder, PriceRuling
from salesops.intent.queries import PriceOffer
from salesops.intent.queries.budgets import budgets_left
from salesops.intent.queries.composing import BadOffer
from salesops.intent.rules.profit import TradeIn
from salesops.models import AuthorityBudget, Order, PriceRequest
from salesops.models.enums import Level, RequestStatus
from tests.builders import NOON, TODAY, StoreFixture, an_opportunity
from tests.intent.scenes import ask


def old_car(appraised: int, given: int) -> TradeIn:
    return TradeIn(appraised=Decimal(appraised), given=Decimal(given))


@pytest.mark.parametrize(("given", "own"), [(48000, True), (50000, True), (50700, True), (50800, False)])
def test_overpaying_an_old_car_needs_the_authority_of_a_discount(
    session: Session, store: StoreFixture, given: int, own: bool
) -> None:
    """Rule I2: 749 yuan are a consultant's room at this price, in whatever form they are given."""
    deal = an_opportunity(session, store)
    offer = PriceOffer(discount=Decimal(0), trade_in=old_car(50000, given))
    found = queries.preview_offer(session, store.senior, now=NOON, opportunity_id=deal.id, offer=offer)
    assert found.own_authority is own
    assert found.customer_total == store.model.list_price
    assert found.to_pay == store.model.list_price - given
    assert found.trade_in_over == max(given - 50000, 0)


def test_it_lowers_profit_yuan_for_yuan_and_counts_in_the_budget(
    session: Session, store: StoreFixture
) -> None:
    """Rules I2 and I10: a cheap purchase earns nothing yet, a dear one costs at once."""
    session.add(
        AuthorityBudget(
            store_id=store.id, month=TODAY.replace(day=1), level=Level.CONSULTANT,
            discount=Decimal(1000), gift=Decimal(0),
        )
    )  # fmt: skip
    plain, cheap, dear = (
        ask(session, store.senior, an_opportunity(session, store).id, 0, trade_in=each)
        for each in (old_car(0, 0), old_car(50000, 47000), old_car(50000, 50400))
    )
    earned = {number: session.get_one(PriceRequest, number).gross_profit for number in (plain, cheap, dear)}
    assert earned[plain] == earned[cheap] == earned[dear] + 400
    assert budgets_left(session, store.manager, today=TODAY)[Level.CONSULTANT].discount == 600


def test_the_order_earns_what_the_old_car_left(session: Session, store: StoreFixture) -> None:
    """Rules I2 and T5: asked for, granted by the manager with both figures before him, signed."""
    deal = an_opportunity(session, store).id
    request = ask(session, store.senior, deal, 1000, trade_in=old_car(50000, 52000))
    [row] = queries.awaiting(session, store.supervisor, now=NOON)
    assert (row.trade_in, row.to_pay) == (old_car(50000, 52000), store.model.list_price - 53000)
    assert not row.final
    for actor in (store.supervisor, store.manager):
        operations.decide_price(
            session, actor, now=NOON, request_id=request, ruling=PriceRuling(status=RequestStatus.APPROVED, reason="swap")
        )  # fmt: skip
    order = NewOrder(deposit=Decimal(5000), price_request_id=request)
    number = operations.place_order(session, store.senior, now=NOON, opportunity_id=deal, order=order)
    signed = session.get_one(Order, number)
    assert signed.price == store.model.list_price - 1000
    assert signed.other_income == -2000
    assert signed.gross_profit == session.get_one(PriceRequest, request).gross_profit


@pytest.mark.parametrize(("appraised", "given"), [(-1, 0), (0, -1), (1000, 900000)])
def test_an_impossible_old_car_is_refused(
    session: Session, store: StoreFixture, appraised: int, given: int
) -> None:
    with pytest.raises(BadOffer):
        ask(session, store.senior, an_opportunity(session, store).id, 0, trade_in=old_car(appraised, given))
