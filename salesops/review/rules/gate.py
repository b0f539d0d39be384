"""What stands between a day and its closing (Rule R7)."""

from __future__ import annotations

from enum import StrEnum


class OpenKind(StrEnum):
    """What can be open at the end of a day."""

    VISIT = "visit"
    TASK = "task"
    APPOINTMENT = "appointment"
    CLOCK = "clock"


def carry_key(kind: OpenKind, item_id: int, day: str) -> str:
    """The key of the task by which an item is carried over: one item is carried once a day."""
    return f"carry:{kind.value}:{item_id}:{day}"
