"""Dialogs of micro-trainings: plan one, take the attendance, call one off (Rule T1)."""

from __future__ import annotations

from datetime import datetime, time

import streamlit as st

from pages._ui import clock, state, store
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action
from pages._ui.store import Reader
from salesops.core.i18n import _, ngettext, render
from salesops.models.enums import Role
from salesops.planning import queries as planning
from salesops.planning.queries import Person
from salesops.training import operations, queries
from salesops.training.operations import SessionPlan
from salesops.training.queries import Attendee, NextTraining, SessionRow
from salesops.training.rules.proposals import Proposal, evidence_text

_LEADERS = (Role.MANAGER, Role.SUPERVISOR)
_KEY = "training.plan"


def open_plan(read: Reader, proposal: Proposal | None) -> None:
    """The dialog in which a training is planned: from a proposal, or of a free topic."""
    people = read(planning.people, day=clock.today(), roles=(*_LEADERS, Role.CONSULTANT))
    usual = read(queries.next_training, now=clock.minute())

    @st.dialog(_("Plan a training"))
    def form() -> None:
        ui.dialog_feedback()
        _fields(proposal, people, usual)
        ui.button(
            Action(
                label=_("Plan it"),
                key=f"{_KEY}.save",
                on_click=_save,
                args=(proposal,),
                icon=":material/event_available:",
                primary=True,
            )
        )

    form()


def _fields(proposal: Proposal | None, people: list[Person], usual: NextTraining) -> None:
    names = {person.id: person.name for person in people}
    team = [person.id for person in people if person.role is Role.CONSULTANT]
    leaders = [person.id for person in people if person.role in _LEADERS]
    me = store.actor().staff_id
    st.text_input(
        _("Topic of the training"),
        value=render(proposal.name) if proposal else "",
        key=f"{_KEY}.topic",
        max_chars=120,
    )
    if proposal is not None:
        ui.reasons([render(evidence_text(each)) for each in proposal.evidence[:5]])
    with st.container(horizontal=True):
        st.date_input(
            _("Day"),
            value=store.actor().local(usual.starts_at).date(),
            min_value=clock.today(),
            key=f"{_KEY}.day",
            format="YYYY-MM-DD",
        )
        st.time_input(
            _("Time"), value=store.actor().local(usual.starts_at).time(), key=f"{_KEY}.time", step=900
        )
        st.number_input(
            _("Minutes"), min_value=5, max_value=240, step=5, value=usual.minutes, key=f"{_KEY}.minutes"
        )
    everybody = [*leaders, *team]
    st.selectbox(
        _("Trainer"),
        everybody,
        index=everybody.index(me) if me in everybody else 0,
        format_func=lambda key: names.get(key, ""),
        key=f"{_KEY}.trainer",
    )
    away = {person.id for person in people if person.away is not None}
    st.multiselect(
        _("Who is expected"),
        team,
        default=[person for person in team if person not in away],
        format_func=lambda key: names.get(key, ""),
        key=f"{_KEY}.expected",
        placeholder=_("Nobody in particular"),
    )
    st.toggle(_("Hold the trainer's time in the calendar"), value=True, key=f"{_KEY}.hold")


def _save(proposal: Proposal | None) -> None:
    typed = state.widget(f"{_KEY}.topic", "")
    own_words = proposal is None or typed.strip() != render(proposal.name)
    day = state.widget(f"{_KEY}.day", clock.today())
    at = state.widget(f"{_KEY}.time", time(13, 30))
    plan = SessionPlan(
        topic=typed if own_words or proposal is None else proposal.topic.value,
        starts_at=datetime.combine(day, at, store.actor().zone),
        minutes=state.widget(f"{_KEY}.minutes", 30),
        trainer_id=state.widget(f"{_KEY}.trainer", None),
        hold_trainer=state.widget(f"{_KEY}.hold", False),
        expected=tuple(state.widget(f"{_KEY}.expected", [])),
        source=proposal.source if proposal else None,
        source_key=proposal.source_key if proposal else "",
        evidence=tuple(evidence_text(each) for each in proposal.evidence[:5]) if proposal else (),
    )
    done = _("Planned: {topic}, {time}", topic=typed.strip(), time=fmt.moment(plan.starts_at))
    if store.run(operations.plan_session, plan=plan, done=done) is not None:
        state.clear_widgets(*(f"{_KEY}.{name}" for name in ("topic", "day", "time", "expected")))


def open_attendance(read: Reader, row: SessionRow) -> None:
    """The dialog in which it is written down that a training was held, and who was there."""
    listed = read(queries.attendance, session_id=row.id)
    people = read(planning.people, day=row.day)

    @st.dialog(_("Attendance"))
    def form() -> None:
        ui.dialog_feedback()
        st.markdown(f"**{fmt.plain(render(row.topic))}** · {fmt.moment(row.starts_at)}")
        _attendance_fields(row, listed, people)

    form()


def _attendance_fields(row: SessionRow, listed: list[Attendee], people: list[Person]) -> None:
    names = {person.id: person.name for person in people} | {each.staff_id: each.name for each in listed}
    expected = [each.staff_id for each in listed] or list(names)
    key = f"training.hold.{row.id}"
    st.pills(
        _("Who was there"),
        list(names),
        selection_mode="multi",
        default=expected,
        format_func=lambda staff: names.get(staff, ""),
        key=f"{key}.present",
    )
    st.text_area(_("What was agreed on"), key=f"{key}.note", height=80)
    ui.button(
        Action(
            label=_("It was held"),
            key=f"{key}.save",
            on_click=_hold,
            args=(row.id,),
            icon=":material/check:",
            primary=True,
        )
    )


def _hold(session_id: int) -> None:
    key = f"training.hold.{session_id}"
    store.run(
        operations.hold_session,
        session_id=session_id,
        present=tuple(state.widget(f"{key}.present", [])),
        note=state.widget(f"{key}.note", ""),
        done=lambda count: ngettext("Held with {n} person.", "Held with {n} people.", count),
    )


def open_cancel(row: SessionRow) -> None:
    """The dialog in which a training is called off with a reason."""

    @st.dialog(_("Call the training off"))
    def form() -> None:
        ui.dialog_feedback()
        st.markdown(f"**{fmt.plain(render(row.topic))}** · {fmt.moment(row.starts_at)}")
        st.text_input(_("Reason"), key=f"training.cancel.{row.id}.reason")
        ui.button(
            Action(
                label=_("Call off"),
                key=f"training.cancel.{row.id}.save",
                on_click=_cancel,
                args=(row.id,),
                icon=":material/event_busy:",
                primary=True,
            )
        )

    form()


def _cancel(session_id: int) -> None:
    store.run(
        operations.cancel_session,
        session_id=session_id,
        reason=state.widget(f"training.cancel.{session_id}.reason", ""),
        done=_("The training is called off; the trainer's time is free again."),
    )
