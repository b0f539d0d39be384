"""Forecasts: what a consultant expects of his day, stated in the morning (Rule M10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotAllowed, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import Forecast
from salesops.planning.rules.policies import ForecastPolicy


class TooLate(SalesOpsError):
    """A forecast after its time is no forecast."""


class BadForecast(SalesOpsError):
    """Numbers that cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What somebody expects of a day."""

    visits: int
    orders: int
    deliveries: int


def state_forecast(
    session: Session, actor: Actor, *, now: datetime, expected: Expected, staff_id: int | None = None
) -> None:
    """State or change today's forecast, one's own, or for somebody by who leads the meeting.

    Raises TooLate for a change after the time (a first one is still taken, and shows when it was stated).
    """
    actor.require(Permission.STATE_FORECAST)
    person = staff_id or actor.staff_id
    if person is None or (person != actor.staff_id and not actor.may(Permission.LEAD_MEETING)):
        raise NotAllowed(N_("Everybody states a forecast of their own."))
    if min(expected.visits, expected.orders, expected.deliveries) < 0:
        raise BadForecast(N_("A forecast counts from zero upwards."))
    today = actor.today(now)
    known = session.scalars(
        select(Forecast).where(
            Forecast.store_id == actor.store_id, Forecast.day == today, Forecast.staff_id == person
        )
    ).one_or_none()
    until = policies.load(session, actor.store_id, ForecastPolicy).until
    if known is not None and actor.local(now).time() > until:
        raise TooLate(N_("After {time} a forecast stands as it was stated."), time=until)
    row = known or Forecast(store_id=actor.store_id, day=today, staff_id=person)
    before = None if known is None else _values(known)
    row.visits, row.orders, row.deliveries = expected.visits, expected.orders, expected.deliveries
    row.stated_at = now
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="forecast.state",
        entity="forecast",
        entity_id=row.id,
        before=before,
        after=_values(row),
    )


def _values(row: Forecast) -> dict[str, object]:
    return {"visits": row.visits, "orders": row.orders, "deliveries": row.deliveries}
