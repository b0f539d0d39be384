"""Figures of the kpi slice on a page: measured once per read, shown as cards with target and rows (X7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pages._ui import figures, tables, viewer
from pages._ui import format as fmt
from pages._ui.figures import Card
from pages._ui.store import Reader
from pages._ui.tables import Column
from salesops.access.actors import Actor
from salesops.core.calendar import Period
from salesops.core.i18n import N_, _, label
from salesops.kpi.figures import Better, Dimension, Figure, Kind, Unit
from salesops.kpi.measure import Measured, measure
from salesops.kpi.registry import FIGURES
from salesops.kpi.rows import FigureRow, rows
from salesops.planning.queries import DayTargetRow

_DECIMALS = {Unit.MONTHS: 2, Unit.TURNS: 1}
_WITH_UNIT = {
    Unit.MINUTES: N_("{value} min"),
    Unit.DAYS: N_("{value} days"),
    Unit.MONTHS: N_("{value} months"),
    Unit.TURNS: N_("{value} ×/year"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Which figures, of which days, of the store or one person, split by what."""

    figures: tuple[str, ...]
    period: Period
    now: datetime
    staff_id: int | None = None
    by: Dimension | None = None


def measured(read: Reader, ask: Ask) -> dict[Any, dict[str, Measured]]:
    """The figures by key of the dimension; the key None is the whole store, or the person asked for."""
    return read(
        _measure, figures=ask.figures, period=ask.period, by=ask.by, staff_id=ask.staff_id, now=ask.now
    )


def _measure(session: Any, viewer: Actor, **values: Any) -> dict[Any, dict[str, Measured]]:
    found: dict[Any, dict[str, Measured]] = measure(session, viewer.store_id, **values)
    return found


def name(figure_id: str) -> str:
    """What a figure is called."""
    return _(FIGURES[figure_id].name)


def value_text(figure_id: str, value: Any) -> str:
    """A figure's value with its unit: 16.7%, 25 min, ¥8,320."""
    unit = FIGURES[figure_id].unit
    if value is None:
        return fmt.NOTHING
    if unit is Unit.SHARE:
        return fmt.percent(value)
    if unit is Unit.YUAN:
        return fmt.money(value)
    text = fmt.number(value, _DECIMALS.get(unit, 0))
    return _(_WITH_UNIT[unit], value=text) if unit in _WITH_UNIT else text


def difference_text(figure_id: str, difference: Any) -> str:
    """A difference of two values of a figure, with its sign."""
    unit = FIGURES[figure_id].unit
    if unit is Unit.SHARE:
        return fmt.points(difference)
    return fmt.signed(difference, _DECIMALS.get(unit, 0))


def card(got: Measured, *, goal: float | None, key: str, opens: bool = True, running: bool = False) -> bool:
    """One figure against its goal; True when its rows are asked for.

    While the days are still `running`, a count says what is left to go and is no bad news yet.
    """
    figure = FIGURES[got.figure]
    notes = []
    if figure.kind in (Kind.RATE, Kind.AVERAGE):
        notes.append(fmt.ratio(got.numerator, got.denominator))
    if goal is not None:
        notes.append(_("Target {value}", value=value_text(figure.id, goal)))
    still_counting = running and figure.kind is Kind.COUNT and figure.better is Better.UP
    delta, good = (_to_go if still_counting else _against)(figure, got, goal)
    return figures.figure_card(
        Card(
            label=_(figure.name),
            value=value_text(figure.id, got.value),
            key=key,
            delta=delta,
            good=good,
            note=" · ".join(notes),
            small=got.small,
            open_end=got.immature,
            help=_(figure.formula),
            opens=opens,
        )
    )


def _against(figure: Figure, got: Measured, goal: float | None) -> tuple[str | None, bool | None]:
    if goal is None or got.value is None:
        return None, None
    difference = float(got.value) - goal
    text = _("{difference} to the target", difference=difference_text(figure.id, difference))
    if figure.better is Better.NEITHER:
        return text, None
    return text, difference >= 0 if figure.better is Better.UP else difference <= 0


def _to_go(figure: Figure, got: Measured, goal: float | None) -> tuple[str | None, bool | None]:
    if goal is None or got.value is None:
        return None, None
    left = goal - float(got.value)
    if left <= 0:
        return _("target reached"), True
    return _("{value} to go", value=value_text(figure.id, left)), None


def row(read: Reader, ask: Ask, goals: Mapping[str, float], *, key: str) -> None:
    """The figures as a row of cards; a card opens the rows behind it (Rule X7)."""
    show_cards(read, ask, measured(read, ask)[None], goals, key=key)


def show_cards(
    read: Reader, ask: Ask, found: Mapping[str, Measured], goals: Mapping[str, float], *, key: str
) -> None:
    """Figures that were measured already, as a row of cards."""
    opened = None
    running = ask.period.end > viewer.actor().today(ask.now)
    with figures.stat_row():
        for figure_id in ask.figures:
            goal = goals.get(figure_id)
            if card(found[figure_id], goal=goal, key=f"{key}.{figure_id}", running=running):
                opened = figure_id
    if opened is not None:
        open_rows(read, ask, opened)


def open_rows(read: Reader, ask: Ask, figure_id: str) -> None:
    """The rows behind a figure in a dialog, those that count above first (Rule X7)."""
    found = read(rows, figure_id, ask.period, staff_id=ask.staff_id, now=ask.now)
    figures.rows_dialog(
        name(figure_id), found, row_columns(figure_id, found), definition=_(FIGURES[figure_id].formula)
    )


def row_columns(figure_id: str, found: Sequence[FigureRow]) -> list[Column[FigureRow]]:
    """What is told of each row behind a figure."""
    columns = [
        Column[FigureRow](label=_("Day"), value=lambda row: row.day, kind=tables.Kind.DAY),
        Column[FigureRow](label=_("What"), value=lambda row: label(row.kind)),
        Column[FigureRow](label=_("Customer"), value=lambda row: row.who),
        Column[FigureRow](label=_("Consultant"), value=lambda row: row.staff),
        Column[FigureRow](label=_("Channel"), value=lambda row: row.channel),
        Column[FigureRow](label=_("Model"), value=lambda row: row.model),
        Column[FigureRow](label=_("State"), value=lambda row: label(row.state)),
    ]
    if any(row.amount is not None for row in found):
        columns.append(
            Column[FigureRow](label=_("Amount"), value=lambda row: row.amount, kind=tables.Kind.MONEY)
        )
    if FIGURES[figure_id].denominator is not None:
        columns.append(
            Column[FigureRow](label=_("Counted"), value=lambda row: row.counted, kind=tables.Kind.YES_NO)
        )
    return columns


def goals_of(rows: Iterable[DayTargetRow], staff_id: int | None) -> dict[str, float]:
    """Today's goals of a person, or of the store; where only people have goals, the store's are their sum."""
    if staff_id is not None:
        return {row.figure: float(row.value) for row in rows if row.staff_id == staff_id}
    own: dict[str, float] = {}
    summed: dict[str, float] = {}
    for row in rows:
        if row.staff_id is None:
            own[row.figure] = float(row.value)
        else:
            summed[row.figure] = summed.get(row.figure, 0.0) + row.value
    return {**summed, **own}
