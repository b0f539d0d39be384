"""Today's must-do: counted actions of everybody with progress, their arithmetic, and changes by hand (M4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from pages._ui import clock, measures, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, _, ngettext, render
from salesops.models.enums import Role, SetBy
from salesops.planning import queries as planning
from salesops.planning.operations.targets import adjust_day_target, prepare_day
from salesops.planning.queries import DayTargetRow
from salesops.planning.queries.must_do import progress
from salesops.planning.rules.must_do import ACTIONS, OUTCOMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person's targets of today by figure, and what was done."""

    staff_id: int | None
    staff: str
    targets: dict[str, DayTargetRow]
    done: dict[str, int]


def show(read: Reader, now: datetime) -> None:
    """A line for everybody; a chosen one shows its arithmetic and can be changed."""
    today = clock.today()
    rows = read(planning.day_targets, day=today)
    if not rows:
        _nothing_yet()
        return
    counts = read(progress, now=now, day=today)
    lines = _lines(rows, counts)
    ui.page_title(_("Today's must-do"), _answer(lines))
    with ui.panel(_("Done of what must be done"), note=_("Choose a line to see its arithmetic.")):
        chosen = tables.table(lines, _columns(), key="meeting.must_do", select=True, height="content")
    viewer = store.actor()
    own = next((line for line in lines if line.staff_id == viewer.staff_id), None)
    shown = chosen or own or (lines[0] if viewer.role is Role.CONSULTANT else None)
    if shown is not None:
        _person(shown)


def figure_name(figure: str) -> str:
    """What a counted action is called."""
    return _("Test-drive follow-ups") if figure == "drive_follow_ups" else measures.name(figure)


_SHORT = {
    "touches": N_("Touches"),
    "invitations": N_("Invitations"),
    "drive_follow_ups": N_("Follow-ups"),
    "test_drives": N_("Drives"),
    "visits": N_("Visits"),
    "orders": N_("Orders"),
}


def short_name(figure: str) -> str:
    """What a counted action is called at the head of a narrow column."""
    return _(_SHORT[figure])


def _nothing_yet() -> None:
    ui.page_title(_("Today's must-do"), _("Today's must-do is not worked out yet."))
    work_out = Action(
        label=_("Work it out"),
        key="meeting.prepare",
        on_click=_prepare,
        primary=True,
        icon=":material/calculate:",
    )
    leads = store.actor().may(Permission.LEAD_MEETING)
    ui.empty_state(
        _("It follows from the month's targets, the selling days left and everybody's own rates."),
        action=work_out if leads else None,
    )


def _prepare() -> None:
    store.run(
        prepare_day,
        done=lambda added: ngettext("{n} target was worked out.", "{n} targets were worked out.", added),
    )


def _lines(rows: Sequence[DayTargetRow], counts: dict[tuple[int | None, str], int]) -> list[Line]:
    people = dict.fromkeys((row.staff_id, row.staff) for row in rows)
    return [
        Line(
            staff_id=staff_id,
            staff=staff or _("The store"),
            targets={row.figure: row for row in rows if row.staff_id == staff_id},
            done={figure: counts.get((staff_id, figure), 0) for figure in (*ACTIONS, *OUTCOMES)},
        )
        for staff_id, staff in people
    ]


def _answer(lines: Sequence[Line]) -> str:
    asked = sum(
        line.targets[f].value for line in lines for f in ACTIONS if line.staff_id and f in line.targets
    )
    done = sum(
        min(line.done[f], line.targets[f].value)
        for line in lines
        for f in ACTIONS
        if line.staff_id and f in line.targets
    )
    return _("{done} of {asked} counted actions are done.", done=fmt.number(done), asked=fmt.number(asked))


def _columns() -> list[Column[Line]]:
    return [
        Column(label=_("Consultant"), value=lambda line: line.staff, pinned=True),
        *(_column(figure) for figure in (*ACTIONS, *OUTCOMES)),
    ]


def _column(figure: str) -> Column[Line]:
    return Column(label=short_name(figure), value=lambda line: _cell(line, figure))


def _cell(line: Line, figure: str) -> str:
    target = line.targets.get(figure)
    if target is None:
        return fmt.NOTHING
    mark = " ↑" if target.value > target.computed else " ↓" if target.value < target.computed else ""
    full = " ✓" if line.done[figure] >= target.value > 0 else ""
    return f"{line.done[figure]} / {target.value}{mark}{full}"


def _person(line: Line) -> None:
    with ui.panel(_("How {name}'s targets come about", name=line.staff)):
        for figure in (*OUTCOMES[::-1], *reversed(ACTIONS)):
            row = line.targets.get(figure)
            if row is not None:
                _arithmetic(row)
        if store.actor().may(Permission.LEAD_MEETING):
            _change(line)


def _arithmetic(row: DayTargetRow) -> None:
    mark = ""
    if row.set_by is SetBy.PERSON:
        mark = ui.badge_text(Badge(text=_("by hand"), tone=Tone.INFO))
    elif row.value > row.computed:
        mark = ui.badge_text(Badge(text=f"{row.computed} → {row.value}", tone=Tone.WARN))
    st.markdown(f"**{fmt.plain(figure_name(row.figure))} {row.value}** {mark}")
    ui.reasons([render(reason) for reason in row.reasons])


def _change(line: Line) -> None:
    ids = {row.id: row for row in line.targets.values()}
    with (
        st.form(f"meeting.adjust.{line.staff_id}", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.selectbox(
            _("Change"),
            list(ids),
            format_func=lambda key: f"{figure_name(ids[key].figure)} ({ids[key].value})",
            key="meeting.adjust.target",
            width=220,
        )
        st.number_input(
            _("New target"), min_value=0, max_value=500, step=1, key="meeting.adjust.value", width=130
        )
        st.text_input(_("Reason"), key="meeting.adjust.reason", width="stretch")
        st.form_submit_button(_("Change"), on_click=_adjust, icon=":material/edit:")


def _adjust() -> None:
    changed = store.run(
        adjust_day_target,
        target_id=state.widget("meeting.adjust.target", 0),
        value=state.widget("meeting.adjust.value", 0),
        reason=state.widget("meeting.adjust.reason", ""),
        done=_("The target is changed; the reason is kept."),
    )
    if changed is not None:
        state.clear_widgets("meeting.adjust.reason")
