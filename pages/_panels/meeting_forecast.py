"""Forecast of the day: what everybody expects, stated by ten, and how good the last ones were (M10)."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from pages._ui import components as ui
from pages._ui import figures, measures, state, store, tables
from pages._ui import format as fmt
from pages._ui.components import Tone
from pages._ui.figures import Behind, Card
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind
from salesops.access.permissions import Permission
from salesops.core.i18n import _, ngettext
from salesops.meeting import queries
from salesops.meeting.queries.forecasts import FIGURES, ForecastBoard, Stated
from salesops.models.enums import Role
from salesops.planning.operations.forecasts import Expected, state_forecast


def show(read: Reader, now: datetime) -> None:
    """Today's statements, stating one, then yesterday's beside what came."""
    day = read(queries.last_selling_day, today=store.actor().today(now))
    found = read(queries.forecast_board, now=now, before_day=day)
    ui.page_title(_("Forecast of the day"), _answer(found))
    with figures.stat_row():
        for figure in FIGURES:
            total = sum(getattr(row, figure) or 0 for row in found.today)
            figures.figure_card(
                Card(
                    label=measures.name(figure),
                    value=fmt.number(total),
                    key=f"meeting.forecast.{figure}",
                    note=_("stated for today"),
                    help=_("The sum of what each consultant has stated for today."),
                    behind=Behind(rows=lambda: found.today, columns=_today_columns()),
                )
            )
        figures.figure_card(
            Card(
                label=_("Forecast accuracy"),
                value=fmt.percent(found.accuracy_before, 0),
                key="meeting.forecast.accuracy",
                note=_("four weeks {value}", value=fmt.percent(found.accuracy_28_days, 0)),
                help=_("1 − the misses ÷ the larger of stated and come, over visits, orders and deliveries."),
                behind=Behind(rows=lambda: found.before, columns=_before_columns()),
            )
        )
    if store.actor().may(Permission.STATE_FORECAST):
        _form(found)
    with ui.side_by_side():
        with ui.panel(_("Stated for today")):
            tables.table(found.today, _today_columns(), key="meeting.forecast.today", height="content")
        with ui.panel(_("{day}: stated and come", day=fmt.day(found.before_day))):
            tables.table(found.before, _before_columns(), key="meeting.forecast.before", height="content")


def _answer(found: ForecastBoard) -> str:
    missing = [row.staff for row in found.today if row.stated_at is None and not row.away]
    if not missing:
        return _("Everybody has stated the day.")
    return ngettext(
        "{n} forecast is missing: {names}.",
        "{n} forecasts are missing: {names}.",
        len(missing),
        names=fmt.listed(missing),
    )


def _form(found: ForecastBoard) -> None:
    viewer = store.actor()
    names = {row.staff_id: row.staff for row in found.today}
    own = viewer.role is Role.CONSULTANT
    with st.form("meeting.forecast", border=True), st.container(horizontal=True, vertical_alignment="bottom"):
        if not own:
            st.selectbox(
                _("Consultant"),
                list(names),
                format_func=lambda key: names[key],
                key="meeting.forecast.staff",
                width=180,
            )
        for figure in FIGURES:
            st.number_input(
                measures.name(figure),
                min_value=0,
                max_value=99,
                step=1,
                key=f"meeting.forecast.in.{figure}",
                width=130,
            )
        st.form_submit_button(_("State the forecast"), on_click=_state, args=(own,), type="primary")
    stated = next((row for row in found.today if row.staff_id == viewer.staff_id), None)
    if stated is not None and stated.stated_at is not None:
        said = _(
            "You stated {visits} visits, {orders} orders, {deliveries} deliveries at {time}.",
            visits=stated.visits,
            orders=stated.orders,
            deliveries=stated.deliveries,
            time=fmt.clock_time(stated.stated_at),
        )
        ui.note(said, Tone.WARN if stated.late else Tone.GOOD)


def _state(own: bool) -> None:
    counts = {figure: state.widget(f"meeting.forecast.in.{figure}", 0) for figure in FIGURES}
    staff_id = None if own else state.widget("meeting.forecast.staff", 0) or None
    store.run(
        state_forecast, expected=Expected(**counts), staff_id=staff_id, done=_("The forecast is stated.")
    )


def _today_columns() -> list[Column[Stated]]:
    return [
        Column(label=_("Consultant"), value=lambda row: row.staff, pinned=True),
        *(_stated_column(figure) for figure in FIGURES),
        Column(label=_("Stated at"), value=_when),
    ]


def _stated_column(figure: str) -> Column[Stated]:
    return Column(label=measures.name(figure), value=lambda row: getattr(row, figure), kind=Kind.NUMBER)


def _when(row: Stated) -> str:
    if row.stated_at is None:
        return _("away") if row.away else _("missing")
    time = fmt.clock_time(row.stated_at)
    return _("{time}, late", time=time) if row.late else time


def _before_columns() -> list[Column[Stated]]:
    return [
        Column(label=_("Consultant"), value=lambda row: row.staff, pinned=True),
        *(_both_column(figure) for figure in FIGURES),
        Column(label=_("Accuracy"), value=lambda row: row.accuracy, kind=Kind.PERCENT),
    ]


def _both_column(figure: str) -> Column[Stated]:
    return Column(label=measures.name(figure), value=lambda row: _both(row, figure))


def _both(row: Stated, figure: str) -> str:
    stated, came = getattr(row, figure), getattr(row, f"came_{figure}")
    return f"{fmt.NOTHING if stated is None else stated} → {came}"
