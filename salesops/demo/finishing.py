"""What the software itself makes of a filled store: closed days, must-do, issues with actions, coaching, care."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor, actor_of_staff
from salesops.care.operations.due import make_due_tasks
from salesops.core import i18n
from salesops.core.calendar import DAY, Period
from salesops.demo.days import office
from salesops.demo.texts import office as texts
from salesops.demo.world import World
from salesops.kpi.measure import Dimension, measure
from salesops.models import CoachingPlan, DayReview, Task
from salesops.models.enums import FunnelStep, IssueKind, Objection, TaskStatus
from salesops.planning.operations.issues import Problem, Remedy, add_action, finish_action, name_issue
from salesops.planning.operations.targets import prepare_day
from salesops.planning.operations.tasks import finish_task
from salesops.review.operations.looks import look_at_due_actions
from salesops.review.queries.days import FROZEN
from salesops.training.operations.coaching import PlanFacts, check_in, check_plan, open_plan
from salesops.training.rules.library import CoachingDrill

_CLOSED_BY = 18 * 60 + 58


def finish(world: World, session: Session) -> None:
    """Let the software work on the rows of a fresh store."""
    manager = actor_of_staff(session, world.team.manager_id)
    with i18n.speaking("zh_CN" if world.story.chinese else "en"):
        close_days(world, session)
        prepare_day(session, manager, now=world.now)
        _issues(world, session, manager)
        _coaching(world, session, manager)
        make_due_tasks(session, manager, now=world.now)
        session.flush()


def close_days(world: World, session: Session) -> None:
    """Close the days that are over and were not closed, with their figures (Rule R6)."""
    store_id = world.rows.store_id
    last = world.today - (DAY if world.minute_of(world.now) < _CLOSED_BY else timedelta(0))
    closed = set(session.scalars(select(DayReview.day).where(DayReview.store_id == store_id)))
    first = world.story.start if not closed else max(closed) + DAY
    days = [day for day in Period(first, max(last + DAY, first)).dates() if day not in closed]
    if not days:
        return
    found = measure(
        session, store_id, list(FROZEN), Period(days[0], days[-1] + DAY), by=Dimension.DAY, now=world.now
    )
    figures = {
        day: {
            name: {
                "value": _number(each.value),
                "numerator": _number(each.numerator),
                "denominator": _number(each.denominator),
            }
            for name, each in found.get(day, {}).items()
        }
        for day in days
    }
    office.close_days(world, days, figures)  # type: ignore[arg-type]
    world.rows.write()


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Issue:
    """An issue of the story: named so many days ago, its action due and looked at so many days later."""

    key: str
    kind: IssueKind
    back: int
    due: int
    look: int
    figure: str
    objection: Objection | None = None
    about: str = ""


_ISSUES = (
    _Issue(key="wait", kind=IssueKind.COMMON, back=38, due=3, look=17, figure="wait_over_limit"),
    _Issue(key="finance", kind=IssueKind.COMMON, back=15, due=2, look=15, figure="close_rate", objection=Objection.FINANCE_COMPLEX),
    _Issue(key="channel", kind=IssueKind.COMMON, back=8, due=1, look=8, figure="leads"),
    _Issue(key="winter", kind=IssueKind.COMMON, back=6, due=2, look=16, figure="test_drive_rate", objection=Objection.WINTER_RANGE),
    _Issue(key="dry", kind=IssueKind.INDIVIDUAL, back=1, due=3, look=10, figure="invitations", about="dry"),
)  # fmt: skip


def _issues(world: World, session: Session, manager: Actor) -> None:
    """Problems named in evening reviews; some actions are to be looked at today (Rules R2, R8)."""
    for issue in _ISSUES:
        named = world.at(world.story.anchor - timedelta(days=issue.back), 17 * 60 + 25)
        if named > world.now or world.day_of(named) < world.story.start + timedelta(days=14):
            continue
        title, action = texts.ISSUES[issue.key]
        about = next(
            (each.id for each in world.team.sellers if issue.about and each.part == issue.about), None
        )
        problem = Problem(
            kind=issue.kind, title=world.say(title), objection=issue.objection, about_staff_id=about
        )
        issue_id = name_issue(session, manager, now=named, problem=problem)
        due_on = world.day_of(named) + timedelta(days=issue.due)
        remedy = Remedy(
            title=world.say(action),
            owner_id=about or world.team.supervisor_ids[len(issue.key) % len(world.team.supervisor_ids)],
            due_on=due_on,
            figure=issue.figure,
            look_on=world.day_of(named) + timedelta(days=issue.look),
        )
        action_id = add_action(
            session, manager, now=named, issue_id=issue_id, remedy=remedy, baseline_days=14
        )
        done = world.at(due_on, 16 * 60)
        if done <= world.now:
            finish_action(session, manager, now=done, action_id=action_id)
            _finish_task(session, manager, f"action:{action_id}", done)
    look_at_due_actions(session, manager, now=world.at(world.today - DAY, 17 * 60 + 40))


def _finish_task(session: Session, manager: Actor, key: str, moment: datetime) -> None:
    task = session.scalars(
        select(Task).where(Task.store_id == manager.store_id, Task.key == key)
    ).one_or_none()
    if task is not None and task.status is TaskStatus.OPEN:
        finish_task(session, manager, now=moment, task_id=task.id)


def _coaching(world: World, session: Session, manager: Actor) -> None:
    """1:1 plans: one is over and measured, two run (Rule T3)."""
    parts = {seller.part: seller.id for seller in world.team.sellers if seller.part}
    others = [seller.id for seller in world.team.sellers if not seller.part]
    drill = CoachingDrill
    lines: tuple[tuple[int | None, FunnelStep, float, Sequence[CoachingDrill], int, int], ...] = (
        (
            others[3 % len(others)],
            FunnelStep.TEST_DRIVE,
            0.55,
            (drill.DRIVE_OFFER, drill.AFTER_DRIVE),
            34,
            20,
        ),
        (
            parts.get("inviter"),
            FunnelStep.CLOSE,
            0.16,
            (drill.BARGAINING, drill.CLOSING_QUESTIONS, drill.FINANCE_OFFER),
            9,
            14,
        ),
        (parts.get("unasked"), FunnelStep.REFERRAL, 0.10, (drill.REFERRAL_ASK, drill.OWNER_CALLS), 4, 14),
    )
    for staff_id, step, goal, drills, back, lasts in lines:
        opened = world.at(world.story.anchor - timedelta(days=back), 14 * 60)
        if staff_id is None or world.day_of(opened) < world.story.start + timedelta(days=14):
            continue
        check_on = world.day_of(opened) + timedelta(days=lasts)
        facts = PlanFacts(
            staff_id=staff_id, step=step, goal=goal, drills=[each.value for each in drills], check_on=check_on
        )
        plan_id = open_plan(session, manager, now=opened, facts=facts)
        _practise(session, plan_id)
        words = world.say(
            ("第一次演练完成，话术还不够自然", "First drill done, the words are not natural yet")
        )
        check_in(session, manager, now=opened + timedelta(days=3), plan_id=plan_id, words=words)
        checked = world.at(check_on, 13 * 60 + 45)
        if checked <= world.now:
            check_plan(session, manager, now=checked, plan_id=plan_id)


def _practise(session: Session, plan_id: int) -> None:
    """The first drill of a plan was done two days after it began."""
    plan = session.get_one(CoachingPlan, plan_id)
    done_on = (plan.opened_on + timedelta(days=2)).isoformat()
    plan.drills = [{**plan.drills[0], "done_on": done_on}, *plan.drills[1:]]
