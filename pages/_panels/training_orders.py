"""Orders under way: stage, promise and expected day, and a card to give to the customer (Rule T5)."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages._ui import charts, clock, copying, dialogs, nav, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.charts import Look
from pages._ui.components import Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext, render
from salesops.training import queries
from salesops.training.queries import OrderRow
from salesops.training.rules.progress import Milestone, OrderStanding, step_name

_PAGE = "training"
_TONES = {
    OrderStanding.LATE: Tone.URGENT,
    OrderStanding.AT_RISK: Tone.WARN,
    OrderStanding.ON_TIME: Tone.GOOD,
}


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    rows = read(queries.open_orders, now=clock.minute())
    late = [row for row in rows if row.progress.standing is OrderStanding.LATE]
    first = next((row for row in late if row.told_at is None), None)
    with ui.panel(_("Orders on their way, late ones first")):
        if rows:
            tables.work_rows(rows, lambda row: _item(row, first=row is first), key="training.orders", size=8)
        else:
            ui.empty_state(_("No order of yours is on its way."), next_step="intent")
        if late and store.actor().may(Permission.MANAGE_STOCK):
            nav.link("inventory", _("Expected days and compensation"), query={"view": "late"})
    if rows:
        _stages(rows)
    _open(read, rows)
    return _answer(rows, late)


def _answer(rows: Sequence[OrderRow], late: Sequence[OrderRow]) -> str:
    if late:
        untold = sum(1 for row in late if row.told_at is None)
        if untold:
            return ngettext(
                "{n} of {all} orders is late, {untold} customers have not been told",
                "{n} of {all} orders are late, {untold} customers have not been told",
                len(late),
                all=len(rows),
                untold=untold,
            )
        return ngettext(
            "{n} of {all} orders is late; the customers know",
            "{n} of {all} orders are late; the customers know",
            len(late),
            all=len(rows),
        )
    if rows:
        return ngettext(
            "{n} order is on its way, none is late", "{n} orders are on their way, none is late", len(rows)
        )
    return _("No order is on its way.")


def _item(row: OrderRow, *, first: bool) -> WorkItem:
    found = row.progress
    text = label(found.standing)
    if found.late_days:
        text = ngettext("{n} day late", "{n} days late", found.late_days)
    badges = [Badge(text=text, tone=_TONES[found.standing])]
    if row.told_at is not None:
        badges.append(
            Badge(
                text=_("told {time}", time=fmt.moment(row.told_at)), tone=Tone.QUIET, icon=":material/call:"
            )
        )
    coming = found.next
    return WorkItem(
        title=row.customer,
        facts=(
            ("", row.model),
            (_("Stage"), label(found.stage) if found.stage else _("not begun")),
            (
                _("Next step"),
                _("{step} by {day}", step=step_name(coming.kind), day=fmt.near_day(coming.planned_on))
                if coming
                else "",
            ),
            (_("Promised for"), fmt.day(row.promised_on, weekday=False)),
            (_("Expected on"), fmt.day(row.eta_on, weekday=False)),
            (_("Order"), row.order_no),
            (_("Consultant"), row.consultant),
        ),
        badges=tuple(badges),
        actions=(
            dialogs.opener(
                "training.card",
                row.id,
                _("Share card"),
                icon=":material/share:",
                primary=first,
            ),
            dialogs.opener("training.steps", row.id, _("Steps"), icon=":material/checklist:"),
        ),
    )


def _stages(rows: Sequence[OrderRow]) -> None:
    counts: dict[str, int] = {}
    for row in rows:
        name = label(row.progress.stage) if row.progress.stage else _("not begun")
        counts[name] = counts.get(name, 0) + 1
    ranked = sorted(counts.items(), key=lambda pair: pair[1])
    with ui.panel(_("Where the orders are")):
        charts.bars(
            _("Most orders stand at “{stage}”", stage=ranked[-1][0]),
            [name for name, _count in ranked],
            [count for _name, count in ranked],
            key="training.stages",
            look=Look(horizontal=True, unit=_("orders"), height=120),
        )


def _open(read: Reader, rows: Sequence[OrderRow]) -> None:
    what, row_id = dialogs.asked(_PAGE)
    row = next((each for each in rows if each.id == row_id), None)
    if row is None:
        return
    if what == "card":
        _open_card(read, row)
    elif what == "steps":
        _open_steps(row)


def _open_card(read: Reader, row: OrderRow) -> None:
    card = read(queries.share_card, now=clock.minute(), order=row)

    @st.dialog(_("Card for the customer"))
    def dialog() -> None:
        st.caption(
            _("Without name, number or car: it may be passed on. Copy the text, or send the page as a file.")
        )
        with st.container(border=True):
            st.markdown("  \n".join(fmt.plain(line) for line in card.text.splitlines()))
        with st.container(horizontal=True):
            copying.copy_button(card.text, key=f"training.copy.{row.id}", label=_("Copy the text"))
            st.download_button(
                _("Page as a file"),
                data=card.html,
                file_name=f"order-{row.progress.done}-{len(row.progress.steps)}.html",
                mime="text/html",
                key=f"training.file.{row.id}",
                icon=":material/download:",
                on_click="ignore",
            )

    dialog()


def _open_steps(row: OrderRow) -> None:
    @st.dialog(fmt.plain(row.model))
    def dialog() -> None:
        ui.facts([("", row.customer), (_("Order"), row.order_no), (_("Telephone"), row.phone)])
        columns = [
            Column[Milestone](label=_("Step"), value=lambda step: render(step_name(step.kind))),
            Column[Milestone](label=_("Planned"), value=lambda step: step.planned_on, kind=Kind.DAY),
            Column[Milestone](label=_("Done"), value=lambda step: step.done_on, kind=Kind.DAY),
        ]
        tables.table(row.progress.steps, columns, key=f"training.milestones.{row.id}")

    dialog()
