"""Assignment on the leads page: the pool with its proposal, everybody's room, what was handed over today (L4, L9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from pages._panels import leads_rows as rows
from pages._ui import clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action
from pages._ui.tables import Column, Kind
from salesops.access import policies
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, _, label, ngettext
from salesops.leads import operations, queries
from salesops.leads.queries import HandOver, HandOverRun, Placing, PoolLead
from salesops.leads.rules.assignment import Proposal

_SIZE = 8


def show() -> None:
    """The pool first, then the room there is, then today's history."""
    now = clock.minute()
    with store.reading() as read:
        placing = read(queries.placing, now=now)
        history = read(queries.hand_overs, now=now)
        runs = read(queries.hand_over_runs, now=now)
    _automatic(on=placing.automatic)
    _pool(placing)
    with ui.side_by_side():
        with ui.panel(_("Room of each consultant"), note=_("Daily and monthly caps, less what was given")):
            _rooms(placing)
        with st.container():
            _spread(placing)
            with ui.panel(_("Handed over today")):
                _runs(runs)
                _history(history)


def _automatic(*, on: bool) -> None:
    """Whether new leads get their consultant by themselves; who may change it does so here."""
    if not store.actor().may(Permission.CHANGE_SETTINGS):
        ui.badge(
            ui.Badge(text=_("New leads are assigned automatically"), tone=ui.Tone.GOOD)
            if on
            else ui.Badge(text=_("New leads wait for an assignment by hand"), tone=ui.Tone.WARN)
        )
        return
    st.toggle(
        _("Assign new leads automatically"),
        value=on,
        key="leads.automatic",
        help=_("Off: new leads wait here until somebody accepts the proposal."),
        on_change=_switch,
    )


def _switch() -> None:
    store.run(
        policies.change,
        key="assignment.automatic",
        value=state.widget("leads.automatic", True),
        done=_switched,
    )


def _switched(_result: None) -> str:
    if state.widget("leads.automatic", True):
        return _("New leads are assigned automatically")
    return _("New leads wait for an assignment by hand")


def _pool(placing: Placing) -> None:
    if not placing.leads:
        ui.empty_state(_("Every lead has a consultant."))
        return
    ready = tuple(lead.proposal for lead in placing.leads if lead.proposal.staff_id is not None)
    title = ngettext("{n} lead without a consultant", "{n} leads without a consultant", placing.total)
    with ui.panel(title):
        if ready:
            text = ngettext("Accept {n} proposal", "Accept all {n} proposals", len(ready))
            ui.button(
                Action(
                    label=text,
                    key="leads.accept_all",
                    on_click=_accept,
                    args=(ready,),
                    primary=True,
                    icon=":material/done_all:",
                )
            )
        else:
            ui.note(_("Nobody has room: raise a cap in the settings, or end a day off."), ui.Tone.WARN)
        for lead in ui.page_of(placing.leads, key="leads.pool", size=_SIZE):
            _pool_line(lead)
        tables.foot(placing.leads, _pool_text, key="leads.pool", size=_SIZE)


def _pool_line(lead: PoolLead) -> None:
    actions = [_give(lead)]
    if lead.proposal.staff_id is not None:
        accept = Action(
            label=_("To {name}", name=lead.proposed),
            key=f"leads.accept.{lead.id}",
            on_click=_accept,
            args=((lead.proposal,),),
        )
        actions = [accept, *actions]
    rows.draw(_pool_text(lead), actions)


def _pool_text(lead: PoolLead) -> rows.Line:
    reasons = rows.because(lead.proposal.reasons)
    nobody = lead.proposal.staff_id is None
    return rows.Line(
        lead_id=lead.id,
        title=rows.name_of(lead.customer),
        badges=(rows.tier_badge(lead.tier),),
        facts=(("", lead.phone), ("", lead.channel), ("", lead.model)),
        note=reasons if nobody else _("{name}: {reasons}", name=lead.proposed, reasons=reasons),
        until=lead.due_at,
    )


def _give(lead: PoolLead) -> Action:
    return Action(
        label=_("Somebody else"),
        key=f"leads.pool.give.{lead.id}",
        on_click=rows.open_card,
        args=(lead.id, "give"),
    )


def _accept(proposals: Sequence[Proposal]) -> None:
    store.run(operations.accept_proposal, proposals=proposals, done=_assigned)


def _assigned(result: operations.Assigned) -> str:
    if result.left:
        return _("{given} assigned; {left} changed meanwhile and wait.", given=result.given, left=result.left)
    return ngettext("{n} lead assigned", "{n} leads assigned", result.given)


