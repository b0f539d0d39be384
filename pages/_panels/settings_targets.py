"""The targets of a month: of the store and of each consultant (M1, M4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from pages._ui import clock, measures, state, store
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action
from salesops.core.calendar import month_start, next_month
from salesops.core.i18n import _, ngettext
from salesops.planning import queries as planning
from salesops.planning.operations.targets import Goal, set_targets

FIGURES = ("leads", "invitations", "visits", "test_drives", "orders", "deliveries")
_EDITOR = "settings.targets.editor"


def show() -> None:
    """One line for the store and one for each consultant; empty means no target."""
    this_month = month_start(clock.today())
    months = [this_month, next_month(this_month)]
    chosen = st.segmented_control(
        _("Month"),
        months,
        format_func=fmt.month,
        default=this_month,
        required=True,
        key="settings.targets.month",
    )
    with store.reading() as read:
        set_now = {(row.staff_id, row.figure): row.value for row in read(planning.targets, month=chosen)}
        people = read(planning.people, day=clock.today())
    lines: list[tuple[int | None, str]] = [
        (None, _("The store")),
        *((person.id, person.name) for person in people),
    ]
    with ui.panel(
        _("Targets of {month}", month=fmt.month(chosen)),
        note=_("Empty means no target. The must-do of each day follows from these."),
    ):
        frame = _frame(lines, set_now)
        st.data_editor(
            frame,
            key=f"{_EDITOR}.{chosen:%Y%m}",
            column_config={
                "who": st.column_config.TextColumn(_("Who"), disabled=True, pinned=True),
                **{
                    figure: st.column_config.NumberColumn(measures.name(figure), min_value=0, step=1)
                    for figure in FIGURES
                },
            },
            hide_index=True,
            placeholder=fmt.NOTHING,
        )
        save = Action(
            label=_("Save"),
            key="settings.targets.save",
            on_click=_save,
            args=(chosen, [line[0] for line in lines]),
            icon=":material/save:",
            primary=True,
        )
        ui.button(save)


def _frame(
    lines: Iterable[tuple[int | None, str]], set_now: dict[tuple[int | None, str], float]
) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"who": name, **{figure: set_now.get((staff_id, figure)) for figure in FIGURES}}
            for staff_id, name in lines
        ]
    ).astype(dict.fromkeys(FIGURES, float))


def _save(month: date, staff_ids: list[int | None]) -> None:
    edited: dict[Any, dict[str, float | None]] = (state.given(f"{_EDITOR}.{month:%Y%m}") or {}).get(
        "edited_rows", {}
    )
    goals = [
        Goal(figure=figure, staff_id=staff_ids[int(line)], value=value)
        for line, cells in edited.items()
        for figure, value in cells.items()
    ]
    if not goals:
        state.tell(state.FeedbackKind.NOTE, _("Nothing was changed."))
        return
    store.run(
        set_targets,
        month=month,
        goals=goals,
        done=lambda n: ngettext("{n} target saved.", "{n} targets saved.", n),
    )
