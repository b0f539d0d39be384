"""The work list of the leads page: first touches that run out, touches that are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import streamlit as st

from pages._panels import leads_rows as rows
from pages._ui import clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Badge, Tone
from pages._ui.tables import Column, Kind
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext
from salesops.leads import queries
from salesops.leads.queries import DueLead, DueList, OwnerDue, TouchRow, Waiting, WaitingLead
from salesops.leads.rules.first_touch import Urgency

_OWNER = "leads.due.owner"
_DRAWN = "leads.drawn"
_SIZE = 6
_NEW = timedelta(minutes=15)

_URGENCY = {Urgency.ON_TIME: Tone.QUIET, Urgency.AMBER: Tone.WARN, Urgency.BREACHED: Tone.URGENT}


def show(waiting: Waiting, due: DueList, owners: Sequence[OwnerDue]) -> None:
    """Both lists, the first touches on top."""
    state.put(_DRAWN, _signature(waiting))
    with ui.side_by_side(narrowest=560):
        with st.container():
            _first_touches()
        with st.container():
            _due_touches(due, owners)


@st.fragment(run_every=3)
def _first_touches() -> None:
    """Waiting leads, asked for again every few seconds; new ones redraw the whole page with its headline."""
    now = clock.minute()
    with store.reading() as read:
        waiting = read(queries.waiting_leads, now=now)
    if _signature(waiting) != state.get(_DRAWN, _signature(waiting)) or state.get(rows.OPENING, False):
        st.rerun()
    ui.feedback()
    if not waiting.rows:
        ui.empty_state(_("Every lead has had its first touch."))
        return
    title = ngettext(
        "{n} lead waits for its first touch", "{n} leads wait for their first touch", waiting.total
    )
    with ui.panel(title):
        shown = ui.page_of(waiting.rows, key="leads.waiting", size=_SIZE)
        _newest(waiting.rows, shown, now)
        for lead in shown:
            rows.draw(_waiting_line(lead), _actions(lead.id, lead.owner_id, "first"))
        tables.foot(waiting.rows, _waiting_line, key="leads.waiting", size=_SIZE)


def _newest(leads: Sequence[WaitingLead], shown: Sequence[WaitingLead], now: datetime) -> None:
    """The lead that came in last, where others that run out sooner push it off the page."""
    newest = max(leads, key=lambda lead: (lead.received_at, lead.id))
    if newest in shown or now - newest.received_at > _NEW:
        return
    values = {"name": rows.name_of(newest.customer), "channel": newest.channel}
    if newest.owner:
        said = _("Just in: {name} over {channel}, to {owner}", **values, owner=newest.owner)
    else:
        said = _("Just in: {name} over {channel}, not assigned yet", **values)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/fiber_new: {fmt.plain(said)}", width="stretch")
        ui.button(
            ui.Action(
                label=_("Open"), key=f"leads.newest.{newest.id}", on_click=rows.open_card, args=(newest.id,)
            )
        )


def _waiting_line(lead: WaitingLead) -> rows.Line:
    return rows.Line(
        lead_id=lead.id,
        title=rows.name_of(lead.customer),
        badges=(
            rows.tier_badge(lead.tier),
            Badge(text=label(lead.urgency), tone=_URGENCY[lead.urgency], icon=":material/timer:"),
        ),
        facts=(
            ("", lead.phone),
            ("", lead.channel),
            ("", lead.model),
            (_("Consultant"), _owner(lead.owner, lead.owner_id)),
            (_("Arrived"), fmt.moment(lead.received_at)),
        ),
        note=lead.remark,
        until=lead.due_at,
    )


def _due_touches(due: DueList, owners: Sequence[OwnerDue]) -> None:
    leads_others = store.actor().may(Permission.SEE_ALL_CUSTOMERS)
    title = _("Touches due today") if leads_others else _("My touches due today")
    with ui.panel(title, note=_("A before B before C, the longest overdue first")):
        if leads_others and owners:
            _owner_filter(owners)
        if not due.rows:
            ui.empty_state(_("No touch is due."), next_step="intent")
            return
        for lead in ui.page_of(due.rows, key="leads.due", size=_SIZE):
            rows.draw(_due_line(lead), _actions(lead.id, lead.owner_id, "due"))
        tables.foot(due.rows, _due_line, key="leads.due", size=_SIZE)
        if due.total > len(due.rows):
            st.caption(
                _(
                    "{shown} of {total} are listed; the rest moves up.",
                    shown=len(due.rows),
                    total=fmt.number(due.total),
                )
            )


def _owner_filter(owners: Sequence[OwnerDue]) -> None:
    """Whose list: everybody's, or that of one, with what each has overdue."""
    names = {
        each.staff_id: _(
            "{name} {due} ({overdue} overdue)", name=each.name, due=each.due, overdue=each.overdue
        )
        for each in owners
    }
    st.pills(
        _("Consultant"),
        list(names),
        format_func=lambda staff_id: names.get(staff_id, ""),
        key=_OWNER,
        label_visibility="collapsed",
    )


