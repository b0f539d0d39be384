"""Where an order stands on its way to the customer, and how late it is (Rule T5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from salesops.core.i18n import N_, Message
from salesops.models.enums import MilestoneKind


class OrderStanding(StrEnum):
    """Whether an order will be handed over as promised."""

    ON_TIME = "on_time"
    AT_RISK = "at_risk"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One step of an order: when it was planned, and when it was done."""

    kind: MilestoneKind
    planned_on: date
    done_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """An order's stage, what comes next, and its lateness in days against the promise."""

    steps: tuple[Milestone, ...]
    done: int
    stage: MilestoneKind | None
    """The last step that was done; None before the first."""
    next: Milestone | None
    next_is_late: bool
    late_days: int
    standing: OrderStanding


_NAMES = {
    MilestoneKind.DEPOSIT: N_("Deposit"),
    MilestoneKind.ALLOCATED: N_("Allocation of a car"),
    MilestoneKind.SHIPPED: N_("Shipping"),
    MilestoneKind.ARRIVED: N_("Arrival at the store"),
    MilestoneKind.INSPECTED: N_("Check before handover"),
    MilestoneKind.PAID: N_("Payment in full"),
    MilestoneKind.REGISTERED: N_("Number plates"),
    MilestoneKind.HANDED_OVER: N_("Handover"),
}
_ORDER = {kind: place for place, kind in enumerate(MilestoneKind)}


def progress(milestones: Sequence[Milestone], *, promised_on: date, eta_on: date, today: date) -> Progress:
    """Where an order stands today (Rule T5).

    Late: the expected day, or today, is past the promised one. At risk: the promise still holds, but a step is
    overdue. A later step that was done counts the earlier ones as done, whether somebody ticked them or not.
    """
    steps = tuple(sorted(milestones, key=lambda each: _ORDER[each.kind]))
    last = max((place for place, step in enumerate(steps) if step.done_on is not None), default=-1)
    coming = steps[last + 1] if last + 1 < len(steps) else None
    late_days = max(0, (max(eta_on, today) - promised_on).days)
    overdue = coming is not None and coming.planned_on < today
    standing = OrderStanding.ON_TIME
    if late_days:
        standing = OrderStanding.LATE
    elif overdue:
        standing = OrderStanding.AT_RISK
    return Progress(
        steps=steps,
        done=last + 1,
        stage=steps[last].kind if last >= 0 else None,
        next=coming,
        next_is_late=overdue,
        late_days=late_days,
        standing=standing,
    )


def step_name(kind: MilestoneKind) -> Message:
    """What a step is called whether it is done or still to come; its label says that it is done."""
    return Message(_NAMES[kind])
