"""1:1 plans: opened with a baseline, practised, talked over, and checked by the figure (Rule T3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.core.calendar import DAY, Period
from salesops.core.errors import Conflict, NotAllowed, NotFound
from salesops.core.i18n import N_, Message
from salesops.kpi.measure import Measured, measure
from salesops.models import CoachingPlan, Staff, Task
from salesops.models.enums import FunnelStep, TaskKind, TaskStatus, Verdict
from salesops.planning.operations.tasks import add_task, finish_task
from salesops.training.operations.errors import BadPlan
from salesops.training.rules import coaching as rules
from salesops.training.rules.policies import CoachingPolicy

_CHECK_AT = time(13, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """A plan to open: whom, which step, the goal in the figure's own unit, the drills, and when to look."""

    staff_id: int
    step: FunnelStep
    goal: float
    drills: Sequence[str]
    check_on: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillDone:
    """One drill of a plan by its place in the list, done or open again."""

    plan_id: int
    place: int
    done: bool


def open_plan(session: Session, actor: Actor, *, now: datetime, facts: PlanFacts) -> int:
    """Agree on a plan and return its id; where the figure stands today is kept as the baseline (Rule T3).

    The coach gets a task for the day of the check. Raises BadPlan, NotFound.
    """
    actor.require(Permission.RUN_TRAINING)
    today = actor.today(now)
    _require_sound(session, actor, facts, today)
    figure = rules.FIGURES[facts.step]
    policy = load(session, actor.store_id, CoachingPolicy)
    before = _measured(
        session, actor, figure, facts.staff_id, Period.days(policy.profile_days, today + DAY), now
    )
    row = CoachingPlan(
        store_id=actor.store_id,
        staff_id=facts.staff_id,
        coach_id=actor.staff_id,
        step=facts.step,
        figure=figure,
        baseline=_float(before.value),
        baseline_numerator=_float(before.numerator),
        baseline_denominator=_float(before.denominator),
        goal=facts.goal,
        drills=[{"drill": drill.strip(), "done_on": None} for drill in facts.drills],
        opened_on=today,
        check_on=facts.check_on,
        note=facts.note.strip(),
    )
    session.add(row)
    session.flush()
    name = session.scalars(select(Staff.name).where(Staff.id == facts.staff_id)).one()
    add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.COACHING,
        owner_id=actor.staff_id,
        due_at=datetime.combine(facts.check_on, _CHECK_AT, actor.zone),
        title=Message(N_("Check {name}'s coaching plan: {step}"), {"name": name, "step": facts.step}),
        key=_task_key(row.id),
    )
    _audit(
        session, actor, row, now=now, action="training.open_plan", after={"step": row.step, "goal": row.goal}
    )
    return row.id


def check_in(session: Session, actor: Actor, *, now: datetime, plan_id: int, words: str) -> int:
    """Keep what was said about a plan in between, and how often that was; the consultant may write too. Raises BadPlan."""
    row = _running(session, actor, plan_id)
    if not words.strip():
        raise BadPlan(N_("Write a few words."))
    entry = {"on": actor.today(now).isoformat(), "by": actor.name, "words": words.strip()}
    row.check_ins = [*row.check_ins, entry]
    _audit(session, actor, row, now=now, action="training.check_in", after={"words": words.strip()})
    return len(row.check_ins)


def mark_drill(session: Session, actor: Actor, *, now: datetime, drill: DrillDone) -> None:
    """Mark a drill of a plan as done today, or as still to be done. Raises BadPlan for one that is not there."""
    row = _running(session, actor, drill.plan_id)
    if not 0 <= drill.place < len(row.drills):
        raise BadPlan(N_("This drill is not part of the plan."))
    kept = [each if isinstance(each, dict) else {"drill": str(each)} for each in row.drills]
    done_on = actor.today(now).isoformat() if drill.done else None
    kept[drill.place] = {**kept[drill.place], "done_on": done_on}
    row.drills = kept
    after: dict[str, object] = {"drill": drill.place, "done": drill.done}
    _audit(session, actor, row, now=now, action="training.mark_drill", after=after)


