"""Shadowing: the manager goes along tomorrow, on both calendars (Rule R2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotFound, SalesOpsError
from salesops.core.i18n import N_, Message
from salesops.models import Staff
from salesops.models.enums import BookingPurpose, IssueKind, TaskKind
from salesops.planning.operations.bookings import book
from salesops.planning.operations.issues import Problem, name_issue
from salesops.planning.operations.tasks import About, add_task
from salesops.review.rules.policies import ReviewPolicy


class NotYourself(SalesOpsError):
    """Nobody goes along with himself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadowing:
    """With whom, when, and what to look at."""

    staff_id: int
    starts_at: datetime
    focus: str = ""
    evidence: str = ""


def plan_shadowing(session: Session, actor: Actor, *, now: datetime, shadowing: Shadowing) -> int:
    """Hold the time of both, give the coach a task, and name the issue; returns the task's id (Rule R2).

    Raises Taken when one of them is booked in that time, BadTime, NotFound, NotYourself.
    """
    actor.require(Permission.LEAD_MEETING)
    if shadowing.staff_id == actor.staff_id:
        raise NotYourself(N_("Choose somebody else than yourself."))
    name = session.scalar(
        select(Staff.name).where(Staff.store_id == actor.store_id, Staff.id == shadowing.staff_id)
    )
    if name is None:
        raise NotFound(N_("This member of staff does not exist."))
    ends_at = _hold_both(session, actor, now=now, shadowing=shadowing)
    issue_id = name_issue(
        session,
        actor,
        now=now,
        problem=Problem(
            kind=IssueKind.INDIVIDUAL,
            title=shadowing.focus.strip() or name,
            evidence=shadowing.evidence,
            about_staff_id=shadowing.staff_id,
        ),
    )
    return add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.SHADOWING,
        owner_id=actor.staff_id,
        due_at=ends_at,
        title=Message(N_("Go along with {name}"), {"name": name}),
        detail=shadowing.focus.strip(),
        about=About(issue_id=issue_id),
        key=f"shadow:{shadowing.staff_id}:{actor.today(shadowing.starts_at).isoformat()}",
    )


def _hold_both(session: Session, actor: Actor, *, now: datetime, shadowing: Shadowing) -> datetime:
    """Book the time of the consultant and of who goes along; returns its end."""
    policy = policies.load(session, actor.store_id, ReviewPolicy)
    ends_at = shadowing.starts_at + timedelta(minutes=policy.shadowing_minutes)
    for person in (shadowing.staff_id, actor.staff_id):
        if person is not None:
            book(
                session,
                actor,
                now=now,
                resource=f"person:{person}",
                starts_at=shadowing.starts_at,
                ends_at=ends_at,
                purpose=BookingPurpose.SHADOWING,
                staff_id=shadowing.staff_id,
                note=shadowing.focus.strip(),
            )
    return ends_at
