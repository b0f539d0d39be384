"""Who is expected today by profile, from appointments and from the same weekdays before (Rule M8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salesops.models.enums import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedProfile:
    """How many parties of a profile are expected: those with an appointment, and walk-ins as on such days."""

    profile: Profile
    booked: int
    usual_walk_ins: float

    @property
    def expected(self) -> float:
        """Both together."""
        return self.booked + self.usual_walk_ins


def expected_mix(
    booked: Sequence[Profile], walk_ins_before: Mapping[Profile, int], weeks: int
) -> list[ExpectedProfile]:
    """Today's mix (Rule M8): each appointment counts, and the mean of the walk-ins of the same weekdays is added."""
    counted = Counter(booked)
    found = [
        ExpectedProfile(
            profile=profile,
            booked=counted[profile],
            usual_walk_ins=walk_ins_before.get(profile, 0) / weeks if weeks else 0.0,
        )
        for profile in Profile
    ]
    present = [each for each in found if each.expected]
    return sorted(present, key=lambda each: (each.profile is Profile.UNKNOWN, -each.expected))


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What to stress, and the models that it is true of."""

    words: str
    models: tuple[str, ...]


def points_for(
    profile: Profile, models: Sequence[tuple[str, Mapping[str, object]]], *, count: int = 4
) -> list[Point]:
    """What to stress for a profile, the points that most models share first.

    A model's points are kept by profile; what is kept under `any` fits everybody.
    """
    of_point: dict[str, list[str]] = {}
    for name, points in models:
        for words in (*_listed(points.get(profile.value)), *_listed(points.get("any"))):
            of_point.setdefault(words, []).append(name)
    found = [Point(words=words, models=tuple(names)) for words, names in of_point.items()]
    return sorted(found, key=lambda point: -len(point.models))[:count]


def _listed(points: object) -> list[str]:
    if isinstance(points, str):
        return [points]
    return [str(point) for point in points] if isinstance(points, list | tuple) else []
