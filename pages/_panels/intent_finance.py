"""The card's finance: ways to pay side by side, exact to the fen, each with its annual rate; printable (Rules I7, Z4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import streamlit as st

from pages._panels import intent_papers as papers
from pages._panels import intent_rows as rows
from pages._ui import clock, state, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import _, label, render
from salesops.intent import queries
from salesops.intent.queries import CustomerCard, LoanRate, PriceRow
from salesops.intent.rules.finance import Instalment, Plan, TermOffer, Wish, over_terms, plans

_SUBSIDISED = (Decimal(0), Decimal("1.99"), Decimal("2.99"))
_BALLOONS = (0, 30, 40, 50)


def show(read: Reader, card: CustomerCard) -> None:
    """The inputs, the comparison, one plan month by month, and the sheet for the customer."""
    rows.model_form(read, card)
    if card.list_price is None:
        return
    today, now = clock.today(), clock.minute()
    rate = read(queries.loan_rate, today=today)
    policy = read(queries.finance_policy)
    asked = read(queries.prices_of, opportunity_id=card.id, now=now)
    granted = _granted(asked, now)
    price = granted.price if granted else card.list_price
    _rate_note(rate, granted)
    key = f"intent.finance.{card.id}"
    old_car = granted.trade_in.given if granted else Decimal(0)
    _inputs(key, policy.down_percent, policy.terms, old_car)
    wish = replace(
        _wish(key, price, rate.percent, policy.down_percent, policy.terms),
        trade_in=Decimal(state.widget(f"{key}.trade_in", int(old_car))),
    )
    try:
        found, terms = plans(wish), over_terms(wish, policy.terms)
    except SalesOpsError as refused:
        ui.note(render(refused.message), Tone.WARN)
        return
    _compare(found, wish)
    _over_terms(terms)
    _months(key, found)
    papers.finance_button(
        papers.FinanceSheet(card=card, wish=wish, plans=found, terms=terms, price=granted, rate=rate)
    )


def _granted(asked: Sequence[PriceRow], now: datetime) -> PriceRow | None:
    return next((row for row in asked if row.granted_discount is not None and row.expires_at > now), None)


def _rate_note(rate: LoanRate, granted: PriceRow | None) -> None:
    pairs = [(_("Price"), _("as granted") if granted else _("list price"))]
    pairs.append((_("Ordinary annual rate"), f"{fmt.number(rate.percent, 2)}%"))
    if rate.source:
        pairs.append((_("Source"), rate.source))
    if rate.valid_until is not None:
        pairs.append((_("valid until"), fmt.day(rate.valid_until, weekday=False)))
    ui.facts(pairs)
    if rate.ran_out_on is not None:
        ui.note(
            _(
                "The dated rate ran out on {day}; the store's setting is used. Enter the new one in the settings.",
                day=fmt.day(rate.ran_out_on, weekday=False),
            ),
            Tone.WARN,
        )


def _inputs(key: str, down: int, terms: tuple[int, ...], old_car: Decimal) -> None:
    with st.grid(2, min_column_width=260, gap="small"):
        st.slider(
            _("Down payment, % of the price"),
            min_value=0,
            max_value=80,
            value=down,
            step=5,
            key=f"{key}.down",
        )
        st.segmented_control(
            _("Months"), list(terms), default=_middle(terms), key=f"{key}.months", required=True
        )
        st.number_input(
            _("Old car counts for, yuan"), min_value=0, value=int(old_car), step=1000, key=f"{key}.trade_in"
        )
        st.segmented_control(
            _("Balloon, % of the loan"),
            list(_BALLOONS),
            format_func=lambda share: f"{share}%" if share else _("none"),
            default=0,
            key=f"{key}.balloon",
            required=True,
        )
        st.segmented_control(
            _("Subsidised annual rate"),
            list(_SUBSIDISED),
            format_func=lambda percent: f"{percent}%",
            key=f"{key}.subsidised",
        )
        st.number_input(
            _("Fee at the start, yuan"),
            min_value=0,
            step=500,
            key=f"{key}.fee",
            help=_("What the lender takes beside the interest. It raises every annual rate shown."),
        )


def _middle(terms: tuple[int, ...]) -> int:
    return terms[len(terms) // 2]


def _wish(key: str, price: Decimal, rate: Decimal, down: int, terms: tuple[int, ...]) -> Wish:
    share = state.widget(f"{key}.down", down)
    return Wish(
        price=price,
        down=(price * share / 100).quantize(Decimal(1)),
        months=state.widget(f"{key}.months", _middle(terms)),
        rate_percent=rate,
        balloon_percent=state.widget(f"{key}.balloon", 0),
        subsidised_percent=state.given(f"{key}.subsidised"),
        fee=Decimal(state.widget(f"{key}.fee", 0)),
    )


def plan_name(plan: Plan) -> str:
    """What a way to pay is called."""
    name = label(plan.repayment)
    return _("{plan}, subsidised", plan=name) if plan.subsidised else name


def _compare(found: Sequence[Plan], wish: Wish) -> None:
    cheapest = found[0]
    st.markdown(
        "**"
        + fmt.plain(
            _(
                "Loan {loan} over {months} months: {plan} costs least, {interest} of interest",
                loan=fmt.money(wish.amount),
                months=wish.months,
                plan=plan_name(cheapest),
                interest=fmt.money(cheapest.offer.interest, 2),
            )
        )
        + "**"
    )
    columns = [
        Column[Plan](label=_("Way to pay"), value=plan_name),
        Column[Plan](label=_("First instalment"), value=lambda plan: fmt.money(plan.offer.monthly, 2)),
        Column[Plan](label=_("Last"), value=lambda plan: fmt.money(plan.last, 2)),
        Column[Plan](label=_("Interest in all"), value=lambda plan: fmt.money(plan.offer.interest, 2)),
        Column[Plan](
            label=_("Annual rate (APR)"), value=lambda plan: f"{fmt.number(plan.offer.apr_percent, 2)}%"
        ),
    ]
    if any(plan.subsidised for plan in found):
        columns.append(
            Column[Plan](
                label=_("Cost of the subsidy"),
                value=lambda plan: fmt.money(plan.subsidy) if plan.subsidised else fmt.NOTHING,
                help=_(
                    "What the lower rate costs whoever bears it. When the store bears it, enter it at the price."
                ),
            )
        )
    tables.table(found, columns, key="intent.finance.compare", height="content")


def _over_terms(found: Sequence[TermOffer]) -> None:
    """What a longer term lowers each month, and what it costs in all (Rule I7)."""
    short, long = found[0], found[-1]
    if short is long:
        return
    less = fmt.money(short.offer.monthly - long.offer.monthly, 2)
    more = fmt.money(long.offer.interest - short.offer.interest, 2)
    text = _(
        "{long} months instead of {short}: {less} less a month, {more} more interest",
        long=long.months,
        short=short.months,
        less=less,
        more=more,
    )
    st.markdown(f"**{fmt.plain(text)}**")
    columns = [
        Column[TermOffer](label=_("Months"), value=lambda term: term.months, kind=Kind.NUMBER),
        Column[TermOffer](label=_("Instalment"), value=lambda term: fmt.money(term.offer.monthly, 2)),
        Column[TermOffer](label=_("Interest in all"), value=lambda term: fmt.money(term.offer.interest, 2)),
        Column[TermOffer](
            label=_("Annual rate (APR)"), value=lambda term: f"{fmt.number(term.offer.apr_percent, 2)}%"
        ),
    ]
    tables.table(found, columns, key="intent.finance.terms", height="content")


def _months(key: str, found: Sequence[Plan]) -> None:
    with st.expander(_("Month by month"), icon=":material/calendar_month:"):
        names = [plan_name(plan) for plan in found]
        chosen = st.selectbox(_("Way to pay"), names, key=f"{key}.shown")
        plan = found[names.index(chosen)] if chosen in names else found[0]
        columns = [
            Column[Instalment](label=_("Instalment no."), value=lambda line: line.month, kind=Kind.NUMBER),
            Column[Instalment](label=_("Paid"), value=lambda line: fmt.money(line.paid, 2)),
            Column[Instalment](label=_("Interest"), value=lambda line: fmt.money(line.interest, 2)),
            Column[Instalment](label=_("Principal"), value=lambda line: fmt.money(line.principal, 2)),
            Column[Instalment](label=_("Still owed"), value=lambda line: fmt.money(line.left, 2)),
        ]
        tables.table(plan.offer.schedule, columns, key=f"{key}.months_table")
