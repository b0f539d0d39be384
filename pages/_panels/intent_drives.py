"""Test drives: cars and free times, booked without overlap, driven with licence and agreement (Rule I5)."""

from __future__ import annotations

from datetime import datetime, timedelta

import streamlit as st

from pages._ui import clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import WorkItem
from salesops.core.i18n import _, label, ngettext
from salesops.intent import operations, queries
from salesops.intent.operations import DriveSlot
from salesops.intent.queries import DriveRow, TestCar
from salesops.intent.rules.steps import DriveChecks
from salesops.models.enums import TestDriveStatus

_TONES = {
    TestDriveStatus.BOOKED: Tone.INFO,
    TestDriveStatus.DONE: Tone.GOOD,
    TestDriveStatus.NO_SHOW: Tone.WARN,
    TestDriveStatus.CANCELLED: Tone.QUIET,
}


def show(read: Reader) -> str:
    """Draw the day's drives by car, and the form to book one; give the finding."""
    day = st.date_input(_("Day"), value=clock.today(), key="intent.drive.day", width=180)
    cars = read(queries.test_cars, day=day, now=clock.minute())
    drives = [drive for car in cars for drive in car.drives]
    if not cars:
        ui.empty_state(_("There is no test-drive car. Mark one in the inventory."), next_step="inventory")
        return _("There is no test-drive car.")
    with ui.side_by_side(2):
        with ui.panel(_("Drives of the day")):
            _drives(sorted(drives, key=lambda drive: drive.starts_at))
        with ui.panel(_("Book a drive")):
            _book(read, cars)
    booked = sum(drive.status is TestDriveStatus.BOOKED for drive in drives)
    return ngettext("{n} drive is booked", "{n} drives are booked", booked)


def _drives(drives: list[DriveRow]) -> None:
    if not drives:
        ui.empty_state(_("No drives on this day yet."))
        return
    tables.work_list([_item(drive) for drive in drives], key="intent.drives", size=8)
    open_ones = {drive.id: drive for drive in drives if drive.status is TestDriveStatus.BOOKED}
    if open_ones:
        _finish(open_ones)


def _item(drive: DriveRow) -> WorkItem:
    acts: tuple[Action, ...] = ()
    if drive.status is TestDriveStatus.BOOKED:
        acts = (
            Action(
                label=_("No-show"), key=f"intent.drive.missed.{drive.id}", on_click=_missed, args=(drive.id,)
            ),
            Action(
                label=_("Cancel"), key=f"intent.drive.cancel.{drive.id}", on_click=_cancel, args=(drive.id,)
            ),
        )
    return WorkItem(
        title=f"{fmt.clock_time(drive.starts_at)} · {drive.customer}",
        facts=((_("Model"), drive.model), (_("Consultant"), drive.staff)),
        badges=(Badge(text=label(drive.status), tone=_TONES[drive.status]),),
        actions=acts,
    )


def _finish(drives: dict[int, DriveRow]) -> None:
    st.selectbox(
        _("Driven"), list(drives), key="intent.drive.which",
        format_func=lambda key: f"{fmt.clock_time(drives[key].starts_at)} {drives[key].customer}",
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.checkbox(_("Licence seen"), key="intent.drive.licence")
        st.checkbox(_("Agreement signed"), key="intent.drive.agreement")
        st.date_input(_("Licence valid until"), value=None, key="intent.drive.until", width=180)
        st.pills(_("Liked the drive"), [1, 2, 3, 4, 5], key="intent.drive.rating")
    ui.button(Action(label=_("Record the drive"), key="intent.drive.finish", on_click=_done, primary=True))


def _done() -> None:
    checks = DriveChecks(
        licence_seen=state.widget("intent.drive.licence", False),
        licence_until=state.given("intent.drive.until"),
        agreement_signed=state.widget("intent.drive.agreement", False),
        rating=state.given("intent.drive.rating"),
    )
    store.run(
        operations.finish_test_drive,
        test_drive_id=state.given("intent.drive.which"),
        checks=checks,
        done=_finished,
    )


def _finished(_nothing: None) -> str:
    """The form is emptied only once the drive is recorded."""
    state.clear_widgets("intent.drive.licence", "intent.drive.agreement", "intent.drive.until")
    return _("Drive recorded")


def _missed(drive_id: int) -> None:
    store.run(operations.mark_drive_no_show, test_drive_id=drive_id, done=_("Noted as no-show"))


def _cancel(drive_id: int) -> None:
    store.run(operations.cancel_test_drive, test_drive_id=drive_id, done=_("Cancelled"))


def _book(read: Reader, cars: list[TestCar]) -> None:
    people = {row.customer_id: row for row in read(queries.board, today=clock.today())}
    sellers = dict(read(queries.choices).sellers)
    by_id = {car.id: car for car in cars}
    st.selectbox(
        _("Customer"), list(people), index=None, placeholder=_("Choose an intent customer"), key="intent.drive.customer",
        format_func=lambda key: f"{people[key].customer} · {people[key].model}",
    )  # fmt: skip
    car = st.selectbox(
        _("Car"),
        list(by_id),
        format_func=lambda key: f"{by_id[key].name} {by_id[key].plate}",
        key="intent.drive.car",
    )
    st.pills(_("Free times"), list(by_id[car].free), format_func=fmt.clock_time, key="intent.drive.start")
    if not by_id[car].free:
        ui.note(_("This car is booked for the rest of the day. Choose another car or day."), Tone.WARN)
    own = store.actor().staff_id
    choices = list(sellers)
    st.selectbox(
        _("Goes along"), choices, index=choices.index(own) if own in choices else 0,
        format_func=lambda key: sellers[key], key="intent.drive.staff",
    )  # fmt: skip
    ui.button(
        Action(
            label=_("Book the drive"),
            key="intent.drive.book",
            on_click=_save,
            primary=True,
            icon=":material/directions_car:",
        )
    )


def _save() -> None:
    customer, start = state.given("intent.drive.customer"), state.given("intent.drive.start")
    slot = DriveSlot(
        vehicle_id=state.given("intent.drive.car"),
        starts_at=start if isinstance(start, datetime) else clock.now() - timedelta(days=1),
        staff_id=state.given("intent.drive.staff"),
    )
    booked = store.run(
        operations.book_test_drive,
        customer_id=customer or 0,
        slot=slot,
        done=_("Drive booked; the customer is expected"),
    )
    if booked is not None:
        state.clear_widgets("intent.drive.start", "intent.drive.customer")
