"""What a deal earns as a whole: the only base of a floor (Rule I2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from salesops.intent.rules.policies import IncomePolicy, ProfitPolicy

FEN = Decimal("0.01")


class Extra(StrEnum):
    """What a customer takes beside the car."""

    FINANCE = "finance"
    INSURANCE = "insurance"
    SERVICE_PACKAGE = "service_package"


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeIn:
    """An old car taken in payment: what it is appraised at, and what the customer is given for it."""

    appraised: Decimal
    given: Decimal

    @property
    def over(self) -> Decimal:
        """What is given beyond its worth: a discount by another name."""
        return max(self.given - self.appraised, Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """A car and everything that goes with it, in yuan; prices and purchase cost include VAT."""

    list_price: Decimal
    discount: Decimal
    purchase_cost: Decimal
    rebate: Decimal = Decimal(0)
    gift_cost: Decimal = Decimal(0)
    finance_income: Decimal = Decimal(0)
    insurance_income: Decimal = Decimal(0)
    aftersales_income: Decimal = Decimal(0)
    trade_in_over: Decimal = Decimal(0)
    """What an old car is overpaid by; there is no VAT to take back from a private seller."""

    @property
    def price(self) -> Decimal:
        """What the customer pays for the car."""
        return self.list_price - self.discount


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """What a deal earns when no rebate comes, as expected, and when all of it comes."""

    worst: Decimal
    expected: Decimal
    best: Decimal


def gross_profit(deal: Deal, policy: ProfitPolicy) -> Decimal:
    """Total gross profit: the car before VAT, the rebate by its certainty, other income, less gifts and an overpaid old car (Rule I2).

    Nothing about the customer goes into it (Rule Z1).
    """
    car = before_vat(deal.price - deal.purchase_cost, policy)
    rebate = deal.rebate * policy.rebate_certainty_percent / 100
    incomes = deal.finance_income + deal.insurance_income + deal.aftersales_income
    return (car + rebate + incomes - deal.gift_cost - deal.trade_in_over).quantize(FEN, ROUND_HALF_UP)


def profit_range(deal: Deal, policy: ProfitPolicy) -> Range:
    """The span that the rebate leaves open."""
    return Range(
        worst=gross_profit(deal, replace(policy, rebate_certainty_percent=0)),
        expected=gross_profit(deal, policy),
        best=gross_profit(deal, replace(policy, rebate_certainty_percent=100)),
    )


def before_vat(amount: Decimal, policy: ProfitPolicy) -> Decimal:
    """An amount of a price without the VAT in it."""
    return amount / (1 + Decimal(policy.vat_percent) / 100)


def finance_income(extras: tuple[Extra, ...], interest_subsidy: Decimal, policy: IncomePolicy) -> Decimal:
    """What financing earns, less the interest that the store bears for the customer."""
    return (policy.finance if Extra.FINANCE in extras else Decimal(0)) - interest_subsidy


def under_purchase_cost(deal: Deal) -> bool:
    """Whether the car is sold under what it cost, an overpaid old car counted; that needs a recorded reason (Rule Z2)."""
    return deal.price - deal.trade_in_over < deal.purchase_cost


def needs_word(deal: Deal, policy: ProfitPolicy, floor: Decimal) -> bool:
    """Whether a deal stands only with the manager's recorded reason: below the floor or the purchase cost (Rules I2, Z2)."""
    return gross_profit(deal, policy) < floor or under_purchase_cost(deal)
