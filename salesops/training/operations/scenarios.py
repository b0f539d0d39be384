"""Scenarios: written with a rubric, scored criterion by criterion, tested again when failed (Rule T2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.core.errors import NotFound
from salesops.core.i18n import N_, Message, _, closest, speaking
from salesops.kpi.registry import FIGURES
from salesops.models import Scenario, ScenarioScore, Staff, Store, Task
from salesops.models.enums import TaskKind, TaskStatus
from salesops.planning.operations.tasks import add_task, finish_task
from salesops.training.operations.errors import BadScore
from salesops.training.rules import scoring
from salesops.training.rules.library import STARTERS
from salesops.training.rules.policies import TrainingPolicy

_RETEST_AT = time(13, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioFacts:
    """A role play: what happens, what is looked at, and which figure it should move."""

    title: str
    situation: str
    rubric: Sequence[scoring.Criterion]
    pass_mark: int
    figure: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What an assessor saw: points in the order of the rubric."""

    scenario_id: int
    staff_id: int
    points: Sequence[int]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """The outcome of an assessment."""

    total: int
    of: int
    passed: bool


def save_scenario(
    session: Session, actor: Actor, *, now: datetime, facts: ScenarioFacts, scenario_id: int | None = None
) -> int:
    """Write a scenario, or change one, and return its id. Raises BadScore with what is wrong.

    Assessments keep the criteria of their day: a later rubric does not change them.
    """
    actor.require(Permission.RUN_TRAINING)
    title = facts.title.strip()
    _require_sound(session, actor, facts, title, scenario_id)
    row = _scenario(session, actor, scenario_id) if scenario_id is not None else None
    before = None if row is None else {"title": row.title, "rubric": row.rubric, "pass_mark": row.pass_mark}
    if row is None:
        row = Scenario(store_id=actor.store_id)
        session.add(row)
    row.title, row.situation = title, facts.situation.strip()
    row.rubric, row.pass_mark = scoring.stored_rubric(facts.rubric), facts.pass_mark
    row.figure, row.active = facts.figure, facts.active
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="training.save_scenario",
        entity="scenario",
        entity_id=row.id,
        before=before,
        after={"title": row.title, "rubric": row.rubric, "pass_mark": row.pass_mark, "active": row.active},
    )
    return row.id


def add_starters(session: Session, actor: Actor, *, now: datetime) -> int:
    """Take over the scenarios that come with the product, in the store's language; how many were missing."""
    actor.require(Permission.RUN_TRAINING)
    spoken = session.scalars(select(Store.language).where(Store.id == actor.store_id)).one()
    known = set(session.scalars(select(Scenario.title).where(Scenario.store_id == actor.store_id)))
    added = 0
    with speaking(closest(spoken)):
        for starter in STARTERS:
            if (title := _(starter.title)) in known:
                continue
            rubric = [scoring.Criterion(name=_(name), points=points) for name, points in starter.criteria]
            facts = ScenarioFacts(
                title=title,
                situation=_(starter.situation),
                rubric=rubric,
                pass_mark=starter.pass_mark,
                figure=starter.figure,
            )
            save_scenario(session, actor, now=now, facts=facts)
            added += 1
    return added


def record_score(session: Session, actor: Actor, *, now: datetime, assessment: Assessment) -> Assessed:
    """Keep an assessment; who fails is to be tested again, who passes has his re-test closed (Rule T2).

    Raises BadScore for points that do not fit the rubric or an assessment of oneself, NotFound.
    """
    actor.require(Permission.RUN_TRAINING)
    scenario = _scenario(session, actor, assessment.scenario_id)
    if assessment.staff_id == actor.staff_id:
        raise BadScore(N_("Nobody assesses himself."))
    name = session.scalar(
        select(Staff.name).where(Staff.store_id == actor.store_id, Staff.id == assessment.staff_id)
    )
    if name is None:
        raise NotFound(N_("This member of staff does not exist."))
    rubric = scoring.rubric_of(scenario.rubric)
    against = scoring.points_objection(rubric, assessment.points)
    if against is not None:
        raise BadScore(against.text, **against.values)
    total = sum(assessment.points)
    passed = scoring.passed(total, scenario.pass_mark)
    score = ScenarioScore(
        store_id=actor.store_id,
        scenario_id=scenario.id,
        staff_id=assessment.staff_id,
        assessor_id=actor.staff_id,
        day=actor.today(now),
        at=now,
        points=scoring.stored_given(scoring.given(rubric, assessment.points)),
        total=total,
        passed=passed,
        note=assessment.note.strip(),
    )
    session.add(score)
    session.flush()
    _close_retests(session, actor, assessment, now=now)
    if not passed:
        _ask_retest(session, actor, score, scenario, name, now=now)
    audit.record(
        session,
        actor,
        now=now,
        action="training.record_score",
        entity="scenario_score",
        entity_id=score.id,
        after={"scenario_id": scenario.id, "staff_id": assessment.staff_id, "total": total, "passed": passed},
    )
    return Assessed(total=total, of=scoring.full_marks(rubric), passed=passed)


def _require_sound(
    session: Session, actor: Actor, facts: ScenarioFacts, title: str, scenario_id: int | None
) -> None:
    if not title:
        raise BadScore(N_("Give the scenario a title."))
    if not facts.situation.strip():
        raise BadScore(N_("Describe what happens in the scenario."))
    against = scoring.rubric_objection(facts.rubric, facts.pass_mark)
    if against is not None:
        raise BadScore(against.text, **against.values)
    if facts.figure and facts.figure not in FIGURES:
        raise BadScore(N_("There is no figure “{figure}”."), figure=facts.figure)
    twin = session.scalar(
        select(Scenario.id).where(Scenario.store_id == actor.store_id, Scenario.title == title)
    )
    if twin is not None and twin != scenario_id:
        raise BadScore(N_("There is a scenario “{title}” already."), title=title)


def _scenario(session: Session, actor: Actor, scenario_id: int) -> Scenario:
    row = session.scalars(
        select(Scenario).where(Scenario.store_id == actor.store_id, Scenario.id == scenario_id)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This scenario does not exist any more."))
    return row


def _task_prefix(scenario_id: int, staff_id: int) -> str:
    return f"retest:{scenario_id}:{staff_id}:"


def _close_retests(session: Session, actor: Actor, assessment: Assessment, *, now: datetime) -> None:
    """Whoever is assessed again has done his re-test, whatever came of it."""
    prefix = _task_prefix(assessment.scenario_id, assessment.staff_id)
    waiting = session.scalars(
        select(Task.id).where(
            Task.store_id == actor.store_id,
            Task.kind == TaskKind.TRAINING,
            Task.status == TaskStatus.OPEN,
            Task.key.startswith(prefix, autoescape=True),
        )
    ).all()
    for task_id in waiting:
        finish_task(session, actor, now=now, task_id=task_id)


def _ask_retest(
    session: Session, actor: Actor, score: ScenarioScore, scenario: Scenario, name: str, *, now: datetime
) -> None:
    policy = load(session, actor.store_id, TrainingPolicy)
    day = scoring.retest_on(score.day, policy)
    add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.TRAINING,
        owner_id=actor.staff_id,
        due_at=datetime.combine(day, _RETEST_AT, actor.zone),
        title=Message(N_("Test {name} again: {scenario}"), {"name": name, "scenario": scenario.title}),
        key=f"{_task_prefix(scenario.id, score.staff_id)}{score.id}",
    )
