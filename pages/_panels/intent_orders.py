"""Orders on their way: where each stands, which is late, what the customer was told (Rules T5, V4)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import streamlit as st

from pages._ui import clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import WorkItem
from salesops.core.i18n import _, label, ngettext
from salesops.intent import operations, queries
from salesops.intent.operations import LateNews
from salesops.intent.queries import OrderRow
from salesops.models.enums import MilestoneKind


def show(read: Reader) -> str:
    """Draw late orders first, then the others; give the finding."""
    rows = read(queries.open_orders, today=clock.today())
    late = [row for row in rows if row.days_late]
    fine = [row for row in rows if not row.days_late]
    with ui.panel(_("Late"), note=_("Tell the customer before he asks.")):
        if late:
            tables.work_list([_item(row) for row in late], key="intent.late", size=6)
            _tell({row.id: row for row in late})
        else:
            ui.empty_state(_("No order is late."))
    with ui.panel(_("In time")):
        if fine:
            tables.work_list([_item(row) for row in fine], key="intent.orders", size=8)
        else:
            ui.empty_state(_("No open orders."), next_step="intent")
    untold = sum(not row.told for row in late)
    if untold:
        return ngettext(
            "{n} late order nobody told the customer of",
            "{n} late orders nobody told the customers of",
            untold,
        )
    return ngettext("{n} order on its way", "{n} orders on their way", len(rows))


def _item(row: OrderRow) -> WorkItem:
    badges = [Badge(text=label(row.done), tone=Tone.INFO)]
    if row.days_late:
        badges.append(Badge(text=ngettext("{n} day late", "{n} days late", row.days_late), tone=Tone.URGENT))
    if row.told:
        badges.append(Badge(text=_("told"), tone=Tone.GOOD))
    acts = []
    if row.next is not None:
        acts.append(
            Action(
                label=_("{step}: done", step=label(row.next)), key=f"intent.milestone.{row.id}", on_click=_milestone,
                args=(row.id, row.next),
            )
        )  # fmt: skip
    if row.vehicle_id is not None:
        acts.append(
            Action(
                label=_("Hand over"),
                key=f"intent.deliver.{row.id}",
                on_click=_deliver,
                args=(row.id,),
                primary=True,
            )
        )
    return WorkItem(
        title=f"{row.customer} · {row.model}",
        facts=(
            (_("Order"), row.order_no),
            (_("Promised for"), fmt.day(row.promised_on, weekday=False)),
            (_("Now expected"), fmt.day(row.eta_on, weekday=False)),
            (_("Consultant"), row.consultant),
        ),
        badges=tuple(badges),
        actions=tuple(acts),
    )


def _milestone(order_id: int, kind: MilestoneKind) -> None:
    store.run(operations.mark_milestone, order_id=order_id, kind=kind, done=_("Noted"))


def _deliver(order_id: int) -> None:
    store.run(operations.deliver, order_id=order_id, done=_("Handed over"))


def _tell(late: dict[int, OrderRow]) -> None:
    """ETA and compensation, told before asked (Rule V4)."""
    with st.container(border=True):
        st.selectbox(
            _("Tell the customer of"), list(late), key="intent.tell.order",
            format_func=lambda key: f"{late[key].order_no} · {late[key].customer}",
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.date_input(
                _("New day"), value=clock.today() + timedelta(days=7), key="intent.tell.eta", width=160
            )
            st.text_input(
                _("What the customer gets"), key="intent.tell.item", placeholder=_("Car fridge"), width=220
            )
            st.number_input(_("Cost in yuan"), min_value=0, step=50, key="intent.tell.cost", width=130)
            ui.button(Action(label=_("Told"), key="intent.tell.save", on_click=_told, primary=True))


def _told() -> None:
    news = LateNews(
        item=state.widget("intent.tell.item", ""),
        cost=Decimal(state.widget("intent.tell.cost", 0) or 0),
        new_eta_on=state.given("intent.tell.eta"),
    )
    store.run(
        operations.tell_late, order_id=state.given("intent.tell.order"), told=news, done=_("Noted as told")
    )
