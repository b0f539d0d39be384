"""What a screen reads of tasks, targets, bookings, rota and issues."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from salesops.core.i18n import Message
from salesops.models import Absence, DayTarget, Issue, RotaShift, Target
from salesops.models.enums import AbsenceKind, BookingPurpose, IssueKind, SetBy, TaskKind, TaskStatus
from salesops.planning import queries
from salesops.planning.operations.bookings import book
from salesops.planning.operations.tasks import About, add_task, finish_task
from tests.builders import NOON, TODAY, StoreFixture, a_customer, at


def test_tasks_of_a_day_hold_what_is_due_and_what_was_left_over(
    session: Session, store: StoreFixture
) -> None:
    customer = a_customer(session, store.id, name="Li Si", owner_id=store.senior.staff_id)
    for days, title in ((-1, "left over"), (0, "today"), (1, "tomorrow")):
        add_task(
            session,
            store.manager,
            now=NOON,
            kind=TaskKind.INVITE,
            owner_id=store.senior.staff_id,
            due_at=at(9) + timedelta(days=days),
            title=title,
            about=About(customer_id=customer.id),
        )
    rows = queries.tasks_of_day(session, store.trainee, now=NOON)
    assert [row.title.in_english() for row in rows] == ["left over", "today"]
    assert {row.customer for row in rows} == {"L**"}
    assert all(row.overdue for row in rows)
    finish_task(session, store.senior, now=NOON, task_id=rows[1].id)
    done = queries.tasks_of_day(session, store.senior, now=NOON)[-1]
    assert (done.status, done.customer) == (TaskStatus.DONE, "Li Si")


def test_targets_name_the_store_first(session: Session, store: StoreFixture) -> None:
    """Rule M1."""
    month = TODAY.replace(day=1)
    for staff_id, value in ((store.senior.staff_id, 9.0), (None, 40.0)):
        session.add(Target(store_id=store.id, month=month, staff_id=staff_id, figure="orders", value=value))
    session.flush()
    assert [row.value for row in queries.targets(session, store.manager, month=TODAY)] == [40, 9]


def test_day_targets_keep_their_arithmetic(session: Session, store: StoreFixture) -> None:
    """Rule M4."""
    reason = Message("{words}", {"words": "because"})
    session.add(
        DayTarget(
            store_id=store.id,
            day=TODAY,
            staff_id=store.senior.staff_id,
            figure="invitations",
            computed=5,
            value=8,
            set_by=SetBy.RULE,
            reasons=[reason.as_dict()],
        )
    )
    session.flush()
    (row,) = queries.day_targets(session, store.manager, day=TODAY)
    assert (row.computed, row.value, row.reasons) == (5, 8, (reason,))


def test_bookings_can_be_asked_for_one_kind_of_resource(session: Session, store: StoreFixture) -> None:
    for resource in ("car:1", "person:1"):
        book(
            session,
            store.manager,
            now=NOON,
            resource=resource,
            starts_at=at(15),
            ends_at=at(16),
            purpose=BookingPurpose.RESERVE,
        )
    assert len(queries.bookings_of_day(session, store.manager, day=TODAY)) == 2
    assert [
        b.resource for b in queries.bookings_of_day(session, store.manager, day=TODAY, resource="car:")
    ] == ["car:1"]


def test_a_rota_groups_people_by_span_in_their_order(session: Session, store: StoreFixture) -> None:
    """Rule M5."""
    assert store.senior.staff_id
    assert store.trainee.staff_id
    for position, staff_id in ((1, store.senior.staff_id), (0, store.trainee.staff_id)):
        session.add(
            RotaShift(
                store_id=store.id,
                day=TODAY,
                starts_at=at(9),
                ends_at=at(9, 30),
                staff_id=staff_id,
                position=position,
            )
        )
    session.flush()
    (slot,) = queries.rota_of_day(session, store.manager, day=TODAY)
    assert slot.names == ("Trainee", "Senior")


def test_people_show_who_is_away(session: Session, store: StoreFixture) -> None:
    session.add(
        Absence(
            store_id=store.id,
            staff_id=store.senior.staff_id,
            kind=AbsenceKind.DAY_OFF,
            starts_on=TODAY,
            ends_on=TODAY,
        )
    )
    session.flush()
    found = queries.people(session, store.manager, day=TODAY)
    assert [(p.name, p.away) for p in found] == [("Senior", AbsenceKind.DAY_OFF), ("Trainee", None)]


def test_issues_come_newest_first(session: Session, store: StoreFixture) -> None:
    for back in (2, 0, 1):
        session.add(
            Issue(
                store_id=store.id,
                day=TODAY - timedelta(days=back),
                kind=IssueKind.COMMON,
                title=str(back),
                created_at=NOON,
            )
        )
    session.flush()
    assert [row.title for row in queries.issues(session, store.manager)] == ["0", "1", "2"]
