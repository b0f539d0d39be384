"""Where an order stands on its way to the handover, and how late it is (Rules T5, I9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from salesops.intent.rules.policies import StepPolicy
from salesops.models.enums import MilestoneKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an order: when it was planned, and when it was done."""

    kind: MilestoneKind
    planned_on: date
    done_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an order is: steps in their order, what comes next, days behind and days late."""

    steps: tuple[Step, ...]
    next: Step | None
    behind_days: int
    """By how many days the next step is overdue."""
    late_days: int
    """By how many days the handover will miss the promise, as it looks today."""

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.done_on is not None for step in self.steps)


_ORDER = {kind: at for at, kind in enumerate(MilestoneKind)}


def progress(steps: Sequence[Step], *, promised_on: date, eta_on: date, today: date) -> Progress:
    """Where an open order stands today."""
    sorted_steps = tuple(sorted(steps, key=lambda step: _ORDER[step.kind]))
    coming = next((step for step in sorted_steps if step.done_on is None), None)
    return Progress(
        steps=sorted_steps,
        next=coming,
        behind_days=max((today - coming.planned_on).days, 0) if coming else 0,
        late_days=max((max(eta_on, today) - promised_on).days, 0),
    )


def stalled(found: Progress, policy: StepPolicy) -> bool:
    """Whether somebody has to look at the order: late for its customer, or a step that does not move (Rule I9)."""
    return found.late_days > 0 or found.behind_days >= policy.stalled_days
