"""Holding the meeting: it begins, decisions become tasks, it ends (Rule M9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import N_
from salesops.models import Decision, Meeting
from salesops.models.enums import MeetingStep, TaskKind
from salesops.planning.operations.rota import NobodyReceives, make_rota
from salesops.planning.operations.targets import prepare_day
from salesops.planning.operations.tasks import add_task
from salesops.planning.queries.rota import rota_of_day

_END_OF_DAY = time(18, 0)


class NothingSaid(SalesOpsError):
    """A decision without words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What the beginning of a meeting prepared."""

    targets: int
    rota_turns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A decision while talking: at which topic, what, whose, until when (today when not said)."""

    step: MeetingStep
    text: str
    owner_id: int | None
    due_on: date | None = None


def begin_meeting(session: Session, actor: Actor, *, now: datetime) -> Begun:
    """Open today's meeting: must-do and rota are worked out where they are missing. Twice does nothing new."""
    actor.require(Permission.LEAD_MEETING)
    today = actor.today(now)
    meeting = _meeting(session, actor, today)
    if meeting is None:
        meeting = Meeting(store_id=actor.store_id, day=today, started_at=now, staff_id=actor.staff_id)
        session.add(meeting)
        session.flush()
        _note(session, actor, meeting, now=now, action="meeting.begin")
    targets = prepare_day(session, actor, now=now)
    turns = 0
    if not rota_of_day(session, actor, day=today):
        try:
            turns = make_rota(session, actor, now=now).turns
        except NobodyReceives:
            turns = 0
    return Begun(targets=targets, rota_turns=turns)


def end_meeting(session: Session, actor: Actor, *, now: datetime) -> int:
    """Close today's meeting and return its id; one that was not begun is recorded as held at this moment."""
    actor.require(Permission.LEAD_MEETING)
    today = actor.today(now)
    meeting = _meeting(session, actor, today)
    if meeting is None:
        meeting = Meeting(store_id=actor.store_id, day=today, started_at=now, staff_id=actor.staff_id)
        session.add(meeting)
    if meeting.ended_at is None:
        meeting.ended_at = now
        session.flush()
        _note(session, actor, meeting, now=now, action="meeting.end")
    return meeting.id


def decide(session: Session, actor: Actor, *, now: datetime, said: Said) -> int:
    """Record a decision; with an owner it becomes that person's task. Returns the decision's id. Raises NothingSaid."""
    actor.require(Permission.LEAD_MEETING)
    words = said.text.strip()
    if not words:
        raise NothingSaid(N_("Write down what was decided; a few words are enough."))
    today = actor.today(now)
    due_on = max(said.due_on or today, today)
    task_id = None
    if said.owner_id is not None:
        task_id = add_task(
            session,
            actor,
            now=now,
            kind=TaskKind.DECISION,
            owner_id=said.owner_id,
            due_at=datetime.combine(due_on, _END_OF_DAY, tzinfo=actor.zone),
            title=words,
        )
    decision = Decision(
        store_id=actor.store_id,
        day=today,
        step=said.step,
        text=words,
        owner_id=said.owner_id,
        task_id=task_id,
        at=now,
        staff_id=actor.staff_id,
    )
    session.add(decision)
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="meeting.decide",
        entity="decision",
        entity_id=decision.id,
        after={"step": said.step, "text": words, "owner_id": said.owner_id, "task_id": task_id},
    )
    return decision.id


def _meeting(session: Session, actor: Actor, day: date) -> Meeting | None:
    return session.scalars(
        select(Meeting).where(Meeting.store_id == actor.store_id, Meeting.day == day)
    ).one_or_none()


def _note(session: Session, actor: Actor, meeting: Meeting, *, now: datetime, action: str) -> None:
    audit.record(
        session,
        actor,
        now=now,
        action=action,
        entity="meeting",
        entity_id=meeting.id,
        after={"day": meeting.day, "started_at": meeting.started_at, "ended_at": meeting.ended_at},
    )
