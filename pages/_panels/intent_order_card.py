"""One order on its way: its steps, its car, what the customer is told, the handover, a cancellation (Rules T5, V4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import streamlit as st

from pages._panels import intent_desk as desk
from pages._panels import intent_rows as rows
from pages._ui import clock, state, store
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label
from salesops.intent import operations, queries
from salesops.intent.operations import LateNews
from salesops.intent.queries import OrderRow
from salesops.models.enums import MilestoneKind

Done = Callable[[], None]
"""Closes the dialog around the card after what ends it."""


def show(order_id: int, *, on_done: Done) -> None:
    """The order as it is now: what was done in the dialog shows at once."""
    with store.reading() as read:
        found = read(queries.open_orders, now=clock.minute())
        order = next((row for row in found if row.id == order_id), None)
        if order is None:
            st.markdown(_("This order is closed."))
            return
        ui.facts(
            (
                (_("Order"), order.order_no),
                ("", order.phone),
                (_("Price"), fmt.money(order.price)),
                (_("Deposit"), fmt.money(order.deposit)),
                (_("Promised for"), fmt.day(order.promised_on)),
                (_("Now expected"), fmt.day(order.eta_on)),
                (_("Told"), fmt.moment(order.told_at) if order.told_at else ""),
                (_("Ceremony"), fmt.moment(order.ceremony_at) if order.ceremony_at else ""),
            )
        )
        _steps(order)
        if order.vehicle_id is None:
            _allocate(read, order)
        _tell(read, order, on_done)
    _handover(order, on_done)
    _cancel(order, on_done)


def _steps(order: OrderRow) -> None:
    """Every step with its day; a tap notes one as done."""
    for step in order.progress.steps:
        with st.container(horizontal=True, vertical_alignment="center"):
            if step.done_on is not None:
                st.markdown(
                    f":green[:material/check_circle:] {label(step.kind)} :gray[{fmt.day(step.done_on)}]",
                    width="stretch",
                )
                continue
            late = step.planned_on < clock.today()
            planned = _("by plan on {day}", day=fmt.day(step.planned_on))
            text = f":material/radio_button_unchecked: {label(step.kind)} :gray[{planned}]"
            overdue = ui.badge_text(Badge(text=_("overdue"), tone=Tone.WARN)) if late else ""
            st.markdown(f"{text} {overdue}", width="stretch")
            if step.kind is not MilestoneKind.HANDED_OVER:
                ui.button(
                    Action(
                        label=_("Done"),
                        key=f"intent.step.done.{order.id}.{step.kind.value}",
                        on_click=_mark,
                        args=(order.id, step.kind),
                    )
                )


def _mark(order_id: int, kind: MilestoneKind) -> None:
    store.run(operations.mark_milestone, order_id=order_id, kind=kind)


def _allocate(read: Reader, order: OrderRow) -> None:
    cars = {car.id: car for car in read(queries.cars_for_sale, model_id=order.model_id, now=clock.minute())}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Car for this order"),
            list(cars),
            format_func=lambda car_id: desk.car_text(cars[car_id]) if car_id in cars else "",
            index=None,
            placeholder=_("No car of this model is free") if not cars else _("Choose a car"),
            key=f"intent.allocate.{order.id}",
        )
        ui.button(
            Action(
                label=_("Allocate"),
                key=f"intent.allocate.save.{order.id}",
                on_click=_save_car,
                args=(order.id,),
                disabled=not cars,
            )
        )


def _save_car(order_id: int) -> None:
    vehicle_id: int | None = state.given(f"intent.allocate.{order_id}")
    if vehicle_id is not None:
        store.run(operations.allocate, order_id=order_id, vehicle_id=vehicle_id)


def _tell(read: Reader, order: OrderRow, on_done: Done) -> None:
    """The new day and a gift of the menu, before the customer asks (Rule V4)."""
    key = f"intent.tell.{order.id}"
    menu = {gift.id: gift for gift in read(queries.compensations)}
    with st.expander(
        _("Tell the customer a new day"),
        icon=":material/event_repeat:",
        expanded=bool(order.progress.late_days and not order.told),
    ):
        st.date_input(
            _("New day"),
            value=max(order.eta_on, clock.today()),
            min_value=clock.today(),
            key=f"{key}.on",
            format="YYYY-MM-DD",
            width=200,
        )
        st.pills(
            _("For the wait, from the menu"),
            list(menu),
            format_func=lambda gift_id: (
                f"{menu[gift_id].name} {fmt.money(menu[gift_id].face_value)}" if gift_id in menu else ""
            ),
            key=f"{key}.gift",
        )
        ui.button(
            Action(
                label=_("The customer has been told"),
                key=f"{key}.save",
                on_click=_save_news,
                args=(order.id, order.eta_on, on_done),
                primary=True,
            )
        )


def _save_news(order_id: int, shown: date, on_done: Done) -> None:
    key = f"intent.tell.{order_id}"
    store.run(
        operations.tell_late,
        order_id=order_id,
        told=LateNews(
            new_eta_on=state.widget(f"{key}.on", max(shown, clock.today())),
            gift_id=state.given(f"{key}.gift"),
        ),
        done=_("Noted that the customer knows."),
    )
    if rows.succeeded():
        state.clear_widgets(f"{key}.on", f"{key}.gift")
        on_done()


def _handover(order: OrderRow, on_done: Done) -> None:
    key = f"intent.handover.{order.id}"
    with st.expander(_("Handover"), icon=":material/key:"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.date_input(
                _("Day of the ceremony"),
                value=max(order.eta_on, clock.today()),
                min_value=clock.today(),
                key=f"{key}.on",
                format="YYYY-MM-DD",
                width=180,
            )
            st.time_input(
                _("Time"), value=time(10, 0), key=f"{key}.at", step=timedelta(minutes=30), width=130
            )
            ui.button(
                Action(
                    label=_("Move the ceremony") if order.ceremony_at else _("Reserve the ceremony"),
                    key=f"{key}.book",
                    on_click=_ceremony,
                    args=(order.id, on_done),
                )
            )
        ui.button(
            Action(
                label=_("Hand over now"),
                key=f"{key}.save",
                on_click=_deliver,
                args=(order.id, on_done),
                primary=True,
                icon=":material/celebration:",
                disabled=order.vehicle_id is None,
                help=_("No car is allocated to this order yet.") if order.vehicle_id is None else None,
            )
        )


def _ceremony(order_id: int, on_done: Done) -> None:
    key = f"intent.handover.{order_id}"
    day: date = state.widget(f"{key}.on", clock.today())
    at = datetime.combine(day, state.widget(f"{key}.at", time(10, 0)), tzinfo=store.actor().zone)
    store.run(
        operations.book_ceremony,
        order_id=order_id,
        starts_at=at,
        done=_("Ceremony reserved for {time}.", time=fmt.moment(at)),
    )
    if rows.succeeded():
        on_done()


def _deliver(order_id: int, on_done: Done) -> None:
    store.run(operations.deliver, order_id=order_id, done=_("Handed over. Congratulations to the owner!"))
    if rows.succeeded():
        on_done()


def _cancel(order: OrderRow, on_done: Done) -> None:
    if not store.actor().may(Permission.APPROVE_LOSS):
        return
    key = f"intent.cancel.{order.id}"
    with st.expander(_("Cancel the order"), icon=":material/cancel:"):
        st.text_input(_("Why?"), key=f"{key}.reason", placeholder=_("In a few words"))
        ui.button(
            Action(
                label=_("Cancel the order"),
                key=f"{key}.save",
                on_click=_save_cancel,
                args=(order.id, on_done),
            )
        )


def _save_cancel(order_id: int, on_done: Done) -> None:
    key = f"intent.cancel.{order_id}"
    store.run(
        operations.cancel_order,
        order_id=order_id,
        reason=state.widget(f"{key}.reason", ""),
        done=_("Order cancelled; its car is for sale again."),
    )
    if rows.succeeded():
        state.clear_widgets(f"{key}.reason")
        on_done()
