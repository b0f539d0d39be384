"""Finance made simple: terms side by side with the annual rate, and a sheet for the customer (Rules I7, Z4)."""

from __future__ import annotations

from decimal import Decimal
from html import escape

import streamlit as st

from pages._ui import clock, state, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import _, label, render
from salesops.intent import queries
from salesops.intent.queries import CustomerFile
from salesops.intent.rules.finance import Loan, Offer, Repayment, compare
from salesops.intent.rules.policies import FinancePolicy


def show(read: Reader, file: CustomerFile) -> None:
    """Compare instalments for a price; every offer names its annual rate."""
    model = next((each for each in read(queries.model_prices) if each.id == file.model_id), None)
    if model is None:
        ui.empty_state(_("Say first which model the customer wants."))
        return
    policy = read(queries.finance_policy)
    with st.container(horizontal=True):
        st.number_input(
            _("Price"),
            min_value=1,
            value=int(model.list_price),
            step=1000,
            key="intent.loan.price",
            width=180,
        )
        st.number_input(
            _("Down payment in percent"), min_value=0, max_value=80, value=policy.down_percent, step=5,
            key="intent.loan.down", width=180,
        )  # fmt: skip
        st.number_input(
            _("Annual rate in percent"), min_value=0.0, max_value=36.0, value=float(policy.market_percent), step=0.1,
            key="intent.loan.rate", width=180,
        )  # fmt: skip
    st.segmented_control(
        _("Repayment"), list(Repayment), format_func=label, default=Repayment.EQUAL_INSTALMENT, required=True,
        key="intent.loan.repayment",
    )  # fmt: skip
    price = Decimal(state.widget("intent.loan.price", 0) or 0)
    amount = (price * (100 - state.widget("intent.loan.down", 0)) / 100).quantize(Decimal("0.01"))
    try:
        offers = compare(_loans(amount, policy))
    except SalesOpsError as refused:
        ui.note(render(refused.message), Tone.WARN)
        return
    _table(offers)
    st.download_button(
        _("Sheet for the customer"),
        data=lambda: sheet(file, price, amount, offers).encode(),
        file_name="offer.html",
        mime="text/html",
        key="intent.loan.sheet",
        icon=":material/print:",
        on_click="ignore",
    )


def _loans(amount: Decimal, policy: FinancePolicy) -> list[Loan]:
    rate = Decimal(str(state.widget("intent.loan.rate", 0.0)))
    repayment = state.widget("intent.loan.repayment", Repayment.EQUAL_INSTALMENT)
    balloon = (amount * 30 / 100).quantize(Decimal("0.01")) if repayment is Repayment.BALLOON else Decimal(0)
    terms = sorted(policy.terms)
    loans = [
        Loan(amount=amount, rate_percent=rate, months=months, repayment=repayment, balloon=balloon)
        for months in terms
    ]
    return [Loan(amount=amount, rate_percent=Decimal(0), months=terms[0]), *loans]


def _table(offers: list[Offer]) -> None:
    tables.table(
        offers,
        [
            Column(label=_("Months"), value=lambda each: each.loan.months, kind=Kind.NUMBER),
            Column(label=_("Down to pay monthly"), value=lambda each: each.monthly, kind=Kind.MONEY),
            Column(label=_("Last instalment"), value=lambda each: each.schedule[-1].paid, kind=Kind.MONEY),
            Column(label=_("Total interest"), value=lambda each: each.interest, kind=Kind.MONEY),
            Column(label=_("Annual rate (APR)"), value=lambda each: f"{each.apr_percent} %"),
        ],
        key="intent.loan.table",
    )


def sheet(file: CustomerFile, price: Decimal, amount: Decimal, offers: list[Offer]) -> str:
    """A page to print: the car, the price, the loan offers with their annual rate; no other person's data (Rule Z2)."""
    rows = "".join(
        f"<tr><td>{each.loan.months}</td><td>{escape(fmt.money(each.monthly, 2))}</td>"
        f"<td>{escape(fmt.money(each.interest, 2))}</td><td>{each.apr_percent} %</td></tr>"
        for each in offers
    )
    heads = "".join(
        f"<th>{escape(head)}</th>"
        for head in (_("Months"), _("Down to pay monthly"), _("Total interest"), _("Annual rate (APR)"))
    )
    note = _(
        "Subject to the lender's approval. The annual rate covers all interest; no other fees are charged."
    )
    return (
        "<!doctype html><meta charset='utf-8'><title>SalesOps</title>"
        "<style>body{font:16px/1.6 'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif;margin:2rem;max-width:44rem}"
        "table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.4rem .6rem;text-align:right}</style>"
        f"<h1>{escape(file.model)}</h1><p>{escape(_('Price'))}: <b>{escape(fmt.money(price))}</b> · "
        f"{escape(_('Loan'))}: {escape(fmt.money(amount))} · {escape(fmt.day(clock.today()))}</p>"
        f"<table><tr>{heads}</tr>{rows}</table><p>{escape(note)}</p>"
    )
