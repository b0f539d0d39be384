"""Dialogs of 1:1 plans: agree on one, practise and talk, check it by the figure (Rule T3)."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from pages._ui import clock, measures, state, store
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Tone
from salesops.core.i18n import _, label, ngettext, render
from salesops.kpi.figures import Better
from salesops.kpi.registry import FIGURES
from salesops.models.enums import FunnelStep, Verdict
from salesops.training import operations
from salesops.training.operations import DrillDone, PlanFacts
from salesops.training.queries import PlanRow, Profile
from salesops.training.rules.coaching import FIGURES as FIGURE_OF
from salesops.training.rules.coaching import explanation, proposed_goal
from salesops.training.rules.library import DRILLS

_KEY = "training.one_to_one"


def open_new(profile: Profile) -> None:
    """The dialog in which a plan is agreed on; the weak step, a goal and its drills are proposed."""

    @st.dialog(_("Plan with {name}", name=profile.name))
    def form() -> None:
        ui.dialog_feedback()
        _fields(profile)
        ui.button(
            Action(
                label=_("Agree on it"),
                key=f"{_KEY}.save",
                on_click=_save,
                args=(profile,),
                icon=":material/handshake:",
                primary=True,
            )
        )

    form()


def _fields(profile: Profile) -> None:
    steps = [each.step for each in profile.standings]
    weak = profile.weakest.step if profile.weakest else steps[0]
    step = st.selectbox(
        _("Step"), steps, index=steps.index(weak), format_func=label, key=f"{_KEY}.step.{profile.staff_id}"
    )
    standing = next(each for each in profile.standings if each.step is step)
    ui.note(render(explanation(standing)), Tone.INFO)
    figure = FIGURES[FIGURE_OF[step]]
    name = _("{figure}: goal in percent", figure=measures.name(figure.id))
    less = figure.better is Better.DOWN
    st.number_input(
        name,
        min_value=0.1,
        max_value=100.0,
        step=0.5,
        format="%.1f",
        value=max(0.1, round(proposed_goal(standing) * 100, 1)),
        key=f"{_KEY}.goal.{step}",
        help=_("Less is better here.") if less else _("More is better here."),
    )
    library = [drill.value for drill in DRILLS[step]]
    names = {drill.value: label(drill) for drill in DRILLS[step]}
    st.pills(
        _("Drills"),
        library,
        selection_mode="multi",
        default=library[:2],
        format_func=lambda drill: names.get(drill, drill),
        key=f"{_KEY}.drills.{step}",
    )
    st.text_input(_("A drill of your own"), key=f"{_KEY}.own", max_chars=120)
    st.date_input(
        _("Checked on"),
        value=profile.check_on,
        min_value=clock.today() + timedelta(days=1),
        key=f"{_KEY}.check",
        format="YYYY-MM-DD",
    )
    st.text_area(_("What was agreed on"), key=f"{_KEY}.note", height=80)


def _save(profile: Profile) -> None:
    step = state.widget(f"{_KEY}.step.{profile.staff_id}", FunnelStep.CLOSE)
    own = state.widget(f"{_KEY}.own", "").strip()
    drills = [*state.widget(f"{_KEY}.drills.{step}", []), *([own] if own else [])]
    facts = PlanFacts(
        staff_id=profile.staff_id,
        step=step,
        goal=state.widget(f"{_KEY}.goal.{step}", 0.0) / 100,
        drills=tuple(drills),
        check_on=state.widget(f"{_KEY}.check", clock.today()),
        note=state.widget(f"{_KEY}.note", ""),
    )
    done = _("Agreed; the check on {day} is a task.", day=fmt.day(facts.check_on))
    if store.run(operations.open_plan, facts=facts, done=done) is not None:
        state.clear_widgets(f"{_KEY}.own", f"{_KEY}.note")


def open_running(plan: PlanRow) -> None:
    """The dialog of a plan that runs: its drills to tick off, what was said, and a new note."""

    @st.dialog(_("{name}: {step}", name=plan.staff, step=plan.step))
    def form() -> None:
        ui.dialog_feedback()
        ui.facts(
            [
                (measures.name(plan.figure), measures.value_text(plan.figure, plan.baseline)),
                (_("Goal"), measures.value_text(plan.figure, plan.goal)),
                (_("Plan opened"), fmt.day(plan.opened_on)),
                (_("Checked on"), fmt.day(plan.check_on)),
            ]
        )
        for place, drill in enumerate(plan.drills):
            done = drill.done_on is not None
            text = render(drill.name)
            if drill.done_on is not None:
                text = _(
                    "{drill}, done on {day}", drill=drill.name, day=fmt.day(drill.done_on, weekday=False)
                )
            st.checkbox(
                fmt.plain(text),
                value=done,
                key=f"{_KEY}.drill.{plan.id}.{place}",
                on_change=_tick,
                args=(plan.id, place),
            )
        for entry in plan.check_ins:
            ui.facts([(fmt.day(entry.on, weekday=False), entry.by), ("", entry.words)])
        st.text_area(_("Note of today"), key=f"{_KEY}.words.{plan.id}", height=80)
        ui.button(
            Action(
                label=_("Keep the note"),
                key=f"{_KEY}.keep.{plan.id}",
                on_click=_check_in,
                args=(plan.id,),
                icon=":material/edit_note:",
                primary=True,
            )
        )

    form()


def _tick(plan_id: int, place: int) -> None:
    done = state.widget(f"{_KEY}.drill.{plan_id}.{place}", False)
    words = _("Drill done.") if done else _("Drill open again.")
    facts = DrillDone(plan_id=plan_id, place=place, done=done)
    store.run(operations.mark_drill, drill=facts, done=words)


def _check_in(plan_id: int) -> None:
    key = f"{_KEY}.words.{plan_id}"
    kept = store.run(operations.check_in, plan_id=plan_id, words=state.widget(key, ""), done=_("Note kept."))
    if kept is not None:
        state.clear_widgets(key)


def open_check(plan: PlanRow) -> None:
    """The dialog in which the figure is looked at; afterwards the plan is closed."""

    @st.dialog(_("Check the plan"))
    def form() -> None:
        ui.dialog_feedback()
        st.markdown(f"**{fmt.plain(_('{name}: {step}', name=plan.staff, step=plan.step))}**")
        days = (clock.today() - plan.opened_on).days
        text = ngettext(
            "“{figure}” is measured over the {n} day since the plan was opened and kept as the result.",
            "“{figure}” is measured over the {n} days since the plan was opened and kept as the result.",
            days,
            figure=measures.name(plan.figure),
        )
        st.markdown(fmt.plain(text))
        if not plan.due:
            ui.note(_("The check was agreed on for {day}.", day=fmt.day(plan.check_on)), Tone.WARN)
        ui.button(
            Action(
                label=_("Measure and close"),
                key=f"{_KEY}.measure.{plan.id}",
                on_click=_check,
                args=(plan.id,),
                icon=":material/fact_check:",
                primary=True,
            )
        )

    form()


def _check(plan_id: int) -> None:
    store.run(operations.check_plan, plan_id=plan_id, done=_said)


def _said(verdict: Verdict) -> str:
    return {
        Verdict.WORKED: _("It worked: the figure rose more than chance explains."),
        Verdict.DID_NOT: _("It did not work: the figure did not rise."),
        Verdict.UNCLEAR: _("Unclear: too few cases, or a change that chance explains."),
    }[verdict]
