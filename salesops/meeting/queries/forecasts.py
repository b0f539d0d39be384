"""Forecasts of today and how good those of the last days were (Rule M10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.core.calendar import Period
from salesops.kpi.forecasts import Pair, accuracy
from salesops.kpi.measure import Dimension, Measured, measure_many
from salesops.planning.queries.forecasts import ForecastRow, forecasts
from salesops.planning.queries.people import people
from salesops.planning.rules.policies import ForecastPolicy

FIGURES = ("visits", "orders", "deliveries")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One person's forecast of a day beside what came; nothing stated is None."""

    staff_id: int
    staff: str
    away: bool
    visits: int | None
    orders: int | None
    deliveries: int | None
    stated_at: datetime | None
    late: bool
    came_visits: int
    came_orders: int
    came_deliveries: int
    accuracy: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastBoard:
    """Today's forecasts, the last selling day's with what came, and accuracy over the last days."""

    today: tuple[Stated, ...]
    before: tuple[Stated, ...]
    before_day: date
    accuracy_before: float | None
    accuracy_28_days: float | None


def forecast_board(session: Session, viewer: Actor, *, now: datetime, before_day: date) -> ForecastBoard:
    """Who has stated what for today, and how good `before_day` and the four weeks before today were."""
    today = viewer.today(now)
    start = today - timedelta(days=28)
    stated = forecasts(session, viewer, start=start, end=today + timedelta(days=1))
    days = sorted({row.day for row in stated} | {today, before_day})
    came = measure_many(
        session,
        viewer.store_id,
        list(FIGURES),
        {day.isoformat(): Period.day(day) for day in days},
        by=Dimension.STAFF,
        now=now,
    )
    team = {
        person.id: (person.name, person.away is not None) for person in people(session, viewer, day=today)
    }
    until = policies.load(session, viewer.store_id, ForecastPolicy).until

    def board(day: date) -> tuple[Stated, ...]:
        rows = {row.staff_id: row for row in stated if row.day == day}
        found = []
        for staff_id in dict.fromkeys([*team, *rows]):
            name, away = team.get(staff_id, (rows[staff_id].staff if staff_id in rows else "", False))
            row = rows.get(staff_id)
            late = row is not None and viewer.local(row.stated_at).time() > until
            found.append(_stated(staff_id, (name, away, late), row, came[day.isoformat()]))
        return tuple(found)

    past = [(row, came[row.day.isoformat()]) for row in stated if row.day < today]
    return ForecastBoard(
        today=board(today),
        before=board(before_day),
        before_day=before_day,
        accuracy_before=accuracy(
            pair for row, of in past if row.day == before_day for pair in _pairs(row, of)
        ),
        accuracy_28_days=accuracy(pair for row, of in past for pair in _pairs(row, of)),
    )


def _stated(
    staff_id: int,
    about: tuple[str, bool, bool],
    row: ForecastRow | None,
    came: Mapping[Any, Mapping[str, Measured]],
) -> Stated:
    name, away, late = about
    visits, orders, deliveries = (_came(came, staff_id, figure) for figure in FIGURES)
    return Stated(
        staff_id=staff_id,
        staff=name,
        away=away,
        visits=row.visits if row else None,
        orders=row.orders if row else None,
        deliveries=row.deliveries if row else None,
        stated_at=row.stated_at if row else None,
        late=late,
        came_visits=visits,
        came_orders=orders,
        came_deliveries=deliveries,
        accuracy=accuracy(_pairs(row, came)) if row else None,
    )


def _pairs(row: ForecastRow, came: Mapping[Any, Mapping[str, Measured]]) -> list[Pair]:
    return [Pair(stated=getattr(row, figure), came=_came(came, row.staff_id, figure)) for figure in FIGURES]


def _came(came: Mapping[Any, Mapping[str, Measured]], staff_id: int, figure: str) -> int:
    measured = came.get(staff_id, {}).get(figure)
    return int(measured.value or 0) if measured else 0
