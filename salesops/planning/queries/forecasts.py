"""Forecasts that consultants state in the morning (Rule M10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.models import Forecast, Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastRow:
    """What one consultant stated for a day."""

    day: date
    staff_id: int
    staff: str
    visits: int
    orders: int
    deliveries: int
    stated_at: datetime


def forecasts(session: Session, viewer: Actor, *, start: date, end: date) -> list[ForecastRow]:
    """Forecasts from start until before end, by day and person."""
    rows = session.execute(
        select(Forecast, Staff.name)
        .join(Staff, Staff.id == Forecast.staff_id)
        .where(Forecast.store_id == viewer.store_id, Forecast.day >= start, Forecast.day < end)
        .order_by(Forecast.day, Staff.id)
    )
    return [
        ForecastRow(
            day=row.day,
            staff_id=row.staff_id,
            staff=name,
            visits=row.visits,
            orders=row.orders,
            deliveries=row.deliveries,
            stated_at=row.stated_at,
        )
        for row, name in rows
    ]
