"""Which way people take through the showroom: heat, common routes, what a move changed (Rules S2, S3)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from salesops.models.enums import Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A zone in which a party stood, and for how long."""

    zone: Zone
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The way of one party."""

    day: date
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneHeat:
    """How much a zone draws: parties that stopped, their share of all, the usual length of a stop if it was timed."""

    zone: Zone
    parties: int
    share: float
    dwell_seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A sequence of zones and how many parties took it."""

    zones: tuple[Zone, ...]
    parties: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Parties in a zone before and after a change there."""

    before: int
    before_of: int
    after: int
    after_of: int

    @property
    def change(self) -> float | None:
        """Difference of the two shares; unknown while nobody was observed on one side."""
        if not self.before_of or not self.after_of:
            return None
        return self.after / self.after_of - self.before / self.before_of

    @property
    def likely_chance(self) -> bool:
        """Whether a difference of this size is ordinary for so few parties (Fisher, 5 percent)."""
        if not self.before_of or not self.after_of:
            return True
        from scipy.stats import fisher_exact

        table = [
            [self.before, self.before_of - self.before],
            [self.after, self.after_of - self.after],
        ]
        return float(fisher_exact(table)[1]) >= 0.05


def heat(paths: Sequence[Path]) -> tuple[ZoneHeat, ...]:
    """Every zone that was entered, the most visited first."""
    dwell: dict[Zone, list[int]] = defaultdict(list)
    for path in paths:
        inside: Counter[Zone] = Counter()
        for stop in path.stops:
            inside[stop.zone] += stop.seconds
        for zone, seconds in inside.items():
            dwell[zone].append(seconds)
    found = [
        ZoneHeat(
            zone=zone,
            parties=len(times),
            share=len(times) / len(paths),
            dwell_seconds=round(median(timed)) if (timed := [each for each in times if each]) else None,
        )
        for zone, times in dwell.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.parties, -(each.dwell_seconds or 0), each.zone)))


def common_routes(paths: Sequence[Path], *, limit: int = 3) -> tuple[Route, ...]:
    """The routes that most parties took; standing twice in a row in one zone is one stop."""
    counted = Counter(walked for path in paths if (walked := _walked(path.stops)))
    return tuple(
        Route(zones=zones, parties=parties, share=parties / len(paths))
        for zones, parties in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
    )


def effect(paths: Sequence[Path], *, zone: Zone, moved_on: date, days: int) -> Effect:
    """Parties that stopped in a zone in the days before and after a move; the day of the move counts for neither."""
    before = [path for path in paths if 0 < (moved_on - path.day).days <= days]
    after = [path for path in paths if 0 < (path.day - moved_on).days <= days]
    return Effect(
        before=_stopped(before, zone),
        before_of=len(before),
        after=_stopped(after, zone),
        after_of=len(after),
    )


def _stopped(paths: Sequence[Path], zone: Zone) -> int:
    return sum(any(stop.zone is zone for stop in path.stops) for path in paths)


def _walked(stops: Sequence[Stop]) -> tuple[Zone, ...]:
    zones: list[Zone] = []
    for stop in stops:
        if not zones or zones[-1] is not stop.zone:
            zones.append(stop.zone)
    return tuple(zones)
