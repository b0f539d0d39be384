"""Forms of a test drive: the keys, with licence and agreement, and what the customer says afterwards (Rule I5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from pages._panels import intent_rows as rows
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui import state, store
from pages._ui.components import Action
from salesops.core.i18n import _
from salesops.intent import operations
from salesops.intent.queries import DriveRow
from salesops.intent.rules.steps import DriveChecks

Close = Callable[[], None]
"""Forgets which form is open."""


def keys_dialog(drive: DriveRow, close: Close) -> None:
    """Before the drive: nobody gets the keys without a valid licence and a signed agreement."""
    key = f"intent.keys.{drive.id}"

    @st.dialog(f"{rows.name_of(drive.customer)} · {drive.model}", on_dismiss=close)
    def form() -> None:
        ui.dialog_feedback()
        if drive.licence_until is not None:
            ui.note(_("Known from an earlier drive: valid until {day}", day=fmt.day(drive.licence_until)))
        st.checkbox(_("Driving licence seen"), key=f"{key}.licence")
        st.date_input(
            _("Licence valid until"),
            value=drive.licence_until,
            min_value=date(2000, 1, 1),
            max_value=date(2099, 12, 31),
            key=f"{key}.until",
            format="YYYY-MM-DD",
            width=220,
        )
        st.checkbox(_("Agreement signed"), key=f"{key}.agreement")
        ui.button(
            Action(
                label=_("Hand over the keys"),
                key=f"{key}.save",
                on_click=_hand_over,
                args=(drive.id, drive.licence_until, close),
                primary=True,
                icon=":material/key:",
            )
        )

    form()


def _hand_over(drive_id: int, known_until: date | None, close: Close) -> None:
    key = f"intent.keys.{drive_id}"
    store.run(
        operations.hand_over_keys,
        test_drive_id=drive_id,
        checks=DriveChecks(
            licence_seen=state.widget(f"{key}.licence", False),
            licence_until=state.widget(f"{key}.until", known_until),
            agreement_signed=state.widget(f"{key}.agreement", False),
        ),
        done=_("Licence and agreement are in order; the keys are out."),
    )
    if rows.succeeded():
        state.clear_widgets(*(f"{key}.{name}" for name in ("licence", "until", "agreement")))
        close()


def driven_dialog(drive: DriveRow, close: Close) -> None:
    """After the drive: how it was liked."""
    key = f"intent.driven.{drive.id}"

    @st.dialog(f"{rows.name_of(drive.customer)} · {drive.model}", on_dismiss=close)
    def form() -> None:
        ui.dialog_feedback()
        st.pills(_("How was it liked? 1 to 5"), [1, 2, 3, 4, 5], key=f"{key}.rating")
        st.text_input(_("Remark"), key=f"{key}.note", placeholder=_("Optional"), max_chars=200)
        ui.button(
            Action(
                label=_("Save the drive"),
                key=f"{key}.save",
                on_click=_finish,
                args=(drive.id, close),
                primary=True,
            )
        )

    form()


def _finish(drive_id: int, close: Close) -> None:
    key = f"intent.driven.{drive_id}"
    store.run(
        operations.finish_test_drive,
        test_drive_id=drive_id,
        checks=DriveChecks(
            licence_seen=False,  # that was noted with the keys
            licence_until=None,
            agreement_signed=False,
            rating=state.given(f"{key}.rating"),
            note=state.widget(f"{key}.note", ""),
        ),
        done=_("Drive noted. Ask now what was liked and what not."),
    )
    if rows.succeeded():
        state.clear_widgets(f"{key}.rating", f"{key}.note")
        close()
