"""What to order next, with the whole arithmetic, and of what there is too much (Rule V5)."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages._panels import inventory_compose as compose
from pages._ui import clock, dialogs, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.core.i18n import _, ngettext
from salesops.inventory import operations, queries
from salesops.inventory.queries import OrderLine
from salesops.models.enums import FactoryRequestKind


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    lines = read(queries.order_suggestions, now=clock.minute())
    wanted = [line for line in lines if line.suggestion.order]
    surplus = [line for line in lines if line.suggestion.surplus]
    with ui.panel(_("To order")):
        if wanted:
            tables.work_rows(wanted, _item, key="inventory.order", size=8)
        else:
            ui.empty_state(_("Stock and pipeline are enough for every model."))
    if surplus:
        with ui.panel(
            _("More than is needed"), note=_("Order none of these for now; a plan helps to sell them.")
        ):
            tables.work_rows(surplus, _too_many, key="inventory.surplus", size=6)
    with ui.panel(_("The arithmetic, model by model"), note=_arithmetic_note()):
        _arithmetic(lines)
    what, model_id = dialogs.asked("inventory")
    line = next((each for each in lines if each.supply.model_id == model_id), None)
    if what == "order" and line is not None:
        _ask(line)
    if what == "plan_model" and line is not None:
        compose.open_for(model_id)
    return _answer(wanted)


def _answer(wanted: Sequence[OrderLine]) -> str:
    if not wanted:
        return _("Nothing has to be ordered.")
    cars = sum(line.suggestion.order for line in wanted)
    models = fmt.listed([line.supply.model for line in wanted[:3]])
    return ngettext("Order {n} car: {models}", "Order {n} cars: {models}", cars, models=models)


def _item(line: OrderLine) -> WorkItem:
    found, row = line.suggestion, line.supply
    return WorkItem(
        title=row.model,
        facts=(
            (_("Needed over {days} days", days=found.horizon_days), fmt.number(found.level)),
            (_("Free"), fmt.number(found.free)),
            (_("Asked already"), fmt.number(found.asked) if found.asked else ""),
            (_("Expected demand"), fmt.number(found.expected_demand, 1)),
            (_("Enough in"), fmt.percent(found.ratio, 0)),
        ),
        badges=(
            Badge(
                text=ngettext("order {n}", "order {n}", found.order),
                tone=Tone.WARN,
                icon=":material/add_shopping_cart:",
            ),
        ),
        actions=(
            Action(
                label=_("Ask the factory"),
                key=f"inventory.order.{row.model_id}",
                on_click=dialogs.ask,
                args=("inventory", "order", row.model_id),
                icon=":material/factory:",
                primary=True,
            ),
        ),
    )


def _too_many(line: OrderLine) -> WorkItem:
    found, row = line.suggestion, line.supply
    return WorkItem(
        title=row.model,
        facts=(
            (_("Free"), fmt.number(found.free)),
            (_("Needed over {days} days", days=found.horizon_days), fmt.number(found.level)),
        ),
        badges=(
            Badge(
                text=ngettext("{n} too many", "{n} too many", found.surplus),
                tone=Tone.QUIET,
                icon=":material/inventory_2:",
            ),
        ),
        actions=(
            Action(
                label=_("Make a plan"),
                key=f"inventory.surplus.{row.model_id}",
                on_click=dialogs.ask,
                args=("inventory", "plan_model", row.model_id),
                icon=":material/campaign:",
                disabled=not row.supply.in_stock,
            ),
        ),
    )


def _ask(line: OrderLine) -> None:
    row = line.supply

    @st.dialog(_("Ask the factory for cars"))
    def ask() -> None:
        ui.dialog_feedback()
        st.markdown(f"**{fmt.plain(row.model)}**")
        quantity, reason = f"inventory.order.cars.{row.model_id}", f"inventory.order.why.{row.model_id}"
        st.number_input(_("Cars"), min_value=1, max_value=500, value=line.suggestion.order, key=quantity)
        st.text_area(_("Reason for the request"), value=_reason(line), key=reason)
        ui.button(
            Action(
                label=_("Write down the request"),
                key=f"inventory.order.save.{row.model_id}",
                on_click=_save,
                args=(row.model_id, quantity, reason),
                icon=":material/send:",
                primary=True,
            )
        )

    ask()


def _reason(line: OrderLine) -> str:
    found = line.suggestion
    return _(
        "{level} cars cover the demand of {days} days in {share} of cases; {free} are free.",
        level=found.level,
        days=found.horizon_days,
        share=fmt.percent(found.ratio, 0),
        free=found.free,
    )


def _save(model_id: int, quantity: str, reason: str) -> None:
    store.run(
        operations.ask_factory,
        kind=FactoryRequestKind.ORDER,
        model_id=model_id,
        quantity=int(state.widget(quantity, 1)),
        reason=state.widget(reason, ""),
        done=_("Request written down; it counts as asked until the cars are on their way."),
    )


def _arithmetic_note() -> str:
    return _(
        "A car too few loses its profit where the customer really leaves; a car too many costs its waiting. "
        "Too few ÷ (too few + too many) is the share of cases in which the stock should be enough."
    )


def _arithmetic(lines: Sequence[OrderLine]) -> None:
    columns = [
        Column[OrderLine](label=_("Model"), value=lambda row: row.supply.model, pinned=True),
        Column[OrderLine](
            label=_("Expected demand"), value=lambda row: row.suggestion.expected_demand, kind=Kind.DECIMAL
        ),
        Column[OrderLine](label=_("One too few"), value=lambda row: row.suggestion.too_few, kind=Kind.MONEY),
        Column[OrderLine](
            label=_("One too many"), value=lambda row: row.suggestion.too_many, kind=Kind.MONEY
        ),
        Column[OrderLine](label=_("Enough in"), value=lambda row: row.suggestion.ratio, kind=Kind.PERCENT),
        Column[OrderLine](
            label=_("Free / needed"), value=lambda row: fmt.ratio(row.suggestion.free, row.suggestion.level)
        ),
        Column[OrderLine](label=_("To order"), value=lambda row: row.suggestion.order, kind=Kind.NUMBER),
    ]
    tables.table(lines, columns, key="inventory.arithmetic")
    guessed = [line.supply.model for line in lines if not line.own_profit]
    if guessed:
        st.caption(
            fmt.plain(
                _(
                    "No sale in 90 days: {models} are reckoned with their profit floor.",
                    models=fmt.listed(guessed),
                )
            )
        )
