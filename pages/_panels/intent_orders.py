"""Orders on their way: how far, how late, what comes next; told, allocated, handed over (Rules T5, V4)."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages._panels import intent_order_card as card
from pages._panels import intent_rows as rows
from pages._ui import clock, state, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.core.i18n import _, label, ngettext
from salesops.intent import queries
from salesops.intent.queries import DeliveredRow, OrderRow

_OPEN = "intent.order.open"


def show(read: Reader) -> str:
    """Draw the orders, the open one in a dialog, and the latest handovers; give the finding."""
    now = clock.minute()
    found = read(queries.open_orders, now=now)
    untold = [row for row in found if row.progress.late_days and not row.told]
    others = [row for row in found if row not in untold]
    if untold:
        with ui.panel(
            _("Tell these customers before they ask"),
            note=_("The new day, and something from the menu for the wait."),
        ):
            tables.work_rows(untold, _item, key="intent.untold", size=6)
    if others:
        with ui.panel(_("On their way to the customer")):
            tables.work_rows(others, _item, key="intent.orders", size=8)
    if not found:
        ui.empty_state(_("No order is open."))
    _show_open(found)
    _delivered(read(queries.delivered_lately))
    return _answer(found, untold)


def _answer(found: Sequence[OrderRow], untold: Sequence[OrderRow]) -> str:
    if untold:
        return ngettext(
            "{n} customer does not know yet that the car is late",
            "{n} customers do not know yet that their car is late",
            len(untold),
        )
    late = sum(row.progress.late_days > 0 for row in found)
    if late:
        return _("{late} of {all} orders are late, and their customers know", late=late, all=len(found))
    if not found:
        return _("No order is open")
    return ngettext(
        "{n} order is on its way, in time", "{n} orders are on their way, all in time", len(found)
    )


def _item(row: OrderRow) -> WorkItem:
    step = row.progress.next
    return WorkItem(
        title=f"{rows.name_of(row.customer)} · {row.model}",
        badges=tuple(_marks(row)),
        facts=(
            (_("Order"), row.order_no),
            (_("Promised for"), fmt.day(row.promised_on)),
            (_("Now expected"), fmt.day(row.eta_on) if row.eta_on != row.promised_on else ""),
            (_("Coming next"), label(step.kind) if step else ""),
            (_("Ceremony"), fmt.moment(row.ceremony_at) if row.ceremony_at else ""),
            (_("Car"), row.car or _("not allocated yet")),
            (_("Consultant"), row.consultant),
        ),
        actions=(
            Action(
                label=_("Open"),
                key=f"intent.order.open.{row.id}",
                on_click=_open,
                args=(row.id,),
                icon=":material/open_in_new:",
                primary=bool(row.progress.late_days and not row.told),
            ),
        ),
    )


def _marks(row: OrderRow) -> list[Badge]:
    found = [
        Badge(
            text=_("{done} of {all} steps", done=row.progress.done, all=len(row.progress.steps)),
            tone=Tone.INFO,
            icon=":material/checklist:",
        )
    ]
    if row.progress.late_days:
        found.append(
            Badge(text=ngettext("{n} day late", "{n} days late", row.progress.late_days), tone=Tone.URGENT)
        )
        if row.told:
            found.append(Badge(text=_("customer knows"), tone=Tone.GOOD))
    elif row.progress.behind_days:
        text = ngettext("step {n} day overdue", "step {n} days overdue", row.progress.behind_days)
        found.append(Badge(text=text, tone=Tone.WARN))
    if row.pledged:
        found.append(
            Badge(text=_("certificate at the bank"), tone=Tone.WARN, icon=":material/account_balance:")
        )
    return found


def _open(order_id: int) -> None:
    state.put(_OPEN, order_id)


def _close() -> None:
    state.drop(_OPEN)


def _show_open(found: Sequence[OrderRow]) -> None:
    order = next((row for row in found if row.id == state.get(_OPEN, 0)), None)
    if order is None:
        return

    @st.dialog(f"{rows.name_of(order.customer)} · {order.model}", width="large", on_dismiss=_close)
    def opened() -> None:
        ui.dialog_feedback()
        card.show(order.id, on_done=_close)

    opened()


def _delivered(found: Sequence[DeliveredRow]) -> None:
    if not found:
        return
    kept = sum(row.late_days == 0 for row in found)
    ui.section(_("Handed over lately: {kept} of {all} in time", kept=kept, all=len(found)))
    columns = [
        Column[DeliveredRow](label=_("Handed over on"), value=lambda row: row.delivered_on, kind=Kind.DAY),
        Column[DeliveredRow](label=_("Customer"), value=lambda row: row.customer),
        Column[DeliveredRow](label=_("Model"), value=lambda row: row.model),
        Column[DeliveredRow](label=_("Days late"), value=lambda row: row.late_days, kind=Kind.NUMBER),
    ]
    tables.table(found, columns, key="intent.delivered")
