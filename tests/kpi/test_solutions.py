"""Which solutions move orders: those shown one against those who were not, said as honestly as the cases allow (Rule I1)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.core.i18n import render
from salesops.intent.rules.solutions import effect_finding
from salesops.kpi.effect import Group, judged
from salesops.kpi.solutions import solution_cases, solution_effects
from salesops.kpi.statistics import difference_of_rates
from salesops.models import Feedback, Solution, SolutionOffer
from salesops.models.enums import Aspect, Objection, SolutionKind
from tests.builders import NOON, TODAY, StoreFixture, a_customer, an_order, at

SAID = TODAY - timedelta(days=60)


def a_solution(
    session: Session, store: StoreFixture, objection: Objection | None = Objection.PRICE
) -> Solution:
    row = Solution(
        store_id=store.id, aspect=Aspect.PRICE, objection=objection, kind=SolutionKind.DEMONSTRATION,
        title="Gifts", talk_track="Say it",
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def said(
    session: Session, store: StoreFixture, *, day: date = SAID, liked: bool = False, shown: Solution | None = None,
    shown_after: timedelta = timedelta(hours=1), ordered_after: int | None = None,
) -> None:  # fmt: skip
    """A customer with a price concern; shown a solution so long after, ordering so many days after."""
    customer = a_customer(session, store.id)
    moment = at(10, day=day)
    feedback = Feedback(
        store_id=store.id, customer_id=customer.id, at=moment, day=day, aspect=Aspect.PRICE, liked=liked,
        objection=None if liked else Objection.PRICE,
    )  # fmt: skip
    session.add(feedback)
    session.flush()
    if shown is not None:
        session.add(
            SolutionOffer(
                store_id=store.id, solution_id=shown.id, feedback_id=feedback.id, at=moment + shown_after
            )
        )
    if ordered_after is not None:
        an_order(session, store, customer_id=customer.id, ordered_on=day + timedelta(days=ordered_after))
    session.flush()


def test_both_groups_are_followed_for_the_same_days(session: Session, store: StoreFixture) -> None:
    """Rule I1: shown within a day, ordered within 30; who came back later, or is not over yet, does not tilt it."""
    gifts = a_solution(session, store)
    said(session, store, shown=gifts, ordered_after=29)
    said(session, store, shown=gifts, ordered_after=30)
    said(session, store, shown=gifts)
    said(session, store, shown=gifts, shown_after=timedelta(days=3), ordered_after=5)
    said(session, store, ordered_after=0)
    said(session, store)
    said(session, store, liked=True, ordered_after=1)
    said(session, store, day=TODAY - timedelta(days=29), shown=gifts, ordered_after=1)
    [found] = solution_effects(session, store.manager, now=NOON).values()
    assert (found.shown, found.others) == (Group(cases=3, ordered=1), Group(cases=3, ordered=2))
    assert found.days == 30
    assert not found.enough
    cases = solution_cases(session, store.manager, now=NOON, solution_id=gifts.id)
    assert [case.shown for case in cases] == [True] * 3 + [False] * 3
    assert sum(case.ordered_on is not None for case in cases) == 3


def test_without_an_objection_of_its_own_a_solution_answers_the_aspect(
    session: Session, store: StoreFixture
) -> None:
    general, other = a_solution(session, store, None), a_solution(session, store, Objection.SPACE)
    said(session, store, shown=general)
    assert set(solution_effects(session, store.manager, now=NOON)) == {general.id}
    assert other.id not in solution_effects(session, store.manager, now=NOON)


@pytest.mark.parametrize(
    ("shown", "others", "finding"),
    [
        ((9, 29), (3, 80), "too few cases"),
        ((30, 60), (28, 60), "−14 to +21 points, can be chance"),
        ((30, 60), (6, 60), "+24 to +53 points, not chance"),
        ((6, 60), (30, 60), "−53 to −24 points, not chance"),
    ],
)
def test_the_finding_says_only_what_the_cases_carry(
    shown: tuple[int, int], others: tuple[int, int], finding: str
) -> None:
    """Rule I1: with the interval, and with 'too few' below the store's limit of a small sample."""
    pair = Group(ordered=shown[0], cases=shown[1]), Group(ordered=others[0], cases=others[1])
    assert render(effect_finding(judged({1: pair}, days=30, least=30)[1])) == finding
    assert render(effect_finding(None)) == "no case yet"


def test_twenty_solutions_tested_together_are_judged_together() -> None:
    """One of twenty looks good by chance: alone 'not chance', among twenty alike ones no longer."""
    lucky = Group(ordered=24, cases=60), Group(ordered=13, cases=60)
    alike = Group(ordered=15, cases=60), Group(ordered=15, cases=60)
    assert judged({1: lucky}, days=30, least=30)[1].certain
    assert not judged({1: lucky} | dict.fromkeys(range(2, 21), alike), days=30, least=30)[1].certain


def test_the_interval_of_a_difference_agrees_with_its_definition() -> None:
    """Two Wilson scores joined; wide for few cases, within -1 and 1, None without cases."""
    found = difference_of_rates(56, 70, 48, 80)
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5))
    certain = difference_of_rates(10, 10, 0, 20)
    assert certain is not None
    assert certain.high == 1.0
    assert difference_of_rates(0, 0, 1, 2) is None
