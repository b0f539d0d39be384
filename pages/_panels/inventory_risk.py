"""Stock-out risk: which models run out, how likely, whom it hits, and the request to hurry (Rules V3, V7)."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages._ui import clock, dialogs, nav, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.access.permissions import Permission
from salesops.core.i18n import _, ngettext
from salesops.inventory import operations, queries
from salesops.inventory.queries import HitLead, HitOrder, ModelSupply
from salesops.inventory.rules.supply import RiskLevel
from salesops.models.enums import FactoryRequestKind

_TONES = {RiskLevel.HIGH: Tone.URGENT, RiskLevel.WATCH: Tone.WARN, RiskLevel.FINE: Tone.GOOD}


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    rows = read(queries.model_supply, today=clock.today())
    at_risk = [row for row in rows if row.risk.level is not RiskLevel.FINE or row.risk.backlog]
    ids = tuple(row.model_id for row in at_risk)
    leads = read(queries.leads_hit, model_ids=ids)
    orders = read(queries.orders_hit, model_ids=ids)
    with ui.panel(_("Models that may run out"), note=_note()):
        if at_risk:
            items = [_item(row, leads, orders) for row in at_risk]
            tables.work_list(items, key="inventory.risk", size=6)
        else:
            ui.empty_state(_("Every model lasts until new cars come."))
    if leads or orders:
        _hit(at_risk, leads, orders)
    with ui.panel(_("All models")):
        _all(rows)
    what, model_id = dialogs.asked("inventory")
    chosen = next((row for row in rows if row.model_id == model_id), None)
    if what == "hurry" and chosen is not None:
        _hurry(chosen)
    return _answer(at_risk)


def _answer(at_risk: Sequence[ModelSupply]) -> str:
    high = [row for row in at_risk if row.risk.level is RiskLevel.HIGH]
    if high:
        return ngettext(
            "{n} model is likely to run out: {model}, {chance}",
            "{n} models are likely to run out, first {model} with {chance}",
            len(high),
            model=high[0].model,
            chance=fmt.percent(high[0].risk.probability, 0),
        )
    backlog = [row for row in at_risk if row.risk.backlog]
    if backlog:
        return ngettext(
            "{n} model has more open orders than cars that come",
            "{n} models have more open orders than cars that come",
            len(backlog),
        )
    return _("No model is likely to run out.")


def _note() -> str:
    return _(
        "The chance that new orders over the lead time exceed the free cars: stock and pipeline, less orders without a car."
    )


def _item(row: ModelSupply, leads: Sequence[HitLead], orders: Sequence[HitOrder]) -> WorkItem:
    risk, supply = row.risk, row.supply
    hit = sum(lead.model_id == row.model_id for lead in leads)
    waiting = sum(order.model_id == row.model_id for order in orders)
    badges = [
        Badge(text=_("{chance} to run out", chance=fmt.percent(risk.probability, 0)), tone=_TONES[risk.level])
    ]
    if risk.backlog:
        badges.append(Badge(text=_backlog(row), tone=Tone.URGENT, icon=":material/hourglass_bottom:"))
    if row.expedited:
        badges.append(Badge(text=_("factory asked"), tone=Tone.INFO, icon=":material/factory:"))
    return WorkItem(
        title=row.model,
        facts=(
            (_("In stock"), fmt.number(supply.in_stock)),
            (_("Coming in time"), fmt.number(supply.coming)),
            (_("Orders without a car"), fmt.number(supply.waiting)),
            (
                _("Expected demand"),
                _(
                    "{cars} in {days} days",
                    cars=fmt.number(risk.expected_demand, 1),
                    days=supply.lead_time_days,
                ),
            ),
            (
                _("Lasts"),
                ngettext("{n} day", "{n} days", round(risk.lasts_days))
                if risk.lasts_days is not None
                else "",
            ),
            (_("A leads"), fmt.number(hit)),
            (_("Reservations"), fmt.number(waiting)),
        ),
        badges=tuple(badges),
        actions=_actions(row),
    )


def _backlog(row: ModelSupply) -> str:
    weeks = row.risk.backlog_weeks
    if weeks is None:
        return _("orders wait and no car comes")
    return _("backlog of {weeks} weeks", weeks=fmt.number(weeks, 1))


def _actions(row: ModelSupply) -> tuple[Action, ...]:
    if not store.actor().may(Permission.MANAGE_STOCK):
        return ()
    return (
        Action(
            label=_("Ask to hurry"),
            key=f"inventory.hurry.{row.model_id}",
            on_click=dialogs.ask,
            args=("inventory", "hurry", row.model_id),
            icon=":material/bolt:",
            primary=row.risk.level is RiskLevel.HIGH,
            disabled=row.expedited,
        ),
    )


def _hurry(row: ModelSupply) -> None:
    @st.dialog(_("Ask the factory to hurry"))
    def hurry() -> None:
        ui.dialog_feedback()
        st.markdown(f"**{fmt.plain(row.model)}**")
        wanted = max(row.risk.missing, row.supply.queue, 1)
        quantity, reason = f"inventory.hurry.cars.{row.model_id}", f"inventory.hurry.why.{row.model_id}"
        st.number_input(_("Cars to be hurried"), min_value=1, max_value=500, value=wanted, key=quantity)
        st.text_area(_("Reason for the request"), value=_reason(row), key=reason)
        ui.button(
            Action(
                label=_("Write down the request"),
                key=f"inventory.hurry.save.{row.model_id}",
                on_click=_save,
                args=(row.model_id, quantity, reason),
                icon=":material/send:",
                primary=True,
            )
        )

    hurry()


def _reason(row: ModelSupply) -> str:
    return _(
        "{waiting} orders wait for a car; {free} cars are free within {days} days against an expected demand of {demand}.",
        waiting=row.supply.queue,
        free=max(row.supply.free, 0),
        days=row.supply.lead_time_days,
        demand=fmt.number(row.risk.expected_demand, 1),
    )


def _save(model_id: int, quantity: str, reason: str) -> None:
    store.run(
        operations.ask_factory,
        kind=FactoryRequestKind.EXPEDITE,
        model_id=model_id,
        quantity=int(state.widget(quantity, 1)),
        reason=state.widget(reason, ""),
        done=_("Request written down; the answer is asked for in two days."),
    )


def _hit(at_risk: Sequence[ModelSupply], leads: Sequence[HitLead], orders: Sequence[HitOrder]) -> None:
    names = {row.model_id: row.model for row in at_risk}
    with ui.side_by_side(narrowest=520):  # six columns need a tablet's width
        if leads:
            title = ngettext(
                "{n} open A lead wants these models", "{n} open A leads want these models", len(leads)
            )
            with ui.panel(title):
                columns = [
                    Column[HitLead](label=_("Customer"), value=lambda row: row.customer),
                    Column[HitLead](label=_("Model"), value=lambda row: names.get(row.model_id, "")),
                    Column[HitLead](label=_("Consultant"), value=lambda row: row.owner),
                    Column[HitLead](
                        label=_("Next touch"), value=lambda row: row.next_touch_on, kind=Kind.DAY
                    ),
                ]
                tables.table(leads, columns, key="inventory.hit_leads")
                nav.link("leads", _("Offer another car, or a day"))
        if orders:
            title = ngettext(
                "{n} reservation waits for a car", "{n} reservations wait for a car", len(orders)
            )
            with ui.panel(title):
                ordered = [
                    Column[HitOrder](label=_("Order"), value=lambda row: row.order_no),
                    Column[HitOrder](label=_("Customer"), value=lambda row: row.customer),
                    Column[HitOrder](label=_("Model"), value=lambda row: names.get(row.model_id, "")),
                    Column[HitOrder](label=_("Consultant"), value=lambda row: row.consultant),
                    Column[HitOrder](
                        label=_("Promised for"), value=lambda row: row.promised_on, kind=Kind.DAY
                    ),
                    Column[HitOrder](label=_("On its way"), value=lambda row: row.has_car, kind=Kind.YES_NO),
                ]
                tables.table(orders, ordered, key="inventory.hit_orders")
                nav.link("intent", _("To the orders"), query={"view": "orders"})


def _all(rows: Sequence[ModelSupply]) -> None:
    columns = [
        Column[ModelSupply](label=_("Model"), value=lambda row: row.model, pinned=True),
        Column[ModelSupply](label=_("Chance"), value=lambda row: row.risk.probability, kind=Kind.PERCENT),
        Column[ModelSupply](label=_("In stock"), value=lambda row: row.supply.in_stock, kind=Kind.NUMBER),
        Column[ModelSupply](label=_("Coming in time"), value=lambda row: row.supply.coming, kind=Kind.NUMBER),
        Column[ModelSupply](
            label=_("Orders without a car"), value=lambda row: row.supply.waiting, kind=Kind.NUMBER
        ),
        Column[ModelSupply](
            label=_("Expected demand"), value=lambda row: row.risk.expected_demand, kind=Kind.DECIMAL
        ),
        Column[ModelSupply](
            label=_("Backlog, weeks"), value=lambda row: row.risk.backlog_weeks, kind=Kind.DECIMAL
        ),
    ]
    tables.table(rows, columns, key="inventory.supply")
