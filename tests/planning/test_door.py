"""The door: operations that are refused where they do not fit, and what the screen then shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.core.errors import NotAllowed, NotFound
from salesops.models import ReceptionEvent, RotaShift
from salesops.planning.operations import door
from salesops.planning.operations.door import NotNow
from salesops.planning.queries.door import door as look
from salesops.planning.rules.door import Standing
from tests.builders import StoreFixture, a_staff, a_visit, an_appointment, at


def staff(actor: Actor) -> int:
    assert actor.staff_id is not None
    return actor.staff_id


def everybody_in(session: Session, store: StoreFixture) -> tuple[int, int]:
    for minute, person in enumerate((store.senior, store.trainee)):
        door.check_in(session, store.reception, now=at(9, minute), staff_id=staff(person))
    return staff(store.senior), staff(store.trainee)


def test_a_walk_in_is_taken_and_the_visit_is_greeted(session: Session, store: StoreFixture) -> None:
    """Rule M5: taking a turn links the visit."""
    senior, trainee = everybody_in(session, store)
    visit = a_visit(session, store, staff_id=None, greeted_at=None)
    door.take_turn(session, store.reception, now=at(11, 4), staff_id=senior, visit_id=visit.id)
    assert (visit.staff_id, visit.greeted_at) == (senior, at(11, 4))
    seen = look(session, store.reception, now=at(11, 5))
    assert (seen.now_id, seen.now_name) == (trainee, "Trainee")
    assert {p.name: p.standing for p in seen.people}["Senior"] is Standing.BUSY


def test_own_customers_lead_back_to_the_head(session: Session, store: StoreFixture) -> None:
    """Rule M5."""
    senior, trainee = everybody_in(session, store)
    door.receive_own(session, store.trainee, now=at(10), staff_id=trainee)
    door.become_free(session, store.trainee, now=at(10, 40), staff_id=trainee)
    assert look(session, store.reception, now=at(11)).now_id == trainee
    assert senior != trainee


def test_appointments_hold_people_back_from_walk_ins(session: Session, store: StoreFixture) -> None:
    """Rule M5."""
    everybody_in(session, store)
    an_appointment(session, store, at=at(15))
    seen = look(session, store.reception, now=at(14, 50))
    assert (seen.now_name, seen.people[0].standing) == ("Trainee", Standing.RESERVED)


def test_when_all_are_busy_the_screen_says_so(session: Session, store: StoreFixture) -> None:
    """Rule M5: ask a supervisor."""
    for person in everybody_in(session, store):
        door.take_turn(session, store.reception, now=at(10), staff_id=person)
    assert look(session, store.reception, now=at(10, 5)).all_busy


def test_before_anybody_came_the_planned_rota_counts(session: Session, store: StoreFixture) -> None:
    """Rule M5: now and next."""
    for position, person in enumerate((store.trainee, store.senior)):
        session.add(
            RotaShift(
                store_id=store.id,
                day=at(9).date(),
                starts_at=at(9),
                ends_at=at(9, 30),
                staff_id=staff(person),
                position=position,
            )
        )
    session.flush()
    seen = look(session, store.reception, now=at(8, 50))
    assert (seen.planned, seen.now_name, seen.next_name) == (True, "Trainee", "Senior")


def test_a_consultant_moves_only_himself(session: Session, store: StoreFixture) -> None:
    """Rule X2."""
    with pytest.raises(NotAllowed):
        door.check_in(session, store.trainee, now=at(9), staff_id=staff(store.senior))


def test_nobody_checks_in_who_is_not_of_this_store(session: Session, store: StoreFixture) -> None:
    with pytest.raises(NotFound):
        door.check_in(session, store.reception, now=at(9), staff_id=10_000)


@pytest.mark.parametrize(
    "step", [door.take_turn, door.skip_turn, door.become_free, door.step_away, door.come_back, door.check_out]
)
def test_nothing_can_be_done_before_check_in(
    session: Session, store: StoreFixture, step: Callable[..., None]
) -> None:
    with pytest.raises(NotNow):
        step(session, store.reception, now=at(10), staff_id=staff(store.senior))


def test_steps_that_do_not_fit_are_refused(session: Session, store: StoreFixture) -> None:
    senior, _ = everybody_in(session, store)
    with pytest.raises(NotNow):
        door.check_in(session, store.reception, now=at(9, 30), staff_id=senior)
    with pytest.raises(NotNow):
        door.become_free(session, store.reception, now=at(9, 30), staff_id=senior)
    door.step_away(session, store.reception, now=at(9, 40), staff_id=senior, note="phone")
    with pytest.raises(NotNow):
        door.take_turn(session, store.reception, now=at(9, 41), staff_id=senior)


def test_who_left_can_come_again(session: Session, store: StoreFixture) -> None:
    senior, _ = everybody_in(session, store)
    door.check_out(session, store.senior, now=at(12), staff_id=senior)
    door.check_in(session, store.senior, now=at(13), staff_id=senior)
    assert look(session, store.reception, now=at(13, 1)).people[-1].staff_id == senior


def test_the_log_is_only_added_to(session: Session, store: StoreFixture) -> None:
    """Rule M5: who did what at the door can be replayed."""
    senior, _ = everybody_in(session, store)
    door.skip_turn(session, store.reception, now=at(10), staff_id=senior)
    kinds = [event.kind.value for event in session.query(ReceptionEvent).order_by(ReceptionEvent.at)]
    assert kinds == ["check_in", "check_in", "skip"]
    later = look(session, store.reception, now=at(10) + timedelta(minutes=1))
    assert later.people[-1].skips == 1


def test_an_empty_day_has_nobody_now(session: Session, store: StoreFixture) -> None:
    a_staff(session, store.id)
    seen = look(session, store.reception, now=at(9))
    assert (seen.now_id, seen.people, seen.all_busy) == (None, (), False)