def _rooms(placing: Placing) -> None:
    tables.table(
        placing.rooms,
        [
            Column(label=_("Consultant"), value=lambda room: room.name, pinned=True),
            Column(label=_("Seniority"), value=lambda room: label(room.seniority)),
            Column(label=_("Open leads"), value=lambda room: room.open_leads, kind=Kind.NUMBER),
            Column(
                label=_("Room today"),
                value=lambda room: 0 if room.away else min(room.room_today, room.room_month),
                kind=Kind.NUMBER,
            ),
            Column(label=_("Day off"), value=lambda room: room.away, kind=Kind.YES_NO),
        ],
        key="leads.rooms",
    )


def _spread(placing: Placing) -> None:
    """Somebody is away or drowns: his leads go to the others, each to whom it fits."""
    names = {room.id: room.name for room in placing.rooms}
    with ui.panel(_("Spread somebody's leads over the others")):
        st.selectbox(
            _("Whose leads"),
            list(names),
            index=None,
            format_func=lambda staff_id: names.get(staff_id, ""),
            key="leads.spread.from",
            placeholder=_("Choose a consultant"),
        )
        st.toggle(_("Only those without a first touch"), value=True, key="leads.spread.untouched")
        ui.button(
            Action(
                label=_("Spread"), key="leads.spread.go", on_click=_spread_now, icon=":material/call_split:"
            )
        )


def _spread_now() -> None:
    staff_id: int | None = state.widget("leads.spread.from", None)
    if staff_id is None:
        state.tell(state.FeedbackKind.REFUSED, _("Choose a consultant"))
        return
    store.run(
        operations.spread,
        staff_id=staff_id,
        untouched_only=state.widget("leads.spread.untouched", True),
        done=_spread_result,
    )


def _spread_result(result: operations.Assigned) -> str:
    if result.left:
        return _("{given} spread; nobody has room for {left}.", given=result.given, left=result.left)
    return ngettext("{n} lead spread", "{n} leads spread", result.given)


def _runs(runs: Sequence[HandOverRun]) -> None:
    """Proposals that handed over several leads: one undo takes all back."""
    for each in runs:
        with st.container(horizontal=True, vertical_alignment="center"):
            text = ngettext("{n} lead handed over at once", "{n} leads handed over at once", each.leads)
            by = f"  \n:gray[{fmt.plain(each.by)}]" if each.by else ""
            st.markdown(f"{fmt.clock_time(each.at)} **{fmt.plain(text)}**{by}", width="stretch")
            ui.button(
                Action(
                    label=ngettext("Undo {n}", "Undo all {n}", each.can_undo),
                    key=f"leads.undo_run.{each.at:%H%M%S%f}.{each.by_id}",
                    on_click=_take_back,
                    args=(each.at, each.by_id),
                    icon=":material/undo:",
                )
            )
    if runs:
        st.divider()


def _take_back(at: datetime, by: int | None) -> None:
    store.run(operations.take_back, at=at, by=by, done=_taken_back)


def _taken_back(result: operations.Assigned) -> str:
    if result.left:
        return _(
            "{given} back in the pool; {left} were touched or passed on since and stay.",
            given=result.given,
            left=result.left,
        )
    return ngettext("{n} lead back in the pool", "{n} leads back in the pool", result.given)


def _history(history: Sequence[HandOver]) -> None:
    if not history:
        st.caption(_("Nothing was handed over today."))
        return
    columns = [
        Column[HandOver](label=_("Time"), value=lambda each: each.at, kind=Kind.MOMENT),
        Column[HandOver](label=_("Customer"), value=lambda each: rows.name_of(each.customer)),
        Column[HandOver](label=_("From"), value=lambda each: each.before),
        Column[HandOver](label=_("Consultant"), value=lambda each: each.after or _("pool")),
        Column[HandOver](label=_("Grounds"), value=lambda each: rows.because(each.reasons)),
        Column[HandOver](label=_("By"), value=lambda each: each.by),
    ]
    for each in ui.page_of(history, key="leads.handed", size=6):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_history_line(each), width="stretch")
            if each.can_undo:
                ui.button(
                    Action(
                        label=_("Undo"),
                        key=f"leads.undo.{each.id}",
                        on_click=_undo,
                        args=(each.lead_id,),
                        icon=":material/undo:",
                    )
                )
    tables.foot(history, columns, key="leads.handed", size=6)


def _history_line(each: HandOver) -> str:
    to = each.after or _("pool")
    head = f"{fmt.clock_time(each.at)} **{fmt.plain(rows.name_of(each.customer))}** → {fmt.plain(to)}"
    return f"{head}  \n:gray[{fmt.plain(rows.because(each.reasons))}]" if each.reasons else head


def _undo(lead_id: int) -> None:
    store.run(
        operations.unassign_many,
        lead_ids=(lead_id,),
        reason=_UNDONE,
        done=_("Back in the pool"),
    )


_UNDONE = N_("undone")
