"""Tasks are finished or carried with a reason; bookings never overlap."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed, NotFound
from salesops.core.i18n import Message
from salesops.models import Task
from salesops.models.enums import BookingPurpose, TaskKind, TaskStatus
from salesops.planning import queries
from salesops.planning.operations.bookings import BadTime, Taken, book, release
from salesops.planning.operations.tasks import BadTask, add_task, carry_task, finish_task
from tests.builders import NOON, TODAY, StoreFixture, at


def a_task(session: Session, store: StoreFixture, *, key: str | None = None) -> int:
    return add_task(
        session,
        store.manager,
        now=NOON,
        kind=TaskKind.OTHER,
        owner_id=store.senior.staff_id,
        due_at=at(17),
        title="Call the bank",
        key=key,
    )


def hold(session: Session, store: StoreFixture, *, start: int, end: int, resource: str = "car:1") -> int:
    return book(
        session,
        store.manager,
        now=NOON,
        resource=resource,
        starts_at=at(start),
        ends_at=at(end),
        purpose=BookingPurpose.RESERVE,
    )


def test_one_key_makes_one_task(session: Session, store: StoreFixture) -> None:
    assert a_task(session, store, key="once") == a_task(session, store, key="once")


def test_a_task_without_words_is_refused(session: Session, store: StoreFixture) -> None:
    with pytest.raises(BadTask):
        add_task(
            session,
            store.manager,
            now=NOON,
            kind=TaskKind.OTHER,
            owner_id=None,
            due_at=at(17),
            title="  ",
        )


def test_a_task_is_carried_with_its_reason(session: Session, store: StoreFixture) -> None:
    """Rule R7."""
    task = a_task(session, store)
    with pytest.raises(BadTask):
        carry_task(session, store.manager, now=NOON, task_id=task, to_day=TODAY, reason=" ")
    tomorrow = TODAY + timedelta(days=1)
    copy = carry_task(session, store.manager, now=NOON, task_id=task, to_day=tomorrow, reason="bank closed")
    old = session.get_one(Task, task)
    new = session.get_one(Task, copy)
    assert (old.status, old.carry_reason) == (TaskStatus.CARRIED, "bank closed")
    assert (new.due_on, new.due_at, new.status) == (tomorrow, at(17, day=tomorrow), TaskStatus.OPEN)
    assert Message.from_json(new.title).in_english() == "Call the bank"
    row = queries.tasks_of_day(session, store.manager, now=NOON, day=tomorrow)[0]
    assert (row.carried, row.carry_reason) == (True, "bank closed")
    with pytest.raises(BadTask):
        carry_task(session, store.manager, now=NOON, task_id=task, to_day=tomorrow, reason="again")


def test_the_copy_answers_to_the_key(session: Session, store: StoreFixture) -> None:
    """Rule R7: a job that makes the same task again finds the carried one."""
    task = a_task(session, store, key="once")
    tomorrow = TODAY + timedelta(days=1)
    copy = carry_task(session, store.manager, now=NOON, task_id=task, to_day=tomorrow, reason="later")
    assert a_task(session, store, key="once") == copy


def test_only_owner_or_lead_closes_a_task(session: Session, store: StoreFixture) -> None:
    """Rule X2."""
    task = a_task(session, store)
    with pytest.raises(NotAllowed):
        finish_task(session, store.trainee, now=NOON, task_id=task)
    finish_task(session, store.senior, now=NOON, task_id=task, result="done")
    finish_task(session, store.senior, now=NOON, task_id=task, result="twice does nothing")
    assert session.get_one(Task, task).result == "done"
    with pytest.raises(NotFound):
        finish_task(session, store.senior, now=NOON, task_id=10_000)


def test_a_resource_is_never_held_twice(session: Session, store: StoreFixture) -> None:
    """Rule R3: a conflict is shown, not written."""
    first = hold(session, store, start=14, end=16)
    with pytest.raises(Taken):
        hold(session, store, start=15, end=17)
    hold(session, store, start=16, end=17)
    hold(session, store, start=14, end=16, resource="kit:Delivery")
    release(session, store.manager, now=NOON, booking_id=first)
    hold(session, store, start=15, end=16)
    with pytest.raises(NotFound):
        release(session, store.manager, now=NOON, booking_id=10_000)


def test_impossible_times_are_refused(session: Session, store: StoreFixture) -> None:
    with pytest.raises(BadTime):
        hold(session, store, start=16, end=15)
    with pytest.raises(BadTime):
        hold(session, store, start=9, end=10)
