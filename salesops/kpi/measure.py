"""Measure figures: any of them, over any days, split by anything, in at most four statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.core.calendar import Period
from salesops.core.hours import HoursPolicy
from salesops.core.money import round_to_fen, yuan_from_fen
from salesops.kpi.counts import COUNTS, parts_of, read_counts, tied
from salesops.kpi.figures import Basis, Dimension, Figure, Kind
from salesops.kpi.frame import Frame, Scope, Span, make_frame
from salesops.kpi.registry import FIGURES
from salesops.kpi.sources import LEADS
from salesops.kpi.stock import Cars, read_cars, stock_counts
from salesops.models import Lead
from salesops.models.enums import Tier

__all__ = ["Dimension", "Key", "Measured", "daily", "measure", "measure_many"]

Key = int | date | Tier
Number = int | float | Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One figure: its value (None where it does not exist), what it is made of, how far to trust it."""

    figure: str
    value: Number | None
    numerator: Number | None = None
    denominator: Number | None = None
    small: bool = False
    """Fewer cases than the store asks of a rate: chance moves it more than work does."""
    immature: bool = False
    """A cohort whose time is not over: the value can only rise."""


def measure(
    session: Session,
    store_id: int,
    figures: Sequence[str],
    period: Period,
    *,
    by: Dimension | None = None,
    staff_id: int | None = None,
    now: datetime,
) -> dict[Key | None, dict[str, Measured]]:
    """The figures of some days; the key None is the whole, the others are what `by` splits into."""
    periods = {"": period}
    return measure_many(session, store_id, figures, periods, by=by, staff_id=staff_id, now=now)[""]


def measure_many(
    session: Session,
    store_id: int,
    figures: Sequence[str],
    periods: Mapping[str, Period],
    *,
    by: Dimension | None = None,
    staff_id: int | None = None,
    now: datetime,
) -> dict[str, dict[Key | None, dict[str, Measured]]]:
    """The figures of several stretches of days by their names, in as few statements as those of one."""
    wanted = [FIGURES[name] for name in dict.fromkeys(figures)]
    if not periods or not wanted:
        return {name: {None: {}} for name in periods}
    scope = Scope(store_id=store_id, now=now, staff_id=staff_id, by=by)
    frame = make_frame(session, scope, periods)
    found = _read(session, frame, wanted)
    answer: dict[str, dict[Key | None, dict[str, Measured]]] = {name: {} for name in periods}
    for n, span in enumerate(frame.spans):
        keys: set[Any] = {key for number, key in found.cells if number == n} | {None}
        for key in sorted(keys, key=lambda each: (each is not None, each)):
            name = span.day if frame.scope.by is Dimension.DAY else key
            answer[span.period][name] = {
                figure.id: _measured(figure, frame, span, found.of(n, key))
                if key is None or _answers(figure, frame)
                else Measured(figure=figure.id, value=None)
                for figure in wanted
            }
    return answer


