"""How often a lead is touched, what a touch changes, and who cools off first (Rule L5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from salesops.leads.rules.policies import CadencePolicy
from salesops.models.enums import Tier, TouchOutcome

PROGRESS = frozenset({TouchOutcome.INTERESTED, TouchOutcome.APPOINTMENT})
"""Outcomes that move a lead on; a lead without one for long sleeps (Rule L6)."""

SPOKEN = frozenset(set(TouchOutcome) - {TouchOutcome.NO_ANSWER, TouchOutcome.WRONG_NUMBER})
"""Outcomes of touches that reached the customer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What a touch came to, and a day that was agreed on, if any."""

    on: date
    outcome: TouchOutcome
    agreed_on: date | None = None


def interval(tier: Tier, policy: CadencePolicy) -> timedelta:
    """The longest time between two touches: A every day, B every 3 days, C twice a month by default."""
    return timedelta(days=policy.every_days(tier))


def next_due(tier: Tier, touched: Touched, policy: CadencePolicy) -> date:
    """The day of the next touch (Rule L5).

    A day that the customer named counts when he asked to be called later, and the day of an appointment is the
    day to confirm it, unless the cadence comes first. An unanswered call is tried again soon.
    """
    by_cadence = touched.on + interval(tier, policy)
    agreed = touched.agreed_on
    if agreed is not None and agreed > touched.on:
        if touched.outcome is TouchOutcome.LATER:
            return agreed
        if touched.outcome is TouchOutcome.APPOINTMENT:
            return min(by_cadence, agreed)
    if touched.outcome in (TouchOutcome.NO_ANSWER, TouchOutcome.WRONG_NUMBER):
        return min(by_cadence, touched.on + timedelta(days=policy.retry_days))
    return by_cadence


def due_when_tiered(last_touch_on: date | None, today: date, tier: Tier, policy: CadencePolicy) -> date:
    """The day of the next touch after a change of tier: never in the past by the change alone."""
    if last_touch_on is None:
        return today
    return max(today, last_touch_on + interval(tier, policy))


def in_cadence(tier: Tier, last_touch_on: date | None, today: date, policy: CadencePolicy) -> bool:
    """Whether a lead was touched as often as its tier asks: what the activation rate counts (Rule L5)."""
    return last_touch_on is not None and today - last_touch_on <= interval(tier, policy)


def coolness(tier: Tier, due_on: date, today: date, policy: CadencePolicy) -> float:
    """How far a lead has cooled: intervals since the touch was due; the greatest is lost first."""
    return (today - due_on) / interval(tier, policy)
