"""1:1 coaching: who is weak where, which plans run, what they achieved (Rule T3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from pages._panels import training_one_to_one as one_to_one
from pages._ui import charts, clock, dialogs, measures, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.charts import Look, Series
from pages._ui.components import Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext, render
from salesops.models.enums import FunnelStep
from salesops.training import queries
from salesops.training.queries import PlanRow, Profile
from salesops.training.rules.coaching import Standing, explanation

_PAGE = "training"


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    now = clock.minute()
    profiles = read(queries.profiles, now=now)
    plans = read(queries.plans, now=now)
    running = [plan for plan in plans if plan.checked_on is None]
    if running:
        with ui.panel(ngettext("{n} plan runs", "{n} plans run", len(running))):
            tables.work_rows(running, _plan, key="training.plans", size=5)
    if _coaches():
        _people(profiles, {plan.staff_id for plan in running})
        _rates(profiles)
    elif profiles:
        _own(profiles[0])
    _checked([plan for plan in plans if plan.checked_on is not None])
    _open(profiles, running)
    return _answer(profiles, running)


def _coaches() -> bool:
    return store.actor().may(Permission.RUN_TRAINING)


def _answer(profiles: Sequence[Profile], running: Sequence[PlanRow]) -> str:
    due = [plan for plan in running if plan.due]
    if due and _coaches():
        return ngettext(
            "{n} plan is to be checked: {name}",
            "{n} plans are to be checked: {name} first",
            len(due),
            name=due[0].staff,
        )
    if not _coaches():
        return _own_answer(profiles, running)
    planned = {plan.staff_id for plan in running}
    first = next((each for each in profiles if each.weakest and each.staff_id not in planned), None)
    if first is None or first.weakest is None:
        return _("Nobody stands so far below the others that a plan is missing.")
    weak = first.weakest
    return _(
        "{name} needs a plan most: {step}, {rate} against {peers} of the others",
        name=first.name,
        step=weak.step,
        rate=fmt.percent(weak.shrunk, 0),
        peers=fmt.percent(weak.peers.rate, 0),
    )


def _own_answer(profiles: Sequence[Profile], running: Sequence[PlanRow]) -> str:
    if running:
        plan = running[0]
        return _("Your plan: {step}, checked on {day}", step=plan.step, day=fmt.day(plan.check_on))
    weak = profiles[0].weakest if profiles else None
    if weak is None:
        return _("You stand level with the others at every step.")
    return _("Most is to be gained here: {step}", step=weak.step)


def _plan(plan: PlanRow) -> WorkItem:
    done = sum(1 for drill in plan.drills if drill.done_on is not None)
    when = (
        _("check today")
        if plan.check_on == clock.today()
        else _("check {day}", day=fmt.near_day(plan.check_on))
    )
    badges = [Badge(text=when, tone=Tone.URGENT if plan.due else Tone.INFO, icon=":material/event:")]
    actions = [dialogs.opener("training.one", plan.id, _("Open"), icon=":material/open_in_new:")]
    if _coaches():
        actions.insert(
            0,
            dialogs.opener(
                "training.check", plan.id, _("Check now"), icon=":material/fact_check:", primary=plan.due
            ),
        )
    return WorkItem(
        title=_("{name}: {step}", name=plan.staff, step=plan.step),
        facts=(
            (measures.name(plan.figure), measures.value_text(plan.figure, plan.baseline)),
            (_("Goal"), measures.value_text(plan.figure, plan.goal)),
            (_("Drills done"), fmt.ratio(done, len(plan.drills))),
            (_("Coach"), plan.coach),
        ),
        badges=tuple(badges),
        note=plan.check_ins[-1].words if plan.check_ins else plan.note or None,
        actions=tuple(actions),
    )


def _people(profiles: Sequence[Profile], planned: set[int]) -> None:
    with ui.panel(
        _("Consultants against the others"),
        note=_("Small numbers are drawn towards the average; what luck explains is said beside it"),
    ):
        if not profiles:
            ui.empty_state(_("Nobody sells here yet."), next_step="settings")
            return
        first = next((p for p in profiles if p.weakest and p.staff_id not in planned), None)
        items = [
            _person(place, profile, planned, first=profile is first) for place, profile in enumerate(profiles)
        ]
        tables.work_list(items, key="training.people", size=6)


def _person(place: int, profile: Profile, planned: set[int], *, first: bool) -> WorkItem:
    badges = []
    if profile.weakest is not None:
        certain = profile.weakest.certain
        badges.append(
            Badge(
                text=_("weak: {step}", step=profile.weakest.step),
                tone=Tone.URGENT if certain else Tone.WARN,
                icon=":material/trending_down:",
            )
        )
    if profile.strongest is not None:
        text = _("strong: {step}", step=profile.strongest.step)
        badges.append(Badge(text=text, tone=Tone.GOOD, icon=":material/trending_up:"))
    if profile.staff_id in planned:
        badges.append(Badge(text=_("has a plan"), tone=Tone.INFO, icon=":material/event_available:"))
    actions = [dialogs.opener("training.profile", place, _("Funnel profile"), icon=":material/bar_chart:")]
    if profile.staff_id not in planned and profile.standings:
        actions.insert(
            0,
            dialogs.opener(
                "training.new_plan", place, _("Plan coaching"), icon=":material/edit_calendar:", primary=first
            ),
        )
    return WorkItem(
        title=profile.name,
        badges=tuple(badges),
        note=render(explanation(profile.weakest)) if profile.weakest else _("Level with the others."),
        actions=tuple(actions),
    )


def _rates(profiles: Sequence[Profile]) -> None:
    """One line per person, one column per step: the drawn-in rates to compare."""
    if not profiles:
        return
    with ui.panel(
        _("Rates by step"), note=_("Share of cases that went well, small numbers drawn towards the average")
    ):
        columns = [Column[Profile](label=_("Consultant"), value=lambda row: row.name, pinned=True)]
        columns += [
            Column[Profile](label=label(step), value=_rate_of(step), kind=Kind.PERCENT) for step in FunnelStep
        ]
        tables.table(sorted(profiles, key=lambda row: row.staff_id), columns, key="training.rates")


def _rate_of(step: FunnelStep) -> Callable[[Profile], float | None]:
    def value(row: Profile) -> float | None:
        return next((each.shrunk for each in row.standings if each.step is step), None)

    return value


def _own(profile: Profile) -> None:
    with ui.panel(_("You and the others"), note=_("Since {day}", day=fmt.day(profile.since))):
        show_profile(profile)


def show_profile(profile: Profile) -> None:
    """One person across the funnel against the others, with the cases behind it."""
    if not profile.standings:
        ui.empty_state(_("There are no cases yet to compare."))
        return
    charts.grouped_bars(
        _finding(profile),
        [label(each.step) for each in profile.standings],
        [
            Series(name=profile.name, values=[each.shrunk for each in profile.standings]),
            Series(name=_("The others"), values=[each.peers.rate for each in profile.standings]),
        ],
        key=f"training.profile.{profile.staff_id}",
        look=Look(share=True, height=300),
    )
    columns = [
        Column[Standing](label=_("Step"), value=lambda row: label(row.step)),
        Column[Standing](label=_("Own cases"), value=lambda row: fmt.ratio(row.own.hits, row.own.cases)),
        Column[Standing](label=_("Own rate"), value=lambda row: row.own.rate, kind=Kind.PERCENT),
        Column[Standing](label=_("Drawn in"), value=lambda row: row.shrunk, kind=Kind.PERCENT),
        Column[Standing](label=_("The others"), value=lambda row: row.peers.rate, kind=Kind.PERCENT),
        Column[Standing](label=_("By luck alone"), value=lambda row: row.chance, kind=Kind.PERCENT),
    ]
    tables.table(profile.standings, columns, key=f"training.standings.{profile.staff_id}")


def _finding(profile: Profile) -> str:
    if profile.weakest is None:
        return _("Level with the others at every step")
    return _("{step} is furthest below the others", step=profile.weakest.step)


def _checked(plans: Sequence[PlanRow]) -> None:
    if not plans:
        return
    with ui.panel(_("What earlier coaching brought")):
        columns = [
            Column[PlanRow](label=_("Checked"), value=lambda row: row.checked_on, kind=Kind.DAY),
            Column[PlanRow](label=_("Consultant"), value=lambda row: row.staff),
            Column[PlanRow](label=_("Step"), value=lambda row: label(row.step)),
            Column[PlanRow](
                label=_("Before the plan"), value=lambda row: measures.value_text(row.figure, row.baseline)
            ),
            Column[PlanRow](label=_("Goal"), value=lambda row: measures.value_text(row.figure, row.goal)),
            Column[PlanRow](label=_("Result"), value=lambda row: measures.value_text(row.figure, row.result)),
            Column[PlanRow](label=_("Verdict"), value=lambda row: label(row.verdict) if row.verdict else ""),
        ]
        chosen = tables.table(plans, columns, key="training.checked", select=True)
        if chosen is not None:
            drills = fmt.listed([render(each.name) for each in chosen.drills])
            ui.facts([(_("Cases measured"), fmt.number(chosen.result_cases)), (_("Drills"), drills)])
            ui.reasons([each.words for each in chosen.check_ins] or [_("Nothing was written down.")])


def _open(profiles: Sequence[Profile], running: Sequence[PlanRow]) -> None:
    what, row_id = dialogs.asked(_PAGE)
    if what == "new_plan" and row_id < len(profiles):
        one_to_one.open_new(profiles[row_id])
    elif what == "profile" and row_id < len(profiles):
        _open_profile(profiles[row_id])
    plan = next((each for each in running if each.id == row_id), None)
    if plan is not None and what == "one":
        one_to_one.open_running(plan)
    elif plan is not None and what == "check":
        one_to_one.open_check(plan)


def _open_profile(profile: Profile) -> None:
    @st.dialog(fmt.plain(profile.name), width="large")
    def dialog() -> None:
        show_profile(profile)

    dialog()