def daily(
    session: Session,
    store_id: int,
    figures: Sequence[str],
    period: Period,
    *,
    staff_id: int | None = None,
    now: datetime,
) -> dict[date, dict[str, Measured]]:
    """The figures of each day, for trends and sparklines; a day without anything is there as well."""
    found = measure(session, store_id, figures, period, by=Dimension.DAY, staff_id=staff_id, now=now)
    return {day: found[day] for day in period.dates()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What the statements gave, by number of span and key."""

    cells: dict[tuple[int, Any], dict[str, Any]]
    minutes: dict[tuple[int, Any], list[float]]

    def of(self, n: int, key: Any) -> _Cell:
        return _Cell(counts=self.cells.get((n, key), {}), minutes=self.minutes.get((n, key), []))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    counts: Mapping[str, Any]
    minutes: list[float]


def _read(session: Session, frame: Frame, wanted: Sequence[Figure]) -> _Found:
    named = [
        part.count
        for figure in wanted
        if figure.kind not in (Kind.STOCK, Kind.MEDIAN)
        for part in (figure.numerator, figure.denominator)
        if part is not None
    ]
    cells: dict[tuple[int, Any], dict[str, Any]] = dict(read_counts(session, frame, named))
    if any(figure.kind is Kind.STOCK for figure in wanted) and _has_stock(frame):
        _add_stock(cells, frame, read_cars(session, frame))
    minutes: dict[tuple[int, Any], list[float]] = {}
    if any(figure.kind is Kind.MEDIAN for figure in wanted):
        minutes = _first_touch_minutes(session, frame)
        for place in minutes:
            cells.setdefault(place, {})
    return _Found(cells=cells, minutes=minutes)


def _has_stock(frame: Frame) -> bool:
    """Cars belong to the store: nobody has a stock of his own."""
    return frame.scope.staff_id is None


def _add_stock(cells: dict[tuple[int, Any], dict[str, Any]], frame: Frame, cars: list[Cars]) -> None:
    groups: dict[int | None, list[Cars]] = {None: cars}
    if frame.by is Dimension.MODEL:
        for each in cars:
            groups.setdefault(each.model_id, []).append(each)
        for _n, key in list(cells):  # models without a car have a stock of none
            groups.setdefault(key, [])
    for n, span in enumerate(frame.spans):
        for key, group in groups.items():
            cells.setdefault((n, key), {}).update(stock_counts(group, span.last, frame.limits.stock))


def _first_touch_minutes(session: Session, frame: Frame) -> dict[tuple[int, Any], list[float]]:
    """The open minutes until the first touch, of each lead of the days that was touched."""
    hours = policies.load(session, frame.store_id, HoursPolicy).hours()
    by = frame.by if frame.by in LEADS.splits else None
    key = LEADS.splits[by] if by is not None else Lead.channel_id
    statement = select(frame.table.c.n, key.label("key"), Lead.received_at, Lead.first_touched_at)
    statement = tied(statement, LEADS, frame, by).where(COUNTS["first_touched"].where(frame))
    found: dict[tuple[int, Any], list[float]] = {}
    for row in session.execute(statement):
        waited = hours.open_time_between(
            row.received_at.astimezone(frame.zone), row.first_touched_at.astimezone(frame.zone)
        )
        minutes = waited / timedelta(minutes=1)
        found.setdefault((row.n, None), []).append(minutes)
        if by is not None and row.key is not None:
            found.setdefault((row.n, row.key), []).append(minutes)
    return found


def _measured(figure: Figure, frame: Frame, span: Span, cell: _Cell) -> Measured:
    if figure.kind is Kind.STOCK:
        return _stock(figure, frame, cell)
    if figure.kind is Kind.MEDIAN:
        cases = len(cell.minutes)
        value = median(cell.minutes) if cases else None
        return Measured(figure=figure.id, value=value, denominator=cases, small=_is_small(cases, frame))
    above = _sum(cell, figure.numerator.count)
    if figure.denominator is None:
        return Measured(figure=figure.id, value=above, numerator=above)
    below = _sum(cell, figure.denominator.count)
    top: Number = above
    ratio: Number | None = above / below if below else None
    if figure.kind is Kind.AVERAGE:
        top = yuan_from_fen(above)
        ratio = round_to_fen(top / below) if below else None
    return Measured(
        figure=figure.id,
        value=ratio,
        numerator=top,
        denominator=below,
        small=_is_small(below, frame),
        immature=_is_immature(figure, frame, span),
    )


def _answers(figure: Figure, frame: Frame) -> bool:
    """Whether the figure can be split as asked."""
    return frame.scope.by is None or frame.scope.by in figure.dimensions


def _sum(cell: _Cell, name: str) -> int:
    return sum(cell.counts.get(part, 0) for part in parts_of(name))


def _is_small(cases: int, frame: Frame) -> bool:
    return cases < frame.limits.figures.small_sample


def _is_immature(figure: Figure, frame: Frame, span: Span) -> bool:
    """Whether somebody of the cohort still has time left."""
    if figure.basis is not Basis.COHORT:
        return False
    followed = timedelta(days=getattr(frame.limits.figures, figure.follows))
    return span.last + followed >= frame.today


def _stock(figure: Figure, frame: Frame, cell: _Cell) -> Measured:
    """Figures of the stock; of no value where there is no stock to speak of, or nothing was sold."""
    if "stock_cars" not in cell.counts:
        return Measured(figure=figure.id, value=None)
    above = cell.counts[figure.numerator.count]
    assert figure.denominator is not None
    below = cell.counts[figure.denominator.count]
    if figure.id == "slow_cars":
        return Measured(figure=figure.id, value=above, numerator=above, denominator=below)
    return Measured(
        figure=figure.id,
        value=float(above / below) if below else None,
        numerator=above,
        denominator=below,
        small=_is_small(cell.counts["sold_cars"], frame),
    )
