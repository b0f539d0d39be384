"""All cars: what is free, what arrives, and the changes of one car."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from pages._panels import inventory_car as one
from pages._ui import clock, dialogs, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, _, label, ngettext
from salesops.inventory import queries
from salesops.inventory.queries import CarFilter, CarRow
from salesops.models.enums import VehicleStatus

_PIPELINE = (VehicleStatus.ORDERED, VehicleStatus.IN_TRANSIT)
_HERE = (VehicleStatus.IN_STOCK, VehicleStatus.ALLOCATED)
_GROUPS = {
    "here": (N_("In the store"), _HERE),
    "coming": (N_("On their way"), _PIPELINE),
    "sold": (N_("Sold"), (VehicleStatus.SOLD,)),
}


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    today = clock.today()
    group, search = state.widget("inventory.group", "here"), state.widget("inventory.search", "")
    live = read(queries.cars, today=today, wanted=CarFilter(statuses=(*_HERE, *_PIPELINE)), limit=600)
    manages = store.actor().may(Permission.MANAGE_STOCK)
    due = [car for car in live if car.status in _PIPELINE and car.eta_on is not None and car.eta_on <= today]
    if due and manages:
        with ui.panel(_("Expected to have arrived")):
            tables.work_rows(due, lambda car: _arrival(car, today), key="inventory.due", size=4)
    with ui.panel(_("Cars of the store")):
        _filters(manages)
        if search.strip() or group == "sold":
            wanted = CarFilter(statuses=_GROUPS[group][1], search=search)
            rows = read(queries.cars, today=today, wanted=wanted)
        else:
            rows = [car for car in live if car.status in _GROUPS[group][1]]
        _table(rows, manages)
    _open(live)
    return _answer([car for car in live if car.free], [car for car in live if car.status in _PIPELINE])


def _answer(free: Sequence[CarRow], coming: Sequence[CarRow]) -> str:
    return _(
        "{free} cars are free to sell, {coming} are on their way",
        free=fmt.number(len(free)),
        coming=fmt.number(len(coming)),
    )


def _arrival(car: CarRow, today: date) -> WorkItem:
    late = (today - (car.eta_on or today)).days
    text = ngettext("{n} day late", "{n} days late", late) if late else _("today")
    return WorkItem(
        title=f"{car.model} · {car.vin[-6:]}",
        facts=((_("Colour"), car.colour), (_("Kept for"), car.order_no)),
        badges=(Badge(text=text, tone=Tone.WARN if late else Tone.INFO, icon=":material/local_shipping:"),),
        actions=(
            Action(
                label=_("Has arrived"),
                key=f"inventory.arrived.{car.id}",
                on_click=dialogs.ask,
                args=("inventory", "receive", car.id),
                icon=":material/where_to_vote:",
                primary=True,
            ),
        ),
    )


def _filters(manages: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.segmented_control(
            _("Which cars"),
            list(_GROUPS),
            format_func=lambda name: _(_GROUPS[name][0]),
            default="here",
            required=True,
            key="inventory.group",
            label_visibility="collapsed",
        )
        st.text_input(
            _("Search"),
            key="inventory.search",
            placeholder=_("Model, VIN, colour or place"),
            label_visibility="collapsed",
            icon=":material/search:",
            width=280,
        )
        if manages:
            ui.button(
                Action(
                    label=_("Take in a car"),
                    key="inventory.add",
                    on_click=dialogs.ask,
                    args=("inventory", "add", 0),
                    icon=":material/add:",
                )
            )


def _table(rows: Sequence[CarRow], manages: bool) -> None:
    if not rows:
        ui.empty_state(_("No car matches."))
        return
    columns = [
        Column[CarRow](label=_("Model"), value=lambda row: row.model, pinned=True),
        Column[CarRow](
            label=_("Colour, VIN"),
            value=lambda row: f"{row.colour} {row.vin[-6:]}".strip(),
            help=_("The last six characters of the VIN"),
        ),
        Column[CarRow](label=_("State, place"), value=_where),
    ]
    if any(row.status in _HERE for row in rows):
        columns.append(Column[CarRow](label=_("Age, days"), value=lambda row: row.age, kind=Kind.NUMBER))
    if any(row.status in _PIPELINE for row in rows):
        columns.append(Column[CarRow](label=_("Expected"), value=lambda row: row.eta_on, kind=Kind.DAY))
    columns.append(Column[CarRow](label=_("List price"), value=lambda row: row.list_price, kind=Kind.MONEY))
    if store.actor().may(Permission.SEE_COST):
        columns.append(
            Column[CarRow](label=_("Purchase cost"), value=lambda row: row.purchase_cost, kind=Kind.MONEY)
        )
    if manages:
        st.caption(_("Choose a car to receive, move or correct it."))
    chosen = tables.table(rows, columns, key="inventory.cars", select=manages)
    if chosen is not None:
        one.buttons(chosen)


def _state(row: CarRow) -> str:
    if row.order_no:
        return _("kept for {order}", order=row.order_no)
    return _("free to sell") if row.free else label(row.status)


def _where(row: CarRow) -> str:
    place = (row.place or row.location) if row.status in _HERE else ""
    return f"{_state(row)} · {place}" if place else _state(row)


def _open(live: Sequence[CarRow]) -> None:
    what, row = dialogs.asked("inventory")
    if what == "add":
        one.take_in()
        return
    car = next((each for each in live if each.id == row), None)
    if car is None:
        return
    if what == "receive":
        one.receive(car)
    elif what == "move":
        one.move(car, sorted({each.location for each in live if each.location}))
    elif what == "correct":
        one.correct(car)
