"""The board: who needs somebody now, who visited without a next step, who is on his way (Rules I6, I9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import streamlit as st

from pages._panels import intent_rows as rows
from pages._ui import clock, measures, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.access.permissions import Permission
from salesops.core.calendar import Period
from salesops.core.i18n import _, label, ngettext, render
from salesops.intent import operations, queries
from salesops.intent.queries import BoardRow, ClosedRow, StageCount, Unfiled, Waiting, Wanted
from salesops.models.enums import Stage
from salesops.planning import queries as planning
from salesops.planning.queries import Person

_STAGE = "intent.board.stage"
_OWNER = "intent.board.owner"
_FILING = "intent.board.filing"
_FIGURES = ("visits", "test_drives", "orders", "close_rate")


def show(read: Reader) -> str:
    """Draw the board and give the finding."""
    now = clock.minute()
    counts = read(queries.stage_counts, now=now)
    unfiled = read(queries.unfiled, now=now)
    _filters(read, counts)
    wanted = Wanted(owner_id=state.widget(_OWNER, None), stage=state.widget(_STAGE, None))
    found = read(queries.board, now=now, wanted=wanted)
    pressing = [row for row in found if row.reasons]
    calm = [row for row in found if not row.reasons]
    _pressing(pressing)
    if unfiled:
        _unfiled(unfiled)
    if calm:
        with ui.panel(_("Going well"), note=_("Everybody here has a next step in time.")):
            tables.work_rows(calm, _item, key="intent.calm", size=6)
    _figures(read, now)
    _closed(read(queries.closed_lately, now=now))
    return _answer(read(queries.waiting, now=now), unfiled, counts)


def _answer(waits: Waiting, unfiled: Sequence[Unfiled], counts: Sequence[StageCount]) -> str:
    """What waits for whom, in one sentence."""
    parts = []
    if waits.prices:
        parts.append(
            ngettext("{n} price request waits for you", "{n} price requests wait for you", waits.prices)
        )
    without = waits.late + len(unfiled)
    if without:
        parts.append(
            ngettext("{n} customer has no valid next step", "{n} customers have no valid next step", without)
        )
    if len(parts) > 1:
        return _("{prices}; {steps}", prices=parts[0], steps=parts[1])
    if parts:
        return parts[0]
    total = sum(count.customers for count in counts)
    if not total:
        return _("There are no intent customers yet")
    return ngettext(
        "{n} intent customer, with a next step in time",
        "{n} intent customers, everybody with a next step in time",
        total,
    )


def _filters(read: Reader, counts: Sequence[StageCount]) -> None:
    """Stages with how many stand in each, and for leaders whose customers."""
    many = {count.stage: count.customers for count in counts}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.pills(
            _("Stage"),
            list(many),
            format_func=lambda stage: f"{label(stage)} {many.get(stage, 0)}",
            key=_STAGE,
            label_visibility="collapsed",
        )
        if store.actor().may(Permission.SEE_ALL_CUSTOMERS):
            people = read(planning.people, day=clock.today())
            _owner_filter(people)


def _owner_filter(people: Sequence[Person]) -> None:
    names = {person.id: person.name for person in people}
    st.selectbox(
        _("Consultant"),
        list(names),
        format_func=lambda staff_id: names.get(staff_id, ""),
        index=None,
        placeholder=_("All consultants"),
        key=_OWNER,
        label_visibility="collapsed",
        width=190,
    )


def _pressing(found: Sequence[BoardRow]) -> None:
    title = ngettext("{n} customer needs somebody now", "{n} customers need somebody now", len(found))
    if not found:
        ui.empty_state(_("Nobody is stuck: every next step lies ahead."), next_step="leads")
        return
    with ui.panel(title, note=_("Who waits for a price, then overdue next steps, then who stands still")):
        tables.work_rows(found, _item, key="intent.pressing", size=8)


def _item(row: BoardRow) -> WorkItem:
    marks = [Badge(text=label(row.stage), tone=Tone.INFO, icon=":material/flag:")]
    if row.is_key:
        marks.append(Badge(text=_("key customer"), tone=Tone.INFO, icon=":material/star:"))
    marks += [
        Badge(text=render(reason), tone=Tone.URGENT if at == 0 else Tone.WARN)
        for at, reason in enumerate(row.reasons)
    ]
    return WorkItem(
        title=rows.name_of(row.customer),
        badges=tuple(marks),
        facts=(
            ("", row.phone),
            ("", row.model),
            (_("Consultant"), row.owner or _("nobody")),
            (_("Next step"), rows.step_text(row.next_step, row.next_step_on)),
        ),
        note=row.note,
        actions=(rows.opener(row.id, "board", primary=bool(row.reasons)),),
    )


def _unfiled(found: Sequence[Unfiled]) -> None:
    title = ngettext(
        "{n} visitor left without a next step", "{n} visitors left without a next step", len(found)
    )
    with ui.panel(title, note=_("Say what comes next; he then stands on the board.")):
        tables.work_rows(found, _unfiled_item, key="intent.unfiled", size=4)
    opened = state.get(_FILING, 0)
    visitor = next((row for row in found if row.customer_id == opened), None)
    if visitor is not None:
        _file(visitor)


def _unfiled_item(row: Unfiled) -> WorkItem:
    return WorkItem(
        title=rows.name_of(row.customer),
        facts=(
            ("", row.phone),
            ("", row.model),
            (_("Visited"), fmt.near_day(row.day)),
            (_("Consultant"), row.owner or _("nobody")),
        ),
        badges=(Badge(text=label(row.profile), tone=Tone.QUIET, icon=":material/group:"),),
        actions=(
            Action(
                label=_("Set next step"),
                key=f"intent.file.{row.customer_id}",
                on_click=_ask_to_file,
                args=(row.customer_id,),
                primary=True,
            ),
        ),
    )


def _ask_to_file(customer_id: int) -> None:
    state.put(_FILING, customer_id)


def _stop_filing() -> None:
    state.drop(_FILING)


def _file(visitor: Unfiled) -> None:
    @st.dialog(rows.name_of(visitor.customer), on_dismiss=_stop_filing)
    def form() -> None:
        ui.dialog_feedback()
        ui.facts((("", visitor.phone), ("", visitor.model), (_("Visited"), fmt.near_day(visitor.day))))
        rows.step_form("intent.file.step")
        ui.button(
            Action(
                label=_("Put on the board"),
                key="intent.file.save",
                on_click=_save_file,
                args=(visitor.customer_id, visitor.model_id),
                primary=True,
            )
        )

    form()


def _save_file(customer_id: int, model_id: int | None) -> None:
    opened = store.run(
        operations.open_opportunity,
        customer_id=customer_id,
        model_id=model_id,
        step=rows.read_step("intent.file.step"),
        done=_("On the board, with a next step."),
    )
    if opened is not None:
        rows.clear_step("intent.file.step")
        _stop_filing()


def _figures(read: Reader, now: datetime) -> None:
    """The funnel of the last seven days; each number opens its rows (Rule X7)."""
    ui.section(_("The last 7 days"))
    actor = store.actor()
    today = clock.today()
    ask = measures.Ask(
        figures=_FIGURES,
        period=Period(today - timedelta(days=6), today + timedelta(days=1)),
        now=now,
        staff_id=None if actor.may(Permission.SEE_ALL_CUSTOMERS) else actor.staff_id,
    )
    measures.row(read, ask, {}, key="intent.figures")


def _closed(found: Sequence[ClosedRow]) -> None:
    """History: who was closed of late, and how."""
    if not found:
        return
    lost = sum(row.stage is Stage.LOST for row in found)
    ui.section(
        _(
            "Closed in the last two weeks: {delivered} delivered, {lost} lost",
            delivered=len(found) - lost,
            lost=lost,
        )
    )
    columns = [
        Column[ClosedRow](label=_("Customer"), value=lambda row: row.customer),
        Column[ClosedRow](label=_("Consultant"), value=lambda row: row.owner),
        Column[ClosedRow](label=_("Opened"), value=lambda row: row.opened_on, kind=Kind.DAY),
        Column[ClosedRow](label=_("Closed"), value=lambda row: row.closed_on, kind=Kind.DAY),
        Column[ClosedRow](label=_("How"), value=lambda row: label(row.stage)),
    ]
    tables.table(found, columns, key="intent.closed")
