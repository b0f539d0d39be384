"""From which age on what is done about a car, and by whom (Rule V6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from salesops.models.enums import Role


class AgeStep(StrEnum):
    """What a threshold asks for, from mild to hard (Rule V6)."""

    CHECK = "check"
    SHOW = "show"
    PLAN = "plan"
    DECIDE = "decide"


_STEPS = (AgeStep.CHECK, AgeStep.SHOW, AgeStep.PLAN, AgeStep.DECIDE)
_OWNERS = {
    AgeStep.CHECK: Role.SUPERVISOR,
    AgeStep.SHOW: Role.SUPERVISOR,
    AgeStep.PLAN: Role.SUPERVISOR,
    AgeStep.DECIDE: Role.MANAGER,
}


def age_days(arrived_on: date, today: date) -> int:
    """Days in stock; the day of arrival is day 0."""
    return max((today - arrived_on).days, 0)


def crossed(age: int, thresholds: Sequence[int]) -> int | None:
    """The highest threshold that an age has reached; None below the first."""
    return max((threshold for threshold in thresholds if age >= threshold), default=None)


def step_of(threshold: int, thresholds: Sequence[int]) -> AgeStep:
    """What a threshold asks for, by its rank; thresholds beyond the fourth ask for the last step again."""
    rank = sorted(thresholds).index(threshold)
    return _STEPS[min(rank, len(_STEPS) - 1)]


def owner_role(step: AgeStep) -> Role:
    """Who answers for a step."""
    return _OWNERS[step]
