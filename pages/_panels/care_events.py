"""Owner events: planned, invited to, attended, and what came of them (Rule C2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import streamlit as st

from pages._panels import care_guests as guests
from pages._ui import clock, dialogs, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.access.permissions import Permission
from salesops.care import operations, queries
from salesops.care.operations import EventFacts
from salesops.care.queries import EventRow
from salesops.care.rules.events import OWNER_EVENTS
from salesops.core.i18n import _, label, ngettext
from salesops.models.enums import EventKind

_PAGE = "care"
_KEY = "care.events"


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    rows = read(queries.owner_events, now=clock.minute())
    coming = [row for row in rows if not row.over]
    unfinished = [row for row in rows if row.over and not row.result_note]
    past = [row for row in rows if row.over and row.result_note]
    with ui.panel(_("Owner events")):
        if coming or unfinished:
            tables.work_rows((*unfinished, *coming), _item, key=f"{_KEY}.list", size=4)
        else:
            ui.empty_state(
                _("No owner event is planned. A dinner or a road trip keeps the best owners close.")
            )
        if store.actor().may(Permission.SEE_ALL_CUSTOMERS):
            ui.actions([dialogs.opener(f"{_KEY}.event", 0, _("New event"), icon=":material/add:")])
    chosen = _chosen(rows)
    if chosen is not None:
        guests.show(read, chosen)
    if past:
        _past(past)
    _open(rows)
    return _answer(coming, unfinished)


def _answer(coming: Sequence[EventRow], unfinished: Sequence[EventRow]) -> str:
    if unfinished:
        return ngettext(
            "{n} event is over: write down how it went",
            "{n} events are over: write down how they went",
            len(unfinished),
        )
    if not coming:
        return _("No owner event is planned.")
    first = coming[0]
    return _(
        "{title} {day}: {accepted} of {capacity} places are taken, {invited} invited",
        title=first.title,
        day=fmt.near_day(first.day),
        accepted=first.accepted + first.came,
        capacity=first.capacity,
        invited=first.invited,
    )


def _item(row: EventRow) -> WorkItem:
    free = row.capacity - row.accepted - row.came
    badges = [Badge(text=label(row.kind), tone=Tone.INFO, icon=":material/celebration:")]
    if row.over:
        badges.append(Badge(text=_("result is missing"), tone=Tone.URGENT))
    elif free <= 0:
        badges.append(Badge(text=_("full"), tone=Tone.WARN))
    actions = [
        Action(
            label=_("Guests"),
            key=f"{_KEY}.guests.{row.id}",
            on_click=_choose,
            args=(row.id,),
            icon=":material/group:",
            primary=not row.over,
        )
    ]
    if row.over:
        actions.append(
            dialogs.opener(
                f"{_KEY}.result", row.id, _("Write the result"), icon=":material/edit_note:", primary=True
            )
        )
    elif store.actor().may(Permission.SEE_ALL_CUSTOMERS):
        actions.append(dialogs.opener(f"{_KEY}.event", row.id, _("Change"), icon=":material/edit:"))
    return WorkItem(
        title=row.title,
        facts=(
            (_("When"), fmt.moment(row.starts_at)),
            (_("Places"), fmt.ratio(row.accepted + row.came, row.capacity)),
            (_("Invited"), fmt.number(row.invited)),
            (_("Attended"), fmt.number(row.came) if row.over else ""),
        ),
        badges=tuple(badges),
        actions=tuple(actions),
    )


def _choose(event_id: int) -> None:
    state.put(f"{_KEY}.chosen", event_id)


def _chosen(rows: Sequence[EventRow]) -> EventRow | None:
    """The event whose guests are shown: the one chosen, else the next one."""
    wanted = state.get(f"{_KEY}.chosen", 0)
    found = next((row for row in rows if row.id == wanted), None)
    return found or next((row for row in rows if not row.over), None)


def _past(rows: Sequence[EventRow]) -> None:
    with ui.panel(_("What earlier events brought")):
        columns = [
            Column[EventRow](label=_("Day"), value=lambda row: row.day, kind=Kind.DAY),
            Column[EventRow](label=_("Event"), value=lambda row: row.title),
            Column[EventRow](label=_("Attended"), value=lambda row: fmt.ratio(row.came, row.invited)),
            Column[EventRow](label=_("Buyers brought"), value=lambda row: row.referrals, kind=Kind.NUMBER),
            Column[EventRow](label=_("Bought again"), value=lambda row: row.repeat_orders, kind=Kind.NUMBER),
        ]
        chosen = tables.table(rows, columns, key=f"{_KEY}.past", select=True)
        if chosen is not None:
            ui.note(chosen.result_note, Tone.QUIET)


def _open(rows: Sequence[EventRow]) -> None:
    what, row_id = dialogs.asked(_PAGE)
    row = next((each for each in rows if each.id == row_id), None)
    if what == "event":
        _open_event(row)
    elif what == "result" and row is not None:
        _open_result(row)


def _open_event(row: EventRow | None) -> None:
    key = f"{_KEY}.edit.{row.id if row else 0}"
    start = store.actor().local(row.starts_at) if row else None

    @st.dialog(_("Owner event"))
    def form() -> None:
        ui.dialog_feedback()
        st.pills(
            _("Kind"),
            list(OWNER_EVENTS),
            format_func=label,
            default=row.kind if row else EventKind.OWNER_DINNER,
            key=f"{key}.kind",
            required=True,
        )
        st.text_input(
            _("Name of the event"), value=row.title if row else "", key=f"{key}.title", max_chars=120
        )
        with st.container(horizontal=True):
            st.date_input(
                _("Day"),
                value=start.date() if start else clock.today() + timedelta(days=14),
                min_value=clock.today(),
                key=f"{key}.day",
                format="YYYY-MM-DD",
            )
            st.time_input(_("Time"), value=start.time() if start else time(18, 30), key=f"{key}.time")
            st.number_input(
                _("Places"),
                min_value=1,
                max_value=500,
                value=row.capacity if row else 20,
                key=f"{key}.places",
            )
        ui.save(key, _save, row.id if row else None, key)

    form()


def _save(event_id: int | None, key: str) -> None:
    day = state.widget(f"{key}.day", clock.today())
    facts = EventFacts(
        kind=state.widget(f"{key}.kind", EventKind.OWNER_DINNER),
        title=state.widget(f"{key}.title", ""),
        starts_at=datetime.combine(day, state.widget(f"{key}.time", time(18, 30)), store.actor().zone),
        capacity=state.widget(f"{key}.places", 1),
    )
    store.run(operations.save_event, facts=facts, event_id=event_id, done=_("The event is saved."))


def _open_result(row: EventRow) -> None:
    key = f"{_KEY}.words.{row.id}"

    @st.dialog(_("Result of the event"))
    def form() -> None:
        ui.dialog_feedback()
        ui.facts([("", row.title), (_("Attended"), fmt.ratio(row.came, row.invited))])
        st.text_area(_("In a few words"), key=key, height=100)
        ui.save(key, _save_result, row.id, key)

    form()


def _save_result(event_id: int, key: str) -> None:
    store.run(
        operations.record_event_result,
        event_id=event_id,
        words=state.widget(key, ""),
        done=_("Written down."),
    )
