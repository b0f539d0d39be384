"""Looking at an action: its figure says whether it worked (Rule R8)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.calendar import DAY, Period
from salesops.core.errors import NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.kpi.figures import Better, Kind
from salesops.kpi.measure import measure
from salesops.kpi.registry import FIGURES
from salesops.models import ImprovementAction, Issue
from salesops.models.enums import IssueStatus, Verdict
from salesops.review.rules.policies import ReviewPolicy
from salesops.review.rules.verdict import Judgement, Look, judge


class TooEarly(SalesOpsError):
    """Before its day an action is not judged."""


def look_at(session: Session, actor: Actor, *, now: datetime, action_id: int) -> Judgement:
    """Measure the action's figure since it was due, judge it against its baseline, and keep the verdict (Rule R8).

    An action that worked closes its issue when no other action of the issue is without a verdict. Raises TooEarly,
    NotFound.
    """
    actor.require(Permission.LEAD_MEETING)
    action = session.scalars(
        select(ImprovementAction).where(
            ImprovementAction.store_id == actor.store_id, ImprovementAction.id == action_id
        )
    ).one_or_none()
    if action is None:
        raise NotFound(N_("This action does not exist any more."))
    today = actor.today(now)
    if today < action.look_on:
        raise TooEarly(N_("Its day to look is {day}."), day=action.look_on)
    judgement = _judge(session, actor, action, now=now)
    action.verdict, action.looked_at = judgement.verdict, now
    session.flush()
    if judgement.verdict is Verdict.WORKED:
        _close_issue(session, actor, action)
    audit.record(
        session,
        actor,
        now=now,
        action="action.look",
        entity="improvement_action",
        entity_id=action.id,
        before={"baseline": action.baseline},
        after={"result": action.result, "verdict": judgement.verdict, "by_chance": judgement.by_chance},
        note=judgement.sentence.in_english(),
    )
    return judgement


def look_at_due_actions(session: Session, actor: Actor, *, now: datetime) -> int:
    """Look at every action whose day has come and that nobody has looked at; returns how many (Rule R8)."""
    due = session.scalars(
        select(ImprovementAction.id)
        .where(
            ImprovementAction.store_id == actor.store_id,
            ImprovementAction.looked_at.is_(None),
            ImprovementAction.look_on <= actor.today(now),
        )
        .order_by(ImprovementAction.look_on)
        .limit(50)
    ).all()
    for action_id in due:
        look_at(session, actor, now=now, action_id=action_id)
    return len(due)


def _judge(session: Session, actor: Actor, action: ImprovementAction, *, now: datetime) -> Judgement:
    figure = FIGURES[action.figure]
    about = session.scalar(select(Issue.about_staff_id).where(Issue.id == action.issue_id))
    since = _since(actor, action)
    period = Period(since, max(actor.today(now) + DAY, since + DAY))
    found = measure(session, actor.store_id, [action.figure], period, staff_id=about, now=now)
    measured = found[None][action.figure]
    action.result = None if measured.value is None else float(measured.value)
    days = policies.load(session, actor.store_id, ReviewPolicy).baseline_days
    is_count = figure.kind is Kind.COUNT
    before = Look(
        value=_per_day(action.baseline, days) if is_count else action.baseline,
        numerator=action.baseline_numerator,
        denominator=action.baseline_denominator,
        days=days,
    )
    after = Look(
        value=_per_day(action.result, len(period)) if is_count else action.result,
        numerator=None if measured.numerator is None else float(measured.numerator),
        denominator=None if measured.denominator is None else float(measured.denominator),
        days=len(period),
    )
    return judge(
        before, after, more_is_better=figure.better is not Better.DOWN, is_rate=figure.kind is Kind.RATE
    )


def _per_day(value: float | None, days: int) -> float | None:
    return None if value is None else value / days


def _since(actor: Actor, action: ImprovementAction) -> date:
    """From the day after it was carried out; from its due date on when that was not recorded."""
    return (actor.today(action.done_at) if action.done_at is not None else action.due_on) + DAY


def _close_issue(session: Session, actor: Actor, action: ImprovementAction) -> None:
    left = session.scalar(
        select(ImprovementAction.id)
        .where(
            ImprovementAction.store_id == actor.store_id,
            ImprovementAction.issue_id == action.issue_id,
            ImprovementAction.verdict.is_(None),
        )
        .limit(1)
    )
    issue = session.get(Issue, action.issue_id)
    if left is None and issue is not None:
        issue.status = IssueStatus.CLOSED
