"""Experiences by profile: night drive and tea, family day (Rule I4)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import streamlit as st

from pages._ui import clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import WorkItem
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext
from salesops.intent import operations, queries
from salesops.intent.operations import Experience
from salesops.intent.queries import BoardRow, ExperienceRow
from salesops.models.enums import EventKind, Profile

_KINDS = (EventKind.NIGHT_DRIVE, EventKind.FAMILY_DAY)


def show(read: Reader) -> str:
    """Draw what is offered with its places, invite from the board, and add another; give the finding."""
    rows = read(queries.experiences, today=clock.today())
    people = read(queries.board, today=clock.today())
    with ui.panel(_("Offered")):
        if rows:
            tables.work_list([_item(row) for row in rows], key="intent.experiences", size=6)
            _invite({row.id: row for row in rows}, people)
        else:
            ui.empty_state(
                _("Nothing is offered yet. A night drive brings business customers, a family day families.")
            )
    if store.actor().may(Permission.EDIT_LIBRARY):
        with ui.panel(_("Offer another")):
            _new()
    free = sum(row.capacity - row.invited for row in rows)
    return ngettext("{n} place is free", "{n} places are free", free)


def _item(row: ExperienceRow) -> WorkItem:
    free = row.capacity - row.invited
    return WorkItem(
        title=row.title,
        facts=(
            (_("When"), fmt.moment(row.starts_at)),
            (_("Meant for"), label(row.profile)),
            (_("Places"), fmt.ratio(row.invited, row.capacity)),
        ),
        badges=(Badge(text=_("full"), tone=Tone.WARN),) if free <= 0 else (),
    )


def _invite(rows: dict[int, ExperienceRow], people: list[BoardRow]) -> None:
    known = {row.customer_id: row for row in people}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        event = st.selectbox(
            _("Experience"),
            list(rows),
            format_func=lambda key: rows[key].title,
            key="intent.invite.event",
            width=220,
        )
        fitting = sorted(known, key=lambda key: known[key].profile is not rows[event].profile)
        st.selectbox(
            _("Customer"), fitting, index=None, placeholder=_("Fitting profiles first"), key="intent.invite.customer", width=260,
            format_func=lambda key: f"{known[key].customer} · {label(known[key].profile)}",
        )  # fmt: skip
        ui.button(Action(label=_("Invite"), key="intent.invite.save", on_click=_save_invite, primary=True))


def _save_invite() -> None:
    customer = state.given("intent.invite.customer")
    if customer is not None:
        store.run(
            operations.invite_guest,
            event_id=state.given("intent.invite.event"),
            customer_id=customer,
            done=_("Invited"),
        )


def _new() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(_("Kind"), _KINDS, format_func=label, key="intent.exp.kind", width=200)
        st.text_input(_("Title of the event"), key="intent.exp.title", width=220)
        st.date_input(_("Day"), value=clock.today() + timedelta(days=3), key="intent.exp.day", width=160)
        st.time_input(_("Begins at"), value=time(19, 0), key="intent.exp.time", width=130)
        st.number_input(_("Places"), min_value=1, value=8, key="intent.exp.places", width=110)
        st.selectbox(_("Meant for"), list(Profile), format_func=label, key="intent.exp.profile", width=140)
        ui.button(Action(label=_("Offer"), key="intent.exp.save", on_click=_save_new, primary=True))


def _save_new() -> None:
    zone = store.actor().zone
    starts = datetime.combine(state.given("intent.exp.day"), state.given("intent.exp.time"), tzinfo=zone)
    experience = Experience(
        kind=state.given("intent.exp.kind"),
        title=state.widget("intent.exp.title", ""),
        starts_at=starts,
        capacity=int(state.widget("intent.exp.places", 1)),
        profile=state.widget("intent.exp.profile", Profile.UNKNOWN),
    )
    store.run(operations.save_experience, experience=experience, done=_("Offered"))
