"""Channels on the leads page: which fell, whom to contact, what each costs, the maintenance log (Rule L1)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from pages._panels import leads_rows as rows
from pages._ui import clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Tone
from pages._ui.format import Number
from pages._ui.tables import Column, Kind
from salesops.access.permissions import Permission
from salesops.core import money
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import _, label, ngettext, render
from salesops.leads import operations, queries
from salesops.leads.operations import UpkeepEntry
from salesops.leads.queries import ChannelRow, Channels, UpkeepRow
from salesops.leads.rules.channels import FEWEST_CASES, Health
from salesops.models.enums import UpkeepKind

_KEY = "leads.channels"
_LEAST_SHOWN = 0.001


def show() -> None:
    """What changed, whom to contact, the table, the log."""
    with store.reading() as read:
        found = read(queries.channels, now=clock.minute())
        log = read(queries.upkeep_log)
    _findings(found)
    _contacts(found)
    _table(found)
    with ui.side_by_side():
        _write(found.rows)
        _log(log)
    if store.actor().may(Permission.ASSIGN_LEADS):
        _cost(found.rows)


def _findings(found: Channels) -> None:
    """What may be said of volumes, and no more than that."""
    with ui.panel(_("What changed in the last {days} full days", days=found.recent_days)):
        told = [each for each in found.rows if each.trend.health in (Health.FALLING, Health.RISING)]
        for each in told:
            ui.note(_finding(each), Tone.URGENT if each.trend.health is Health.FALLING else Tone.GOOD)
        if not told:
            ui.note(_("No channel changed more than chance explains."), Tone.GOOD)
        few = sum(each.trend.health is Health.TOO_FEW for each in found.rows)
        if few:
            st.caption(
                ngettext(
                    "{n} channel has too few leads to be judged by days.",
                    "{n} channels have too few leads to be judged by days.",
                    few,
                )
            )


def _finding(each: ChannelRow) -> str:
    trend = each.trend
    values = {
        "channel": each.name,
        "recent": trend.recent,
        "expected": fmt.number(trend.expected),
        "change": fmt.percent(abs(trend.share or 0), 0),
        "chance": _chance(trend.chance or 0),
    }
    if trend.health is Health.FALLING:
        return _(
            "{channel}: {recent} leads instead of {expected}, {change} fewer (chance alone: {chance}, all channels considered)",
            **values,
        )
    return _(
        "{channel}: {recent} leads instead of {expected}, {change} more (chance alone: {chance}, all channels considered)",
        **values,
    )


def _chance(chance: float) -> str:
    """How likely; never nothing at all."""
    return fmt.percent(chance) if chance >= _LEAST_SHOWN else f"< {fmt.percent(_LEAST_SHOWN)}"


def _contacts(found: Channels) -> None:
    due = found.to_contact(clock.today())
    if not due:
        return
    title = ngettext("{n} partner store to contact", "{n} partner stores to contact", len(due))
    with ui.panel(title, note=_("Every week, with fresh materials")):
        for each in due:
            with st.container(border=True, horizontal=True, vertical_alignment="center"):
                last = (
                    _("last contact {day}", day=fmt.near_day(each.last_contact_on))
                    if each.last_contact_on
                    else _("never contacted")
                )
                ui_text = ui.fact_text((("", each.partner_contact), (_("Owner"), each.owner), ("", last)))
                st.markdown(f"**{fmt.plain(each.name)}**  \n{ui_text}", width="stretch")
                ui.button(
                    Action(
                        label=_("Write it down"),
                        key=f"{_KEY}.due.{each.id}",
                        on_click=_prefill,
                        args=(each.id,),
                    )
                )


def _prefill(channel_id: int) -> None:
    state.set_widget(f"{_KEY}.channel", channel_id)
    state.set_widget(f"{_KEY}.kind", UpkeepKind.CONTACT)
    state.tell(
        state.FeedbackKind.NOTE,
        _("The form below is ready: say what was done and which materials were left."),
    )


def _table(found: Channels) -> None:
    columns: list[Column[ChannelRow]] = [
        Column(label=_("Channel"), value=lambda row: row.name, pinned=True),
        Column(label=_("Leads received"), value=lambda row: row.leads, kind=Kind.NUMBER),
        Column(label=_("Trend"), value=lambda row: label(row.trend.health)),
        Column(label=_("Valid"), value=lambda row: _share(row.figures["valid_leads"].value, row.leads)),
        Column(label=_("First touch on time"), value=lambda row: _parts(row, "first_touch_on_time")),
        Column(label=_("Came to visit"), value=lambda row: _parts(row, "lead_to_visit")),
        Column(label=_("Became orders"), value=lambda row: _parts(row, "lead_conversion")),
    ]
    with ui.panel(_("Channels since {day}", day=fmt.day(found.since, weekday=False))):
        tables.table(found.rows, columns, key=f"{_KEY}.table")
        st.caption(
            _(
                "Rates show their numbers: few cases prove nothing. Visits and orders of the newest leads are still to come."
            )
        )
    if found.costs_shown:
        with ui.panel(_("What channels cost")):
            tables.table(found.rows, _cost_columns(), key=f"{_KEY}.costs", height="content")


def _cost_columns() -> list[Column[ChannelRow]]:
    return [
        Column(label=_("Channel"), value=lambda row: row.name, pinned=True),
        Column(label=_("Cost per lead"), value=lambda row: row.cost_per_lead, kind=Kind.MONEY),
        Column(label=_("Cost per visit"), value=lambda row: row.cost_per_visit, kind=Kind.MONEY),
        Column(label=_("Cost per order"), value=lambda row: row.cost_per_order, kind=Kind.MONEY),
    ]


def _parts(row: ChannelRow, figure: str) -> str:
    got = row.figures[figure]
    return _share(got.numerator, got.denominator)


def _share(part: Number | None, whole: Number | None) -> str:
    """A rate with its numbers; of a few cases the numbers alone, for 1 of 1 is not 100 %."""
    if not whole:
        return fmt.NOTHING
    numbers = f"{fmt.number(part or 0)}/{fmt.number(whole)}"
    if whole < FEWEST_CASES:
        return numbers
    return f"{fmt.percent(float(part or 0) / float(whole))} ({numbers})"


def _write(channels: Sequence[ChannelRow]) -> None:
    names = {each.id: each.name for each in channels}
    with ui.panel(_("Write into the log")):
        st.selectbox(
            _("Channel"), list(names), format_func=lambda key: names.get(key, ""), key=f"{_KEY}.channel"
        )
        st.pills(
            _("What"),
            list(UpkeepKind),
            format_func=label,
            default=UpkeepKind.CONTACT,
            key=f"{_KEY}.kind",
            required=True,
        )
        st.text_input(_("What was done"), key=f"{_KEY}.note")
        st.text_input(_("Materials left"), key=f"{_KEY}.materials")
        ui.button(Action(label=_("Save"), key=f"{_KEY}.save", on_click=_save, primary=True))


def _save() -> None:
    channel_id: int | None = state.widget(f"{_KEY}.channel", None)
    if channel_id is None:
        return
    entry = UpkeepEntry(
        kind=state.widget(f"{_KEY}.kind", UpkeepKind.CONTACT),
        note=state.widget(f"{_KEY}.note", ""),
        materials=state.widget(f"{_KEY}.materials", ""),
    )
    store.run(operations.log_upkeep, channel_id=channel_id, entry=entry, done=_("Written into the log"))
    if rows.succeeded():
        state.clear_widgets(f"{_KEY}.note", f"{_KEY}.materials")


def _log(log: Sequence[UpkeepRow]) -> None:
    with ui.panel(_("Maintenance log")):
        if not log:
            st.caption(_("Nothing is written yet."))
            return
        columns = [
            Column[UpkeepRow](label=_("Day"), value=lambda row: row.on, kind=Kind.DAY),
            Column[UpkeepRow](label=_("Channel"), value=lambda row: row.channel),
            Column[UpkeepRow](label=_("What"), value=lambda row: label(row.kind)),
            Column[UpkeepRow](label=_("By"), value=lambda row: row.by),
            Column[UpkeepRow](label=_("Note"), value=lambda row: row.note),
            Column[UpkeepRow](label=_("Materials left"), value=lambda row: row.materials),
        ]
        for each in ui.page_of(log, key=f"{_KEY}.log", size=6):
            said = fmt.plain(" · ".join(text for text in (each.note, each.materials) if text))
            head = f"{fmt.near_day(each.on)} **{fmt.plain(each.channel)}** {label(each.kind)} {fmt.plain(each.by)}"
            st.markdown(f"{head}  \n:gray[{said}]")
        tables.foot(log, columns, key=f"{_KEY}.log", size=6)


def _cost(channels: Sequence[ChannelRow]) -> None:
    names = {each.id: each.name for each in channels}
    with (
        ui.panel(_("What a channel cost this month")),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.selectbox(
            _("Channel"),
            list(names),
            format_func=lambda key: names.get(key, ""),
            key=f"{_KEY}.cost.channel",
        )
        st.text_input(_("Cost"), key=f"{_KEY}.cost.amount", placeholder=_("such as 12,000"))
        ui.button(Action(label=_("Save cost"), key=f"{_KEY}.cost.save", on_click=_save_cost))


def _save_cost() -> None:
    channel_id: int | None = state.widget(f"{_KEY}.cost.channel", None)
    if channel_id is None:
        return
    try:
        cost: Decimal = money.parse_yuan(state.widget(f"{_KEY}.cost.amount", ""))
    except SalesOpsError as refused:
        state.tell(state.FeedbackKind.REFUSED, render(refused.message))
        return
    store.run(
        operations.set_channel_cost,
        channel_id=channel_id,
        month=clock.today(),
        cost=cost,
        done=_("Cost saved"),
    )
    if rows.succeeded():
        state.clear_widgets(f"{_KEY}.cost.amount")
