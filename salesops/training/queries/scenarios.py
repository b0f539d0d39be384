"""Scenarios, who stands where in them, the history of each person, and whether it shows in the business (Rule T2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.core.calendar import DAY, Period
from salesops.kpi.figures import Dimension
from salesops.kpi.measure import measure
from salesops.kpi.registry import FIGURES
from salesops.models import Scenario, ScenarioScore, Staff
from salesops.models.enums import Role
from salesops.training.rules import coaching, scoring
from salesops.training.rules.policies import TrainingPolicy

HISTORY_DAYS = 365
"""How far back assessments are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioRow:
    """A role play as it is now."""

    id: int
    title: str
    situation: str
    rubric: tuple[scoring.Criterion, ...]
    full_marks: int
    pass_mark: int
    figure: str
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One assessment of one person, with the criteria of its day."""

    id: int
    scenario_id: int
    scenario: str
    staff_id: int
    staff: str
    assessor: str
    day: date
    given: tuple[scoring.Given, ...]
    total: int
    of: int
    passed: bool
    note: str
    attempt: int
    """The how-manieth try of this person in this scenario."""

    @property
    def share(self) -> float:
        """The points as a share of all."""
        return self.total / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one person stands in one scenario: his last try, None when he was never assessed."""

    staff_id: int
    staff: str
    scenario_id: int
    scenario: str
    last: ScoreRow | None
    retest_by: date | None
    """The day by which he is to be tested again, when his last try failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything of assessments: scenarios, the year's scores (newest first), who stands where (most urgent first)."""

    scenarios: tuple[ScenarioRow, ...]
    scores: tuple[ScoreRow, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreEffect:
    """Who was assessed in a scenario with his figure of the last days, and what can be said of the connection."""

    scored: tuple[coaching.Scored, ...]
    effect: coaching.Effect
    days: int


def scenarios(session: Session, viewer: Actor) -> list[ScenarioRow]:
    """Every scenario, the active ones first."""
    rows = session.scalars(
        select(Scenario)
        .where(Scenario.store_id == viewer.store_id)
        .order_by(Scenario.active.desc(), Scenario.title)
    )
    return [_scenario(row) for row in rows]


def scores(session: Session, viewer: Actor, *, since: date, limit: int = 1000) -> list[ScoreRow]:
    """Assessments since a day, the newest first; a consultant sees his own."""
    assessor = aliased(Staff)
    statement = (
        select(ScenarioScore, Scenario.title, Scenario.rubric, Staff.name, assessor.name)
        .join(Scenario, Scenario.id == ScenarioScore.scenario_id)
        .join(Staff, Staff.id == ScenarioScore.staff_id)
        .outerjoin(assessor, assessor.id == ScenarioScore.assessor_id)
        .where(ScenarioScore.store_id == viewer.store_id, ScenarioScore.day >= since)
        .order_by(ScenarioScore.at, ScenarioScore.id)
        .limit(limit)
    )
    if not viewer.may(Permission.RUN_TRAINING):
        statement = statement.where(ScenarioScore.staff_id == viewer.staff_id)
    tries: dict[tuple[int, int], int] = {}
    found = []
    for row in session.execute(statement):
        score: ScenarioScore = row[0]
        key = (score.scenario_id, score.staff_id)
        tries[key] = tries.get(key, 0) + 1
        found.append(_score(row, tries[key]))
    return found[::-1]


def board(session: Session, viewer: Actor, *, now: datetime) -> Board:
    """Scenarios, a year of assessments, and where everybody stands, in three statements."""
    today = viewer.today(now)
    roles = scenarios(session, viewer)
    given = scores(session, viewer, since=today - timedelta(days=HISTORY_DAYS))
    policy = load(session, viewer.store_id, TrainingPolicy)
    people = _consultants(session, viewer, today)
    return Board(
        scenarios=tuple(roles), scores=tuple(given), places=tuple(_places(roles, given, people, policy))
    )


def score_effect(
    session: Session, viewer: Actor, *, now: datetime, scenario: ScenarioRow
) -> ScoreEffect | None:
    """Whether last scores go together with the scenario's figure; None for one without a figure (Rule T2)."""
    if scenario.figure not in FIGURES:
        return None
    today = viewer.today(now)
    policy = load(session, viewer.store_id, TrainingPolicy)
    period = Period.days(policy.figure_days, today + DAY)
    found = measure(session, viewer.store_id, [scenario.figure], period, by=Dimension.STAFF, now=now)
    last: dict[int, ScoreRow] = {}
    for row in scores(session, viewer, since=today - timedelta(days=HISTORY_DAYS)):
        if row.scenario_id == scenario.id:
            last.setdefault(row.staff_id, row)
    scored = tuple(
        coaching.Scored(
            staff_id=row.staff_id,
            name=row.staff,
            share=row.share,
            passed=row.passed,
            figure=_cases(found.get(row.staff_id, {}).get(scenario.figure)),
        )
        for row in sorted(last.values(), key=lambda each: each.staff_id)
    )
    effect = coaching.effect(scored, scenario.figure, FIGURES[scenario.figure].name)
    return ScoreEffect(scored=scored, effect=effect, days=policy.figure_days)


def _places(
    roles: Sequence[ScenarioRow],
    given: Sequence[ScoreRow],
    people: Sequence[tuple[int, str]],
    policy: TrainingPolicy,
) -> list[Place]:
    """Everybody in every active scenario, whoever must be tested first, first."""
    last: dict[tuple[int, int], ScoreRow] = {}
    for row in given:  # the newest comes first
        last.setdefault((row.scenario_id, row.staff_id), row)
    places = []
    for staff_id, name in people:
        for scenario in roles:
            if not scenario.active:
                continue
            found = last.get((scenario.id, staff_id))
            retest_by = scoring.retest_on(found.day, policy) if found and not found.passed else None
            places.append(
                Place(
                    staff_id=staff_id,
                    staff=name,
                    scenario_id=scenario.id,
                    scenario=scenario.title,
                    last=found,
                    retest_by=retest_by,
                )
            )
    return sorted(places, key=_urgency)


def _cases(measured: Any) -> coaching.Cases:
    if measured is None:
        return coaching.Cases(hits=0, cases=0)
    return coaching.Cases(hits=int(measured.numerator or 0), cases=int(measured.denominator or 0))


def _urgency(place: Place) -> tuple[int, date, int, int]:
    """Re-tests by their day, then whoever was never assessed, then the rest."""
    if place.retest_by is not None:
        return (0, place.retest_by, place.staff_id, place.scenario_id)
    never = place.last is None
    return (1 if never else 2, place.last.day if place.last else date.min, place.staff_id, place.scenario_id)


def _consultants(session: Session, viewer: Actor, today: date) -> list[tuple[int, str]]:
    statement = (
        select(Staff.id, Staff.name)
        .where(
            Staff.store_id == viewer.store_id,
            Staff.role == Role.CONSULTANT,
            or_(Staff.left_on.is_(None), Staff.left_on > today),
        )
        .order_by(Staff.id)
    )
    if not viewer.may(Permission.RUN_TRAINING):
        statement = statement.where(Staff.id == viewer.staff_id)
    return [(row.id, row.name) for row in session.execute(statement)]


def _scenario(row: Scenario) -> ScenarioRow:
    rubric = scoring.rubric_of(row.rubric)
    return ScenarioRow(
        id=row.id,
        title=row.title,
        situation=row.situation,
        rubric=rubric,
        full_marks=scoring.full_marks(rubric),
        pass_mark=row.pass_mark,
        figure=row.figure,
        active=row.active,
    )


def _score(row: Any, attempt: int) -> ScoreRow:
    score, title, rubric, staff, assessor = row
    given = scoring.given_of(score.points, scoring.rubric_of(rubric))
    return ScoreRow(
        id=score.id,
        scenario_id=score.scenario_id,
        scenario=title,
        staff_id=score.staff_id,
        staff=staff,
        assessor=assessor or "",
        day=score.day,
        given=given,
        total=score.total,
        of=sum(each.of for each in given),
        passed=score.passed,
        note=score.note,
        attempt=attempt,
    )
