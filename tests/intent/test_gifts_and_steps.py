"""Gifts in place of cash, next steps, solutions, what a drive needs: the pure rules."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.intent.rules.experiences import fitting
from salesops.intent.rules.gifts import GiftFacts, swap
from salesops.intent.rules.policies import ProfitPolicy, StepPolicy
from salesops.intent.rules.profit import before_vat
from salesops.intent.rules.solutions import SolutionFacts, ranked
from salesops.intent.rules.steps import (
    DriveChecks,
    Standing,
    Step,
    at_risk,
    drive_problem,
    may_correct,
    no_show_at,
    step_problem,
)
from salesops.models.enums import Aspect, EventKind, NextStep, Objection, Profile, SolutionKind, Stage
from tests.builders import NOON, TODAY

POLICY = StepPolicy()


def gift(number: int, face: int, cost: int, taken_up: int = 100) -> GiftFacts:
    return GiftFacts(
        id=number, name=f"Gift {number}", face_value=Decimal(face), cost=Decimal(cost), redemption_percent=taken_up
    )  # fmt: skip


GIFTS = st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 3000), st.integers(0, 100)), max_size=6).map(
    lambda rows: [gift(number, *row) for number, row in enumerate(rows)]
)


@given(st.integers(0, 6000), GIFTS)
def test_a_swap_shows_as_much_and_earns_more(discount: int, gifts: list[GiftFacts]) -> None:
    """Rule I3: gifts of at least the same perceived value, each once, that leave more than the cash."""
    found = swap(Decimal(discount), gifts, ProfitPolicy())
    if found is not None:
        assert found.shown >= discount
        assert found.saved > 0
        assert len({each.id for each in found.gifts}) == len(found.gifts)
        assert abs(before_vat(found.discount, ProfitPolicy()) - found.cost - found.saved) <= Decimal("0.01")


@given(st.integers(1, 9000), GIFTS)
def test_no_other_package_would_cost_less(discount: int, gifts: list[GiftFacts]) -> None:
    """Rule I3: against every package that could be put together."""
    packages = [each for size in range(1, len(gifts) + 1) for each in combinations(gifts, size)]
    costs = [
        sum((gift.expected_cost for gift in each), Decimal(0))
        for each in packages
        if sum(gift.face_value for gift in each) >= discount
    ]
    found = swap(Decimal(discount), gifts, ProfitPolicy())
    if found is not None:
        assert found.cost == min(costs)
    elif costs:
        assert before_vat(Decimal(discount), ProfitPolicy()) - min(costs) < Decimal("0.01")


def test_the_cheapest_gifts_are_chosen() -> None:
    """Rule I3: what is taken up by few costs little; one alone that shows too little does not do."""
    gifts = [gift(1, 3000, 2500), gift(2, 2000, 600), gift(3, 1000, 800, taken_up=50), gift(4, 900, 10)]
    found = swap(Decimal(3000), gifts, ProfitPolicy())
    assert found is not None
    assert {each.id for each in found.gifts} == {2, 3}
    assert found.saved == Decimal("1654.87")  # 3,000 ÷ 1.13 less 600 and 400
    assert swap(Decimal(300), [gift(1, 500, 480)], ProfitPolicy()) is None
    assert swap(Decimal(9000), gifts, ProfitPolicy()) is None


@pytest.mark.parametrize(("days", "fine"), [(-1, False), (0, True), (180, True), (181, False)])
def test_a_next_step_lies_ahead_and_near(days: int, fine: bool) -> None:
    """Rule I6."""
    problem = step_problem(Step(kind=NextStep.CALL, on=TODAY + timedelta(days=days)), TODAY)
    assert (problem is None) is fine


def test_who_needs_somebody_now() -> None:
    """Rules I6 and I9: an open price first, then the overdue step, then standing still; an order stands for itself."""
    stuck = Standing(
        stage=Stage.DRIVEN,
        next_step_on=TODAY - timedelta(days=2),
        last_progress_on=TODAY - timedelta(days=7),
        price_waits=True,
    )
    assert next(reason.text for reason in at_risk(stuck, TODAY, POLICY)) == "waits for a price"
    assert len(at_risk(stuck, TODAY, POLICY)) == 3
    fine = Standing(stage=Stage.VISITED, next_step_on=TODAY, last_progress_on=TODAY - timedelta(days=6))
    assert at_risk(fine, TODAY, POLICY) == ()
    ordered = Standing(stage=Stage.ORDERED, next_step_on=TODAY, last_progress_on=TODAY - timedelta(days=30))
    assert at_risk(ordered, TODAY, POLICY) == ()


def test_an_hour_until_a_no_show_and_two_days_to_correct() -> None:
    """Rule I8."""
    assert no_show_at(NOON, POLICY) == NOON + timedelta(minutes=60)
    assert may_correct(NOON, NOON + timedelta(hours=48), POLICY)
    assert not may_correct(NOON, NOON + timedelta(hours=48, seconds=1), POLICY)


@pytest.mark.parametrize(
    ("seen", "until", "signed", "said"),
    [
        (False, 1, True, "Look at the driving licence"),
        (True, None, True, "has run out"),
        (True, -1, True, "has run out"),
        (True, 0, False, "agreement is not signed"),
        (True, 0, True, None),
    ],
)
def test_what_a_drive_needs(seen: bool, until: int | None, signed: bool, said: str | None) -> None:
    """Rule I5."""
    until_day = None if until is None else TODAY + timedelta(days=until)
    problem = drive_problem(
        DriveChecks(licence_seen=seen, licence_until=until_day, agreement_signed=signed), TODAY
    )
    assert (problem is None) if said is None else (problem is not None and said in problem.text)


def solution(number: int, **values: object) -> SolutionFacts:
    facts = {
        "aspect": Aspect.FUEL,
        "objection": None,
        "kind": SolutionKind.COMPARISON,
        "title": "T",
        "talk_track": "S",
    }
    return SolutionFacts(id=number, **(facts | values))  # type: ignore[arg-type]


def test_solutions_against_this_objection_come_first_then_what_helped() -> None:
    """Rule I1: a model that is not there comes after one that is."""
    objection = next(iter(Objection))
    library = [
        solution(1),
        solution(2, used=10, helped=9),
        solution(3, objection=objection),
        solution(4, aspect=Aspect.SPACE),
        solution(5, objection=objection, used=4, helped=0),
        solution(6, kind=SolutionKind.MODEL, in_stock=False, used=10, helped=10),
    ]
    assert [each.id for each in ranked(Aspect.FUEL, objection, library)] == [3, 5, 2, 1, 6]
    assert next(each.id for each in ranked(Aspect.FUEL, None, library)) == 2


def test_an_experience_is_offered_to_whom_it_fits() -> None:
    """Rule I4: the profile it is made for, else those the kind suits."""
    assert fitting(EventKind.NIGHT_DRIVE, Profile.UNKNOWN)[0] is Profile.BUSINESS
    assert fitting(EventKind.FAMILY_DAY, Profile.UNKNOWN)[0] is Profile.FAMILY
    assert fitting(EventKind.FAMILY_DAY, Profile.BUSINESS) == (Profile.BUSINESS,)
