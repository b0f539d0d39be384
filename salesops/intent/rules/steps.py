"""Next steps, customers that are stuck, no-shows, and what a test drive needs (Rules I5, I6, I8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from salesops.core.i18n import N_, Message, nmessage
from salesops.intent.rules.policies import StepPolicy
from salesops.models.enums import NextStep, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What comes next with a customer, on which day."""

    kind: NextStep
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an intent customer stands."""

    stage: Stage
    next_step_on: date
    last_progress_on: date
    price_waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DriveChecks:
    """What was checked before a test drive, and how it was liked (1 to 5)."""

    licence_seen: bool
    licence_until: date | None
    agreement_signed: bool
    rating: int | None = None
    note: str = ""


def step_problem(step: Step, today: date) -> Message | None:
    """Why a next step is none: it lies in the past, or so far ahead that nobody will remember (Rule I6)."""
    if step.on < today:
        return Message(N_("The next step lies in the past. Choose today or later."))
    if step.on > today + timedelta(days=180):
        return Message(N_("The next step is more than half a year away. Choose an earlier day."))
    return None


def at_risk(standing: Standing, today: date, policy: StepPolicy) -> tuple[Message, ...]:
    """Why a customer needs somebody now, most pressing first; empty when all is well (Rules I6, I9)."""
    reasons = []
    if standing.price_waits:
        reasons.append(Message(N_("waits for a price")))
    late = (today - standing.next_step_on).days
    if late > 0:
        reasons.append(nmessage("next step {n} day overdue", "next step {n} days overdue", late))
    still = (today - standing.last_progress_on).days
    if still >= policy.stuck_days and standing.stage is not Stage.ORDERED:
        reasons.append(nmessage("no progress for {n} day", "no progress for {n} days", still))
    return tuple(reasons)


def no_show_at(appointed: datetime, policy: StepPolicy) -> datetime:
    """From when an appointment without its customer is a no-show (Rule I8)."""
    return appointed + timedelta(minutes=policy.no_show_minutes)


def may_correct(settled: datetime, now: datetime, policy: StepPolicy) -> bool:
    """Whether a no-show can still be corrected (Rule I8)."""
    return now - settled <= timedelta(hours=policy.correct_hours)


def drive_problem(checks: DriveChecks, today: date) -> Message | None:
    """Why a drive must not take place: the licence or the agreement is missing (Rule I5)."""
    if not checks.licence_seen:
        return Message(N_("Look at the driving licence first."))
    if checks.licence_until is None or checks.licence_until < today:
        return Message(N_("The driving licence has run out, or its last day is not noted."))
    if not checks.agreement_signed:
        return Message(N_("The test-drive agreement is not signed."))
    return None
