"""Profiles across the funnel against peers, and the plans that follow from them (Rule T3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.core.calendar import DAY, Period
from salesops.core.i18n import Message
from salesops.kpi.figures import Dimension
from salesops.kpi.measure import measure
from salesops.models import CoachingPlan, Staff
from salesops.models.enums import FunnelStep, Role, Verdict
from salesops.training.rules import coaching as rules
from salesops.training.rules.library import drill_name
from salesops.training.rules.policies import CoachingPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One consultant across the funnel; `weakest` and `strongest` are None where he stands level with the others."""

    staff_id: int
    name: str
    standings: tuple[rules.Standing, ...]
    weakest: rules.Standing | None
    strongest: rules.Standing | None
    since: date
    check_on: date
    """When a plan that is agreed on today would be checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillRow:
    """An exercise of a plan, and when it was done."""

    name: Message
    done_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """What was said in between."""

    on: date
    by: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A 1:1 plan from its baseline to its measured result."""

    id: int
    staff_id: int
    staff: str
    coach: str
    step: FunnelStep
    figure: str
    baseline: float | None
    baseline_cases: float | None
    goal: float
    drills: tuple[DrillRow, ...]
    check_ins: tuple[CheckIn, ...]
    opened_on: date
    check_on: date
    checked_on: date | None
    result: float | None
    result_cases: float | None
    verdict: Verdict | None
    reached: bool
    note: str
    due: bool


def profiles(session: Session, viewer: Actor, *, now: datetime) -> list[Profile]:
    """Everybody who sells, the weakest first; a consultant sees himself, and the others as one (Rule T3)."""
    today = viewer.today(now)
    policy = load(session, viewer.store_id, CoachingPolicy)
    period = Period.days(policy.profile_days, today + DAY)
    names = _consultants(session, viewer, today)
    found = measure(
        session,
        viewer.store_id,
        list(rules.FIGURES.values()),
        period,
        by=Dimension.STAFF,
        now=now,
    )
    by_step: dict[FunnelStep, dict[int, rules.Cases]] = {
        step: {
            staff: rules.Cases(
                hits=int(found[staff][figure].numerator or 0),
                cases=int(found[staff][figure].denominator or 0),
            )
            for staff in names
            if staff in found
        }
        for step, figure in rules.FIGURES.items()
    }
    rows = []
    for staff_id, name in names.items():
        if not _sees(viewer, staff_id):
            continue
        standings = rules.standings(staff_id, by_step)
        rows.append(
            Profile(
                staff_id=staff_id,
                name=name,
                standings=standings,
                weakest=rules.weakest(standings, policy),
                strongest=rules.strongest(standings, policy),
                since=period.start,
                check_on=today + policy.check_days * DAY,
            )
        )
    return sorted(rows, key=_urgency)


def _urgency(row: Profile) -> tuple[bool, bool, float, int]:
    if row.weakest is None:
        return (True, True, 0.0, row.staff_id)
    return (False, *rules.urgency(row.weakest), row.staff_id)


def plans(
    session: Session, viewer: Actor, *, now: datetime, staff_id: int | None = None, limit: int = 60
) -> list[PlanRow]:
    """Plans by their check date: those that run first, then those that were checked, the newest first."""
    today = viewer.today(now)
    coach = aliased(Staff)
    statement = (
        select(CoachingPlan, Staff.name, coach.name)
        .join(Staff, Staff.id == CoachingPlan.staff_id)
        .outerjoin(coach, coach.id == CoachingPlan.coach_id)
        .where(CoachingPlan.store_id == viewer.store_id)
        .order_by(CoachingPlan.checked_on.is_not(None), CoachingPlan.check_on, CoachingPlan.id.desc())
        .limit(limit)
    )
    wanted = staff_id if viewer.may(Permission.RUN_TRAINING) else viewer.staff_id
    if wanted is not None:
        statement = statement.where(CoachingPlan.staff_id == wanted)
    rows = [_plan(plan, staff, by or "", today) for plan, staff, by in session.execute(statement)]
    running = [row for row in rows if row.checked_on is None]
    checked = [row for row in rows if row.checked_on is not None]
    return running + sorted(checked, key=lambda row: (row.checked_on or today, row.id), reverse=True)


def _consultants(session: Session, viewer: Actor, today: date) -> dict[int, str]:
    rows = session.execute(
        select(Staff.id, Staff.name)
        .where(
            Staff.store_id == viewer.store_id,
            Staff.role == Role.CONSULTANT,
            or_(Staff.left_on.is_(None), Staff.left_on > today),
        )
        .order_by(Staff.id)
    )
    return {row.id: row.name for row in rows}


def _sees(viewer: Actor, staff_id: int) -> bool:
    return viewer.may(Permission.RUN_TRAINING) or viewer.staff_id == staff_id


def _plan(plan: CoachingPlan, staff: str, coach: str, today: date) -> PlanRow:
    return PlanRow(
        id=plan.id,
        staff_id=plan.staff_id,
        staff=staff,
        coach=coach,
        step=plan.step,
        figure=plan.figure,
        baseline=plan.baseline,
        baseline_cases=plan.baseline_denominator,
        goal=plan.goal,
        drills=tuple(_drill(each) for each in plan.drills),
        check_ins=tuple(_check_in(each) for each in plan.check_ins),
        opened_on=plan.opened_on,
        check_on=plan.check_on,
        checked_on=plan.checked_on,
        result=plan.result,
        result_cases=plan.result_denominator,
        verdict=plan.verdict,
        reached=rules.reached(plan.figure, plan.result, plan.goal),
        note=plan.note,
        due=plan.checked_on is None and plan.check_on <= today,
    )


def _drill(stored: Any) -> DrillRow:
    """A drill as it is kept: {"drill", "done_on"}, or its bare name."""
    if not isinstance(stored, dict):
        return DrillRow(name=drill_name(str(stored)), done_on=None)
    done = stored.get("done_on")
    return DrillRow(name=drill_name(str(stored["drill"])), done_on=date.fromisoformat(done) if done else None)


def _check_in(stored: Any) -> CheckIn:
    return CheckIn(on=date.fromisoformat(stored["on"]), by=str(stored["by"]), words=str(stored["words"]))