def check_plan(session: Session, actor: Actor, *, now: datetime, plan_id: int) -> Verdict:
    """Look at the figure since the plan was opened, and say whether it moved (Rules T3, R8). Raises BadPlan, Conflict.

    The day on which the plan was opened belongs to neither side.
    """
    actor.require(Permission.RUN_TRAINING)
    row = _running(session, actor, plan_id)
    today = actor.today(now)
    if today <= row.opened_on:
        raise BadPlan(N_("There is nothing to measure on the first day."))
    period = Period(row.opened_on + DAY, today + DAY)
    after = _measured(session, actor, row.figure, row.staff_id, period, now)
    row.result, row.checked_on = _float(after.value), today
    row.result_numerator, row.result_denominator = _float(after.numerator), _float(after.denominator)
    row.verdict = rules.verdict(
        row.figure,
        _cases(row.baseline_numerator, row.baseline_denominator),
        _cases(row.result_numerator, row.result_denominator),
    )
    _finish_task(session, actor, row, now=now)
    _audit(
        session,
        actor,
        row,
        now=now,
        action="training.check_plan",
        after={"result": row.result, "verdict": row.verdict},
    )
    return row.verdict


def _require_sound(session: Session, actor: Actor, facts: PlanFacts, today: date) -> None:
    known = session.scalar(
        select(Staff.id).where(Staff.store_id == actor.store_id, Staff.id == facts.staff_id)
    )
    if known is None:
        raise NotFound(N_("This member of staff does not exist."))
    if not 0 < facts.goal <= 1:
        raise BadPlan(N_("The goal is a share between 0 and 100 percent."))
    if facts.check_on <= today:
        raise BadPlan(N_("The check must lie ahead: the figure needs days to move."))
    if not any(drill.strip() for drill in facts.drills):
        raise BadPlan(N_("Choose one drill at least."))


def _measured(
    session: Session, actor: Actor, figure: str, staff_id: int, period: Period, now: datetime
) -> Measured:
    found = measure(session, actor.store_id, [figure], period, staff_id=staff_id, now=now)
    return found[None][figure]


def _cases(hits: float | None, cases: float | None) -> rules.Cases:
    return rules.Cases(hits=int(hits or 0), cases=int(cases or 0))


def _float(value: object) -> float | None:
    return None if value is None else float(str(value))


def _running(session: Session, actor: Actor, plan_id: int) -> CoachingPlan:
    """A plan that runs: for the coach, or for the consultant whose plan it is."""
    row = session.scalars(
        select(CoachingPlan)
        .where(CoachingPlan.store_id == actor.store_id, CoachingPlan.id == plan_id)
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This plan does not exist any more."))
    if not actor.may(Permission.RUN_TRAINING) and row.staff_id != actor.staff_id:
        raise NotAllowed(N_("This is somebody else's plan."))
    if row.checked_on is not None:
        raise Conflict(N_("This plan has been checked already."))
    return row


def _finish_task(session: Session, actor: Actor, row: CoachingPlan, *, now: datetime) -> None:
    task_id = session.scalar(
        select(Task.id).where(
            Task.store_id == actor.store_id, Task.key == _task_key(row.id), Task.status == TaskStatus.OPEN
        )
    )
    if task_id is not None:
        finish_task(session, actor, now=now, task_id=task_id)


def _task_key(plan_id: int) -> str:
    return f"coaching:{plan_id}"


def _audit(
    session: Session, actor: Actor, row: CoachingPlan, *, now: datetime, action: str, after: dict[str, object]
) -> None:
    audit.record(
        session, actor, now=now, action=action, entity="coaching_plan", entity_id=row.id, after=after
    )
