"""Rounds, defects, second looks, spec cards (Rule S1)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed
from salesops.models import AuditEntry, Inspection, InspectionResult, Task
from salesops.models.enums import CheckResult, TaskKind, TaskStatus
from salesops.showroom import operations, queries
from salesops.showroom.operations.inspections import BadInspection, Defect
from salesops.showroom.rules.inspection import due_at, score, spec_card_current, systemic
from salesops.showroom.rules.policies import InspectionPolicy
from tests.builders import NOON, TODAY, StoreFixture, a_vehicle, at
from tests.showroom.builders import a_floor, an_item, put

results = st.tuples(st.sampled_from(CheckResult), st.integers(1, 3))


@given(st.lists(results))
def test_a_score_is_a_share_of_what_applies(found: list[tuple[CheckResult, int]]) -> None:
    """Rule S1: not applicable counts for nothing, a grave item for more."""
    total = score(found)
    assert 0 <= total.passed <= total.judged
    assert score([*found, (CheckResult.NOT_APPLICABLE, 3)]) == total
    assert (total.share is None) == (total.judged == 0)


def test_defects_are_due_this_evening_or_the_next() -> None:
    policy = InspectionPolicy()
    assert due_at(at(15, 30), policy) == at(18)
    assert due_at(at(18), policy) == at(18, day=TODAY + timedelta(days=1))


def test_three_fails_in_fourteen_days_are_systemic() -> None:
    fails = [(1, TODAY), (1, TODAY - timedelta(13)), (1, TODAY - timedelta(2)), (2, TODAY), (2, TODAY)]
    old = [(2, TODAY - timedelta(14))]
    assert systemic(fails + old, today=TODAY, policy=InspectionPolicy()) == {1: 3}


def test_a_card_is_as_new_as_the_catalogue_or_old() -> None:
    """Rule S1: spec cards against the model catalogue."""
    changed = date(2026, 11, 1)
    assert spec_card_current(changed, changed)
    assert not spec_card_current(date(2026, 10, 31), changed)
    assert not spec_card_current(None, changed)


def _tasks(session: Session) -> list[Task]:
    return list(session.scalars(select(Task).where(Task.kind == TaskKind.DEFECT).order_by(Task.id)))


def test_a_round_from_the_first_tap_to_the_end(session: Session, store: StoreFixture) -> None:
    """Rule S1: one tap each; a round ends when everything is judged."""
    good, bad = an_item(session, store, severity=3), an_item(session, store)
    round_id = operations.start_round(session, store.senior, now=NOON)
    assert operations.start_round(session, store.trainee, now=NOON) == round_id
    check = {"now": NOON, "inspection_id": round_id}
    operations.record_check(session, store.senior, item_id=good.id, result=CheckResult.PASS, **check)
    with pytest.raises(BadInspection, match="1 items"):
        operations.finish_round(session, store.senior, **check)
    operations.record_check(session, store.senior, item_id=bad.id, result=CheckResult.FAIL, **check)
    operations.finish_round(session, store.senior, **check)
    found = queries.round_of_day(session, store.manager, today=TODAY)
    assert found is not None
    assert (found.left, found.score.passed, found.score.judged) == (0, 3, 4)
    assert [
        (line.score.share, line.defects) for line in queries.scores(session, store.manager, today=TODAY)
    ] == [(0.75, 1)]
    with pytest.raises(BadInspection):
        operations.record_check(session, store.senior, item_id=bad.id, result=CheckResult.PASS, **check)


def test_a_fail_is_a_task_at_once_and_taking_it_back_cancels_it(
    session: Session, store: StoreFixture
) -> None:
    item = an_item(session, store, title="Floor dry")
    round_id = operations.start_round(session, store.senior, now=NOON)
    check = {"now": NOON, "inspection_id": round_id, "item_id": item.id}
    first = operations.record_check(session, store.senior, result=CheckResult.FAIL, **check)
    assert operations.record_check(session, store.senior, result=CheckResult.FAIL, **check) == first
    (task,) = _tasks(session)
    assert (task.owner_id, task.due_at.hour, task.status) == (store.senior.staff_id, 10, TaskStatus.OPEN)
    assert "Floor dry" in task.title
    operations.record_check(session, store.senior, result=CheckResult.PASS, **check)
    assert _tasks(session)[0].status is TaskStatus.CANCELLED
    assert session.scalars(select(InspectionResult.result)).all() == [CheckResult.PASS]


def a_defect(session: Session, store: StoreFixture) -> int:
    item = an_item(session, store)
    round_id = operations.start_round(session, store.manager, now=NOON)
    return operations.record_check(
        session,
        store.manager,
        now=NOON,
        inspection_id=round_id,
        item_id=item.id,
        result=CheckResult.FAIL,
        owner_id=store.trainee.staff_id,
    )


def test_a_defect_gets_car_photo_owner_and_due(session: Session, store: StoreFixture) -> None:
    car = a_vehicle(session, store)
    result_id = a_defect(session, store)
    said = Defect(
        vehicle_id=car.id, note=" scratch ", owner_id=store.senior.staff_id, due_at=at(16), photo=b"jpg"
    )
    operations.describe_defect(session, store.manager, now=NOON, result_id=result_id, defect=said)
    (defect,) = queries.open_defects(session, store.manager, today=TODAY)
    assert (defect.note, defect.owner, defect.has_photo, defect.car) == (
        "scratch",
        "Senior",
        True,
        store.model.name,
    )
    assert queries.photo(session, store.manager, result_id=result_id) == b"jpg"
    task = _tasks(session)[0]
    assert (task.vehicle_id, task.owner_id, task.detail) == (car.id, store.senior.staff_id, "scratch")
    assert (
        queries.owed(session, store.manager, now=at(17)).sentence.in_english()
        == "1 showroom defect is overdue"
    )


def test_another_person_looks_again(session: Session, store: StoreFixture) -> None:
    """Rule S1: re-check by another person; not good sends it back as a new task."""
    result_id = a_defect(session, store)
    look = {"now": NOON, "result_id": result_id}
    with pytest.raises(BadInspection):
        operations.recheck(session, store.manager, good=True, **look)
    with pytest.raises(NotAllowed):
        operations.mark_fixed(session, store.senior, **look)
    operations.mark_fixed(session, store.trainee, **look)
    with pytest.raises(BadInspection):
        operations.recheck(session, store.trainee, good=True, **look)
    operations.recheck(session, store.senior, good=False, **look)
    assert [task.status for task in _tasks(session)] == [TaskStatus.DONE, TaskStatus.OPEN]
    operations.mark_fixed(session, store.trainee, **look)
    operations.recheck(session, store.senior, good=True, **look)
    assert queries.open_defects(session, store.manager, today=TODAY) == []
    assert session.scalars(select(AuditEntry.action)).all()[-1] == "showroom.recheck"


def test_what_is_owed_begins_with_the_round(session: Session, store: StoreFixture) -> None:
    owed = queries.owed(session, store.manager, now=NOON)
    assert (owed.count, owed.page) == (1, "showroom")
    session.add(Inspection(store_id=store.id, day=TODAY, started_at=NOON, finished_at=NOON, staff_id=None))
    session.flush()
    assert queries.owed(session, store.manager, now=NOON).count == 0


def test_old_spec_cards_are_listed_until_renewed(session: Session, store: StoreFixture) -> None:
    _plan, golden, line = a_floor(session, store)
    fresh = a_vehicle(session, store, spec_card_on=date(2026, 2, 1))
    old = a_vehicle(session, store, spec_card_on=date(2025, 12, 31))
    put(session, golden, fresh.id)
    put(session, line, old.id)
    assert [card.code for card in queries.old_cards(session, store.manager)] == ["B1"]
    operations.renew_spec_cards(session, store.senior, now=NOON, vehicle_ids=[old.id])
    assert queries.old_cards(session, store.manager) == []
