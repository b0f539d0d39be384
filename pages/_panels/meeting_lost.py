"""Lost cases to take apart, with their touches, and the lessons (M3)."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui import state, store
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext, render
from salesops.meeting import queries
from salesops.meeting.operations.lessons import record_lesson
from salesops.meeting.queries.lost_cases import LostCase, TouchRow


def show(read: Reader, now: datetime) -> None:
    """Typical cases of the last days, then the lessons that were learnt before."""
    cases = read(queries.lost_cases, now=now)
    ui.page_title(_("Lost cases"), _answer(cases))
    if not cases:
        ui.empty_state(_("No case was lost in the last days."))
    else:
        _case(_chosen(cases))
    _lessons(read)


def _chosen(cases: list[LostCase]) -> LostCase:
    """One case at a time: the first without a lesson until another one is chosen."""
    by_id = {case.id: case for case in cases}
    first = next((case.id for case in cases if not case.lesson), cases[0].id)
    wanted = st.segmented_control(
        _("Case"),
        list(by_id),
        format_func=lambda key: f"{by_id[key].customer} · {label(by_id[key].reason)}",
        default=first,
        required=True,
        key="meeting.lost.case",
        label_visibility="collapsed",
    )
    return by_id[wanted] if wanted in by_id else cases[0]


def _answer(cases: list[LostCase]) -> str:
    left = sum(1 for case in cases if not case.lesson)
    if not cases:
        return _("There is nothing to take apart.")
    if not left:
        return _("Every typical case has its lesson.")
    return ngettext("{n} typical case to take apart", "{n} typical cases to take apart", left)


def _case(case: LostCase) -> None:
    with ui.side_by_side():
        with ui.panel(f"{case.customer} · {label(case.reason)}"):
            marks = [Badge(text=label(case.tier), tone=Tone.INFO)]
            if case.after_visit:
                marks.append(Badge(text=_("had visited"), tone=Tone.WARN))
            st.markdown(" ".join(ui.badge_text(mark) for mark in marks))
            ui.facts([(_("Consultant"), case.owner), (_("Model"), case.model), (_("Rival"), case.rival)])
            ui.facts([(_("Lead of"), fmt.day(case.received_on)), (_("Lost on"), fmt.day(case.asked_on))])
            ui.facts([(_("Reason given"), case.detail)])
            ui.reasons([render(each) for each in case.why])
            _lesson(case)
        with ui.panel(_("How it went")):
            _timeline(case.touches)


def _timeline(touches: tuple[TouchRow, ...]) -> None:
    if not touches:
        ui.note(_("Nobody has touched this customer."), Tone.WARN)
        return
    lines = []
    for touch in touches[-8:]:
        parts = [label(touch.kind), label(touch.outcome)]
        if touch.objection is not None:
            parts.append(label(touch.objection))
        said = f": {touch.note}" if touch.note else ""
        lines.append(f"{fmt.moment(touch.at)} {touch.by} · {' · '.join(parts)}{said}")
    ui.reasons(lines)


def _lesson(case: LostCase) -> None:
    if not store.actor().may(Permission.LEAD_MEETING):
        if case.lesson:
            ui.facts([(_("Lesson"), case.lesson)])
        return
    key = f"meeting.lesson.{case.id}"
    st.text_area(_("What is done better next time"), value=case.lesson, key=key, height=80)
    ui.button(
        Action(
            label=_("Keep the lesson"),
            key=f"{key}.save",
            on_click=_keep,
            args=(case.id, key),
            icon=":material/school:",
        )
    )


def _keep(loss_id: int, key: str) -> None:
    words: str = state.widget(key, "")
    store.run(
        record_lesson, loss_id=loss_id, lesson=words, done=_("The lesson is kept; training can build on it.")
    )


def _lessons(read: Reader) -> None:
    with ui.panel(_("Lessons so far")):
        words = st.text_input(_("Find a lesson"), key="meeting.lessons.find", placeholder=_("a word in it"))
        found = read(queries.lessons, words=words or "")
        if not found:
            st.caption(_("No lesson is kept yet.") if not words else _("No lesson with these words."))
            return
        ui.reasons([f"{label(row.reason)}: {row.lesson} ({row.by}, {fmt.moment(row.at)})" for row in found])
