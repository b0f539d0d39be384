"""Signing: the car, the deposit, the promised day; and a test drive on the way there (Rules T5, I5, Z2)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import streamlit as st

from pages._ui import clock, state, store
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Tone
from pages._ui.store import Reader
from salesops.core.i18n import _
from salesops.intent import operations, queries
from salesops.intent.operations import NewOrder
from salesops.intent.queries import CustomerFile, StockCar
from salesops.models.enums import RequestStatus, Stage

_GRANTED = (RequestStatus.APPROVED, RequestStatus.COUNTERED)
_NO_CAR = 0


def show(read: Reader, file: CustomerFile) -> None:
    """Place the order at the granted price, or at list price."""
    if file.stage is Stage.ORDERED:
        ui.empty_state(_("This customer has ordered. Follow the order in the orders view."))
        return
    if file.model_id is None:
        ui.empty_state(_("Say first which model the customer wants."))
        return
    granted = file.price_id if file.price_status in _GRANTED else None
    ui.note(
        _("The granted price will be used.")
        if granted
        else _("No price was granted: the order is at list price."),
        Tone.GOOD if granted else Tone.QUIET,
    )
    cars = {car.id: car for car in read(queries.stock_cars, model_id=file.model_id)}
    st.selectbox(
        _("Car"),
        [*cars, _NO_CAR],
        format_func=lambda car: _car(cars[car]) if car else _("No car yet: order from the factory"),
        key="intent.order.car",
    )
    with st.container(horizontal=True):
        st.number_input(
            _("Deposit in yuan"), min_value=0, value=5000, step=1000, key="intent.order.deposit", width=180
        )
        st.date_input(
            _("Promised for"),
            value=_usual(state.widget("intent.order.car", _NO_CAR)),
            key="intent.order.promised",
            width=180,
        )
    st.text_input(_("Reason, when the price is under the purchase cost"), key="intent.order.under_cost")
    ui.button(
        Action(
            label=_("Place the order"),
            key="intent.order.place",
            on_click=_place,
            args=(file.id, granted),
            primary=True,
            icon=":material/draw:",
        )
    )


def _usual(car: int) -> date:
    return clock.today() + timedelta(days=10 if car else 35)


def _car(car: StockCar) -> str:
    if car.arrived_on is None:
        return _(
            "{vin} · {colour} · expected {day}",
            vin=car.vin[-6:],
            colour=car.colour,
            day=fmt.day(car.eta_on, weekday=False),
        )
    days = (clock.today() - car.arrived_on).days
    return _("{vin} · {colour} · {days} days in stock", vin=car.vin[-6:], colour=car.colour, days=days)


def _place(opportunity_id: int, granted: int | None) -> None:
    order = NewOrder(
        vehicle_id=state.widget("intent.order.car", _NO_CAR) or None,
        deposit=Decimal(state.widget("intent.order.deposit", 0) or 0),
        promised_on=state.given("intent.order.promised"),
        price_request_id=granted,
        under_cost_reason=state.widget("intent.order.under_cost", ""),
    )
    store.run(operations.place_order, opportunity_id=opportunity_id, order=order, done=_("Order placed"))
