"""Prices: what waits for me, what was decided, what is left to give (Rules I2, I9, I10)."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from pages._panels.intent_board import open_file
from pages._ui import clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind
from salesops.core.i18n import _, label, ngettext
from salesops.intent import operations, queries
from salesops.intent.operations import PriceRuling
from salesops.intent.queries import BudgetRow, PriceRow
from salesops.models.enums import RequestStatus


def show(read: Reader) -> str:
    """Draw the requests that wait, with the decision in two taps; give the finding."""
    now = clock.minute()
    waiting = read(queries.price_requests, now=now, waiting=True)
    mine = [row for row in waiting if row.mine_to_decide]
    others = [row for row in waiting if not row.mine_to_decide]
    with ui.panel(_("Waiting for you")):
        for row in mine:
            _request(row)
        if not mine:
            ui.empty_state(_("No price waits for you."))
    if others:
        with ui.panel(_("Waiting for others")):
            for row in others:
                _line(row)
    with ui.side_by_side(2):
        budgets = read(queries.budgets_left, today=clock.today())
        if budgets:
            with ui.panel(_("What is left to give this month")):
                _budgets(budgets)
        with ui.panel(_("Decided lately")):
            _decided(read(queries.price_requests, now=now, waiting=False))
    return ngettext("{n} price waits for you", "{n} prices wait for you", len(mine))


def _line(row: PriceRow) -> None:
    with st.container(border=True):
        st.markdown(
            f"**{fmt.plain(row.customer)}** · {fmt.plain(row.model)} · −{fmt.plain(fmt.money(row.discount))}"
        )
        pairs = [
            (_("Price"), fmt.money(row.list_price - row.discount)),
            (_("Gifts"), fmt.listed(list(row.gifts))),
            (_("Decided by"), label(row.level)),
            (_("Consultant"), row.consultant),
            (_("Asked at"), fmt.moment(row.asked_at)),
        ]
        if row.gross_profit is not None:
            pairs += [
                (_("Total gross profit"), fmt.money(row.gross_profit)),
                (_("Floor"), fmt.money(row.floor)),
            ]
        ui.facts(pairs)
        ui.note(row.reason, Tone.QUIET)
        if row.gross_profit is not None and row.floor is not None and row.gross_profit < row.floor:
            ui.badge(Badge(text=_("Below the floor"), tone=Tone.URGENT))


def _request(row: PriceRow) -> None:
    _line(row)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Reason or condition"), key=f"intent.price.why.{row.id}", width=260)
        st.number_input(
            _("Counter-offer"), min_value=0, value=int(row.discount / 2), step=500, key=f"intent.price.counter_value.{row.id}",
            width=150,
        )  # fmt: skip
        ui.button(_act(row, RequestStatus.APPROVED, _("Approve"), primary=True))
        ui.button(_act(row, RequestStatus.COUNTERED, _("Counter")))
        ui.button(_act(row, RequestStatus.REJECTED, _("Reject")))
        ui.button(
            Action(
                label=_("Customer"),
                key=f"intent.price.file.{row.id}",
                on_click=_open,
                args=(row.opportunity_id,),
            )
        )


def _act(row: PriceRow, status: RequestStatus, text: str, *, primary: bool = False) -> Action:
    names = {
        RequestStatus.APPROVED: "approve",
        RequestStatus.COUNTERED: "counter",
        RequestStatus.REJECTED: "reject",
    }
    return Action(
        label=text,
        key=f"intent.price.{names[status]}.{row.id}",
        on_click=_decide,
        args=(row.id, status),
        primary=primary,
    )


def _decide(request_id: int, status: RequestStatus) -> None:
    counter = state.widget(f"intent.price.counter_value.{request_id}", 0)
    ruling = PriceRuling(
        status=status,
        reason=state.widget(f"intent.price.why.{request_id}", ""),
        counter_discount=Decimal(counter or 0) if status is RequestStatus.COUNTERED else None,
    )
    store.run(operations.decide_price, request_id=request_id, ruling=ruling, done=_("Decided"))


def _open(opportunity_id: int) -> None:
    open_file(opportunity_id)
    state.set_widget("intent.view", "board")


def _budgets(rows: list[BudgetRow]) -> None:
    tables.table(
        rows,
        [
            Column(label=_("Level"), value=lambda row: label(row.level)),
            Column(label=_("Discounts given"), value=lambda row: row.discount_given, kind=Kind.MONEY),
            Column(label=_("Left"), value=lambda row: row.discount_left, kind=Kind.MONEY),
            Column(label=_("Gifts given"), value=lambda row: row.gift_given, kind=Kind.MONEY),
            Column(label=_("Left for gifts"), value=lambda row: row.gift_left, kind=Kind.MONEY),
        ],
        key="intent.budgets",
    )


def _decided(rows: list[PriceRow]) -> None:
    if not rows:
        ui.empty_state(_("No price has been decided yet."))
        return
    tables.table(
        rows[:20],
        [
            Column(label=_("Customer"), value=lambda row: row.customer),
            Column(label=_("Model"), value=lambda row: row.model),
            Column(label=_("Discount"), value=lambda row: row.discount, kind=Kind.MONEY),
            Column(label=_("Decision"), value=lambda row: label(row.status)),
        ],
        key="intent.decided",
    )
