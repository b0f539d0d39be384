"""Common problems: named on the spot with what is done about them (Rule R2)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.planning.operations.issues import Problem, Remedy, add_action, name_issue
from salesops.review.rules.policies import ReviewPolicy


def act_on_problem(session: Session, actor: Actor, *, now: datetime, problem: Problem, remedy: Remedy) -> int:
    """Name a problem and its improvement action in one step; returns the action's id (Rule R2)."""
    issue_id = name_issue(session, actor, now=now, problem=problem)
    return act_on_issue(session, actor, now=now, issue_id=issue_id, remedy=remedy)


def act_on_issue(session: Session, actor: Actor, *, now: datetime, issue_id: int, remedy: Remedy) -> int:
    """Add another action to an issue; its figure of the last days is kept as the baseline (Rule R8)."""
    days = policies.load(session, actor.store_id, ReviewPolicy).baseline_days
    return add_action(session, actor, now=now, issue_id=issue_id, remedy=remedy, baseline_days=days)
