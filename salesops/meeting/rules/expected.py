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


def points_for(
    profile: Profile, models: Sequence[tuple[str, Mapping[str, object]]], *, count: int = 4
) -> list[tuple[str, str]]:
    """What to stress for a profile: (model, selling point), one of each model before a second.

    A model's points are kept by profile; what is kept under `any` fits everybody.
    """
    by_model = [
        [(name, point) for point in (*_listed(points.get(profile.value)), *_listed(points.get("any")))]
        for name, points in models
    ]
    turns = max((len(each) for each in by_model), default=0)
    ordered = [each[turn] for turn in range(turns) for each in by_model if turn < len(each)]
    return ordered[:count]


def _listed(points: object) -> list[str]:
    if isinstance(points, str):
        return [points]
    return [str(point) for point in points] if isinstance(points, list | tuple) else []
