"""The board of intent customers: who is at risk, what comes next; one customer opened in place (Rules I6, I9)."""

from __future__ import annotations

import streamlit as st

from pages._panels import intent_file as file
from pages._ui import clock, state, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import WorkItem
from salesops.core.errors import NotFound
from salesops.core.i18n import _, label, ngettext, render
from salesops.intent import queries
from salesops.intent.queries import BoardRow
from salesops.models.enums import Stage

OPENED = "intent.file"
_STAGES = (Stage.VISITED, Stage.DRIVEN, Stage.NEGOTIATING, Stage.ORDERED)


def show(read: Reader) -> str:
    """Draw the opened customer, or the board, and give the finding."""
    opened = state.get(OPENED, 0)
    if opened:
        try:
            return file.show(read, opened, on_close=_close)
        except NotFound as gone:
            state.drop(OPENED)
            ui.note(render(gone.message), Tone.WARN)
    return _board(read)


def _board(read: Reader) -> str:
    stage = st.pills(_("Stage"), _STAGES, format_func=label, key="intent.stage", label_visibility="collapsed")
    rows = read(queries.board, today=clock.today(), stage=stage)
    risky = [row for row in rows if row.risks]
    fine = [row for row in rows if not row.risks]
    with ui.panel(
        ngettext("{n} customer needs somebody now", "{n} customers need somebody now", len(risky)),
        note=_("Open prices, overdue steps, and customers without progress."),
    ):
        if risky:
            tables.work_list([_item(row) for row in risky], key="intent.risky", size=8)
        else:
            ui.empty_state(_("Every intent customer has a next step in time."), next_step="leads")
    if fine:
        with ui.panel(_("On their way")):
            tables.work_list([_item(row) for row in fine], key="intent.fine", size=8)
    return _answer(rows)


def _answer(rows: list[BoardRow]) -> str:
    waiting = sum(row.price_waits for row in rows)
    late = sum(row.days_late > 0 for row in rows)
    if not rows:
        return _("No intent customers at this stage.")
    if not waiting and not late:
        return _("Every intent customer has a next step in time.")
    return _("Waiting for a price: {prices} · next step overdue: {late}", prices=waiting, late=late)


def _item(row: BoardRow) -> WorkItem:
    badges = [Badge(text=label(row.stage), tone=Tone.QUIET)]
    tone = Tone.URGENT if row.price_waits or row.days_late > 2 else Tone.WARN
    badges += [Badge(text=render(risk), tone=tone) for risk in row.risks[:2]]
    step = _("{step} on {day}", step=label(row.next_step), day=fmt.near_day(row.next_step_on))
    return WorkItem(
        title=row.customer,
        facts=((_("Model"), row.model), (_("Next step"), step), (_("Consultant"), row.owner)),
        badges=tuple(badges),
        note=row.note,
        actions=(
            Action(
                label=_("Open"),
                key=f"intent.open.{row.id}",
                on_click=open_file,
                args=(row.id,),
                icon=":material/folder_open:",
                primary=row.price_waits,
            ),
        ),
    )


def open_file(opportunity_id: int) -> None:
    """Open a customer in place of the board."""
    state.put(OPENED, opportunity_id)


def _close() -> None:
    state.drop(OPENED)
