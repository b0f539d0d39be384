"""Key customers: who hosts them and what to stress (M6)."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from pages._ui import clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import WorkItem
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext
from salesops.meeting import queries
from salesops.meeting.operations.key_customers import Hosting, host_customer
from salesops.meeting.queries.key_customers import KeyCustomer
from salesops.models.enums import Profile, Role
from salesops.planning import queries as planning


def show(read: Reader, now: datetime) -> None:
    """Those marked, who comes next first; then marking another one."""
    found = read(queries.key_customers, now=now)
    ui.page_title(_("Key customers"), _answer(found, now))
    may = store.actor().may(Permission.LEAD_MEETING)
    if not found:
        ui.empty_state(
            _("No customer is marked as key. Mark one below.") if may else _("No customer is marked as key.")
        )
    opened = None
    items = []
    for customer in found:
        items.append(_item(customer, may))
        if state.get("meeting.key.open", 0) == customer.id:
            opened = customer
    tables.work_list(items, key="meeting.key", size=6)
    if may:
        if opened is not None:
            _edit(read, opened)
        _mark_another(read, now)


def _answer(found: list[KeyCustomer], now: datetime) -> str:
    today = store.actor().today(now)
    coming = [each for each in found if each.next_visit and store.actor().today(each.next_visit) == today]
    if coming:
        first = coming[0]
        return ngettext(
            "{n} key customer comes today, first {name} at {time}.",
            "{n} key customers come today, first {name} at {time}.",
            len(coming),
            name=first.name,
            time=fmt.clock_time(first.next_visit),
        )
    return ngettext("{n} key customer, none comes today.", "{n} key customers, none comes today.", len(found))


def _item(customer: KeyCustomer, may: bool) -> WorkItem:
    badges = []
    if customer.next_visit is not None:
        badges.append(Badge(text=fmt.moment(customer.next_visit), tone=Tone.WARN, icon=":material/event:"))
    if customer.host_id is None:
        badges.append(Badge(text=_("no host"), tone=Tone.URGENT))
    profile = label(customer.profile) if customer.profile is not Profile.UNKNOWN else ""
    edit = Action(
        label=_("Host and points"),
        key=f"meeting.key.edit.{customer.id}",
        on_click=_open,
        args=(customer.id,),
        icon=":material/edit:",
    )
    return WorkItem(
        title=customer.name,
        facts=((_("Host"), customer.host), (_("Profile"), profile), (_("Model"), customer.model)),
        badges=tuple(badges),
        note=_("Stress: {points}", points=customer.points) if customer.points else None,
        actions=(edit,) if may else (),
    )


def _open(customer_id: int) -> None:
    state.put("meeting.key.open", customer_id)


def _edit(read: Reader, customer: KeyCustomer) -> None:
    people = read(planning.people, day=clock.today(), roles=(Role.CONSULTANT, Role.SUPERVISOR, Role.MANAGER))
    names = {person.id: person.name for person in people}
    ids = list(names)
    key = f"meeting.key.{customer.id}"
    with ui.panel(_("Host and points for {name}", name=customer.name)):
        st.selectbox(
            _("Host"),
            ids,
            format_func=lambda person: names[person],
            index=ids.index(customer.host_id) if customer.host_id in names else None,
            key=f"{key}.host",
            placeholder=_("Choose"),
        )
        st.text_area(
            _("Points to stress"),
            value=customer.points,
            key=f"{key}.points",
            height=80,
            placeholder=_("cares for rear privacy: show sunshades, sound insulation"),
        )
        ui.actions(
            [
                Action(
                    label=_("Save"), key=f"{key}.save", on_click=_save, args=(customer.id, True), primary=True
                ),
                Action(
                    label=_("No key customer any more"),
                    key=f"{key}.unmark",
                    on_click=_save,
                    args=(customer.id, False),
                ),
            ]
        )


def _save(customer_id: int, is_key: bool) -> None:
    key = f"meeting.key.{customer_id}"
    hosting = Hosting(
        host_id=state.widget(f"{key}.host", 0) or None,
        points=state.widget(f"{key}.points", ""),
        is_key=is_key,
    )
    if store.run(host_customer, customer_id=customer_id, hosting=hosting, done=_("Saved.")) is not None:
        state.drop("meeting.key.open")


def _mark_another(read: Reader, now: datetime) -> None:
    with ui.panel(_("Mark another customer as key")):
        words = st.text_input(_("Name begins with"), key="meeting.key.find", placeholder=_("name or pinyin"))
        if not words:
            return
        found = read(queries.candidates, now=now, words=words)
        if not found:
            st.caption(_("No customer of that name."))
        for customer in found:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"{fmt.plain(customer.name)} · {fmt.plain(customer.owner)}", width="stretch")
                ui.button(
                    Action(
                        label=_("Mark as key"),
                        key=f"meeting.key.mark.{customer.id}",
                        on_click=_mark,
                        args=(customer.id,),
                        icon=":material/star:",
                    )
                )


def _mark(customer_id: int) -> None:
    """The one who marks is the host until somebody else is chosen."""
    hosting = Hosting(host_id=store.actor().staff_id, points="")
    if (
        store.run(
            host_customer, customer_id=customer_id, hosting=hosting, done=_("Marked as key; choose the host.")
        )
        is not None
    ):
        state.put("meeting.key.open", customer_id)
