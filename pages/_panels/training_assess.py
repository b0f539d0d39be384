"""Dialogs of scenarios: assess somebody criterion by criterion, write or change a scenario (Rule T2)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui import measures, state, store
from pages._ui.components import Action
from salesops.access.permissions import Permission
from salesops.core.i18n import _
from salesops.kpi.figures import Unit
from salesops.kpi.registry import FIGURES
from salesops.training import operations
from salesops.training.operations import Assessed, Assessment, ScenarioFacts
from salesops.training.queries import ScenarioRow
from salesops.training.rules.scoring import Criterion

_NO_FIGURE = ""


def may_assess() -> bool:
    """Whether the viewer runs trainings."""
    return store.actor().may(Permission.RUN_TRAINING)


def open_assessment(scenario: ScenarioRow, staff_id: int, name: str) -> None:
    """The dialog in which points are given on every criterion."""
    key = f"training.score.{scenario.id}.{staff_id}"

    @st.dialog(_("{name}: {scenario}", name=name, scenario=scenario.title), width="large")
    def form() -> None:
        ui.dialog_feedback()
        st.markdown(fmt.plain(scenario.situation))
        total = 0
        for place, criterion in enumerate(scenario.rubric):
            total += st.slider(
                fmt.plain(criterion.name),
                min_value=0,
                max_value=criterion.points,
                value=round(criterion.points * 0.6),
                key=f"{key}.{place}",
            )
        mark = _("passed") if total >= scenario.pass_mark else _("not passed")
        st.markdown(
            _(
                "{total} of {of} points, pass mark {mark}: **{outcome}**",
                total=total,
                of=scenario.full_marks,
                mark=scenario.pass_mark,
                outcome=mark,
            )
        )
        st.text_area(_("What was good, what to practise"), key=f"{key}.note", height=80)
        ui.button(
            Action(
                label=_("Keep the assessment"),
                key=f"{key}.save",
                on_click=_save_score,
                args=(scenario, staff_id, key),
                icon=":material/check:",
                primary=True,
            )
        )

    form()


def _save_score(scenario: ScenarioRow, staff_id: int, key: str) -> None:
    points = tuple(state.widget(f"{key}.{place}", 0) for place in range(len(scenario.rubric)))
    assessment = Assessment(
        scenario_id=scenario.id, staff_id=staff_id, points=points, note=state.widget(f"{key}.note", "")
    )
    store.run(operations.record_score, assessment=assessment, done=_outcome)


def _outcome(result: Assessed) -> str:
    if result.passed:
        return _("Passed with {total} of {of} points.", total=result.total, of=result.of)
    return _("Not passed ({total} of {of} points); the re-test is a task.", total=result.total, of=result.of)


def open_scenario(row: ScenarioRow | None) -> None:
    """The dialog in which a scenario is written or changed."""
    key = f"training.scenario.{row.id if row else 0}"

    @st.dialog(_("Scenario"), width="large")
    def form() -> None:
        ui.dialog_feedback()
        st.text_input(_("Title"), value=row.title if row else "", key=f"{key}.title", max_chars=120)
        st.text_area(
            _("What happens"), value=row.situation if row else "", key=f"{key}.situation", height=100
        )
        rubric = _rubric_editor(row, key)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.number_input(
                _("Pass mark"),
                min_value=1,
                max_value=1000,
                value=row.pass_mark if row else 70,
                key=f"{key}.mark",
            )
            _figure_choice(row, key)
        st.toggle(_("In use"), value=row.active if row else True, key=f"{key}.active")
        ui.save(key, _save_scenario, row.id if row else None, key, rubric)

    form()


def _rubric_editor(row: ScenarioRow | None, key: str) -> tuple[Criterion, ...]:
    criterion, points = _("Criterion"), _("Score")
    start = [(each.name, each.points) for each in row.rubric] if row else [("", 25)] * 4
    frame = pd.DataFrame(start, columns=[criterion, points])
    edited: Any = st.data_editor(
        frame,
        num_rows="dynamic",
        hide_index=True,
        key=f"{key}.rubric",
        column_config={
            criterion: st.column_config.TextColumn(required=True, width="large"),
            points: st.column_config.NumberColumn(required=True, min_value=1, max_value=100, step=1),
        },
    )
    return tuple(
        Criterion(name=str(name).strip(), points=int(worth))
        for name, worth in edited.itertuples(index=False)
        if isinstance(name, str) and name.strip() and not pd.isna(worth)
    )


def _figure_choice(row: ScenarioRow | None, key: str) -> None:
    shares = [
        _NO_FIGURE,
        *(each.id for each in FIGURES.values() if each.unit is Unit.SHARE and not each.sensitive),
    ]
    st.selectbox(
        _("Figure that it should move"),
        shares,
        index=shares.index(row.figure) if row and row.figure in shares else 0,
        format_func=lambda figure: measures.name(figure) if figure else _("none"),
        key=f"{key}.figure",
    )


def _save_scenario(scenario_id: int | None, key: str, rubric: tuple[Criterion, ...]) -> None:
    facts = ScenarioFacts(
        title=state.widget(f"{key}.title", ""),
        situation=state.widget(f"{key}.situation", ""),
        rubric=rubric,
        pass_mark=state.widget(f"{key}.mark", 1),
        figure=state.widget(f"{key}.figure", _NO_FIGURE),
        active=state.widget(f"{key}.active", True),
    )
    store.run(
        operations.save_scenario, facts=facts, scenario_id=scenario_id, done=_("The scenario is saved.")
    )
