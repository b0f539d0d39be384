"""Scenario assessments: whom to test, who stands where, whether it shows in the business (Rule T2)."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages._panels import training_assess as assess
from pages._ui import charts, clock, dialogs, measures, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.charts import Look
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.access.permissions import Permission
from salesops.core.i18n import _, ngettext, render
from salesops.training import operations, queries
from salesops.training.queries import Board, Place, ScenarioRow, ScoreRow

_PAGE = "training"


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    board = read(queries.board, now=clock.minute())
    waiting = [place for place in board.places if place.retest_by is not None or place.last is None]
    _work(board, waiting)
    if board.scores:
        _standing(board)
        if assess.may_assess():
            _effect(read, board)
        _history(board.scores)
    _library(board.scenarios)
    _open(board)
    return _answer(board, waiting)


def _answer(board: Board, waiting: Sequence[Place]) -> str:
    if not board.scenarios:
        return _("No scenario is written yet.")
    retests = [place for place in waiting if place.retest_by is not None]
    if not assess.may_assess():
        if retests:
            return _(
                "You are tested again in “{scenario}” by {day}.",
                scenario=retests[0].scenario,
                day=fmt.near_day(retests[0].retest_by),
            )
        return _("You have passed every scenario in which you were assessed.")
    over = [place for place in retests if place.retest_by and place.retest_by < clock.today()]
    if over:
        return ngettext(
            "{n} re-test is overdue: {name} first",
            "{n} re-tests are overdue: {name} first",
            len(over),
            name=over[0].staff,
        )
    if retests:
        return ngettext(
            "{n} re-test is due: {name} first",
            "{n} re-tests are due: {name} first",
            len(retests),
            name=retests[0].staff,
        )
    if waiting:
        return ngettext("{n} assessment is missing", "{n} assessments are missing", len(waiting))
    return _("Everybody has passed every scenario.")


def _work(board: Board, waiting: Sequence[Place]) -> None:
    if not board.scenarios:
        action = None
        if assess.may_assess():
            action = Action(
                label=_("Take over the usual scenarios"),
                key="training.starters",
                on_click=_starters,
                icon=":material/library_add:",
                primary=True,
            )
        ui.empty_state(
            _("Scenarios are role plays with a rubric; some come with the product."), action=action
        )
        return
    with ui.panel(_("To be tested")):
        if not waiting:
            ui.empty_state(_("Nobody has to be tested again, and nobody is missing."))
            return
        tables.work_list(
            [_place(place, first=at == 0) for at, place in enumerate(waiting)], key="training.tests", size=6
        )


def _starters() -> None:
    store.run(
        operations.add_starters,
        done=lambda count: ngettext("{n} scenario was added.", "{n} scenarios were added.", count),
    )


def _place(place: Place, *, first: bool) -> WorkItem:
    if place.retest_by is not None:
        late = place.retest_by < clock.today()
        text = _("again by {day}", day=fmt.near_day(place.retest_by))
        badge = Badge(text=text, tone=Tone.URGENT if late else Tone.WARN)
    else:
        badge = Badge(text=_("never assessed"), tone=Tone.QUIET)
    last = place.last
    actions: tuple[Action, ...] = ()
    if assess.may_assess():
        actions = (
            Action(
                label=_("Assess"),
                key=f"training.assess.{place.scenario_id}.{place.staff_id}",
                on_click=dialogs.ask,
                args=(_PAGE, f"assess:{place.staff_id}", place.scenario_id),
                icon=":material/grading:",
                primary=first,
            ),
        )
    return WorkItem(
        title=place.staff,
        facts=(
            (_("Scenario"), place.scenario),
            (_("Last try"), _("{total} of {of} points", total=last.total, of=last.of) if last else ""),
            (_("Try"), fmt.number(last.attempt) if last else ""),
        ),
        badges=(badge,),
        note=last.note if last else None,
        actions=actions,
    )


def _standing(board: Board) -> None:
    active = [row for row in board.scenarios if row.active]
    people = list(
        dict.fromkeys(
            (place.staff_id, place.staff) for place in sorted(board.places, key=lambda each: each.staff_id)
        )
    )
    last = {(place.staff_id, place.scenario_id): place.last for place in board.places}
    if not active or not people:
        return
    shares = [
        [row.share if (row := last.get((staff, scenario.id))) else None for scenario in active]
        for staff, _name in people
    ]
    passed = sum(1 for row in last.values() if row and row.passed)
    tested = sum(1 for row in last.values() if row)
    with ui.panel(_("Who stands where")):
        charts.heat(
            _("{passed} of {tested} last assessments were passed", passed=passed, tested=tested),
            charts.Table(
                columns=[row.title for row in active],
                rows=[name for _staff, name in people][::-1],
                values=shares[::-1],
            ),
            key="training.standing",
            look=Look(
                share=True, height=80 + 30 * len(people), note=_("Share of all points in the last try")
            ),
        )


def _effect(read: Reader, board: Board) -> None:
    wanted = {row.id: row for row in board.scenarios if row.figure}
    if not wanted:
        return
    with ui.panel(_("Does the score move the business?")):
        chosen = st.selectbox(
            _("Scenario"), list(wanted), format_func=lambda key: wanted[key].title, key="training.effect"
        )
        found = read(queries.score_effect, now=clock.minute(), scenario=wanted[chosen])
        if found is None:
            return
        ui.note(render(found.effect.sentence), Tone.INFO)
        figure = wanted[chosen].figure
        points = [
            (each.name, each.share * 100, (each.figure.rate or 0.0) * 100)
            for each in found.scored
            if each.figure.cases
        ]
        if points:
            charts.scatter(
                _(
                    "Score and “{figure}” of the last {days} days",
                    figure=measures.name(figure),
                    days=found.days,
                ),
                points,
                axes=(_("Score (%)"), _("{figure} (%)", figure=measures.name(figure))),
                key="training.effect_chart",
                look=Look(height=320),
            )


def _history(scores: Sequence[ScoreRow]) -> None:
    with ui.panel(_("Assessments of the last year")):
        names = dict.fromkeys(row.staff for row in scores)
        shown = list(scores)
        if len(names) > 1:
            person = st.selectbox(
                _("Consultant"), list(names), index=None, key="training.scores_of", placeholder=_("Everybody")
            )
            shown = [row for row in scores if person is None or row.staff == person]
        columns = [
            Column[ScoreRow](label=_("Day"), value=lambda row: row.day, kind=Kind.DAY),
            Column[ScoreRow](label=_("Consultant"), value=lambda row: row.staff),
            Column[ScoreRow](label=_("Scenario"), value=lambda row: row.scenario),
            Column[ScoreRow](label=_("Score"), value=lambda row: fmt.ratio(row.total, row.of)),
            Column[ScoreRow](label=_("Passed"), value=lambda row: row.passed, kind=Kind.YES_NO),
        ]
        row = tables.table(shown, columns, key="training.scores", select=True, height=320)
        if row is not None:
            ui.facts([(_("Try"), fmt.number(row.attempt)), (_("Assessor"), row.assessor)])
            ui.facts([(each.name, fmt.ratio(each.points, each.of)) for each in row.given])
            if row.note:
                ui.note(row.note)


def _library(rows: Sequence[ScenarioRow]) -> None:
    if not rows or not assess.may_assess():
        return
    with ui.panel(_("Scenario library")):
        items = [
            WorkItem(
                title=row.title,
                facts=(
                    (_("Pass mark"), fmt.ratio(row.pass_mark, row.full_marks)),
                    (_("Criteria"), fmt.number(len(row.rubric))),
                    (_("Should move"), measures.name(row.figure) if row.figure else ""),
                ),
                badges=() if row.active else (Badge(text=_("put away"), tone=Tone.QUIET),),
                note=row.situation,
                actions=(
                    Action(
                        label=_("Change"),
                        key=f"training.scenario.{row.id}",
                        on_click=dialogs.ask,
                        args=(_PAGE, "scenario", row.id),
                        icon=":material/edit:",
                    ),
                ),
            )
            for row in rows
        ]
        tables.work_list(items, key="training.library", size=5)
        ui.actions(
            [
                Action(
                    label=_("New scenario"),
                    key="training.scenario.new",
                    on_click=dialogs.ask,
                    args=(_PAGE, "scenario", 0),
                    icon=":material/add:",
                )
            ]
        )


def _open(board: Board) -> None:
    what, row_id = dialogs.asked(_PAGE)
    if what == "scenario" and store.actor().may(Permission.RUN_TRAINING):
        assess.open_scenario(next((row for row in board.scenarios if row.id == row_id), None))
    if what.startswith("assess:"):
        staff_id = int(what.partition(":")[2])
        scenario = next((row for row in board.scenarios if row.id == row_id), None)
        name = next((place.staff for place in board.places if place.staff_id == staff_id), "")
        if scenario is not None:
            assess.open_assessment(scenario, staff_id, name)
