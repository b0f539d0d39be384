"""Instalments: to the fen, squared off by the last one, the annual rate beside each offer."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.intent.rules.finance import (
    BadLoan,
    Loan,
    Repayment,
    Wish,
    apr,
    offer,
    plans,
    schedule,
    subsidy_cost,
)

P = Decimal(119840)
"""149,800 with a fifth paid down."""

LOANS = st.builds(
    Loan,
    amount=st.decimals(1000, 800000, places=2),
    rate_percent=st.decimals(0, 36, places=2),
    months=st.integers(1, 84),
    repayment=st.sampled_from(list(Repayment)),
)


@given(LOANS)
def test_principal_is_the_loan_to_the_fen(loan: Loan) -> None:
    """Rule I7: the parts add up to what was lent; the last instalment squares off what rounding left."""
    lines = schedule(loan)
    assert len(lines) == loan.months
    assert sum(line.principal for line in lines) == loan.amount
    assert lines[-1].left == 0
    assert all(line.paid == line.interest + line.principal for line in lines)
    assert all(line.paid == line.paid.quantize(Decimal("0.01")) for line in lines)


@given(LOANS.filter(lambda loan: loan.repayment is not Repayment.EQUAL_PRINCIPAL))
def test_instalments_are_equal_but_for_the_last(loan: Loan) -> None:
    """Rule I7: rounding moves the last one by a fen for each month and what interest makes of it, no more."""
    paid = [line.paid for line in schedule(loan)]
    assert len(set(paid[:-1])) <= 1
    growth = (1 + loan.rate_percent / 1200) ** loan.months
    assert abs(paid[-1] - paid[0]) <= Decimal("0.02") * loan.months * growth


@pytest.mark.parametrize(
    ("rate", "months", "monthly", "interest"),
    [
        ("0", 24, "4993.33", "0.00"),
        ("2.99", 36, "3484.56", "5604.31"),
        ("3.99", 60, "2206.50", "12549.71"),
        ("6", 36, "3645.76", "11407.54"),
    ],
)
def test_known_loans(rate: str, months: int, monthly: str, interest: str) -> None:
    """Rule I7: the first instalment to the fen; whole interest within the fens that rounding each month leaves."""
    found = offer(Loan(amount=P, rate_percent=Decimal(rate), months=months))
    assert found.monthly == Decimal(monthly)
    assert abs(found.interest - Decimal(interest)) < Decimal("0.30")


@given(st.decimals("0.1", 30, places=2), st.integers(6, 84))
def test_the_annual_rate_of_a_loan_without_fees_is_its_rate(rate: Decimal, months: int) -> None:
    """Rule Z4."""
    found = offer(Loan(amount=P, rate_percent=rate, months=months))
    assert abs(found.apr_percent - rate) <= Decimal("0.01")


def test_a_flat_fee_is_told_as_what_it_is() -> None:
    """Rule Z4: “4 % a year” on the whole sum for three years is an annual rate of 7.51 %."""
    assert apr(P, [Decimal("3728.36")] * 36) == Decimal("7.51")


def test_a_fee_raises_the_annual_rate_of_a_free_loan() -> None:
    """Rule Z4."""
    free = Loan(amount=P, rate_percent=Decimal(0), months=24)
    assert offer(free).apr_percent == 0
    assert offer(free, fee=Decimal(3000)).apr_percent > Decimal("2.4")


def test_a_subsidy_costs_what_the_market_would_have_earned() -> None:
    """Rule I7: nothing for two years against 5 % is worth about 6,022 yuan."""
    free = Loan(amount=P, rate_percent=Decimal(0), months=24)
    assert abs(subsidy_cost(free, Decimal(5)) - 6022) < 2
    assert subsidy_cost(free, Decimal(0)) == 0


def test_a_balloon_is_left_for_the_end() -> None:
    """Rule I7: lower instalments, and a last one that holds the balloon."""
    balloon = Decimal(40000)
    lines = schedule(
        Loan(amount=P, rate_percent=Decimal("3.99"), months=36, repayment=Repayment.BALLOON, balloon=balloon)
    )
    plain = schedule(Loan(amount=P, rate_percent=Decimal("3.99"), months=36))
    assert lines[0].paid < plain[0].paid
    assert abs(lines[-1].paid - lines[0].paid - balloon) < 1
    assert sum(line.principal for line in lines) == P


def test_ways_to_pay_come_with_the_least_interest_first() -> None:
    """Rules I7 and Z4: the old car lowers the loan; each way has its annual rate; the subsidy has its price."""
    wish = Wish(
        price=Decimal(149800), down=Decimal(30000), trade_in=Decimal(20000), months=36,
        rate_percent=Decimal("3.99"), balloon_percent=30, subsidised_percent=Decimal(0),
    )  # fmt: skip
    found = plans(wish)
    assert wish.amount == Decimal(99800)
    assert [plan.offer.interest for plan in found] == sorted(plan.offer.interest for plan in found)
    assert found[0].subsidised
    assert found[0].subsidy > 0
    assert {plan.offer.apr_percent for plan in found} <= {Decimal("0.00"), Decimal("3.99")}
    assert {plan.repayment for plan in found} == set(Repayment)


@pytest.mark.parametrize(
    "loan",
    [
        Loan(amount=Decimal(0), rate_percent=Decimal(4), months=12),
        Loan(amount=P, rate_percent=Decimal(4), months=0),
        Loan(amount=P, rate_percent=Decimal(37), months=12),
        Loan(amount=P, rate_percent=Decimal(-1), months=12),
        Loan(amount=P, rate_percent=Decimal(4), months=12, repayment=Repayment.BALLOON, balloon=P),
    ],
)
def test_a_loan_that_cannot_be_is_refused(loan: Loan) -> None:
    with pytest.raises(BadLoan):
        schedule(loan)
