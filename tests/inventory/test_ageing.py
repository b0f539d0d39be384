"""Ages, thresholds, tasks and their escalation (Rules V1, V6)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed
from salesops.inventory import operations, queries
from salesops.inventory.rules.ageing import AgeStep, crossed, owner_role, step_of
from salesops.inventory.rules.policies import AgePolicy
from salesops.kpi.stock import BANDS
from salesops.models import Absence, OutboxMessage, Task
from salesops.models.enums import (
    AbsenceKind,
    Role,
    TaskKind,
    TaskStatus,
    VehicleKind,
    VehicleStatus,
)
from salesops.planning.operations.tasks import finish_task
from tests.builders import NOON, TODAY, StoreFixture, a_vehicle

THRESHOLDS = AgePolicy().thresholds


@given(st.integers(0, 2000))
def test_every_age_belongs_to_one_class(age: int) -> None:
    """Rule V1: 0-30, 31-60, 61-90, over 90 share the stock without gap or overlap."""
    assert sum(first <= age and (last is None or age <= last) for first, last in BANDS) == 1


@given(age=st.integers(0, 400), thresholds=st.sets(st.integers(1, 300), max_size=6))
def test_the_threshold_crossed_is_the_highest_reached(age: int, thresholds: set[int]) -> None:
    """Rule V6: a car has one threshold, and an older one never a lower one."""
    found = crossed(age, sorted(thresholds))
    assert (found is None) == all(age < threshold for threshold in thresholds)
    if found is not None:
        assert found <= age
        later = crossed(age + 1, sorted(thresholds))
        assert later is not None
        assert later >= found


def test_each_threshold_asks_for_more() -> None:
    steps = [step_of(threshold, THRESHOLDS) for threshold in THRESHOLDS]
    assert steps == [AgeStep.CHECK, AgeStep.SHOW, AgeStep.PLAN, AgeStep.DECIDE]
    assert step_of(120, (30, 45, 60, 75, 120)) is AgeStep.DECIDE
    assert owner_role(AgeStep.DECIDE) is Role.MANAGER


def an_aged_car(session: Session, store: StoreFixture, days: int, **values: object) -> int:
    car: int = a_vehicle(session, store, arrived_on=TODAY - timedelta(days=days), **values).id
    return car


def tasks(session: Session) -> list[Task]:
    return list(session.scalars(select(Task).where(Task.kind == TaskKind.AGE_THRESHOLD).order_by(Task.id)))


def test_crossing_makes_one_task_with_an_owner(session: Session, store: StoreFixture) -> None:
    """Rule V6: never just a colour; the second look changes nothing."""
    an_aged_car(session, store, 29)
    car_id = an_aged_car(session, store, 61)
    an_aged_car(session, store, 61, kind=VehicleKind.TEST_DRIVE)
    assert operations.watch_ages(session, store.manager, now=NOON).created == 1
    assert operations.watch_ages(session, store.manager, now=NOON).created == 0
    (task,) = tasks(session)
    assert (task.vehicle_id, task.key, task.owner_id) == (
        car_id,
        f"age:{car_id}:60",
        store.supervisor.staff_id,
    )
    assert "make a digestion plan" in task.title
    assert task.due_on == TODAY + timedelta(days=2)


def test_the_next_threshold_replaces_what_was_open(session: Session, store: StoreFixture) -> None:
    an_aged_car(session, store, 45)
    operations.watch_ages(session, store.manager, now=NOON)
    later = NOON + timedelta(days=30)
    operations.watch_ages(session, store.manager, now=later)
    states = [(task.status, task.owner_id) for task in tasks(session)]
    assert states == [
        (TaskStatus.CANCELLED, store.supervisor.staff_id),
        (TaskStatus.OPEN, store.manager.staff_id),
    ]


def test_a_finished_step_is_not_asked_for_again(session: Session, store: StoreFixture) -> None:
    an_aged_car(session, store, 46)
    operations.watch_ages(session, store.manager, now=NOON)
    finish_task(session, store.supervisor, now=NOON, task_id=tasks(session)[0].id)
    assert operations.watch_ages(session, store.manager, now=NOON).created == 0


def test_a_missed_task_goes_to_the_manager_once(session: Session, store: StoreFixture) -> None:
    """Rule V6: a missed one escalates, with a message."""
    an_aged_car(session, store, 46)
    operations.watch_ages(session, store.manager, now=NOON)
    late = NOON + timedelta(days=4)
    assert operations.watch_ages(session, store.manager, now=late).escalated == 1
    assert operations.watch_ages(session, store.manager, now=late).escalated == 0
    first, second = tasks(session)
    assert (first.status, second.owner_id) == (TaskStatus.OPEN, store.manager.staff_id)
    assert "Missed" in second.title
    assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 1


def test_sold_cars_need_no_step(session: Session, store: StoreFixture) -> None:
    car = a_vehicle(session, store, arrived_on=TODAY - timedelta(days=50))
    operations.watch_ages(session, store.manager, now=NOON)
    car.status, car.sold_on = VehicleStatus.SOLD, TODAY
    session.flush()
    assert operations.watch_ages(session, store.manager, now=NOON).settled == 1
    assert tasks(session)[0].status is TaskStatus.CANCELLED


def test_who_is_away_gets_a_task_only_when_alone(session: Session, store: StoreFixture) -> None:
    away = {"kind": AbsenceKind.LEAVE, "starts_on": TODAY, "ends_on": TODAY}
    session.add(Absence(store_id=store.id, staff_id=store.supervisor.staff_id, **away))
    an_aged_car(session, store, 46)
    operations.watch_ages(session, store.manager, now=NOON)
    assert tasks(session)[0].owner_id == store.supervisor.staff_id


def test_a_consultant_cannot_start_the_watch(session: Session, store: StoreFixture) -> None:
    with pytest.raises(NotAllowed):
        operations.watch_ages(session, store.senior, now=NOON)


def test_aged_cars_show_task_and_cost_to_those_who_may(session: Session, store: StoreFixture) -> None:
    """Rule V1: carrying cost a day, for those who may see cost."""
    an_aged_car(session, store, 70)
    operations.watch_ages(session, store.manager, now=NOON)
    (row,) = queries.aged_cars(session, store.manager, today=TODAY)
    assert (row.age, row.task_owner) == (70, "Supervisor")
    assert row.car.carrying_a_day == 128000 * 45 / 1000 / 360
    assert row.carrying_so_far == row.car.carrying_a_day * 70
    (seen,) = queries.aged_cars(session, store.senior, today=TODAY)
    assert (seen.car.purchase_cost, seen.car.carrying_a_day, seen.carrying_so_far) == (None, None, None)


def test_the_health_of_the_stock_by_model(session: Session, store: StoreFixture) -> None:
    """Rule V1: structure, slow cars, turnover and days' supply; turnover shows cost."""
    for days in (5, 40, 70, 100):
        an_aged_car(session, store, days)
    a_vehicle(session, store, status=VehicleStatus.SOLD, sold_on=TODAY - timedelta(days=3))
    health = queries.stock_health(session, store.manager, now=NOON)
    assert [band.cars for band in health.whole.bands] == [1, 1, 1, 1]
    assert (health.models[0].slow, health.models[0].days_supply) == (2, 120)
    assert health.models[0].turnover is not None
    hidden = queries.stock_health(session, store.senior, now=NOON)
    assert (hidden.whole.cost_a_day, hidden.whole.turnover, hidden.whole.cars) == (None, None, 4)
