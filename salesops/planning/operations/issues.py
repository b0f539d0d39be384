"""Issues named in a review, and the actions against them with the figure that will say whether they worked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.calendar import Period
from salesops.core.errors import NotAllowed, NotFound, SalesOpsError
from salesops.core.i18n import N_, Message
from salesops.kpi.measure import Measured, measure
from salesops.kpi.registry import FIGURES
from salesops.models import ImprovementAction, Issue
from salesops.models.enums import IssueKind, IssueStatus, Objection, TaskKind
from salesops.planning.operations.tasks import About, add_task

_END_OF_DAY = time(18, 0)


class BadIssue(SalesOpsError):
    """An issue or action that says too little, or whose dates cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What was found."""

    kind: IssueKind
    title: str
    evidence: str = ""
    objection: Objection | None = None
    about_staff_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """What is done about it: by whom, until when, and which figure should move when one looks."""

    title: str
    owner_id: int
    due_on: date
    figure: str
    look_on: date


def name_issue(session: Session, actor: Actor, *, now: datetime, problem: Problem) -> int:
    """Record an issue and return its id (Rule R2). Raises BadIssue."""
    actor.require(Permission.LEAD_MEETING)
    if not problem.title.strip():
        raise BadIssue(N_("Say in a few words what the problem is."))
    issue = Issue(
        store_id=actor.store_id,
        day=actor.today(now),
        kind=problem.kind,
        title=problem.title.strip(),
        evidence=problem.evidence.strip(),
        objection=problem.objection,
        about_staff_id=problem.about_staff_id,
        created_at=now,
        created_by=actor.staff_id,
    )
    session.add(issue)
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="issue.name",
        entity="issue",
        entity_id=issue.id,
        after={"kind": issue.kind, "title": issue.title},
    )
    return issue.id


def add_action(
    session: Session, actor: Actor, *, now: datetime, issue_id: int, remedy: Remedy, baseline_days: int
) -> int:
    """Decide on an action: keeps today's value of its figure as the baseline, and gives the owner a task (Rules R2, R8).

    The baseline is the figure over the `baseline_days` up to today. Raises BadIssue, NotFound.
    """
    actor.require(Permission.LEAD_MEETING)
    issue = _issue(session, actor, issue_id)
    _check(actor, remedy, now)
    before = _baseline(session, actor, remedy.figure, issue, now=now, days=baseline_days)
    action = ImprovementAction(
        store_id=actor.store_id,
        issue_id=issue.id,
        title=remedy.title.strip(),
        owner_id=remedy.owner_id,
        due_on=remedy.due_on,
        figure=remedy.figure,
        baseline=_number(before.value) if before else None,
        baseline_numerator=_number(before.numerator) if before else None,
        baseline_denominator=_number(before.denominator) if before else None,
        look_on=remedy.look_on,
    )
    session.add(action)
    session.flush()
    add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.IMPROVEMENT,
        owner_id=remedy.owner_id,
        due_at=datetime.combine(remedy.due_on, _END_OF_DAY, tzinfo=actor.zone),
        title=Message(N_("{issue}: {action}"), {"issue": issue.title, "action": action.title}),
        about=About(issue_id=issue.id),
        key=f"action:{action.id}",
    )
    audit.record(
        session,
        actor,
        now=now,
        action="action.add",
        entity="improvement_action",
        entity_id=action.id,
        after={"issue_id": issue.id, "figure": remedy.figure, "look_on": remedy.look_on},
    )
    return action.id


def _baseline(
    session: Session, actor: Actor, figure: str, issue: Issue, *, now: datetime, days: int
) -> Measured | None:
    """The figure over the days before today, of the person whom the issue is about, else of the store."""
    found = measure(
        session,
        actor.store_id,
        [figure],
        Period.days(days, actor.today(now)),
        staff_id=issue.about_staff_id,
        now=now,
    )
    return found[None].get(figure)


def finish_action(session: Session, actor: Actor, *, now: datetime, action_id: int) -> None:
    """The action was carried out; whether it worked is said later by its figure (Rule R8)."""
    action = session.scalars(
        select(ImprovementAction).where(
            ImprovementAction.store_id == actor.store_id, ImprovementAction.id == action_id
        )
    ).one_or_none()
    if action is None:
        raise NotFound(N_("This action does not exist any more."))
    if action.owner_id != actor.staff_id and not actor.may(Permission.LEAD_MEETING):
        raise NotAllowed(N_("Only its owner or a supervisor can close this action."))
    if action.done_at is not None:
        return
    action.done_at = now
    audit.record(
        session,
        actor,
        now=now,
        action="action.finish",
        entity="improvement_action",
        entity_id=action.id,
        after={"done_at": now},
    )


def close_issue(session: Session, actor: Actor, *, now: datetime, issue_id: int) -> None:
    """The issue needs nothing more."""
    actor.require(Permission.LEAD_MEETING)
    issue = _issue(session, actor, issue_id)
    if issue.status is IssueStatus.CLOSED:
        return
    issue.status = IssueStatus.CLOSED
    audit.record(
        session,
        actor,
        now=now,
        action="issue.close",
        entity="issue",
        entity_id=issue.id,
        before={"status": IssueStatus.OPEN},
        after={"status": IssueStatus.CLOSED},
    )


def _check(actor: Actor, remedy: Remedy, now: datetime) -> None:
    if not remedy.title.strip():
        raise BadIssue(N_("Say what is to be done."))
    if remedy.figure not in FIGURES:
        raise BadIssue(N_("Name the figure that should move."))
    if remedy.due_on < actor.today(now):
        raise BadIssue(N_("The due date is over already."))
    if remedy.look_on <= remedy.due_on:
        raise BadIssue(N_("Look at the figure after the action is due, not before."))


def _issue(session: Session, actor: Actor, issue_id: int) -> Issue:
    issue = session.scalars(
        select(Issue).where(Issue.store_id == actor.store_id, Issue.id == issue_id)
    ).one_or_none()
    if issue is None:
        raise NotFound(N_("This issue does not exist any more."))
    return issue


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
