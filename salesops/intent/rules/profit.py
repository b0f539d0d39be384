"""What a deal earns as a whole: the only base of a floor (Rule I2)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from salesops.intent.rules.policies import ProfitPolicy

FEN = Decimal("0.01")


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

    @property
    def price(self) -> Decimal:
        """What the customer pays for the car."""
        return self.list_price - self.discount


def gross_profit(deal: Deal, policy: ProfitPolicy) -> Decimal:
    """Total gross profit: the car before VAT, the rebate by its certainty, other income, less gifts (Rule I2).

    Nothing about the customer goes into it (Rule Z1).
    """
    vat = 1 + Decimal(policy.vat_percent) / 100
    car = (deal.price - deal.purchase_cost) / vat
    rebate = deal.rebate * policy.rebate_certainty_percent / 100
    incomes = deal.finance_income + deal.insurance_income + deal.aftersales_income
    return (car + rebate + incomes - deal.gift_cost).quantize(FEN, ROUND_HALF_UP)


def under_purchase_cost(deal: Deal) -> bool:
    """Whether the car is sold under what it cost; that needs a recorded reason (Rule Z2)."""
    return deal.price < deal.purchase_cost
