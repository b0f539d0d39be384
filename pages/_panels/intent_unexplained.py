"""Orders of files below the floor or the purchase cost: seen at once, explained by the manager (Rules I2, Z2)."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages._panels import intent_rows as rows
from pages._ui import components as ui
from pages._ui import state, store, tables
from pages._ui.components import Action, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind
from salesops.access.permissions import Permission
from salesops.core.i18n import _, ngettext
from salesops.intent import operations, queries
from salesops.intent.queries import UnexplainedOrder
from salesops.intent.rules.reasons import RulingReason

_KEY = "intent.unexplained"
_WHY = (RulingReason.AGED_STOCK, RulingReason.TARGET_BONUS, RulingReason.CLEARANCE)


def show(read: Reader) -> str:
    """The orders that need a reason, and the form for it; the finding, empty when there are none."""
    if not store.actor().may(Permission.SEE_COST):
        return ""
    found = read(queries.unexplained_orders)
    if not found.count:
        return ""
    title = ngettext(
        "{n} order from a file is below the floor or the purchase cost",
        "{n} orders from files are below the floor or the purchase cost",
        found.count,
    )
    with ui.panel(
        title, note=_("Signed elsewhere, so they count as they are; each needs the manager's reason.")
    ):
        tables.table(found.orders, _columns(), key=_KEY)
        if store.actor().may(Permission.DECIDE_PRICE_MANAGER):
            _form(found.orders)
        else:
            ui.note(_("The manager records the reason."), Tone.INFO)
    return title


def _columns() -> list[Column[UnexplainedOrder]]:
    return [
        Column[UnexplainedOrder](
            label=_("Order"), value=lambda row: f"{rows.name_of(row.customer)} {row.order_no}"
        ),
        Column[UnexplainedOrder](label=_("Ordered"), value=lambda row: row.ordered_on, kind=Kind.DAY),
        Column[UnexplainedOrder](label=_("Model"), value=lambda row: row.model),
        Column[UnexplainedOrder](label=_("Price"), value=lambda row: row.price, kind=Kind.MONEY),
        Column[UnexplainedOrder](
            label=_("Against the floor"), value=lambda row: row.above_floor, kind=Kind.MONEY
        ),
        Column[UnexplainedOrder](label=_("Under cost"), value=lambda row: row.under_cost, kind=Kind.YES_NO),
    ]


def _form(found: Sequence[UnexplainedOrder]) -> None:
    names = {row.id: f"{row.order_no} {rows.name_of(row.customer)}" for row in found}
    everything = st.toggle(_("All of them"), key=f"{_KEY}.all")
    chosen = (
        list(names)
        if everything
        else st.multiselect(
            _("Orders that the reason is for"),
            list(names),
            format_func=lambda order_id: names.get(order_id, ""),
            key=f"{_KEY}.orders",
            placeholder=_("Choose the orders"),
        )
    )
    rows.reason_form(_("Why was this right?"), _WHY, _KEY)
    text = ngettext("Record for {n} order", "Record for {n} orders", len(chosen))
    ui.button(
        Action(
            label=text if chosen else _("Choose the orders"),
            key=f"{_KEY}.save",
            on_click=_save,
            args=(tuple(chosen),),
            primary=True,
            disabled=not chosen,
        )
    )


def _save(order_ids: tuple[int, ...]) -> None:
    store.run(
        operations.explain_orders,
        order_ids=order_ids,
        reason=rows.read_reason(_KEY),
        done=lambda n: ngettext("Reason kept with {n} order.", "Reason kept with {n} orders.", n),
    )
    if rows.succeeded():
        rows.clear_reason(_KEY)
        state.clear_widgets(f"{_KEY}.all", f"{_KEY}.orders")
