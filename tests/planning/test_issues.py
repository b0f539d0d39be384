"""Issues and actions: named, given to somebody, with the figure's value of the day kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed, NotFound
from salesops.models import Task
from salesops.models.enums import IssueKind, IssueStatus, TaskKind
from salesops.planning import queries
from salesops.planning.operations.issues import (
    BadIssue,
    Problem,
    Remedy,
    add_action,
    close_issue,
    finish_action,
    name_issue,
)
from tests.builders import TODAY, StoreFixture, a_visit, an_order, at

PROBLEM = Problem(kind=IssueKind.COMMON, title="finance terms too complex")


def a_remedy(store: StoreFixture) -> Remedy:
    return Remedy(
        title="one-page sheet",
        owner_id=store.senior.staff_id or 0,
        due_on=TODAY,
        figure="close_rate",
        look_on=TODAY + timedelta(days=14),
    )


def an_action(session: Session, store: StoreFixture) -> int:
    issue = name_issue(session, store.manager, now=at(17), problem=PROBLEM)
    return add_action(
        session, store.manager, now=at(17), issue_id=issue, remedy=a_remedy(store), baseline_days=14
    )


def test_an_action_keeps_the_baseline_of_its_figure(session: Session, store: StoreFixture) -> None:
    """Rules R2 and R8: owner, date, figure, look date, and the value before."""
    yesterday = TODAY - timedelta(days=1)
    for _each in range(4):
        a_visit(session, store, arrived_at=at(11, day=yesterday))
    an_order(session, store, ordered_at=at(12, day=yesterday))
    an_action(session, store)
    (row,) = queries.actions(session, store.manager, look_until=TODAY + timedelta(days=14), open_only=True)
    assert (row.baseline, row.baseline_numerator, row.baseline_denominator) == (0.25, 1, 4)
    assert (row.issue, row.owner, row.figure, row.verdict) == (PROBLEM.title, "Senior", "close_rate", None)
    task = session.query(Task).one()
    assert (task.kind, task.owner_id, task.due_on) == (TaskKind.IMPROVEMENT, store.senior.staff_id, TODAY)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": " "}, "what is to be done"),
        ({"figure": "happiness"}, "figure that should move"),
        ({"due_on": TODAY - timedelta(days=1)}, "over already"),
        ({"look_on": TODAY}, "after the action is due"),
    ],
)
def test_an_action_that_says_too_little_is_refused(
    session: Session, store: StoreFixture, change: dict[str, object], words: str
) -> None:
    issue = name_issue(session, store.manager, now=at(17), problem=PROBLEM)
    remedy = replace(a_remedy(store), **change)  # type: ignore[arg-type]
    with pytest.raises(BadIssue, match=words):
        add_action(session, store.manager, now=at(17), issue_id=issue, remedy=remedy, baseline_days=14)


def test_an_issue_needs_words_and_somebody_who_may(session: Session, store: StoreFixture) -> None:
    with pytest.raises(BadIssue):
        name_issue(session, store.manager, now=at(17), problem=replace(PROBLEM, title=""))
    with pytest.raises(NotAllowed):
        name_issue(session, store.senior, now=at(17), problem=PROBLEM)
    with pytest.raises(NotFound):
        close_issue(session, store.manager, now=at(17), issue_id=10_000)


def test_owner_or_lead_says_that_it_was_carried_out(session: Session, store: StoreFixture) -> None:
    action = an_action(session, store)
    with pytest.raises(NotAllowed):
        finish_action(session, store.trainee, now=at(18), action_id=action)
    finish_action(session, store.senior, now=at(18), action_id=action)
    finish_action(session, store.manager, now=at(19), action_id=action)
    assert queries.actions(session, store.manager)[0].done_at == at(18)
    with pytest.raises(NotFound):
        finish_action(session, store.manager, now=at(19), action_id=10_000)


def test_an_issue_is_closed_once(session: Session, store: StoreFixture) -> None:
    issue = name_issue(session, store.manager, now=at(17), problem=PROBLEM)
    for _twice in range(2):
        close_issue(session, store.manager, now=at(18), issue_id=issue)
    assert queries.issues(session, store.manager, status=IssueStatus.OPEN) == []
    assert queries.issues(session, store.manager, kind=IssueKind.COMMON, since=TODAY)[0].id == issue
