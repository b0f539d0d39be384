"""Yesterday against target, month and same weekdays, for the team and everybody (Rule M1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.core.calendar import DAY, Period, month_start
from salesops.core.hours import HoursPolicy
from salesops.kpi.measure import Dimension, Measured, measure_many
from salesops.kpi.registry import FIGURES
from salesops.kpi.usual import usual
from salesops.meeting.rules.policies import MeetingPolicy
from salesops.planning.queries.must_do import month_days
from salesops.planning.queries.people import people
from salesops.planning.queries.targets import TargetRow, day_targets, targets
from salesops.planning.rules.selling_days import Pace, pace

SHOWN = ("visits", "orders", "close_rate", "lead_conversion")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One figure of the last selling day: what it was, what it should have been, how such days usually are."""

    figure: str
    day: Measured
    target: float | None
    """The day's target of a count, the month's of a rate."""
    usual: float | None
    """The mean of the same weekdays before; of a rate, of all their cases together."""
    month: Measured
    month_target: float | None
    trend: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One consultant: the last selling day, the month so far, what each remaining day must bring."""

    staff_id: int
    staff: str
    visits: Measured
    close_rate: Measured
    lead_conversion: Measured
    orders: Measured
    month_orders: float
    pace: Pace | None
    """None without a target of his own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningFigures:
    """What yesterday says, and what the month still asks."""

    day: date
    lines: tuple[FigureLine, ...]
    people: tuple[PersonLine, ...]
    pace: Pace | None
    """The month's orders; None without a target."""
    unpublished_years: tuple[int, ...]


def last_selling_day(session: Session, viewer: Actor, *, today: date) -> date:
    """The last day before today on which the store was open."""
    hours = policies.load(session, viewer.store_id, HoursPolicy).hours()
    day = today - DAY
    while not hours.is_open_day(day) and day > today - timedelta(days=60):
        day -= DAY
    return day


def morning_figures(session: Session, viewer: Actor, *, now: datetime) -> MorningFigures:
    """The figures of the last selling day beside target, month to date and same weekdays."""
    today = viewer.today(now)
    day = last_selling_day(session, viewer, today=today)
    weeks = policies.load(session, viewer.store_id, MeetingPolicy).same_weekdays
    found = measure_many(
        session, viewer.store_id, list(SHOWN), _periods(day, today, weeks), by=Dimension.STAFF, now=now
    )
    goals = targets(session, viewer, month=today)
    asked = {row.figure: row.value for row in day_targets(session, viewer, day=day) if row.staff_id is None}
    month = month_days(session, viewer, day=today)
    done = found["month"]

    def pace_of(staff_id: int | None) -> Pace | None:
        target = _goal(goals, "orders", staff_id)
        return None if target is None else pace(target, _value(done, staff_id, "orders"), month, today=today)

    return MorningFigures(
        day=day,
        lines=tuple(_line(figure, found, goals, asked, weeks) for figure in SHOWN),
        people=tuple(
            PersonLine(
                staff_id=person.id,
                staff=person.name,
                month_orders=_value(done, person.id, "orders"),
                pace=pace_of(person.id),
                **{figure: _of(found["day"], person.id, figure) for figure in SHOWN},
            )
            for person in people(session, viewer, day=today)
        ),
        pace=pace_of(None),
        unpublished_years=month.unpublished_years,
    )


def _periods(day: date, today: date, weeks: int) -> dict[str, Period]:
    periods = {"day": Period.day(day), "month": Period(month_start(today), today)}
    periods |= {f"week{week}": Period.day(day - timedelta(weeks=week)) for week in range(1, weeks + 1)}
    return periods | {f"trend{back}": Period.day(day - timedelta(days=back)) for back in range(14)}


def _line(
    figure: str,
    found: Mapping[str, Mapping[Any, Mapping[str, Measured]]],
    goals: Sequence[TargetRow],
    asked: Mapping[str, int],
    weeks: int,
) -> FigureLine:
    same = [_of(found[f"week{week}"], None, figure) for week in range(1, weeks + 1)]
    month_target = _goal(goals, figure, None)
    trend = [_of(found[f"trend{back}"], None, figure).value for back in reversed(range(14))]
    return FigureLine(
        figure=figure,
        day=_of(found["day"], None, figure),
        target=asked.get(figure) if FIGURES[figure].adds_up else month_target,
        usual=usual(figure, same),
        month=_of(found["month"], None, figure),
        month_target=month_target,
        trend=tuple(float(value or 0) for value in trend),
    )


def _goal(goals: Sequence[TargetRow], figure: str, staff_id: int | None) -> float | None:
    return next((row.value for row in goals if (row.figure, row.staff_id) == (figure, staff_id)), None)


def _of(found: Mapping[Any, Mapping[str, Measured]], key: int | None, figure: str) -> Measured:
    nothing = Measured(figure=figure, value=0 if FIGURES[figure].adds_up else None)
    return found.get(key, {}).get(figure) or nothing


def _value(found: Mapping[Any, Mapping[str, Measured]], key: int | None, figure: str) -> float:
    return float(_of(found, key, figure).value or 0)
