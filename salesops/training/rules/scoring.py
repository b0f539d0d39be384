"""Scenarios: a rubric of criteria with points, a pass mark, and when somebody is tested again (Rule T2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from salesops.core.i18n import N_, Message
from salesops.training.rules.policies import TrainingPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What is looked at, and how many points it is worth."""

    name: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Points that an assessor gave on a criterion, as it stood then."""

    name: str
    points: int
    of: int


def rubric_of(stored: Sequence[Any]) -> tuple[Criterion, ...]:
    """A rubric as it is kept: a list of {"criterion", "points"}."""
    return tuple(
        Criterion(name=str(each["criterion"]), points=int(each["points"])) for each in stored if each
    )


def stored_rubric(rubric: Sequence[Criterion]) -> list[dict[str, object]]:
    """The rubric as it is kept."""
    return [{"criterion": each.name, "points": each.points} for each in rubric]


def full_marks(rubric: Sequence[Criterion]) -> int:
    """The points that the whole rubric is worth."""
    return sum(each.points for each in rubric)


def rubric_objection(rubric: Sequence[Criterion], pass_mark: int) -> Message | None:
    """Why a rubric cannot be used, or None."""
    if not rubric:
        return Message(N_("A scenario needs one criterion at least."))
    if any(not each.name.strip() for each in rubric):
        return Message(N_("Every criterion needs a name."))
    if any(each.points < 1 for each in rubric):
        return Message(N_("Every criterion is worth one point at least."))
    if len({each.name.strip() for each in rubric}) < len(rubric):
        return Message(N_("Two criteria have the same name."))
    if not 1 <= pass_mark <= full_marks(rubric):
        return Message(
            N_("The pass mark must be between 1 and all {points} points."), {"points": full_marks(rubric)}
        )
    return None


def points_objection(rubric: Sequence[Criterion], points: Sequence[int]) -> Message | None:
    """Why points cannot be given so, or None."""
    if len(points) != len(rubric):
        return Message(N_("Give points on every criterion."))
    for criterion, given in zip(rubric, points, strict=True):
        if not 0 <= given <= criterion.points:
            return Message(
                N_("“{criterion}” is worth 0 to {points} points."),
                {"criterion": criterion.name, "points": criterion.points},
            )
    return None


def given(rubric: Sequence[Criterion], points: Sequence[int]) -> tuple[Given, ...]:
    """What was given on each criterion."""
    return tuple(
        Given(name=criterion.name, points=point, of=criterion.points)
        for criterion, point in zip(rubric, points, strict=True)
    )


def stored_given(points: Sequence[Given]) -> list[dict[str, object]]:
    """An assessment as it is kept: with the criteria of its day, so that a later rubric does not change it."""
    return [{"criterion": each.name, "points": each.points, "of": each.of} for each in points]


def given_of(stored: Sequence[Any], rubric: Sequence[Criterion]) -> tuple[Given, ...]:
    """An assessment as it was kept; bare numbers are read by the rubric of today."""
    found = []
    for place, each in enumerate(stored):
        today = rubric[place] if place < len(rubric) else Criterion(name=str(place + 1), points=0)
        if isinstance(each, dict):
            name, of = str(each.get("criterion", today.name)), int(each.get("of", today.points))
            found.append(Given(name=name, points=int(each["points"]), of=of))
        else:
            found.append(Given(name=today.name, points=int(each), of=today.points))
    return tuple(found)


def passed(total: int, pass_mark: int) -> bool:
    """Whether the points reach the pass mark."""
    return total >= pass_mark


def retest_on(failed_on: date, policy: TrainingPolicy) -> date:
    """The day by which somebody who failed is tested again."""
    return failed_on + timedelta(days=policy.retest_days)
