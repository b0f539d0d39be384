"""Tasks: given, done mostly in time, cancelled when their reason is gone (Rule R7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from salesops.core.i18n import Message
from salesops.demo.rows import Row
from salesops.demo.world import Die, World
from salesops.models import Task
from salesops.models.enums import TaskKind, TaskStatus

_BY_THEMSELVES = frozenset(
    {TaskKind.REVIEW_LOSS, TaskKind.AGE_THRESHOLD, TaskKind.DEFECT, TaskKind.CARE, TaskKind.LATE_ORDER}
)
"""Kinds that end with their reason, wherever that happens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is to be done: of which kind, by whom, until when, about which rows."""

    kind: TaskKind
    title: Message
    owner_id: int | None
    due_at: datetime
    key: str | None = None
    detail: str = ""
    about: Mapping[str, int | None] = field(default_factory=dict)


def give(world: World, moment: datetime, work: Work) -> Row:
    """A task."""
    row = world.rows.add(
        Task,
        kind=work.kind,
        title=work.title.to_json(),
        detail=work.detail,
        owner_id=work.owner_id,
        due_at=work.due_at,
        due_on=world.day_of(work.due_at),
        created_at=moment,
        key=work.key,
        **work.about,
    )
    world.state.tasks[_place(row)] = row
    return row


def words(text: str) -> Message:
    """A title that a person wrote."""
    return Message("{words}", {"words": text})


def finish(
    world: World, moment: datetime, key: str, staff_id: int | None, *, status: TaskStatus = TaskStatus.DONE
) -> None:
    """End the open task with the key."""
    row = world.state.tasks.get(key)
    if row is not None:
        end(world, moment, row, staff_id, status=status)


def end(
    world: World, moment: datetime, row: Row, staff_id: int | None, *, status: TaskStatus = TaskStatus.DONE
) -> None:
    """End a task."""
    if row["status"] == TaskStatus.OPEN and not world.is_left_alone("task", row["id"]):
        world.rows.change(Task, row, status=status, done_at=max(moment, row["created_at"]), done_by=staff_id)
    world.state.tasks.pop(_place(row), None)


def plan(world: World, day: date) -> None:
    """Tasks that are due get done, most of them in time."""
    for row in list(world.state.tasks.values()):
        if row["kind"] in _BY_THEMSELVES or row["due_on"] > day:
            continue
        dice = world.dice(Die.TASK, row["id"], day.toordinal())
        if dice.random() < 0.9:
            due = world.minute_of(row["due_at"]) if row["due_on"] == day else dice.uniform(560, 1020)
            world.plan(world.at(day, max(545.0, due - dice.uniform(2, 40))), end, row, row["owner_id"])


def _place(row: Row) -> str:
    return row["key"] or f"#{row['id']}"
