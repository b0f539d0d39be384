"""Reception: who waits and since when, who is expected, who arrives (Rules I8, M5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import streamlit as st

from pages._panels import intent_arrival as arrival
from pages._panels import intent_rows as rows
from pages._ui import clock, state, store, tables, ticker
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from pages._ui.ticker import Stopwatch
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext
from salesops.intent import operations, queries
from salesops.intent.operations import Party
from salesops.intent.queries import ExpectedRow, VisitorRow
from salesops.models.enums import AppointmentStatus, Role
from salesops.planning import queries as planning
from salesops.planning.queries import Person
from salesops.planning.queries.door import Door, door

_RECEIVERS = (Role.CONSULTANT, Role.SUPERVISOR)


def show(read: Reader) -> str:
    """Draw who waits, who arrives, who is expected and who is here; give the finding."""
    now, today = clock.minute(), clock.today()
    found = read(queries.visitors, now=now)
    limit = read(queries.wait_limit)
    people = read(planning.people, day=today, roles=_RECEIVERS)
    line = read(door, now=now)
    waits = [row for row in found if row.waits]
    arrival.show_button()
    _waiting(waits, people, line, limit)
    with ui.side_by_side(2):
        with ui.panel(_("Expected today")):
            _expected(read(queries.expected, now=now), now)
        with ui.panel(_("In the showroom")):
            _inside([row for row in found if row.left_at is None and row.greeted_at is not None])
    unknown = [row for row in found if row.incomplete and row.left_at is not None]
    if unknown:
        _unknown(unknown)
    _gone([row for row in found if row.left_at is not None])
    arrival.show_open(read, people)
    return _answer(waits, found, now, limit)


def _answer(waits: Sequence[VisitorRow], found: Sequence[VisitorRow], now: datetime, limit: timedelta) -> str:
    if waits:
        long = sum(now - row.arrived_at > limit for row in waits)
        if long:
            return ngettext(
                "{n} party waits longer than {limit}",
                "{n} parties wait longer than {limit}",
                long,
                limit=fmt.duration(limit),
            )
        return ngettext("{n} party waits to be greeted", "{n} parties wait to be greeted", len(waits))
    if not found:
        return _("Nobody has come yet today")
    inside = sum(row.left_at is None for row in found)
    return _("Nobody waits; {inside} in the showroom, {all} parties today", inside=inside, all=len(found))


def _waiting(waits: Sequence[VisitorRow], people: Sequence[Person], line: Door, limit: timedelta) -> None:
    if not waits:
        ui.empty_state(_("Everybody has been greeted."))
        return
    here = [person for person in people if person.away is None]
    with ui.panel(_("Waiting to be greeted"), note=_turn(line)):
        for row in waits:
            _waiting_line(row, here, line, limit)


def _turn(line: Door) -> str:
    if line.now_id is None:
        return _("Everybody at the door is busy: ask a supervisor to step in.")
    return _("Next in line: {name}", name=line.now_name)


def _waiting_line(row: VisitorRow, here: Sequence[Person], line: Door, limit: timedelta) -> None:
    names = {person.id: person.name for person in here}
    planned = row.staff_id if row.staff_id in names else line.now_id if line.now_id in names else None
    ids = list(names)
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{fmt.plain(_who(row))}**  \n{ui.fact_text(_party_facts(row))}", width="stretch")
        with st.container(width=130):
            ticker.timers(
                [Stopwatch(since=row.arrived_at, warn_after=limit / 2, limit=limit)],
                key=f"intent.wait.{row.id}",
            )
        with st.container(horizontal=True, width="content", gap="small", vertical_alignment="center"):
            st.selectbox(
                _("Who receives?"),
                ids,
                format_func=lambda staff_id: names.get(staff_id, ""),
                index=ids.index(planned) if planned in names else None,
                placeholder=_("Who receives?"),
                key=f"intent.greet.by.{row.id}",
                label_visibility="collapsed",
                width=150,
            )
            ui.button(
                Action(
                    label=_("Greeted"),
                    key=f"intent.greet.{row.id}",
                    on_click=_greet,
                    args=(row.id, planned),
                    primary=True,
                    icon=":material/waving_hand:",
                )
            )
            ui.button(
                Action(label=_("Has left"), key=f"intent.left.{row.id}", on_click=_leave, args=(row.id,))
            )


def _who(row: VisitorRow) -> str:
    return row.customer or label(row.kind)


def _party_facts(row: VisitorRow) -> tuple[tuple[str, str], ...]:
    return (
        (_("Came at"), fmt.clock_time(row.arrived_at)),
        ("", ngettext("{n} person", "{n} people", row.party_size)),
        ("", label(row.profile)),
        ("", row.model),
        ("", row.phone),
        ("", _("by appointment") if row.by_appointment else ""),
    )


def _greet(visit_id: int, planned: int | None) -> None:
    staff_id: int | None = state.widget(f"intent.greet.by.{visit_id}", planned)
    if staff_id is None:
        state.tell(state.FeedbackKind.REFUSED, _("Choose who receives the party."))
        return
    store.run(operations.greet, visit_id=visit_id, staff_id=staff_id, done=_("Greeted"))


def _leave(visit_id: int) -> None:
    store.run(operations.leave, visit_id=visit_id, done=_("Noted that the party has left."))


def _expected(found: Sequence[ExpectedRow], now: datetime) -> None:
    """Who is still to come, the next first; no-shows that can still be put right stand folded below."""
    coming = [row for row in found if row.status is AppointmentStatus.BOOKED]
    missed = [row for row in reversed(found) if row.status is AppointmentStatus.NO_SHOW]
    if coming:
        tables.work_rows(coming, lambda row: _expected_item(row, now), key="intent.expected", size=6)
    else:
        ui.empty_state(_("Nobody else is expected today."), next_step="leads")
    if missed:
        title = ngettext(
            "{n} no-show that can still be corrected", "{n} no-shows that can still be corrected", len(missed)
        )
        with st.expander(title, icon=":material/person_off:"):
            tables.work_rows(missed, lambda row: _expected_item(row, now), key="intent.missed", size=5)


def _expected_item(row: ExpectedRow, now: datetime) -> WorkItem:
    missed = row.status is AppointmentStatus.NO_SHOW
    mark = Badge(text=label(row.status), tone=Tone.URGENT) if missed else ui.urgency(row.at, now)
    action = (
        Action(
            label=_("Came after all"),
            key=f"intent.correct.{row.id}",
            on_click=_correct,
            args=(row.id,),
        )
        if missed
        else Action(
            label=_("Is here"),
            key=f"intent.here.{row.id}",
            on_click=_here,
            args=(row.id, row.staff_id),
            primary=row.at <= now + timedelta(minutes=30),
            icon=":material/login:",
        )
    )
    return WorkItem(
        title=f"{fmt.moment(row.at)} · {rows.name_of(row.customer)}",
        badges=(mark,),
        facts=(
            ("", label(row.kind)),
            ("", label(row.profile)),
            (_("Consultant"), row.staff),
            ("", row.phone),
        ),
        actions=(action,),
    )


def _here(appointment_id: int, staff_id: int) -> None:
    store.run(
        operations.record_arrival,
        party=Party(appointment_id=appointment_id, staff_id=staff_id),
        done=_("Arrival noted; the wait is running."),
    )


def _correct(appointment_id: int) -> None:
    store.run(
        operations.correct_no_show, appointment_id=appointment_id, done=_("Corrected: the customer came.")
    )


def _inside(found: Sequence[VisitorRow]) -> None:
    if not found:
        st.caption(_("Nobody is with a consultant just now."))
        return
    tables.work_rows(found, _inside_item, key="intent.inside", size=6)


def _inside_item(row: VisitorRow) -> WorkItem:
    actions = [Action(label=_("Has left"), key=f"intent.gone.{row.id}", on_click=_leave, args=(row.id,))]
    if row.incomplete:
        actions.insert(0, arrival.complete_action(row.id))
    elif row.customer_id is not None and store.actor().may(Permission.RECORD_TOUCH):
        actions.insert(0, arrival.step_action(row))
    return WorkItem(
        title=_who(row),
        facts=(*_party_facts(row), (_("Consultant"), row.staff)),
        actions=tuple(actions),
    )


def _unknown(found: Sequence[VisitorRow]) -> None:
    with ui.panel(
        ngettext("{n} party nobody has named", "{n} parties nobody has named", len(found)),
        note=_("Say who it was, or that they only looked; the day cannot be closed before."),
    ):
        items = [
            WorkItem(
                title=_who(row),
                facts=(*_party_facts(row), (_("Consultant"), row.staff)),
                actions=(arrival.complete_action(row.id),),
            )
            for row in found
        ]
        tables.work_list(items, key="intent.unknown", size=4)


def _gone(found: Sequence[VisitorRow]) -> None:
    if not found:
        return
    ui.section(ngettext("{n} party has left today", "{n} parties have left today", len(found)))
    columns = [
        Column[VisitorRow](
            label=_("Came at"),
            value=lambda row: row.arrived_at.astimezone(store.actor().zone).time(),
            kind=Kind.TIME,
        ),
        Column[VisitorRow](label=_("Customer"), value=_who),
        Column[VisitorRow](label=_("Kind"), value=lambda row: label(row.kind)),
        Column[VisitorRow](
            label=_("Waited"),
            value=lambda row: (row.greeted_at or row.left_at or row.arrived_at) - row.arrived_at,
            kind=Kind.DURATION,
        ),
        Column[VisitorRow](label=_("Consultant"), value=lambda row: row.staff),
    ]
    tables.table(list(reversed(found)), columns, key="intent.gone")
