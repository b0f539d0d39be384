"""Problems: actions to look at, common problems with what is done, and people without an order (R2, R8)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import streamlit as st

from pages._ui import clock, measures, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import WorkItem
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext, render
from salesops.kpi.registry import FIGURES
from salesops.models.enums import IssueKind, IssueStatus, Objection, Role, Verdict
from salesops.planning import queries as planning
from salesops.planning.operations.issues import Problem, Remedy, close_issue, finish_action
from salesops.planning.queries import ActionRow, IssueRow
from salesops.review import queries
from salesops.review.operations.looks import look_at
from salesops.review.operations.people import Shadowing, plan_shadowing
from salesops.review.operations.problems import act_on_problem
from salesops.review.queries.people import WithoutOrder
from salesops.review.rules.verdict import Judgement

_F = "review.problem"
_TONES = {Verdict.WORKED: Tone.GOOD, Verdict.DID_NOT: Tone.URGENT, Verdict.UNCLEAR: Tone.QUIET}


def show(read: Reader, now: datetime) -> None:
    """What is to be looked at today, then problems, then people."""
    today = store.actor().today(now)
    leads = store.actor().may(Permission.LEAD_MEETING)
    actions = read(planning.actions, since=today - timedelta(days=60))
    due = [row for row in actions if row.verdict is None and row.look_on <= today]
    people = [
        row for row in read(queries.without_order, now=now) if leads or row.staff_id == store.actor().staff_id
    ]
    ui.page_title(_("Problems and what is done"), _answer(due, people))
    if due and leads:
        with ui.panel(_("Actions whose day to look has come")):
            tables.work_rows(due, _look_item, key="review.looks", size=6)
    with ui.side_by_side():
        with ui.panel(_("Common problems")):
            _issues(read, actions, leads)
        with ui.panel(_("Days without an order")):
            _people(people, leads)
    if leads:
        _problem_form(read, today)


def _answer(due: list[ActionRow], people: list[WithoutOrder]) -> str:
    if due:
        return ngettext(
            "{n} action is to be looked at today.", "{n} actions are to be looked at today.", len(due)
        )
    unusual = [row for row in people if row.run.by_chance < 0.05]
    if unusual:
        names = fmt.listed([row.staff for row in unusual])
        return _("{names}: so long without an order is more than chance.", names=names)
    if people:
        return ngettext(
            "{n} person without an order for days; by chance alone that is ordinary.",
            "{n} people without an order for days; by chance alone that is ordinary.",
            len(people),
        )
    return _("Everybody has sold lately.")


def _look_item(row: ActionRow) -> WorkItem:
    look = Action(
        label=_("Look at the figure"),
        key=f"review.look.{row.id}",
        on_click=_look,
        args=(row.id,),
        primary=True,
        icon=":material/query_stats:",
    )
    return WorkItem(
        title=row.title,
        facts=(
            (_("Issue"), row.issue),
            (_("Owner"), row.owner),
            (_("Figure"), measures.name(row.figure)),
            (_("Baseline"), _figure_text(row.figure, row.baseline)),
        ),
        badges=(
            Badge(text=_("carried out"), tone=Tone.GOOD)
            if row.done_at
            else Badge(text=_("not carried out"), tone=Tone.WARN),
        ),
        actions=(look,),
    )


def _look(action_id: int) -> None:
    store.run(look_at, action_id=action_id, done=_looked)


def _looked(found: Judgement) -> str:
    return f"{label(found.verdict)}: {render(found.sentence)}"


def _figure_text(figure: str, value: float | None) -> str:
    return fmt.NOTHING if value is None else measures.value_text(figure, value)


def _issues(read: Reader, actions: list[ActionRow], leads: bool) -> None:
    issues = read(planning.issues, status=IssueStatus.OPEN, limit=20)
    shown = [issue for issue in issues if issue.kind is not IssueKind.INDIVIDUAL]
    if not shown:
        ui.empty_state(_("No problem is open."))
    for issue in shown:
        _issue(issue, [row for row in actions if row.issue_id == issue.id], leads)


def _issue(issue: IssueRow, actions: list[ActionRow], leads: bool) -> None:
    with st.container(border=True):
        st.markdown(
            f"**{fmt.plain(issue.title)}** {ui.badge_text(Badge(text=label(issue.kind), tone=Tone.INFO))}"
        )
        objection = label(issue.objection) if issue.objection else ""
        ui.facts(
            [(_("since"), fmt.day(issue.day)), (_("Objection"), objection), (_("Evidence"), issue.evidence)]
        )
        for row in actions:
            _action(row, leads)
        if leads:
            ui.button(
                Action(
                    label=_("Close the issue"),
                    key=f"review.issue.close.{issue.id}",
                    on_click=_close_issue,
                    args=(issue.id,),
                    icon=":material/check:",
                )
            )


def _close_issue(issue_id: int) -> None:
    store.run(close_issue, issue_id=issue_id, done=_("The issue is closed."))


def _action(row: ActionRow, leads: bool) -> None:
    mark = Badge(text=label(row.verdict), tone=_TONES[row.verdict]) if row.verdict else None
    badge = f" {ui.badge_text(mark)}" if mark else ""
    st.markdown(f":material/build: {fmt.plain(row.title)}{badge}")
    change = f"{_figure_text(row.figure, row.baseline)} → {_figure_text(row.figure, row.result)}"
    ui.facts(
        [
            (_("Owner"), row.owner),
            (_("Due"), fmt.near_day(row.due_on)),
            (measures.name(row.figure), change),
            (_("Look on"), fmt.near_day(row.look_on)),
        ]
    )
    if row.done_at is None and (leads or row.owner_id == store.actor().staff_id):
        ui.button(
            Action(
                label=_("Carried out"),
                key=f"review.action.done.{row.id}",
                on_click=_done,
                args=(row.id,),
                icon=":material/check:",
            )
        )


def _done(action_id: int) -> None:
    store.run(
        finish_action, action_id=action_id, done=_("Carried out; its figure will say whether it worked.")
    )


def _people(people: list[WithoutOrder], leads: bool) -> None:
    if not people:
        ui.empty_state(_("Nobody is without an order for so long."))
    for row in people:
        with st.container(border=True):
            unusual = row.run.by_chance < 0.05
            days = ngettext(
                "{n} selling day without an order", "{n} selling days without an order", row.run.days
            )
            marks = [
                Badge(text=days, tone=Tone.URGENT if unusual else Tone.WARN),
                Badge(text=_("by chance {share}", share=fmt.percent(row.run.by_chance, 0)), tone=Tone.QUIET),
            ]
            st.markdown(f"**{fmt.plain(row.staff)}** " + " ".join(ui.badge_text(mark) for mark in marks))
            ui.reasons([render(each) for each in row.told])
            if leads:
                _shadow(row)


def _shadow(row: WithoutOrder) -> None:
    if row.away_tomorrow:
        ui.note(_("Is off tomorrow: plan it for another day."), Tone.WARN)
        return
    key = f"review.shadow.{row.staff_id}"
    with st.popover(_("Go along tomorrow"), icon=":material/event:"):
        st.time_input(_("Begins at"), value=row.suggested_at.time(), key=f"{key}.at")
        st.text_input(_("What to look at"), key=f"{key}.focus")
        ui.button(
            Action(
                label=_("Put on the calendar"), key=f"{key}.save", on_click=_plan, args=(row,), primary=True
            )
        )


def _plan(row: WithoutOrder) -> None:
    key = f"review.shadow.{row.staff_id}"
    at: time = state.widget(f"{key}.at", row.suggested_at.timetz())
    starts_at = datetime.combine(row.suggested_at.date(), at, tzinfo=store.actor().zone)
    shadowing = Shadowing(
        staff_id=row.staff_id,
        starts_at=starts_at,
        focus=state.widget(f"{key}.focus", ""),
        evidence=" ".join(render(each) for each in row.told),
    )
    store.run(
        plan_shadowing,
        shadowing=shadowing,
        done=_("{name}: going along is on both calendars, and stands in tomorrow's meeting.", name=row.staff),
    )


def _problem_form(read: Reader, today: date) -> None:
    people = read(planning.people, day=today, roles=(Role.CONSULTANT, Role.SUPERVISOR, Role.MANAGER))
    names = {person.id: person.name for person in people}
    figures = [figure for figure in FIGURES if not FIGURES[figure].sensitive]
    with ui.panel(_("Name a problem, and what is done about it")), st.form(_F, border=False):
        with st.container(horizontal=True):
            st.text_input(
                _("Problem"), key=f"{_F}.title", placeholder=_("finance terms too complex"), width="stretch"
            )
            st.selectbox(
                _("Objection"),
                list(Objection),
                format_func=label,
                index=None,
                key=f"{_F}.objection",
                placeholder=_("none"),
                width=200,
            )
        st.text_input(_("Evidence"), key=f"{_F}.evidence", placeholder=_("said by 4 of 9 visitors today"))
        st.text_input(
            _("What is done"),
            key=f"{_F}.action",
            placeholder=_("one-page instalment sheet, role play at noon"),
        )
        with st.container(horizontal=True):
            st.selectbox(
                _("Owner"), list(names), format_func=lambda key: names[key], key=f"{_F}.owner", width=180
            )
            st.date_input(
                _("Due"), value=today + timedelta(days=1), min_value=today, key=f"{_F}.due", width=150
            )
            st.selectbox(
                _("Figure that should move"),
                figures,
                format_func=measures.name,
                index=figures.index("close_rate"),
                key=f"{_F}.figure",
                width=220,
            )
            st.date_input(
                _("Look on"), value=today + timedelta(days=15), min_value=today, key=f"{_F}.look", width=150
            )
        st.form_submit_button(_("Decide on it"), on_click=_act, type="primary", icon=":material/add_task:")


def _act() -> None:
    today = clock.today()
    problem = Problem(
        kind=IssueKind.COMMON,
        title=state.widget(f"{_F}.title", ""),
        evidence=state.widget(f"{_F}.evidence", ""),
        objection=state.widget(f"{_F}.objection", None),
    )
    remedy = Remedy(
        title=state.widget(f"{_F}.action", ""),
        owner_id=state.widget(f"{_F}.owner", 0),
        due_on=state.widget(f"{_F}.due", today),
        figure=state.widget(f"{_F}.figure", ""),
        look_on=state.widget(f"{_F}.look", today),
    )
    done = _("Decided: the owner has a task, and the figure's value of today is kept to compare.")
    if store.run(act_on_problem, problem=problem, remedy=remedy, done=done) is not None:
        state.clear_widgets(f"{_F}.title", f"{_F}.evidence", f"{_F}.action")
        state.set_widget(f"{_F}.objection", None)
