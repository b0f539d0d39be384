"""The card's order: sign at the granted price or at list price, with a car of the stock or one to come (Rules T5, Z2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

import streamlit as st

from pages._panels import intent_desk as desk
from pages._panels import intent_rows as rows
from pages._ui import clock, state, store
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Tone
from pages._ui.store import Reader
from salesops.core.i18n import _, label
from salesops.intent import operations, queries
from salesops.intent.operations import NewOrder
from salesops.intent.queries import CarChoice, CustomerCard, OrderRow, PriceRow
from salesops.intent.rules.profit import Extra
from salesops.models.enums import Stage

_ON_ORDER = 0


def show(read: Reader, card: CustomerCard) -> None:
    """The order when there is one, else the form to sign it."""
    now = clock.minute()
    if card.stage is Stage.ORDERED:
        order = read(queries.order_of, opportunity_id=card.id, now=now)
        if order is not None:
            _signed(order)
        return
    rows.model_form(read, card)
    if card.model_id is None or card.list_price is None:
        return
    asked = read(queries.prices_of, opportunity_id=card.id, now=now)
    cars = read(queries.cars_for_sale, model_id=card.model_id, now=now)
    _form(card, _granted(asked, now), cars)


def _granted(asked: Sequence[PriceRow], now: datetime) -> PriceRow | None:
    return next((row for row in asked if row.granted_discount is not None and row.expires_at > now), None)


def _signed(order: OrderRow) -> None:
    ui.facts(
        (
            (_("Order"), order.order_no),
            (_("Price"), fmt.money(order.price)),
            (_("Deposit"), fmt.money(order.deposit)),
            (_("Promised for"), fmt.day(order.promised_on)),
            (_("Now expected"), fmt.day(order.eta_on)),
            (_("Car"), order.car or _("not allocated yet")),
        )
    )
    step = order.progress.next
    if step is not None:
        ui.note(_("Next: {step}, planned for {day}", step=label(step.kind), day=fmt.day(step.planned_on)))


def _form(card: CustomerCard, granted: PriceRow | None, cars: Sequence[CarChoice]) -> None:
    key = f"intent.sign.{card.id}"
    price = granted.price if granted is not None else card.list_price
    ui.facts(((_("Price"), fmt.money(price)),))
    if granted is not None:
        ui.note(_("As granted, holds until {until}", until=fmt.moment(granted.expires_at)), Tone.GOOD)
    else:
        ui.note(_("List price: no granted price holds"), Tone.INFO)
        st.pills(
            _("Goes with the car"),
            list(Extra),
            format_func=label,
            selection_mode="multi",
            key=f"{key}.extras",
        )
    by_id = {car.id: car for car in cars}
    st.selectbox(
        _("Car"),
        [*by_id, _ON_ORDER],
        format_func=lambda car_id: (
            desk.car_text(by_id[car_id]) if car_id in by_id else _("Order one from the factory")
        ),
        key=f"{key}.car",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(
            _("Deposit, yuan"), min_value=0, value=5000, step=1000, key=f"{key}.deposit", width=200
        )
        st.date_input(
            _("Promised for"),
            value=None,
            min_value=clock.today(),
            max_value=clock.today() + timedelta(days=365),
            key=f"{key}.promised",
            format="YYYY-MM-DD",
            help=_("Left empty: reckoned from stock, arrival and the model's lead time"),
            width=200,
        )
    ui.button(
        Action(
            label=_("Sign the order"),
            key=f"{key}.save",
            on_click=_sign,
            args=(card.id, granted.id if granted is not None else None),
            primary=True,
            icon=":material/draw:",
        )
    )


def _sign(opportunity_id: int, request_id: int | None) -> None:
    key = f"intent.sign.{opportunity_id}"
    chosen: list[Extra] = state.widget(f"{key}.extras", [])
    promised: date | None = state.given(f"{key}.promised")
    placed = store.run(
        operations.place_order,
        opportunity_id=opportunity_id,
        order=NewOrder(
            deposit=Decimal(state.widget(f"{key}.deposit", 0)),
            promised_on=promised,
            vehicle_id=state.widget(f"{key}.car", _ON_ORDER) or None,
            price_request_id=request_id,
            extras=tuple(extra for extra in Extra if extra in chosen),
        ),
        done=_("Order signed. It stands in the orders view."),
    )
    if placed is not None:
        state.clear_widgets(*(f"{key}.{name}" for name in ("extras", "car", "deposit", "promised")))
        rows.close_card()
