"""Test drives: every car's day, booked in a free time, driven with licence and agreement (Rule I5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import streamlit as st

from pages._panels import intent_drive_forms as forms
from pages._panels import intent_papers as papers
from pages._panels import intent_rows as rows
from pages._ui import clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext
from salesops.intent import operations, queries
from salesops.intent.operations import DriveSlot
from salesops.intent.queries import BoardRow, DriveCar, DriveRow
from salesops.models.enums import BookingPurpose, TestDriveStatus

_DAY = "intent.drives.day"
_OPEN = "intent.drives.open"
_TONES = {
    TestDriveStatus.BOOKED: Tone.INFO,
    TestDriveStatus.DONE: Tone.GOOD,
    TestDriveStatus.NO_SHOW: Tone.URGENT,
    TestDriveStatus.CANCELLED: Tone.QUIET,
}
_DAYS_AHEAD = 6
_SOON = timedelta(minutes=30)
"""From when the keys are what one looks for."""


def show(read: Reader) -> str:
    """Draw the chosen day by car, the open form, and the latest drives; give the finding."""
    now, today = clock.minute(), clock.today()
    day = _choose_day(today)
    cars = read(queries.drive_day, day=day, now=now)
    if not cars:
        ui.empty_state(_("There is no test-drive car. Make one in the inventory."), next_step="inventory")
    for car in cars:
        _car(car, now)
    _show_open(read, cars)
    if store.actor().may(Permission.RECORD_TOUCH):
        _history(read(queries.drive_history, before=today))
    return _answer(cars, day, now)


def _choose_day(today: date) -> date:
    days = [today + timedelta(days=ahead) for ahead in range(_DAYS_AHEAD + 1)]
    chosen: date = st.segmented_control(
        _("Day"),
        days,
        format_func=lambda day: fmt.opening(fmt.near_day(day)),
        default=today,
        key=_DAY,
        required=True,
        label_visibility="collapsed",
    )
    return chosen


def _answer(cars: Sequence[DriveCar], day: date, now: datetime) -> str:
    drives = [drive for car in cars for drive in car.drives]
    booked = [drive for drive in drives if drive.status is TestDriveStatus.BOOKED]
    late = [drive for drive in booked if drive.ends_at < now]
    if late:
        return ngettext("{n} drive is over and not settled", "{n} drives are over and not settled", len(late))
    ahead = [drive.starts_at for drive in booked if drive.starts_at > now]
    if ahead:
        return ngettext(
            "{n} drive lies ahead {day}, the next at {time}",
            "{n} drives lie ahead {day}, the next at {time}",
            len(ahead),
            day=fmt.near_day(day),
            time=fmt.clock_time(min(ahead)),
        )
    if booked:
        return ngettext("{n} drive is under way", "{n} drives are under way", len(booked))
    if not cars:
        return _("No test-drive car")
    return _("No drive is booked for {day}", day=fmt.near_day(day))


def _car(car: DriveCar, now: datetime) -> None:
    with st.container(border=True):
        shown = " ".join(part for part in (car.model, car.plate) if part)
        st.markdown(f"**{fmt.plain(shown)}**")
        for drive in car.drives:
            _drive(drive, now)
        others = [each for each in car.held if each.purpose is not BookingPurpose.TEST_DRIVE]
        for each in others:
            st.caption(
                _(
                    "held {start}–{end}: {purpose}",
                    start=fmt.clock_time(each.starts_at),
                    end=fmt.clock_time(each.ends_at),
                    purpose=label(each.purpose),
                )
            )
        if not car.free:
            st.caption(_("No free time on this day."))
            return
        _free(car)


def _free(car: DriveCar) -> None:
    """The free times; a tap chooses one and opens the form."""
    times = [fmt.clock_time(at) for at in car.free]
    if not store.actor().may(Permission.RECORD_TOUCH):
        st.caption(_("Free at {times}", times=", ".join(times)))
        return
    st.pills(
        _("Free, tap to book"),
        list(car.free),
        format_func=fmt.clock_time,
        key=f"intent.free.{car.id}",
        on_change=_choose_time,
        args=(car.id,),
    )


def _choose_time(car_id: int) -> None:
    at: datetime | None = state.given(f"intent.free.{car_id}")
    if at is not None:
        state.put(_OPEN, ("book", car_id, at))


def _drive(drive: DriveRow, now: datetime) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        mark = ui.badge_text(Badge(text=label(drive.status), tone=_TONES[drive.status]))
        span = f"{fmt.clock_time(drive.starts_at)}–{fmt.clock_time(drive.ends_at)}"
        rating = f"{drive.rating}/5" if drive.rating else ""
        st.markdown(
            f"**{span}** {fmt.plain(rows.name_of(drive.customer))} {mark}  \n"
            + ui.fact_text((("", drive.phone), (_("Consultant"), drive.staff), (_("Rating"), rating))),
            width="stretch",
        )
        works = drive.staff_id == store.actor().staff_id or store.actor().may(Permission.SEE_ALL_CUSTOMERS)
        if drive.status is TestDriveStatus.BOOKED and works:
            with st.container(horizontal=True, width="content", gap="small"):
                _drive_buttons(drive, now)


def _drive_buttons(drive: DriveRow, now: datetime) -> None:
    ui.button(
        Action(
            label=_("Driven") if drive.checked else _("Hand over the keys"),
            key=f"intent.drive.done.{drive.id}" if drive.checked else f"intent.drive.keys.{drive.id}",
            on_click=_open,
            args=("drive" if drive.checked else "keys", drive.id, None),
            primary=drive.starts_at <= now + _SOON,
            icon=":material/sports_score:" if drive.checked else ":material/key:",
        )
    )
    if not drive.checked:
        papers.agreement_button(drive)
    with st.popover(_("More"), icon=":material/more_horiz:"):
        ui.button(
            Action(
                label=_("Did not come"),
                key=f"intent.drive.missed.{drive.id}",
                on_click=_missed,
                args=(drive.id,),
            )
        )
        ui.button(
            Action(
                label=_("Cancel the drive"),
                key=f"intent.drive.cancel.{drive.id}",
                on_click=_cancel,
                args=(drive.id,),
            )
        )


def _open(what: str, row_id: int, at: datetime | None) -> None:
    state.put(_OPEN, (what, row_id, at))


def _close() -> None:
    state.drop(_OPEN)


def _missed(drive_id: int) -> None:
    store.run(
        operations.mark_drive_no_show,
        test_drive_id=drive_id,
        done=_("Noted; the car is free, and there is a task to rebook."),
    )


def _cancel(drive_id: int) -> None:
    store.run(operations.cancel_test_drive, test_drive_id=drive_id, done=_("Cancelled; the car is free."))


def _show_open(read: Reader, cars: Sequence[DriveCar]) -> None:
    nothing: tuple[str, int, datetime | None] = ("", 0, None)
    what, row_id, at = state.get(_OPEN, nothing)
    if what == "book" and at is not None:
        car = next((each for each in cars if each.id == row_id), None)
        if car is not None:
            _book_dialog(car, at, read(queries.board, now=clock.minute()))
    elif what in ("keys", "drive"):
        drive = next((each for car in cars for each in car.drives if each.id == row_id), None)
        if drive is not None:
            (forms.keys_dialog if what == "keys" else forms.driven_dialog)(drive, _close)


def _book_dialog(car: DriveCar, at: datetime, board: Sequence[BoardRow]) -> None:
    customers = {row.customer_id: row for row in board}

    @st.dialog(_("{model} at {time}", model=car.model, time=fmt.moment(at)), on_dismiss=_close)
    def form() -> None:
        ui.dialog_feedback()
        st.selectbox(
            _("Intent customer"),
            list(customers),
            format_func=lambda customer_id: (
                _customer(customers[customer_id]) if customer_id in customers else ""
            ),
            index=None,
            placeholder=_("Choose a customer"),
            key="intent.book.customer",
        )
        st.caption(
            _(
                "The car is held for the drive and the time to get ready behind it. Ask for the driving licence."
            )
        )
        ui.button(
            Action(
                label=_("Book the drive"),
                key="intent.book.save",
                on_click=_book,
                args=(car.id, at, {row.customer_id: (row.id, row.owner_id) for row in board}),
                primary=True,
            )
        )

    form()


def _customer(row: BoardRow) -> str:
    return " · ".join(part for part in (rows.name_of(row.customer), row.model, row.phone) if part)


def _book(car_id: int, at: datetime, known: dict[int, tuple[int, int | None]]) -> None:
    customer_id: int | None = state.given("intent.book.customer")
    if customer_id is None:
        state.tell(state.FeedbackKind.REFUSED, _("Choose the customer first."))
        return
    deal_id, owner_id = known[customer_id]
    staff_id = owner_id or store.actor().staff_id
    if staff_id is None:
        return
    booked = store.run(
        operations.book_test_drive,
        customer_id=customer_id,
        slot=DriveSlot(vehicle_id=car_id, starts_at=at, staff_id=staff_id, opportunity_id=deal_id),
        done=_("Booked for {time}.", time=fmt.moment(at)),
    )
    if booked is not None:
        state.clear_widgets("intent.book.customer", f"intent.free.{car_id}")
        _close()


def _history(found: Sequence[DriveRow]) -> None:
    if not found:
        return
    driven = sum(row.status is TestDriveStatus.DONE for row in found)
    missed = sum(row.status is TestDriveStatus.NO_SHOW for row in found)
    ui.section(
        _(
            "The last {all} drives: {driven} driven, {missed} no-shows",
            all=len(found),
            driven=driven,
            missed=missed,
        )
    )
    columns = [
        Column[DriveRow](label=_("Time"), value=lambda row: row.starts_at, kind=Kind.MOMENT),
        Column[DriveRow](label=_("Customer"), value=lambda row: row.customer),
        Column[DriveRow](label=_("Consultant"), value=lambda row: row.staff),
        Column[DriveRow](label=_("State"), value=lambda row: label(row.status)),
        Column[DriveRow](label=_("Rating"), value=lambda row: row.rating, kind=Kind.NUMBER),
    ]
    tables.table(found, columns, key="intent.driven")
