"""Instalments to the fen, with the annual rate always beside them (Rules I7, Z4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from salesops.core.errors import SalesOpsError
from salesops.core.i18n import N_

FEN = Decimal("0.01")


class BadLoan(SalesOpsError):
    """A loan that cannot be."""


class Repayment(StrEnum):
    """How a loan is paid back."""

    EQUAL_INSTALMENT = "equal_instalment"
    EQUAL_PRINCIPAL = "equal_principal"
    BALLOON = "balloon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """What is lent: yuan, nominal annual rate in percent, months, and the balloon that is left for the end."""

    amount: Decimal
    rate_percent: Decimal
    months: int
    repayment: Repayment = Repayment.EQUAL_INSTALMENT
    balloon: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One month: what is paid, of which interest and principal, and what is still owed."""

    month: int
    paid: Decimal
    interest: Decimal
    principal: Decimal
    left: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A loan with what a customer needs to compare: first instalment, total interest, annual rate (APR)."""

    loan: Loan
    schedule: tuple[Instalment, ...]
    apr_percent: Decimal

    @property
    def monthly(self) -> Decimal:
        """The first instalment."""
        return self.schedule[0].paid

    @property
    def interest(self) -> Decimal:
        """All interest together."""
        return sum((each.interest for each in self.schedule), Decimal(0))


def schedule(loan: Loan) -> tuple[Instalment, ...]:
    """Every instalment, rounded to the fen; the last one squares off what rounding left. Raises BadLoan."""
    _check(loan)
    rate = loan.rate_percent / 1200
    level = _level(loan, rate)
    share = loan.amount / loan.months
    left, lines = loan.amount, []
    for month in range(1, loan.months + 1):
        interest = _round(left * rate)
        principal = _round(share) if loan.repayment is Repayment.EQUAL_PRINCIPAL else level - interest
        if month == loan.months:
            principal = left
        left -= principal
        lines.append(
            Instalment(
                month=month, paid=interest + principal, interest=interest, principal=principal, left=left
            )
        )
    return tuple(lines)


def offer(loan: Loan, *, fee: Decimal = Decimal(0)) -> Offer:
    """A loan as it is offered; a fee paid at the start raises the annual rate (Rule Z4). Raises BadLoan."""
    lines = schedule(loan)
    if not 0 <= fee < loan.amount:
        raise BadLoan(N_("The fee must be smaller than the loan."))
    return Offer(loan=loan, schedule=lines, apr_percent=apr(loan.amount - fee, [line.paid for line in lines]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a customer wants to finance: yuan, months, rates in percent; the old car counts against the price."""

    price: Decimal
    down: Decimal
    months: int
    rate_percent: Decimal
    trade_in: Decimal = Decimal(0)
    balloon_percent: int = 0
    subsidised_percent: Decimal | None = None
    fee: Decimal = Decimal(0)
    """What the lender takes at the start; it is part of every annual rate (Rule Z4)."""

    @property
    def amount(self) -> Decimal:
        """What is lent."""
        return self.price - self.down - self.trade_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One way to pay, as it is compared with the others."""

    repayment: Repayment
    subsidised: bool
    offer: Offer
    subsidy: Decimal
    """What the lower rate costs whoever bears it, at today's value."""

    @property
    def last(self) -> Decimal:
        """The last instalment, with the balloon in it."""
        return self.offer.schedule[-1].paid


def plans(wish: Wish) -> tuple[Plan, ...]:
    """The ways to pay, the least interest first (Rule I7). Raises BadLoan, also when nothing is left to lend."""
    loans = [
        (Loan(amount=wish.amount, rate_percent=rate, months=wish.months, repayment=kind), subsidised)
        for rate, subsidised in (
            (wish.rate_percent, False),
            *(((wish.subsidised_percent, True),) if wish.subsidised_percent is not None else ()),
        )
        for kind in (Repayment.EQUAL_INSTALMENT, Repayment.EQUAL_PRINCIPAL)
        if not (subsidised and kind is Repayment.EQUAL_PRINCIPAL)
    ]
    if wish.balloon_percent:
        left = _round(wish.amount * wish.balloon_percent / 100)
        balloon = Loan(
            amount=wish.amount, rate_percent=wish.rate_percent, months=wish.months,
            repayment=Repayment.BALLOON, balloon=left,
        )  # fmt: skip
        loans.append((balloon, False))
    found = [
        Plan(
            repayment=loan.repayment,
            subsidised=subsidised,
            offer=offer(loan, fee=wish.fee),
            subsidy=subsidy_cost(loan, wish.rate_percent) if subsidised else Decimal(0),
        )
        for loan, subsidised in loans
    ]
    return tuple(sorted(found, key=lambda plan: plan.offer.interest))


@dataclass(frozen=True, slots=True, kw_only=True)
class TermOffer:
    """Equal instalments over one term, at the lowest rate that is offered."""

    months: int
    offer: Offer


def over_terms(wish: Wish, terms: Sequence[int]) -> tuple[TermOffer, ...]:
    """The same loan over several terms, the shortest first (Rule I7). Raises BadLoan."""
    rate = wish.rate_percent if wish.subsidised_percent is None else wish.subsidised_percent
    loans = [Loan(amount=wish.amount, rate_percent=rate, months=months) for months in sorted(set(terms))]
    return tuple(TermOffer(months=loan.months, offer=offer(loan, fee=wish.fee)) for loan in loans)


def subsidy_cost(loan: Loan, market_percent: Decimal) -> Decimal:
    """What a rate under the market's costs whoever bears it: the loan less its instalments at the market rate."""
    rate = market_percent / 1200
    worth, factor = Decimal(0), Decimal(1)
    for line in schedule(loan):
        factor *= 1 + rate
        worth += line.paid / factor
    return max(_round(loan.amount - worth), Decimal(0))


def apr(received: Decimal, payments: Sequence[Decimal]) -> Decimal:
    """The annual rate in percent (twelve times the monthly one) at which the payments are worth what was received."""
    low, high = 0.0, 1.0
    amounts = [float(payment) for payment in payments]

    def worth(rate: float) -> float:
        return float(sum(amount / (1 + rate) ** month for month, amount in enumerate(amounts, 1)))

    if worth(0.0) <= float(received):
        return Decimal("0.00")
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if worth(middle) > float(received) else (low, middle)
    return Decimal(str(low * 1200)).quantize(FEN, ROUND_HALF_UP)


def _level(loan: Loan, rate: Decimal) -> Decimal:
    """The equal instalment: P·r/(1−v^n), of what is not left as a balloon."""
    if rate == 0:
        return _round((loan.amount - loan.balloon) / loan.months)
    factor = (1 + rate) ** loan.months
    return _round((loan.amount - loan.balloon / factor) * rate * factor / (factor - 1))


def _check(loan: Loan) -> None:
    if loan.amount <= 0 or loan.months < 1:
        raise BadLoan(N_("A loan needs an amount and at least one month."))
    if not 0 <= loan.rate_percent <= 36:
        raise BadLoan(N_("The annual rate must lie between 0 and 36 %."))
    if not 0 <= loan.balloon < loan.amount:
        raise BadLoan(N_("The balloon must be smaller than the loan."))


def _round(value: Decimal) -> Decimal:
    return value.quantize(FEN, ROUND_HALF_UP)
