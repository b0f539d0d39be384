"""The task behind a defect: given with it, says what it says, closed with it (Rule S1)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.core.i18n import N_, Message
from salesops.models import InspectionResult, Task
from salesops.models.enums import TaskKind, TaskStatus
from salesops.planning.operations.tasks import About, add_task


def give(
    session: Session, actor: Actor, row: InspectionResult, *, now: datetime, title: str, again: bool = False
) -> None:
    """Make the defect a task of its owner; `again` after a second look that was not good."""
    add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.DEFECT,
        owner_id=row.owner_id,
        due_at=row.due_at or now,
        title=Message(N_("Mend in the showroom: {item}"), {"item": title}),
        detail=row.note,
        about=About(vehicle_id=row.vehicle_id),
        key=f"{_key(row)}:{now.isoformat()}" if again else _key(row),
    )


def follow(session: Session, actor: Actor, row: InspectionResult) -> None:
    """Let the open task say what the defect says now."""
    for task in _open(session, actor, row):
        task.vehicle_id, task.owner_id, task.detail = row.vehicle_id, row.owner_id, row.note
        if row.due_at is not None:
            task.due_at, task.due_on = row.due_at, actor.today(row.due_at)


def close(
    session: Session, actor: Actor, row: InspectionResult, *, now: datetime, status: TaskStatus
) -> None:
    """End the open task: done when mended, cancelled when the fail was taken back."""
    for task in _open(session, actor, row):
        task.status, task.done_at, task.done_by = status, now, actor.staff_id


def _key(row: InspectionResult) -> str:
    return f"defect:{row.id}"


def _open(session: Session, actor: Actor, row: InspectionResult) -> list[Task]:
    """The open task of the defect."""
    rows = session.scalars(
        select(Task).where(
            Task.store_id == actor.store_id,
            Task.kind == TaskKind.DEFECT,
            Task.status == TaskStatus.OPEN,
            (Task.key == _key(row)) | Task.key.startswith(f"{_key(row)}:"),
        )
    )
    return list(rows)
