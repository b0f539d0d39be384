"""Complaints: recorded, settled with what was done, and what they are about (Rule T1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from pages._ui import charts, clock, dialogs, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.charts import Look
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.core.i18n import _, label, ngettext
from salesops.models.enums import ComplaintTopic
from salesops.training import operations, queries
from salesops.training.operations import ComplaintFacts
from salesops.training.queries import Complainant, ComplaintRow

_PAGE = "training"
_KEY = "training.complaint"
_HISTORY = timedelta(days=90)
_LONG = 7


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    rows = read(queries.complaints, now=clock.minute(), since=clock.today() - _HISTORY)
    waiting = [row for row in rows if row.settled_on is None]
    settled = [row for row in rows if row.settled_on is not None]
    with ui.panel(_("Open complaints, the oldest first")):
        if waiting:
            tables.work_rows(waiting, _item, key=f"{_KEY}.open", size=6)
        else:
            ui.empty_state(_("No complaint is open."))
        ui.actions(
            [
                Action(
                    label=_("Record a complaint"),
                    key=f"{_KEY}.new",
                    on_click=dialogs.ask,
                    args=(_PAGE, "complain", 0),
                    icon=":material/add:",
                )
            ]
        )
    if rows:
        _topics(rows)
    if settled:
        _settled(settled)
    _open(read, waiting)
    return _answer(waiting)


def _answer(waiting: Sequence[ComplaintRow]) -> str:
    if not waiting:
        return _("No complaint is open.")
    oldest = waiting[0]
    topic, count = Counter(row.topic for row in waiting).most_common(1)[0]
    if count > 1:
        return ngettext(
            "{n} complaint is open, {count} of them: {topic}",
            "{n} complaints are open, {count} of them: {topic}",
            len(waiting),
            count=count,
            topic=topic,
        )
    return ngettext(
        "{n} complaint is open, the oldest for {days} days",
        "{n} complaints are open, the oldest for {days} days",
        len(waiting),
        days=oldest.days_open,
    )


def _item(row: ComplaintRow) -> WorkItem:
    text = (
        ngettext("open for {n} day", "open for {n} days", row.days_open) if row.days_open else _("of today")
    )
    return WorkItem(
        title=row.customer or _("A customer without a name"),
        facts=((_("Day"), fmt.day(row.day)), (_("Order"), row.order_no), (_("Consultant"), row.staff)),
        badges=(
            Badge(text=label(row.topic), tone=Tone.INFO, icon=":material/label:"),
            Badge(text=text, tone=Tone.URGENT if row.days_open >= _LONG else Tone.WARN),
        ),
        note=row.words,
        actions=(
            dialogs.opener(
                f"{_KEY}.settle",
                row.id,
                _("Settle"),
                icon=":material/task_alt:",
                primary=row.days_open >= _LONG,
            ),
        ),
    )


def _topics(rows: Sequence[ComplaintRow]) -> None:
    ranked = Counter(row.topic for row in rows).most_common()[::-1]
    topic, count = ranked[-1]
    with ui.panel(_("What they are about")):
        charts.bars(
            _("“{topic}” came up {count} times in three months", topic=topic, count=count),
            [label(each) for each, _count in ranked],
            [number for _topic, number in ranked],
            key=f"{_KEY}.topics",
            look=Look(horizontal=True, unit=_("complaints"), height=120),
        )


def _settled(rows: Sequence[ComplaintRow]) -> None:
    with ui.panel(_("Settled in the last three months")):
        columns = [
            Column[ComplaintRow](label=_("Settled on"), value=lambda row: row.settled_on, kind=Kind.DAY),
            Column[ComplaintRow](label=_("After days"), value=lambda row: row.days_open, kind=Kind.NUMBER),
            Column[ComplaintRow](label=_("Kind of complaint"), value=lambda row: label(row.topic)),
            Column[ComplaintRow](label=_("Customer"), value=lambda row: row.customer),
        ]
        chosen = tables.table(rows, columns, key=f"{_KEY}.settled", select=True)
        if chosen is not None:
            ui.facts([(_("What was said"), chosen.words), (_("Settlement"), chosen.settlement)])


def _open(read: Reader, waiting: Sequence[ComplaintRow]) -> None:
    what, row_id = dialogs.asked(_PAGE)
    if what == "complain":
        _open_new(read(queries.complainants, since=clock.today() - 2 * _HISTORY))
    row = next((each for each in waiting if each.id == row_id), None)
    if what == "settle" and row is not None:
        _open_settle(row)


def _open_new(people: Sequence[Complainant]) -> None:
    names = {
        each.order_id: _("{name}, order {order}", name=each.customer, order=each.order_no) for each in people
    }

    @st.dialog(_("Record a complaint"))
    def form() -> None:
        ui.dialog_feedback()
        st.selectbox(
            _("Customer"),
            list(names),
            index=None,
            format_func=lambda key: names.get(key, ""),
            key=f"{_KEY}.order",
            placeholder=_("Unknown, or without an order"),
        )
        st.pills(
            _("About"),
            list(ComplaintTopic),
            format_func=label,
            default=ComplaintTopic.DELIVERY_DELAY,
            key=f"{_KEY}.topic",
            required=True,
        )
        st.text_area(_("What the customer said"), key=f"{_KEY}.words", height=100)
        ui.button(
            Action(
                label=_("Record it"),
                key=f"{_KEY}.save",
                on_click=_record,
                args=({each.order_id: each for each in people},),
                icon=":material/check:",
                primary=True,
            )
        )

    form()


def _record(people: dict[int, Complainant]) -> None:
    chosen = people.get(state.widget(f"{_KEY}.order", 0))
    facts = ComplaintFacts(
        topic=state.widget(f"{_KEY}.topic", ComplaintTopic.DELIVERY_DELAY),
        words=state.widget(f"{_KEY}.words", ""),
        customer_id=chosen.customer_id if chosen else None,
        order_id=chosen.order_id if chosen else None,
    )
    if store.run(operations.record_complaint, facts=facts, done=_("The complaint is recorded.")) is not None:
        state.clear_widgets(f"{_KEY}.words", f"{_KEY}.order")


def _open_settle(row: ComplaintRow) -> None:
    @st.dialog(_("Settle the complaint"))
    def form() -> None:
        ui.dialog_feedback()
        ui.facts([("", row.customer), ("", label(row.topic)), (_("Day"), fmt.day(row.day))])
        st.markdown(fmt.plain(row.words))
        st.text_area(_("What was done for the customer"), key=f"{_KEY}.done.{row.id}", height=100)
        ui.button(
            Action(
                label=_("Settled"),
                key=f"{_KEY}.close.{row.id}",
                on_click=_settle,
                args=(row.id,),
                icon=":material/task_alt:",
                primary=True,
            )
        )

    form()


def _settle(complaint_id: int) -> None:
    store.run(
        operations.settle_complaint,
        complaint_id=complaint_id,
        settlement=state.widget(f"{_KEY}.done.{complaint_id}", ""),
        done=_("The complaint is settled."),
    )
