"""Tasks: given, finished, carried over with a reason (Rule R7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotAllowed, NotFound, SalesOpsError
from salesops.core.i18n import N_, Message
from salesops.models import Task
from salesops.models.enums import TaskKind, TaskStatus


class BadTask(SalesOpsError):
    """A task that says too little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a task is about: the rows it points to."""

    customer_id: int | None = None
    lead_id: int | None = None
    opportunity_id: int | None = None
    order_id: int | None = None
    vehicle_id: int | None = None
    issue_id: int | None = None


def add_task(
    session: Session,
    actor: Actor,
    *,
    now: datetime,
    kind: TaskKind,
    owner_id: int | None,
    due_at: datetime,
    title: Message | str,
    detail: str = "",
    about: About | None = None,
    key: str | None = None,
) -> int:
    """Give a task and return its id; with a key that is known already, the task of that key.

    `title` is a Message when the software made it, plain text when a person wrote it. Raises BadTask.
    """
    if (known := _known(session, actor, key)) is not None:
        return known
    about = about or About()
    task = Task(
        store_id=actor.store_id,
        kind=kind,
        title=_said(title),
        detail=detail,
        owner_id=owner_id,
        due_at=due_at,
        due_on=actor.today(due_at),
        customer_id=about.customer_id,
        lead_id=about.lead_id,
        opportunity_id=about.opportunity_id,
        order_id=about.order_id,
        vehicle_id=about.vehicle_id,
        issue_id=about.issue_id,
        key=key,
        created_at=now,
        created_by=actor.staff_id,
    )
    session.add(task)
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="task.add",
        entity="task",
        entity_id=task.id,
        after={"kind": kind, "owner_id": owner_id, "due_at": due_at},
    )
    return task.id


def _known(session: Session, actor: Actor, key: str | None) -> int | None:
    if key is None:
        return None
    return session.scalar(select(Task.id).where(Task.store_id == actor.store_id, Task.key == key))


def _said(title: Message | str) -> str:
    """The title as it is kept: the software's own message, or the words that a person wrote."""
    if isinstance(title, Message):
        return title.to_json()
    if not title.strip():
        raise BadTask(N_("A task needs a few words that say what is to be done."))
    return Message("{words}", {"words": title.strip()}).to_json()


def finish_task(session: Session, actor: Actor, *, now: datetime, task_id: int, result: str = "") -> None:
    """Mark a task as done. Raises NotFound; a task that is not open any more stays as it is."""
    task = _own_task(session, actor, task_id)
    if task.status is not TaskStatus.OPEN:
        return
    task.status, task.done_at, task.done_by, task.result = (
        TaskStatus.DONE,
        now,
        actor.staff_id,
        result.strip(),
    )
    audit.record(
        session,
        actor,
        now=now,
        action="task.finish",
        entity="task",
        entity_id=task.id,
        before={"status": TaskStatus.OPEN},
        after={"status": TaskStatus.DONE, "result": result},
    )


def carry_task(
    session: Session, actor: Actor, *, now: datetime, task_id: int, to_day: date, reason: str
) -> int:
    """Carry an open task over to another day with a reason, and return the new task's id (Rule R7)."""
    task = _open_task(session, actor, task_id, reason)
    due_local = actor.local(task.due_at)
    key, task.key = task.key, None
    session.flush()  # the copy answers to the key from now on
    copy = Task(
        store_id=task.store_id,
        kind=task.kind,
        title=task.title,
        detail=task.detail,
        owner_id=task.owner_id,
        due_at=datetime.combine(to_day, due_local.time(), tzinfo=actor.zone),
        due_on=to_day,
        customer_id=task.customer_id,
        lead_id=task.lead_id,
        opportunity_id=task.opportunity_id,
        order_id=task.order_id,
        vehicle_id=task.vehicle_id,
        issue_id=task.issue_id,
        created_at=now,
        created_by=actor.staff_id,
        carried_from_id=task.id,
        key=key,
    )
    session.add(copy)
    task.status, task.done_at, task.done_by, task.carry_reason = (
        TaskStatus.CARRIED,
        now,
        actor.staff_id,
        reason.strip(),
    )
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="task.carry",
        entity="task",
        entity_id=task.id,
        before={"due_on": task.due_on},
        after={"due_on": to_day, "task_id": copy.id},
        note=reason,
    )
    return copy.id


def _open_task(session: Session, actor: Actor, task_id: int, reason: str) -> Task:
    if not reason.strip():
        raise BadTask(N_("Say why this is carried over; a few words are enough."))
    task = _own_task(session, actor, task_id)
    if task.status is not TaskStatus.OPEN:
        raise BadTask(N_("This task is not open any more."))
    return task


def _own_task(session: Session, actor: Actor, task_id: int) -> Task:
    task = session.scalars(
        select(Task).where(Task.store_id == actor.store_id, Task.id == task_id)
    ).one_or_none()
    if task is None:
        raise NotFound(N_("This task does not exist any more."))
    own = task.owner_id is None or task.owner_id == actor.staff_id
    if not own and not actor.may(Permission.LEAD_MEETING):
        raise NotAllowed(N_("Only its owner or a supervisor can close this task."))
    return task
