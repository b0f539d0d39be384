"""Today against target and the same weekdays up to the same time of day, split and explained (Rule R1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.core.calendar import DAY, Period
from salesops.core.hours import HoursPolicy
from salesops.kpi.measure import Dimension, Measured, measure_many
from salesops.kpi.objections import ObjectionHeard, objections_heard
from salesops.kpi.registry import FIGURES
from salesops.kpi.usual import usual
from salesops.models import Channel
from salesops.planning.queries.targets import day_targets, targets
from salesops.planning.rules.split import MixSplit, split_mix
from salesops.review.rules.causes import CHAIN, CauseKind, DeviationFacts, Explanation, Sign, explain
from salesops.review.rules.policies import ReviewPolicy

SHOWN = ("visits", "orders", "lead_conversion", "stock_turnover")
_BESIDE = ("leads", "test_drives", "close_rate", "wait_over_limit", "first_touch_on_time", "touches")
_MIX_DAYS = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayLine:
    """One figure of the days looked at: its value, its target, and how it usually is on such days by this time."""

    figure: str
    now: Measured
    target: float | None
    usual: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelMix:
    """Lead conversion of four weeks against the four before, by mix and rate over channels."""

    split: MixSplit[int]
    names: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFigures:
    """What the day (or the week) says, and why."""

    days: int
    unfinished: bool
    """The store is still open: what is missing of a target may yet come."""
    lines: tuple[TodayLine, ...]
    explanation: Explanation
    mix: ChannelMix | None


def review_figures(session: Session, viewer: Actor, *, now: datetime, days: int = 1) -> ReviewFigures:
    """Figures of the last `days` days, today up to now included, against target and the same days of earlier weeks.

    Earlier weeks end at the same time of day: an hour after opening, a day is no failure because it is not over.
    """
    today = viewer.today(now)
    unfinished = not policies.load(session, viewer.store_id, HoursPolicy).hours().is_over(viewer.local(now))
    weeks = policies.load(session, viewer.store_id, ReviewPolicy).same_weekdays
    period = Period(today - timedelta(days=days - 1), today + DAY, until=now)
    earlier = [_earlier(period, week) for week in range(1, weeks + 1)]
    periods = {"now": period} | {f"before{n}": each for n, each in enumerate(earlier)}
    found = measure_many(session, viewer.store_id, [*SHOWN, *_BESIDE], periods, now=now)
    before = [found[f"before{n}"][None] for n in range(weeks)]
    current = found["now"][None]
    heard = objections_heard(session, viewer.store_id, now=period, before=earlier)
    goals = _goals(session, viewer, today, days)
    facts = DeviationFacts(
        now={figure: _value(current.get(figure)) for figure in CHAIN},
        before={figure: sum(_value(each.get(figure)) for each in before) for figure in CHAIN},
        stretches=weeks,
        unfinished=unfinished,
        target=goals.get("orders"),
        signs=(
            *_signs(current, before),
            *_objections(heard, current, before),
        ),
    )
    return ReviewFigures(
        days=days,
        unfinished=unfinished,
        lines=tuple(
            TodayLine(
                figure=figure,
                now=current[figure],
                target=goals.get(figure),
                usual=usual(figure, [each[figure] for each in before]),
            )
            for figure in (*SHOWN, *_BESIDE)
        ),
        explanation=explain(facts),
        mix=channel_mix(session, viewer, now=now),
    )


def channel_mix(session: Session, viewer: Actor, *, now: datetime) -> ChannelMix | None:
    """Lead conversion of the last four weeks against the four before, split over channels."""
    recent = Period.days(_MIX_DAYS, viewer.today(now) + DAY)
    found = measure_many(
        session,
        viewer.store_id,
        ["lead_conversion"],
        {"now": recent, "before": recent.previous()},
        by=Dimension.CHANNEL,
        now=now,
    )
    split = split_mix(_cases(found["now"]), _cases(found["before"]))
    if split is None:
        return None
    names = session.execute(
        select(Channel.id, Channel.name).where(
            Channel.store_id == viewer.store_id, Channel.id.in_([share.key for share in split.shares])
        )
    )
    return ChannelMix(split=split, names=tuple(names))


def _cases(found: Mapping[Any, Mapping[str, Measured]]) -> dict[int, tuple[float, float]]:
    return {
        key: (
            _part(figures.get("lead_conversion"), "numerator"),
            _part(figures.get("lead_conversion"), "denominator"),
        )
        for key, figures in found.items()
        if isinstance(key, int)
    }


def _earlier(period: Period, week: int) -> Period:
    back = timedelta(weeks=week)
    return Period(period.start - back, period.end - back, until=period.until and period.until - back)


def _goals(session: Session, viewer: Actor, today: date, days: int) -> dict[str, float]:
    """The day's targets of counts (not of a week: its days were moved by hand), the month's of what does not add up."""
    goals = {
        row.figure: row.value
        for row in targets(session, viewer, month=today)
        if row.staff_id is None and not FIGURES[row.figure].adds_up
    }
    if days == 1:
        rows = day_targets(session, viewer, day=today)
        goals |= {row.figure: float(row.value) for row in rows if row.staff_id is None}
    return goals


def _signs(current: Mapping[str, Measured], before: Sequence[Mapping[str, Measured]]) -> list[Sign]:
    waits = Sign(
        kind=CauseKind.WAITS,
        now=_part(current.get("wait_over_limit"), "numerator"),
        of_now=_part(current.get("wait_over_limit"), "denominator"),
        before=sum(_part(each.get("wait_over_limit"), "numerator") for each in before),
        of_before=sum(_part(each.get("wait_over_limit"), "denominator") for each in before),
    )
    late = Sign(
        kind=CauseKind.LATE_TOUCHES,
        now=_late(current),
        of_now=_part(current.get("first_touch_on_time"), "denominator"),
        before=sum(_late(each) for each in before),
        of_before=sum(_part(each.get("first_touch_on_time"), "denominator") for each in before),
    )
    return [waits, late]


def _late(figures: Mapping[str, Measured]) -> float:
    on_time = figures.get("first_touch_on_time")
    return _part(on_time, "denominator") - _part(on_time, "numerator")


def _objections(
    heard: Sequence[ObjectionHeard],
    current: Mapping[str, Measured],
    before: Sequence[Mapping[str, Measured]],
) -> list[Sign]:
    """Objections that were heard three times at least, against the touches of the same days before."""
    return [
        Sign(
            kind=CauseKind.OBJECTION,
            now=each.now,
            of_now=_value(current.get("touches")),
            before=each.before,
            of_before=sum(_value(day.get("touches")) for day in before),
            objection=each.objection,
        )
        for each in heard
        if each.now >= 3
    ]


def _value(measured: Measured | None) -> float:
    return _part(measured, "value")


def _part(measured: Measured | None, name: str) -> float:
    return float(getattr(measured, name) or 0) if measured is not None else 0.0
