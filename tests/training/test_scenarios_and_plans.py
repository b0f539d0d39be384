"""Scenarios scored by rubric, re-tests, and 1:1 plans checked by their figure (Rules T2, T3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed
from salesops.models import CoachingPlan, Task
from salesops.models.enums import FunnelStep, TaskKind, TaskStatus, Verdict
from salesops.training import operations, queries
from salesops.training.operations import Assessment, BadPlan, BadScore, DrillDone, PlanFacts, ScenarioFacts
from salesops.training.rules.scoring import Criterion
from tests.builders import NOON, TODAY, StoreFixture, a_visit, an_order

RUBRIC = (Criterion(name="Asks first", points=40), Criterion(name="Ends with a step", points=60))


def a_scenario(session: Session, store: StoreFixture, **values: object) -> int:
    defaults = {
        "title": "Winter range drops",
        "situation": "The range halves in winter",
        "rubric": RUBRIC,
        "pass_mark": 70,
        "figure": "close_rate",
    }
    facts = ScenarioFacts(**(defaults | values))  # type: ignore[arg-type]
    return operations.save_scenario(session, store.manager, now=NOON, facts=facts)


def score(session: Session, store: StoreFixture, scenario: int, *points: int, days: int = 0) -> bool:
    assessment = Assessment(scenario_id=scenario, staff_id=store.trainee.staff_id or 0, points=points)
    moment = NOON + timedelta(days=days)
    return operations.record_score(session, store.supervisor, now=moment, assessment=assessment).passed


def retests(session: Session) -> list[TaskStatus]:
    return list(session.scalars(select(Task.status).where(Task.kind == TaskKind.TRAINING).order_by(Task.id)))


def test_who_fails_is_tested_again_and_who_passes_is_done(session: Session, store: StoreFixture) -> None:
    scenario = a_scenario(session, store)
    assert not score(session, store, scenario, 20, 40)
    assert retests(session) == [TaskStatus.OPEN]
    place = next(p for p in queries.board(session, store.manager, now=NOON).places if p.staff == "Trainee")
    assert place.retest_by == TODAY + timedelta(days=7)
    assert score(session, store, scenario, 40, 40, days=3)
    assert retests(session) == [TaskStatus.DONE]
    rows = queries.board(session, store.trainee, now=NOON + timedelta(days=3)).scores
    assert [(row.total, row.of, row.passed, row.attempt) for row in rows] == [
        (80, 100, True, 2),
        (60, 100, False, 1),
    ]


def test_points_fit_the_rubric_and_nobody_assesses_himself(session: Session, store: StoreFixture) -> None:
    scenario = a_scenario(session, store)
    with pytest.raises(BadScore, match="worth 0 to 40"):
        score(session, store, scenario, 41, 0)
    with pytest.raises(BadScore, match="every criterion"):
        score(session, store, scenario, 40)
    own = Assessment(scenario_id=scenario, staff_id=store.supervisor.staff_id or 0, points=(40, 60))
    with pytest.raises(BadScore, match="himself"):
        operations.record_score(session, store.supervisor, now=NOON, assessment=own)
    with pytest.raises(NotAllowed):
        operations.record_score(session, store.senior, now=NOON, assessment=own)


def test_a_later_rubric_does_not_change_old_assessments(session: Session, store: StoreFixture) -> None:
    scenario = a_scenario(session, store)
    score(session, store, scenario, 30, 50)
    changed = ScenarioFacts(
        title="Winter range drops",
        situation="Changed",
        rubric=(Criterion(name="New", points=10),),
        pass_mark=8,
    )
    operations.save_scenario(session, store.manager, now=NOON, facts=changed, scenario_id=scenario)
    row = queries.board(session, store.manager, now=NOON).scores[0]
    assert [(each.name, each.points, each.of) for each in row.given] == [
        ("Asks first", 30, 40),
        ("Ends with a step", 50, 60),
    ]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"rubric": ()}, "one criterion"),
        ({"pass_mark": 101}, "pass mark"),
        ({"title": " "}, "title"),
        ({"figure": "nonsense"}, "no figure"),
    ],
)
def test_a_scenario_that_cannot_be_used_is_refused(
    session: Session, store: StoreFixture, values: dict[str, object], said: str
) -> None:
    with pytest.raises(BadScore, match=said):
        a_scenario(session, store, **values)


def test_the_usual_scenarios_are_taken_over_once(session: Session, store: StoreFixture) -> None:
    assert operations.add_starters(session, store.manager, now=NOON) == 5
    assert operations.add_starters(session, store.manager, now=NOON) == 0


def sell(session: Session, store: StoreFixture, *, visits: int, orders: int, back: int) -> None:
    moment = NOON - timedelta(days=back)
    for number in range(visits):
        visit = a_visit(session, store, staff_id=store.trainee.staff_id, arrived_at=moment)
        if number < orders:
            an_order(session, store, staff_id=store.trainee.staff_id, visit_id=visit.id, ordered_at=moment)


def a_plan(session: Session, store: StoreFixture, **values: object) -> int:
    defaults = {
        "staff_id": store.trainee.staff_id,
        "step": FunnelStep.CLOSE,
        "goal": 0.2,
        "drills": ("bargaining",),
        "check_on": TODAY + timedelta(days=14),
    }
    facts = PlanFacts(**(defaults | values))  # type: ignore[arg-type]
    return operations.open_plan(session, store.manager, now=NOON, facts=facts)


def test_a_plan_keeps_its_baseline_and_is_judged_by_its_figure(session: Session, store: StoreFixture) -> None:
    """Rule T3: 2 of 40 before, 12 of 30 after."""
    sell(session, store, visits=40, orders=2, back=10)
    number = a_plan(session, store)
    plan = session.get_one(CoachingPlan, number)
    assert (plan.baseline_numerator, plan.baseline_denominator) == (2, 40)
    sell(session, store, visits=30, orders=12, back=-5)
    later = NOON + timedelta(days=14)
    assert queries.owed(session, store.manager, now=later).count == 1
    assert operations.check_plan(session, store.manager, now=later, plan_id=number) is Verdict.WORKED
    row = queries.plans(session, store.trainee, now=later)[0]
    assert (row.result, row.reached) == (0.4, True)
    assert queries.owed(session, store.manager, now=later).count == 0


def test_a_plan_is_talked_over_and_practised(session: Session, store: StoreFixture) -> None:
    number = a_plan(session, store)
    operations.check_in(session, store.trainee, now=NOON, plan_id=number, words="Practised twice")
    done = DrillDone(plan_id=number, place=0, done=True)
    operations.mark_drill(session, store.trainee, now=NOON, drill=done)
    row = queries.plans(session, store.manager, now=NOON)[0]
    assert row.check_ins[0].words == "Practised twice"
    assert row.drills[0].done_on == TODAY
    with pytest.raises(NotAllowed):
        operations.check_in(session, store.senior, now=NOON, plan_id=number, words="Not mine")


@pytest.mark.parametrize("values", [{"goal": 0}, {"drills": ()}, {"check_on": TODAY}])
def test_a_plan_that_cannot_be_checked_is_refused(
    session: Session, store: StoreFixture, values: dict[str, object]
) -> None:
    with pytest.raises(BadPlan):
        a_plan(session, store, **values)


def test_a_consultant_sees_himself_and_the_others_as_one(session: Session, store: StoreFixture) -> None:
    sell(session, store, visits=40, orders=2, back=10)
    for _ in range(40):
        a_visit(session, store, arrived_at=NOON - timedelta(days=9))
    rows = queries.profiles(session, store.trainee, now=NOON)
    assert [row.name for row in rows] == ["Trainee"]
    assert len(queries.profiles(session, store.manager, now=NOON)) == 2
