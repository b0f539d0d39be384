"""What last evening decided for today: shadowings, reservations, raised targets, actions to look at (Rules R2, R3, R8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.models.enums import BookingPurpose
from salesops.planning.queries.bookings import BookingRow, bookings_of_day
from salesops.planning.queries.issues import ActionRow, actions
from salesops.planning.queries.targets import DayTargetRow, day_targets
from salesops.planning.queries.tasks import TaskRow, tasks_of_day

_EVENING = (BookingPurpose.RESERVE, BookingPurpose.DELIVERY, BookingPurpose.TEST_DRIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FromLastEvening:
    """The consequences of the review, as the meeting shows them."""

    raised: tuple[DayTargetRow, ...]
    shadowings: tuple[BookingRow, ...]
    reservations: tuple[BookingRow, ...]
    carried: tuple[TaskRow, ...]
    due_actions: tuple[ActionRow, ...]
    """Without verdict, and to be done or looked at by today."""


def from_last_evening(session: Session, viewer: Actor, *, now: datetime) -> FromLastEvening:
    """What the review left for today."""
    today = viewer.today(now)
    bookings = bookings_of_day(session, viewer, day=today)
    return FromLastEvening(
        raised=tuple(row for row in day_targets(session, viewer, day=today) if row.value > row.computed),
        shadowings=tuple(
            row
            for row in bookings
            if row.purpose is BookingPurpose.SHADOWING and row.resource == f"person:{row.staff_id}"
        ),
        reservations=tuple(
            row for row in bookings if row.purpose in _EVENING and not row.resource.startswith("person:")
        ),
        carried=tuple(task for task in tasks_of_day(session, viewer, now=now) if task.carried),
        due_actions=tuple(
            row
            for row in actions(session, viewer, open_only=True)
            if row.look_on <= today or (row.done_at is None and row.due_on <= today)
        ),
    )
