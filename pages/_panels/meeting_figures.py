"""Data review: yesterday against target, month and same weekdays, for the team and everybody (M1)."""

from __future__ import annotations

from datetime import datetime

from pages._ui import components as ui
from pages._ui import figures, measures, tables
from pages._ui import format as fmt
from pages._ui.components import Tone
from pages._ui.figures import Card
from pages._ui.measures import Ask
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind
from salesops.core.calendar import Period
from salesops.core.i18n import _
from salesops.kpi.figures import Better
from salesops.kpi.registry import FIGURES
from salesops.meeting import queries
from salesops.meeting.queries.figures import FigureLine, MorningFigures, PersonLine


def show(read: Reader, now: datetime) -> None:
    """Cards of the team, then a line for everybody."""
    found = read(queries.morning_figures, now=now)
    ui.page_title(_("Data review of {day}", day=fmt.day(found.day)), _answer(found))
    if found.unpublished_years:
        years = fmt.listed([str(year) for year in found.unpublished_years])
        ui.note(
            _(
                "The holidays of {years} are not published yet: weekends and fixed festivals are counted.",
                years=years,
            ),
            Tone.WARN,
        )
    opened = None
    with figures.stat_row():
        for line in found.lines:
            if figures.figure_card(_card(line)):
                opened = line.figure
    if opened is not None:
        measures.open_rows(read, Ask(figures=(opened,), period=Period.day(found.day), now=now), opened)
    with ui.panel(_("Everybody on that day, and what the month still asks")):
        tables.table(found.people, _columns(), key="meeting.people", height="content")


def _answer(found: MorningFigures) -> str:
    pace = found.pace
    if pace is None:
        return _("No target of orders is set for this month. Set it in the settings.")
    if pace.left <= 0:
        return _(
            "The month's {target} orders are reached: {done}.",
            target=fmt.number(pace.target),
            done=fmt.number(pace.done),
        )
    values = {
        "done": fmt.number(pace.done),
        "target": fmt.number(pace.target),
        "days": pace.days_left,
        "per_day": fmt.number(pace.per_day, 1),
    }
    if pace.ahead >= 0:
        return _(
            "Orders {done} of {target}, on plan; {per_day} on each of {days} selling days left.", **values
        )
    return _(
        "Orders {done} of {target}, {behind} behind plan; {per_day} on each of {days} selling days left.",
        behind=fmt.number(-pace.ahead, 1),
        **values,
    )


def _card(line: FigureLine) -> Card:
    figure = FIGURES[line.figure]
    notes = []
    if line.day.denominator is not None:
        notes.append(fmt.ratio(line.day.numerator, line.day.denominator))
    if line.usual is not None:
        notes.append(_("same weekday {value}", value=_text(line, line.usual)))
    notes.append(_month(line))
    delta, good = None, None
    wanted = line.target if line.target is not None else line.usual
    if wanted is not None and line.day.value is not None:
        difference = float(line.day.value) - wanted
        against = _("target") if line.target is not None else _("same weekday")
        delta = f"{_difference(line, difference)} ({against})"
        good = difference >= 0 if figure.better is Better.UP else difference <= 0
    return Card(
        label=_(figure.name),
        value=measures.value_text(line.figure, line.day.value),
        key=f"meeting.figure.{line.figure}",
        delta=delta,
        good=good,
        note=" · ".join(note for note in notes if note),
        small=line.day.small and figure.is_share,
        trend=line.trend,
        help=_(figure.formula),
        opens=True,
    )


def _month(line: FigureLine) -> str:
    done = measures.value_text(line.figure, line.month.value)
    if line.month_target is None:
        return _("month {done}", done=done)
    return _("month {done} of {target}", done=done, target=_text(line, line.month_target))


def _text(line: FigureLine, value: float) -> str:
    if FIGURES[line.figure].is_share:
        return fmt.percent(value)
    return fmt.number(value, 0 if value == int(value) else 1)


def _difference(line: FigureLine, difference: float) -> str:
    if FIGURES[line.figure].is_share:
        return fmt.points(difference)
    return fmt.signed(difference, 0 if difference == int(difference) else 1)


def _columns() -> list[Column[PersonLine]]:
    return [
        Column(label=_("Consultant"), value=lambda row: row.staff, pinned=True),
        Column(label=measures.name("visits"), value=lambda row: row.visits.value, kind=Kind.NUMBER),
        Column(label=measures.name("orders"), value=lambda row: row.orders.value, kind=Kind.NUMBER),
        Column(label=measures.name("close_rate"), value=lambda row: row.close_rate.value, kind=Kind.PERCENT),
        Column(
            label=measures.name("lead_conversion"),
            value=lambda row: row.lead_conversion.value,
            kind=Kind.PERCENT,
        ),
        Column(label=_("Orders this month"), value=_of_target),
        Column(
            label=_("Needed a day"),
            value=lambda row: row.pace.per_day if row.pace else None,
            kind=Kind.DECIMAL,
        ),
    ]


def _of_target(row: PersonLine) -> str:
    if row.pace is None:
        return fmt.number(row.month_orders)
    return f"{fmt.number(row.month_orders)} / {fmt.number(row.pace.target)}"
