"""The meeting: begun, decided in, ended; and what it still owes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed
from salesops.meeting import queries
from salesops.meeting.operations.meetings import NothingSaid, Said, begin_meeting, decide, end_meeting
from salesops.models import Decision, Meeting, Staff
from salesops.models.enums import MeetingStep, TaskStatus
from salesops.planning import queries as planning
from salesops.planning.operations.forecasts import Expected, state_forecast
from salesops.planning.operations.targets import Goal, set_targets
from salesops.planning.operations.tasks import finish_task
from tests.builders import TODAY, StoreFixture, at

SOME = Expected(visits=1, orders=0, deliveries=0)


def test_beginning_prepares_the_day_once(session: Session, store: StoreFixture) -> None:
    """Rules M4, M5 and M9."""
    goals = [Goal(figure="orders", staff_id=None, value=40)]
    set_targets(session, store.manager, now=at(8), month=TODAY, goals=goals)
    first = begin_meeting(session, store.supervisor, now=at(8, 50))
    again = begin_meeting(session, store.manager, now=at(8, 55))
    assert (first.targets, first.rota_turns) == (13, 6 * 18)
    assert (again.targets, again.rota_turns) == (0, 0)
    state = queries.meeting_state(session, store.senior, day=TODAY)
    assert (state.started_at, state.ended_at) == (at(8, 50), None)


def test_a_store_where_nobody_receives_can_still_meet(session: Session, store: StoreFixture) -> None:
    for person in session.query(Staff):
        person.receives = False
    session.flush()
    assert begin_meeting(session, store.manager, now=at(8, 50)).rota_turns == 0


def test_a_decision_is_a_task_of_its_owner(session: Session, store: StoreFixture) -> None:
    """Rule M9."""
    due = TODAY + timedelta(days=2)
    said = Said(step=MeetingStep.ROTA, text=" Two at the door ", owner_id=store.senior.staff_id, due_on=due)
    decide(session, store.manager, now=at(9), said=said)
    decide(
        session, store.manager, now=at(9, 1), said=Said(step=MeetingStep.ROTA, text="a note", owner_id=None)
    )
    first, second = queries.decisions(session, store.senior, day=TODAY)
    assert (first.text, first.owner, first.due_on, first.task_status) == (
        "Two at the door",
        "Senior",
        due,
        TaskStatus.OPEN,
    )
    assert (second.owner, second.task_status) == ("", None)
    (task,) = planning.open_tasks(session, store.senior, now=at(9))
    finish_task(session, store.senior, now=at(12), task_id=task.id)
    assert queries.decisions(session, store.senior, day=TODAY)[0].task_status is TaskStatus.DONE


def test_a_decision_without_words_is_refused(session: Session, store: StoreFixture) -> None:
    with pytest.raises(NothingSaid):
        decide(session, store.manager, now=at(9), said=Said(step=MeetingStep.ROTA, text=" ", owner_id=None))
    assert session.query(Decision).count() == 0


def test_only_who_leads_begins_decides_and_ends(session: Session, store: StoreFixture) -> None:
    """Rule X2."""
    with pytest.raises(NotAllowed):
        begin_meeting(session, store.senior, now=at(9))
    with pytest.raises(NotAllowed):
        end_meeting(session, store.senior, now=at(9))
    with pytest.raises(NotAllowed):
        decide(session, store.senior, now=at(9), said=Said(step=MeetingStep.ROTA, text="x", owner_id=None))


def test_the_end_is_kept_once(session: Session, store: StoreFixture) -> None:
    """Rule M9."""
    end_meeting(session, store.manager, now=at(9, 10))
    end_meeting(session, store.manager, now=at(9, 20))
    assert session.query(Meeting).one().ended_at == at(9, 10)


def test_what_the_meeting_owes(session: Session, store: StoreFixture) -> None:
    """First to be held, then the forecasts of everybody."""
    assert queries.owed(session, store.manager, now=at(8)).count == 1
    end_meeting(session, store.manager, now=at(9))
    owed = queries.owed(session, store.manager, now=at(9, 30))
    assert (owed.count, owed.sentence.in_english()) == (2, "2 forecasts of today are missing.")
    for person in (store.senior, store.trainee):
        state_forecast(session, person, now=at(9, 30), expected=SOME)
    assert queries.owed(session, store.manager, now=at(9, 40)).count == 0
