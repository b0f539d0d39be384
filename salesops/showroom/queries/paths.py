"""What was observed on the floor: paths, heat, footfall (Rules S2, S5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.core.hours import HoursPolicy
from salesops.models import Footfall, PathObservation, Staff
from salesops.models.enums import Zone
from salesops.showroom.rules.paths import Path, Route, Stop, ZoneHeat, common_routes, heat

_LIMIT = 3000
_ZONES = {zone.value for zone in Zone}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPath:
    """One recorded path as the list shows it."""

    id: int
    at: datetime
    stops: tuple[Stop, ...]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """What the paths of a period say together."""

    parties: int
    heat: tuple[ZoneHeat, ...]
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HourCount:
    """People through the door in an hour: today, and the mean of the same weekday before."""

    hour: int
    today: int | None
    usual: float | None


def paths_between(session: Session, viewer: Actor, *, start: date, end: date) -> list[Path]:
    """The paths of a period (half-open), the newest first, bounded."""
    rows = session.execute(
        select(PathObservation.day, PathObservation.stops)
        .where(
            PathObservation.store_id == viewer.store_id,
            PathObservation.day >= start,
            PathObservation.day < end,
        )
        .order_by(PathObservation.day.desc(), PathObservation.id.desc())
        .limit(_LIMIT)
    )
    return [Path(day=row.day, stops=read_stops(row.stops)) for row in rows]


def flow(session: Session, viewer: Actor, *, start: date, end: date) -> Flow:
    """Heat by zone, dwell and the most common routes of a period (Rule S2)."""
    paths = paths_between(session, viewer, start=start, end=end)
    return Flow(parties=len(paths), heat=heat(paths), routes=common_routes(paths))


def latest_paths(session: Session, viewer: Actor, *, limit: int = 20) -> list[SeenPath]:
    """The paths recorded last."""
    rows = session.execute(
        select(PathObservation.id, PathObservation.at, PathObservation.stops, Staff.name)
        .outerjoin(Staff, Staff.id == PathObservation.staff_id)
        .where(PathObservation.store_id == viewer.store_id)
        .order_by(PathObservation.day.desc(), PathObservation.at.desc(), PathObservation.id.desc())
        .limit(limit)
    )
    return [SeenPath(id=row.id, at=row.at, stops=read_stops(row.stops), by=row.name or "") for row in rows]


def footfall(session: Session, viewer: Actor, *, today: date, weeks: int = 4) -> list[HourCount]:
    """People per opening hour today against the same weekday of the last weeks (Rule S5).

    A day with both a door counter and counts by hand is taken at the larger of the two.
    """
    opening = policies.load(session, viewer.store_id, HoursPolicy)
    last = opening.closes.hour + (opening.closes.minute > 0)
    days = [today - timedelta(weeks=week) for week in range(weeks + 1)]
    rows = session.execute(
        select(Footfall.day, Footfall.hour, Footfall.people).where(
            Footfall.store_id == viewer.store_id, Footfall.day.in_(days)
        )
    )
    counted: dict[date, dict[int, int]] = defaultdict(dict)
    for row in rows:
        counted[row.day][row.hour] = max(row.people, counted[row.day].get(row.hour, 0))
    before = [counted[day] for day in days[1:] if day in counted]
    return [
        HourCount(
            hour=hour,
            today=counted[today].get(hour),
            usual=sum(day.get(hour, 0) for day in before) / len(before) if before else None,
        )
        for hour in range(opening.opens.hour, last)
    ]


def read_stops(stored: Iterable[object]) -> tuple[Stop, ...]:
    """The stops of a path as they are kept: `{"zone": …, "seconds": …}` in order; unknown zones are left out."""
    return tuple(
        Stop(zone=Zone(raw["zone"]), seconds=int(raw.get("seconds") or 0))
        for raw in stored
        if isinstance(raw, Mapping) and raw.get("zone") in _ZONES
    )
