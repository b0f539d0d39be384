"""The day as a rail of stages: when each has its time, and where the store stands now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from salesops.core.i18n import N_
from salesops.core.policy import Policy, setting


@dataclass(frozen=True, kw_only=True)
class RailPolicy(Policy):
    """When each stage of the day begins and ends (the time rail; settings of the store)."""

    prefix = "rail"
    title = N_("Time rail of the day")

    meeting_from: time = setting(time(8, 30), label=N_("Morning meeting from"), rule="M")
    meeting_until: time = setting(time(9, 0), label=N_("Morning meeting done by"), rule="M")
    leads_from: time = setting(time(9, 30), label=N_("Leads from"), rule="L")
    leads_until: time = setting(time(10, 30), label=N_("Leads until"), rule="L")
    intent_from: time = setting(time(10, 30), label=N_("Intent customers from"), rule="I")
    intent_until: time = setting(time(12, 0), label=N_("Intent customers until"), rule="I")
    training_from: time = setting(time(13, 30), label=N_("Training from"), rule="T")
    training_until: time = setting(time(15, 0), label=N_("Training until"), rule="T")
    showroom_from: time = setting(time(15, 0), label=N_("Showroom from"), rule="S")
    showroom_until: time = setting(time(16, 0), label=N_("Showroom until"), rule="S")
    inventory_from: time = setting(time(15, 0), label=N_("Inventory from"), rule="V")
    inventory_until: time = setting(time(16, 0), label=N_("Inventory until"), rule="V")
    review_from: time = setting(time(17, 0), label=N_("Evening review from"), rule="R")
    review_until: time = setting(time(18, 0), label=N_("Evening review until"), rule="R")
    care_from: time = setting(time(20, 0), label=N_("After-hours care from"), rule="C")
    care_until: time = setting(time(21, 0), label=N_("After-hours care until"), rule="C")


class StageState(StrEnum):
    """Where a stage stands at this moment."""

    NOW = "now"
    LATER = "later"
    LATE = "late"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A stage on the rail with its span of the day."""

    page: str
    starts: time
    ends: time


STAGES = ("meeting", "leads", "intent", "training", "showroom", "inventory", "review", "care")
"""The stages in the order of the day; each is also the name of its page."""


def stops(policy: RailPolicy) -> tuple[Stop, ...]:
    """The rail as the store has set it."""
    return tuple(
        Stop(page=stage, starts=getattr(policy, f"{stage}_from"), ends=getattr(policy, f"{stage}_until"))
        for stage in STAGES
    )


def state_of(stop: Stop, *, at: time, owed: int | None) -> StageState:
    """Where a stage stands: its span decides now and later; what is still owed after its end makes it late.

    `owed` is None where nobody counts it.
    """
    if stop.starts <= at < stop.ends:
        return StageState.NOW
    if at < stop.starts:
        return StageState.LATER
    return StageState.LATE if owed else StageState.DONE


def current(stops_of_day: tuple[Stop, ...], at: time) -> Stop | None:
    """The stage whose time it is: the one that runs, else the next to come; None after the last."""
    running = [stop for stop in stops_of_day if stop.starts <= at < stop.ends]
    if running:
        return running[0]
    return next((stop for stop in stops_of_day if at < stop.starts), None)
