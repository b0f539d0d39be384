"""The card's handing over: to whom a lead goes, with the room of each (Rules L4, L9)."""

from __future__ import annotations

import streamlit as st

from pages._panels import leads_rows as rows
from pages._ui import clock, state, store
from pages._ui import components as ui
from pages._ui.components import Action
from salesops.core.i18n import _, label
from salesops.leads import operations, queries
from salesops.leads.queries import LeadDetail, Room


def show(lead: LeadDetail) -> None:
    """Choose somebody with room, say why if there is something to say."""
    with store.reading() as read:
        rooms = [room for room in read(queries.rooms, now=clock.minute()) if room.id != lead.owner_id]
    names = {room.id: described(room) for room in rooms}
    key = f"leads.give.{lead.id}"
    st.radio(
        _("To whom?"),
        list(names),
        format_func=lambda staff_id: names.get(staff_id, ""),
        key=f"{key}.to",
    )
    st.text_input(_("Reason"), key=f"{key}.reason", placeholder=_("Optional"))
    st.caption(_("The countdown goes on: only a recorded touch stops it."))
    ui.button(
        Action(
            label=_("Hand over"),
            key=f"{key}.save",
            on_click=_give,
            args=(lead.id,),
            primary=True,
            icon=":material/swap_horiz:",
        )
    )


def described(room: Room) -> str:
    """A consultant with what decides: seniority, open leads, room."""
    values = {"name": room.name, "seniority": label(room.seniority)}
    if room.away:
        return _("{name} · {seniority} · day off", **values)
    return _(
        "{name} · {seniority} · {open} open leads · room for {room} today",
        **values,
        open=room.open_leads,
        room=min(room.room_today, room.room_month),
    )


def _give(lead_id: int) -> None:
    key = f"leads.give.{lead_id}"
    staff_id: int | None = state.widget(f"{key}.to", None)
    if staff_id is None:
        return
    given = store.run(
        operations.assign_many,
        lead_ids=(lead_id,),
        staff_id=staff_id,
        reason=state.widget(f"{key}.reason", ""),
        done=_("Handed over"),
    )
    if given is not None:
        state.clear_widgets(f"{key}.to", f"{key}.reason")
        rows.close_card()
