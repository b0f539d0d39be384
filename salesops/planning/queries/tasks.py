"""Tasks of a day: what is open and due, and what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from salesops.access import masking
from salesops.access.actors import Actor
from salesops.core.i18n import Message
from salesops.models import Customer, Staff, Task
from salesops.models.enums import TaskKind, TaskStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task as its owner or the team sees it; the customer's name is masked where it must be."""

    id: int
    kind: TaskKind
    title: Message
    detail: str
    owner_id: int | None
    owner: str
    customer_id: int | None
    customer: str
    lead_id: int | None
    opportunity_id: int | None
    order_id: int | None
    vehicle_id: int | None
    issue_id: int | None
    due_at: datetime
    due_on: date
    status: TaskStatus
    done_at: datetime | None
    result: str
    carried: bool
    """Whether it was carried over from an earlier day, or stands for something that was."""
    carry_reason: str
    """Why it was carried over; empty when it was not."""
    overdue: bool


def tasks_of_day(
    session: Session,
    viewer: Actor,
    *,
    now: datetime,
    day: date | None = None,
    owner_id: int | None = None,
    limit: int = 200,
) -> list[TaskRow]:
    """Open tasks due by the end of the day, earlier ones included, and those done on it; the most urgent first.

    `day` is today unless given; with `owner_id` only that person's.
    """
    wanted = day or viewer.today(now)
    rows = _tasks(
        session,
        viewer,
        or_(
            and_(Task.status == TaskStatus.OPEN, Task.due_on <= wanted),
            and_(Task.status == TaskStatus.DONE, Task.due_on == wanted),
        ),
        owner_id=owner_id,
        limit=limit,
    )
    return [_row(viewer, row, now) for row in rows]


def open_tasks(
    session: Session,
    viewer: Actor,
    *,
    now: datetime,
    kinds: tuple[TaskKind, ...] = (),
    due_until: date | None = None,
    limit: int = 200,
) -> list[TaskRow]:
    """Open tasks of these kinds (of every kind when none is named), whatever their day."""
    wanted: ColumnElement[bool] = Task.status == TaskStatus.OPEN
    if kinds:
        wanted = and_(wanted, Task.kind.in_(kinds))
    if due_until is not None:
        wanted = and_(wanted, Task.due_on <= due_until)
    rows = _tasks(session, viewer, wanted, owner_id=None, limit=limit)
    return [_row(viewer, row, now) for row in rows]


def _tasks(
    session: Session, viewer: Actor, wanted: ColumnElement[bool], *, owner_id: int | None, limit: int
) -> list[tuple[Task, str | None, str | None, int | None, str | None]]:
    before = aliased(Task)
    statement = (
        select(Task, Staff.name, Customer.name, Customer.owner_id, before.carry_reason)
        .outerjoin(before, before.id == Task.carried_from_id)
        .outerjoin(Staff, Staff.id == Task.owner_id)
        .outerjoin(Customer, Customer.id == Task.customer_id)
        .where(Task.store_id == viewer.store_id, wanted)
        .order_by(Task.due_at, Task.id)
        .limit(limit)
    )
    if owner_id is not None:
        statement = statement.where(Task.owner_id == owner_id)
    return [(row[0], row[1], row[2], row[3], row[4]) for row in session.execute(statement)]


def _row(
    viewer: Actor, found: tuple[Task, str | None, str | None, int | None, str | None], now: datetime
) -> TaskRow:
    task, owner, customer, customer_owner, carry_reason = found
    stands_for = (task.key or "").startswith("carry:")
    return TaskRow(
        id=task.id,
        kind=task.kind,
        title=Message.from_json(task.title),
        detail=task.detail,
        owner_id=task.owner_id,
        owner=owner or "",
        customer_id=task.customer_id,
        customer=masking.shown_name(viewer, customer_owner, customer or ""),
        lead_id=task.lead_id,
        opportunity_id=task.opportunity_id,
        order_id=task.order_id,
        vehicle_id=task.vehicle_id,
        issue_id=task.issue_id,
        due_at=task.due_at,
        due_on=task.due_on,
        status=task.status,
        done_at=task.done_at,
        result=task.result,
        carried=task.carried_from_id is not None or stands_for,
        carry_reason=carry_reason or (task.detail if stands_for else ""),
        overdue=task.status is TaskStatus.OPEN and task.due_at < now,
    )