def chosen_owner() -> int | None:
    """Whose due list the viewer asked for."""
    return state.widget(_OWNER, None)


def _due_line(lead: DueLead) -> rows.Line:
    if lead.days_over > 0:
        text = _("{days} d over", days=lead.days_over)
        mark = Badge(text=text, tone=Tone.URGENT)
    else:
        mark = Badge(text=_("due today"), tone=Tone.INFO, icon=":material/event:")
    return rows.Line(
        lead_id=lead.id,
        title=rows.name_of(lead.customer),
        badges=(rows.tier_badge(lead.tier), mark),
        facts=(
            ("", lead.phone),
            ("", lead.model),
            (_("Consultant"), _owner(lead.owner, lead.owner_id)),
            (_("Last touch"), fmt.moment(lead.last_touch_at)),
            (_("Touches"), fmt.number(lead.touches)),
        ),
        note=lead.note,
    )


def _actions(lead_id: int, owner_id: int | None, where: str) -> Sequence[ui.Action]:
    return rows.quick_actions(lead_id, own=owner_id in (None, store.actor().staff_id), where=where)


def _owner(name: str, owner_id: int | None) -> str:
    """Who serves the lead; nothing where it is the viewer himself."""
    return "" if owner_id == store.actor().staff_id else name or _("nobody")


def _signature(waiting: Waiting) -> tuple[tuple[int, Urgency, int | None], ...]:
    return tuple((lead.id, lead.urgency, lead.owner_id) for lead in waiting.rows)


def minutes_left(leads: Sequence[WaitingLead], now: datetime) -> int:
    """The minutes until the last of these runs out, rounded up."""
    latest = max(lead.due_at for lead in leads)
    return -(-int((latest - now).total_seconds()) // 60)


def lately(touches: Sequence[TouchRow]) -> None:
    """What was touched today, the latest first."""
    if not touches:
        return
    columns = [
        Column[TouchRow](label=_("Time"), value=lambda row: row.at, kind=Kind.MOMENT),
        Column[TouchRow](label=_("Customer"), value=lambda row: rows.name_of(row.customer)),
        Column[TouchRow](label=_("What"), value=lambda row: label(row.kind)),
        Column[TouchRow](label=_("Outcome"), value=lambda row: label(row.outcome)),
        Column[TouchRow](label=_("Note"), value=lambda row: row.note),
        Column[TouchRow](label=_("Consultant"), value=lambda row: row.by),
    ]
    ui.section(_("Touched today"))
    for each in ui.page_of(touches, key="leads.lately", size=6):
        objection = f" · {label(each.objection)}" if each.objection is not None else ""
        note = f" · {fmt.plain(each.note)}" if each.note else ""
        st.markdown(
            f":gray[{fmt.clock_time(each.at)}] **{fmt.plain(rows.name_of(each.customer))}** "
            f"{label(each.kind)} · {label(each.outcome)}{objection}{note} :gray[{fmt.plain(each.by)}]"
        )
    tables.foot(touches, columns, key="leads.lately", size=6)
