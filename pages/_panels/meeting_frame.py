"""The frame of the meeting: which screen, how to move on, the time, and the decisions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import streamlit as st

from pages._ui import clock, hotkeys, state, store, ticker
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext
from salesops.meeting import queries
from salesops.meeting.operations.meetings import Begun, Said, begin_meeting, decide, end_meeting
from salesops.meeting.queries.meeting import MeetingState
from salesops.meeting.rules.screens import Screen, beside, step_of
from salesops.models.enums import Role, TaskStatus
from salesops.planning import queries as planning

_TEXT, _OWNER, _DUE = "meeting.decision", "meeting.decision.owner", "meeting.decision.due"
_LENGTH = timedelta(minutes=10)


def current() -> Screen:
    """The screen that the address names; the first when it names none."""
    wanted = state.asked("screen") or ""
    return Screen(wanted) if wanted in set(Screen) else Screen.FIGURES


@contextmanager
def stage() -> Iterator[None]:
    """The part of the page that is projected: its letters are larger on a large screen."""
    with st.container(key="meeting_stage"):
        yield


def steering(screen: Screen, held: MeetingState) -> None:
    """Where the meeting is, its time, previous and next; begin and end for who leads it."""
    place = list(Screen).index(screen) + 1
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{place} / {len(Screen)}**", width="content")
        _step_button(_("Previous"), beside(screen, -1), key="meeting.previous", shortcut="Left")
        _step_button(_("Next"), beside(screen, 1), key="meeting.next", shortcut="Right")
        st.selectbox(
            _("Topic"),
            list(Screen),
            format_func=label,
            index=place - 1,
            key=f"meeting.topic.{screen.value}",
            label_visibility="collapsed",
            on_change=_jump,
            args=(screen,),
            width=240,
        )
        if held.started_at is not None and held.ended_at is None:
            watch = ticker.Stopwatch(since=held.started_at, label=_("Meeting"), limit=_LENGTH)
            ticker.timers([watch], key="meeting.time")
        if store.actor().may(Permission.LEAD_MEETING):
            _begin_or_end(held)
        elif held.ended_at is not None:
            ui.badge(Badge(text=_("Meeting held"), tone=Tone.GOOD))


def _step_button(text: str, target: Screen | None, *, key: str, shortcut: str) -> None:
    st.button(
        text,
        key=key,
        on_click=_go,
        args=(target,),
        disabled=target is None,
        shortcut=shortcut,
        type="primary" if shortcut == "Right" else "secondary",
    )


def _go(target: Screen | None) -> None:
    if target is not None:
        state.set_query("screen", target.value)


def _jump(screen: Screen) -> None:
    _go(state.widget(f"meeting.topic.{screen.value}", screen))


def _begin_or_end(held: MeetingState) -> None:
    if held.started_at is None:
        ui.button(
            Action(
                label=_("Begin the meeting"),
                key="meeting.begin",
                on_click=_begin,
                primary=True,
                icon=":material/play_arrow:",
                shortcut="B",
                help=_("Works out today's must-do and rota where they are missing."),
            )
        )
    elif held.ended_at is None:
        ui.button(
            Action(
                label=_("End the meeting"),
                key="meeting.end",
                on_click=_end,
                icon=":material/stop:",
                shortcut="E",
            )
        )
    else:
        ui.badge(Badge(text=_("Meeting held"), tone=Tone.GOOD))


def _begin() -> None:
    store.run(begin_meeting, done=_begun)


def _begun(begun: Begun) -> str:
    if not begun.targets and not begun.rota_turns:
        return _("The meeting has begun. Must-do and rota stood already.")
    return _(
        "The meeting has begun: {targets} must-do targets and {turns} turns at the door were worked out.",
        targets=begun.targets,
        turns=begun.rota_turns,
    )


def _end() -> None:
    if (
        store.run(end_meeting, done=_("The meeting is over. The summary can be sent and printed."))
        is not None
    ):
        _go(Screen.SUMMARY)


def decisions(read: Reader, screen: Screen) -> None:
    """What was decided at this topic, and a line to write the next one."""
    if not store.actor().may(Permission.LEAD_MEETING):
        return
    step = step_of(screen)
    made = [row for row in read(queries.decisions, day=clock.today()) if row.step is step]
    title = ngettext("{n} decision at this topic", "{n} decisions at this topic", len(made))
    with ui.panel(title if made else _("Decide while talking")):
        for row in made:
            _decision(row)
        _decision_form(read, screen)
        st.caption(
            _(
                "By keyboard: ← and → turn the screens, B begins, D goes to the decision, Enter records it, Esc leaves "
                "the field, E ends."
            )
        )
    hotkeys.to_fields({"d": _TEXT}, key="meeting.hotkeys")


def _decision(row: queries.DecisionRow) -> None:
    facts = [(_("Owner"), row.owner), (_("Due"), fmt.near_day(row.due_on) if row.due_on else "")]
    done = row.task_status is TaskStatus.DONE
    mark = ui.badge_text(Badge(text=_("done"), tone=Tone.GOOD)) if done else ""
    st.markdown(f"**{fmt.plain(row.text)}** {ui.fact_text(facts)} {mark}")


def _decision_form(read: Reader, screen: Screen) -> None:
    today = clock.today()
    people = read(planning.people, day=today, roles=(Role.CONSULTANT, Role.SUPERVISOR, Role.MANAGER))
    names = {person.id: person.name for person in people}
    with (
        st.form("meeting.decide", border=False, enter_to_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input(_("What is decided"), key=_TEXT, placeholder=_("What is done"), width="stretch")
        st.selectbox(
            _("Owner"),
            list(names),
            format_func=lambda key: names[key],
            index=None,
            key=_OWNER,
            placeholder=_("nobody: a note"),
            width=210,
        )
        st.date_input(_("Due"), value=today, min_value=today, key=_DUE, width=190)
        st.form_submit_button(_("Record"), on_click=_decide, args=(screen,), icon=":material/add_task:")


def _decide(screen: Screen) -> None:
    owner: int | None = state.widget(_OWNER, 0) or None
    due: date = state.widget(_DUE, clock.today())
    said = Said(step=step_of(screen), text=state.widget(_TEXT, ""), owner_id=owner, due_on=due)
    words = _("Decided, and given as a task.") if owner else _("Decided, and kept as a note.")
    if store.run(decide, said=said, done=words) is not None:
        state.clear_widgets(_TEXT)
        state.set_widget(_OWNER, None)
