"""What a deal earns and who may grant it: a matter of the car and the deal alone."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.intent.rules.authority import (
    Left,
    Terms,
    discount_room,
    level_needed,
    level_of,
    may_decide,
    one_up,
    within_room,
)
from salesops.intent.rules.policies import AuthorityPolicy, ProfitPolicy
from salesops.intent.rules.profit import Deal, gross_profit, profit_range, under_purchase_cost
from salesops.models.enums import Level, Role

POLICY = AuthorityPolicy()
LIST = Decimal(149800)


def yuan(low: int, high: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(low, high, places=2, allow_nan=False, allow_infinity=False)


DEALS = st.builds(
    Deal,
    list_price=yuan(50000, 500000),
    discount=yuan(0, 40000),
    purchase_cost=yuan(40000, 480000),
    rebate=yuan(0, 20000),
    gift_cost=yuan(0, 5000),
    finance_income=yuan(0, 5000),
    insurance_income=yuan(0, 3000),
    aftersales_income=yuan(0, 3000),
    trade_in_over=yuan(0, 8000),
)

TERMS = st.builds(
    Terms,
    list_price=yuan(50000, 500000),
    discount=yuan(0, 40000),
    gift_cost=yuan(0, 6000),
    gross_profit=yuan(-20000, 30000),
    floor=yuan(-2000, 6000),
    under_cost=st.booleans(),
    trade_in_over=yuan(0, 3000),
)


def test_a_deal_is_reckoned_before_vat_with_rebate_and_incomes() -> None:
    """Rule I2: (144,800 − 128,000) ÷ 1.13 + 90 % of 3,000 + 2,700 − 500."""
    deal = Deal(
        list_price=LIST, discount=Decimal(5000), purchase_cost=Decimal(128000), rebate=Decimal(3000),
        gift_cost=Decimal(500), finance_income=Decimal(1800), insurance_income=Decimal(900),
    )  # fmt: skip
    assert gross_profit(deal, ProfitPolicy()) == Decimal("19767.26")


def test_nothing_of_the_customer_goes_into_profit_or_authority() -> None:
    """Rule Z1: the inputs name the car and the deal; a profile, a score, a person has no place among them."""
    assert {field.name for field in fields(Deal)} == {
        "list_price", "discount", "purchase_cost", "rebate", "gift_cost", "finance_income", "insurance_income",
        "aftersales_income", "trade_in_over",
    }  # fmt: skip
    assert {field.name for field in fields(Terms)} == {
        "list_price", "discount", "gift_cost", "gross_profit", "floor", "under_cost", "trade_in_over",
    }  # fmt: skip


@given(DEALS, yuan(1, 5000))
def test_giving_more_never_earns_more(deal: Deal, more: Decimal) -> None:
    """Rule I2."""
    policy = ProfitPolicy()
    earned = gross_profit(deal, policy)
    assert gross_profit(replace(deal, discount=deal.discount + more), policy) < earned
    assert gross_profit(replace(deal, gift_cost=deal.gift_cost + more), policy) == earned - more
    span = profit_range(deal, policy)
    assert span.worst <= span.expected <= span.best
    assert gross_profit(replace(deal, trade_in_over=deal.trade_in_over + more), policy) == earned - more
    assert under_purchase_cost(deal) == (deal.price - deal.trade_in_over < deal.purchase_cost)


@given(TERMS)
def test_a_level_never_grants_more_than_its_room(terms: Terms) -> None:
    """Rule I2: whoever is asked may give it; below the floor or the purchase cost that is the manager."""
    level = level_needed(terms, POLICY)
    if terms.below_floor or terms.under_cost:
        assert level is Level.MANAGER
    if level is not Level.MANAGER:
        room = discount_room(terms.list_price, level, POLICY)
        assert room is not None
        assert terms.discount + terms.trade_in_over <= room
        assert within_room(terms, level, POLICY)


@given(TERMS, yuan(0, 3000))
def test_an_empty_budget_sends_a_request_on(terms: Terms, left: Decimal) -> None:
    """Rule I10: what the month's budget does not hold is granted higher up, never lower."""
    rank = list(Level).index
    budgets = {
        Level.CONSULTANT: Left(discount=Decimal(0), gift=Decimal(0)),
        Level.SUPERVISOR: Left(discount=left),
    }
    level = level_needed(terms, POLICY, budgets)
    assert rank(level) >= rank(level_needed(terms, POLICY))
    assert level is Level.MANAGER or budgets[level].covers(terms)


@pytest.mark.parametrize(
    ("discount", "level"),
    [(0, Level.CONSULTANT), (749, Level.CONSULTANT), (750, Level.SUPERVISOR), (1498, Level.SUPERVISOR), (1499, Level.MANAGER)],
)  # fmt: skip
def test_the_lower_of_amount_and_share_counts(discount: int, level: Level) -> None:
    """Rule I2: 0.5 % and 1 % of 149,800 lie under 1,000 and 2,000 yuan."""
    terms = Terms(
        list_price=LIST,
        discount=Decimal(discount),
        gift_cost=Decimal(0),
        gross_profit=Decimal(9000),
        floor=Decimal(2000),
    )
    assert level_needed(terms, POLICY) is level


def test_a_higher_level_may_and_a_lower_one_never() -> None:
    """Rule I2."""
    assert may_decide(Level.CONSULTANT, Role.MANAGER)
    assert may_decide(Level.SUPERVISOR, Role.SUPERVISOR)
    assert not may_decide(Level.MANAGER, Role.SUPERVISOR)
    assert not may_decide(Level.SUPERVISOR, Role.CONSULTANT)
    assert level_of(Role.RECEPTION) is None
    assert not may_decide(Level.CONSULTANT, Role.RECEPTION)


def test_a_request_goes_one_level_up_never_around() -> None:
    """Rule I2."""
    assert one_up(Role.CONSULTANT, has_supervisor=True) is Level.SUPERVISOR
    assert one_up(Role.CONSULTANT, has_supervisor=False) is Level.MANAGER
    assert one_up(Role.SUPERVISOR, has_supervisor=True) is Level.MANAGER
