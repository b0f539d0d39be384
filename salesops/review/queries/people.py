"""Consultants without an order, and what they did meanwhile (Rule R2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.core.calendar import DAY, Period
from salesops.core.hours import HoursPolicy
from salesops.core.i18n import Message
from salesops.kpi.measure import Dimension, Measured, measure_many
from salesops.models import Order
from salesops.models.enums import OrderStatus
from salesops.planning.queries.people import Person, absences, people
from salesops.planning.queries.tomorrow import next_selling_day
from salesops.review.rules.dry_run import DryRun, Process, calls_for_shadowing, told
from salesops.review.rules.policies import ReviewPolicy

PROCESS = ("touches", "invitations", "visits", "test_drives")


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutOrder:
    """One consultant whose run without an order calls for going along."""

    staff_id: int
    staff: str
    run: DryRun
    process: tuple[Process, ...]
    told: tuple[Message, ...]
    last_order_on: date | None
    away_tomorrow: bool
    suggested_at: datetime
    """When the shadowing could begin on the next selling day."""


def without_order(session: Session, viewer: Actor, *, now: datetime) -> list[WithoutOrder]:
    """Who has not sold for some selling days, the least ordinary run first.

    Days off do not count; a newcomer is counted from his first day.
    """
    policy = policies.load(session, viewer.store_id, ReviewPolicy)
    today = viewer.today(now)
    history = Period.days(policy.dry_history_days, today + DAY)
    team = people(session, viewer, day=today)
    days = _days_at_work(session, viewer, history, team)
    last = _last_orders(session, viewer, history.start)
    found = measure_many(
        session,
        viewer.store_id,
        ["orders", *PROCESS],
        {"history": history, "run": Period.days(policy.dry_days, today + DAY)},
        by=Dimension.STAFF,
        now=now,
    )
    tomorrow = next_selling_day(session, viewer, day=today)
    away = {each.staff_id for each in absences(session, viewer, start=tomorrow, end=tomorrow + DAY)}
    rows = []
    for person in team:
        worked = days[person.id]
        run = DryRun(
            days=sum(1 for day in worked if last.get(person.id) is None or day > last[person.id]),
            orders=_value(found["history"], person.id, "orders"),
            history_days=len(worked),
        )
        if calls_for_shadowing(run, dry_days=policy.dry_days):
            process = _process(person, team, found["run"])
            rows.append(
                WithoutOrder(
                    staff_id=person.id,
                    staff=person.name,
                    run=run,
                    process=process,
                    told=told(run, process),
                    last_order_on=last.get(person.id),
                    away_tomorrow=person.id in away,
                    suggested_at=datetime.combine(tomorrow, policy.shadowing_at, tzinfo=viewer.zone),
                )
            )
    return sorted(rows, key=lambda row: (row.run.by_chance, -row.run.days))


def _days_at_work(
    session: Session, viewer: Actor, period: Period, team: Iterable[Person]
) -> dict[int, list[date]]:
    hours = policies.load(session, viewer.store_id, HoursPolicy).hours()
    open_days = [day for day in period.dates() if hours.is_open_day(day)]
    off: dict[int, set[date]] = defaultdict(set)
    for each in absences(session, viewer, start=period.start, end=period.end):
        off[each.staff_id].update(day for day in open_days if each.starts_on <= day <= each.ends_on)
    return {
        person.id: [
            day
            for day in open_days
            if day not in off[person.id] and (person.started_on is None or day >= person.started_on)
        ]
        for person in team
    }


def _last_orders(session: Session, viewer: Actor, since: date) -> dict[int, date]:
    rows = session.execute(
        select(Order.staff_id, func.max(Order.ordered_on))
        .where(
            Order.store_id == viewer.store_id,
            Order.staff_id.is_not(None),
            Order.status != OrderStatus.CANCELLED,
            Order.ordered_on >= since - timedelta(days=365),
        )
        .group_by(Order.staff_id)
    )
    return {staff_id: day for staff_id, day in rows if staff_id is not None}


def _process(
    person: Person, team: list[Person], found: Mapping[Any, Mapping[str, Measured]]
) -> tuple[Process, ...]:
    others = [each.id for each in team if each.id != person.id]
    return tuple(
        Process(
            figure=figure,
            own=_value(found, person.id, figure),
            peers=sum(_value(found, other, figure) for other in others) / len(others) if others else 0.0,
        )
        for figure in PROCESS
    )


def _value(found: Mapping[Any, Mapping[str, Measured]], key: int, figure: str) -> float:
    measured = found.get(key, {}).get(figure)
    return float(measured.value or 0) if measured else 0.0
