"""Everything kept of one customer as a file, and its deletion on request (Rule Z3)."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any

import streamlit as st

from pages._ui import components as ui
from pages._ui import state, store
from pages._ui.components import Action, Tone
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.care import operations
from salesops.care.operations import CustomerFile
from salesops.care.queries import FoundCustomer
from salesops.core.i18n import _, label, render
from salesops.core.phone import dialled
from salesops.intake.exports import table_bytes

_KEY = "care.file"


def open_file(row: FoundCustomer) -> None:
    """The dialog in which a customer's data are handed out or deleted."""

    @st.dialog(_("Data of {name}", name=row.customer))
    def dialog() -> None:
        ui.dialog_feedback()
        st.markdown(_("The customer may have everything that is kept of him. Handing it out is recorded."))
        st.download_button(
            _("Hand out as a file"),
            data=store.later(_as_file, customer_id=row.id),
            file_name=f"customer-{row.id}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key=f"{_KEY}.{row.id}",
            icon=":material/download:",
            on_click="ignore",
        )
        if store.actor().may(Permission.SEE_ALL_CUSTOMERS):
            _deletion(row)

    dialog()


def _as_file(session: Any, actor: Actor, *, now: datetime, customer_id: int) -> bytes:
    """The customer's file as a spreadsheet: a line for each value, safe to open."""
    found: CustomerFile = operations.hand_out(session, actor, now=now, customer_id=customer_id)
    lines = [
        (render(section.title), number, render(name), _shown(value, actor))
        for section in found.sections
        for number, values in enumerate(section.rows, 1)
        for name, value in zip(section.header, values, strict=True)
        if value not in (None, "")
    ]
    return table_bytes(
        (_("Kind of record"), _("Entry number"), _("Detail of the entry"), _("Value")), lines, ".xlsx"
    )


def _shown(value: Any, actor: Actor) -> Any:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{actor.local(value):%Y-%m-%d %H:%M}"
    if isinstance(value, Enum):
        return label(value)
    return dialled(value) if isinstance(value, str) else value


def _deletion(row: FoundCustomer) -> None:
    with st.expander(_("Delete on request"), icon=":material/delete:"):
        ui.note(
            _("Name, number and words go for good; that there was a visit or a call stays, without a name."),
            Tone.WARN,
        )
        st.text_input(_("How and when he asked for it"), key=f"{_KEY}.reason.{row.id}")
        ui.button(
            Action(
                label=_("Delete for good"),
                key=f"{_KEY}.erase.{row.id}",
                on_click=_erase,
                args=(row,),
                icon=":material/delete_forever:",
            )
        )


def _erase(row: FoundCustomer) -> None:
    store.run(
        operations.erase_customer,
        customer_id=row.id,
        reason=state.widget(f"{_KEY}.reason.{row.id}", ""),
        done=_("The data of {name} are deleted.", name=row.customer),
    )
