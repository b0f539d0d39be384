"""Footfall by hand, hour by hour, against the same weekday before (Rule S5)."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages._ui import charts, clock, state, store
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.charts import Series
from pages._ui.components import Action
from pages._ui.store import Reader
from salesops.access.permissions import Permission
from salesops.core.i18n import _
from salesops.showroom import operations, queries
from salesops.showroom.queries import HourCount


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    today = clock.today()
    counts = read(queries.footfall, today=today)
    if store.actor().may(Permission.INSPECT):
        with ui.panel(
            _("Count people"), note=_("People through the door. Nobody is recognised, only counted.")
        ):
            _count(counts)
    with ui.panel(_("Hour by hour")):
        usual = [each.usual for each in counts]
        series = [Series(name=_("today"), values=[each.today for each in counts])]
        if any(value is not None for value in usual):
            series.append(Series(name=_("usual for this weekday"), values=usual))
        charts.grouped_bars(
            _finding(counts),
            [_hour(each.hour) for each in counts],
            series,
            key="showroom.footfall",
            look=charts.Look(unit=_("people")),
        )
    return _finding(counts)


def _finding(counts: Sequence[HourCount]) -> str:
    known = [each for each in counts if each.today is not None]
    people = sum(each.today or 0 for each in known)
    if not known:
        return _("Nobody was counted today yet.")
    if any(each.usual is None for each in known):
        return _("{people} people so far today", people=fmt.number(people))
    usual = sum(each.usual or 0.0 for each in known)
    return _(
        "{people} people so far today, usually {usual} in these hours",
        people=fmt.number(people),
        usual=fmt.number(usual),
    )


def _hour(hour: int) -> str:
    return f"{hour}:00"


def _count(counts: Sequence[HourCount]) -> None:
    now = store.actor().local(clock.now()).hour
    hours = [each.hour for each in counts]
    known = {each.hour: each.today for each in counts}
    hour = st.segmented_control(
        _("Hour"),
        hours,
        format_func=_hour,
        default=min(max(now, hours[0]), hours[-1]),
        required=True,
        key="showroom.hour",
    )
    so_far = known.get(hour) or 0
    state.set_widget(f"showroom.people.{hour}", so_far)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for step in (1, 2, 3):
            ui.button(
                Action(
                    label=f"+{step}",
                    key=f"showroom.plus.{step}",
                    on_click=_save,
                    args=(hour, so_far + step),
                    primary=step == 1,
                )
            )
        st.number_input(
            _("People in this hour"),
            min_value=0,
            max_value=2000,
            step=1,
            key=f"showroom.people.{hour}",
            on_change=_typed,
            args=(hour,),
            width=200,
        )


def _typed(hour: int) -> None:
    _save(hour, int(state.widget(f"showroom.people.{hour}", 0)))


def _save(hour: int, people: int) -> None:
    store.run(operations.count_people, day=clock.today(), hour=hour, people=people)
