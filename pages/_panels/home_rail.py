"""The time rail of the home page: every stage, where it stands now, what it still owes today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

import streamlit as st

from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui import nav
from pages._ui.components import Badge, Tone
from pages._ui.owed import owed
from pages._ui.store import Reader
from salesops.core.i18n import _, label, render
from salesops.planning.owed import Owed
from salesops.planning.rules.rail import StageState, Stop, state_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRow:
    """One stage as the rail shows it."""

    stop: Stop
    state: StageState
    owed: Owed | None


def stage_rows(read: Reader, stops: Sequence[Stop], *, now: datetime, at: time) -> list[StageRow]:
    """The stages that the viewer may open, with what each still owes."""
    mine = [stop for stop in stops if nav.exists(stop.page)]
    open_now = owed(read, [stop.page for stop in mine], now=now)
    rows = []
    for stop in mine:
        found = open_now.get(stop.page)
        state = state_of(stop, at=at, owed=found.count if found else None)
        rows.append(StageRow(stop=stop, owed=found, state=state))
    return rows


def rail(rows: Sequence[StageRow], *, at: time) -> None:
    """The stages from morning to evening, with a line where the day stands now."""
    marked = False
    for row in rows:
        if not marked and row.state is StageState.LATER:
            _now_line(at)
            marked = True
        marked = marked or row.state is StageState.NOW
        _stop(row)
    if not marked:
        _now_line(at)


def _now_line(at: time) -> None:
    st.markdown(f":blue[**:material/arrow_right: {_('Now')} {at:%H:%M}**]")


def _stop(row: StageRow) -> None:
    now = row.state is StageState.NOW
    key = f"home.stage.{row.stop.page}"
    with st.container(
        border=now, horizontal=True, vertical_alignment="center", gap="small", key=key.replace(".", "_")
    ):
        span = f"{row.stop.starts:%H:%M}–{row.stop.ends:%H:%M}"
        st.markdown(f":blue[**{span}**]" if now else f":gray[{span}]", width=104)
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{fmt.plain(nav.title(row.stop.page))}** {ui.badge_text(_badge(row))}")
            if row.owed is not None:
                st.markdown(fmt.plain(render(row.owed.sentence)))
        nav.link(row.stop.page, _("Open"))


_MARKS = {
    StageState.NOW: (Tone.INFO, ":material/play_circle:"),
    StageState.LATE: (Tone.URGENT, ":material/error:"),
    StageState.DONE: (Tone.GOOD, ":material/check_circle:"),
    StageState.LATER: (Tone.QUIET, ":material/schedule:"),
}


def _badge(row: StageRow) -> Badge:
    tone, icon = _MARKS[row.state]
    return Badge(text=label(row.state), tone=tone, icon=icon)
