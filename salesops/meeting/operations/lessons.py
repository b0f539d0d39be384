"""Lessons of lost cases, recorded in the meeting so that they are found again (Rule M3)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import LossRequest


class NoLesson(SalesOpsError):
    """A lesson without words."""


def record_lesson(session: Session, actor: Actor, *, now: datetime, loss_id: int, lesson: str) -> None:
    """Keep what is to be done better next time (改进方向). Raises NoLesson, NotFound."""
    actor.require(Permission.LEAD_MEETING)
    if not lesson.strip():
        raise NoLesson(N_("Write down what is to be done better next time."))
    loss = session.scalars(
        select(LossRequest).where(LossRequest.store_id == actor.store_id, LossRequest.id == loss_id)
    ).one_or_none()
    if loss is None:
        raise NotFound(N_("This lost case does not exist any more."))
    before = loss.lesson
    loss.lesson, loss.lesson_by, loss.lesson_at = lesson.strip(), actor.staff_id, now
    audit.record(
        session,
        actor,
        now=now,
        action="loss.lesson",
        entity="loss_request",
        entity_id=loss.id,
        before={"lesson": before},
        after={"lesson": loss.lesson},
    )
