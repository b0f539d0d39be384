"""Profiles against peers with small numbers drawn in, goals, and honest verdicts (Rules T2, T3)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.models.enums import FunnelStep, Verdict
from salesops.training.rules.coaching import (
    Cases,
    Scored,
    effect,
    explanation,
    proposed_goal,
    reached,
    standings,
    strongest,
    verdict,
    weakest,
)
from salesops.training.rules.policies import CoachingPolicy

POLICY = CoachingPolicy()
WEAK, GOOD, NEW = 1, 2, 3


def closing(*people: tuple[int, int, int]) -> dict[FunnelStep, dict[int, Cases]]:
    return {FunnelStep.CLOSE: {who: Cases(hits=hits, cases=cases) for who, hits, cases in people}}


TEAM = closing((WEAK, 7, 132), (GOOD, 40, 150), (NEW, 0, 4), (4, 36, 160), (5, 33, 150))


def test_a_weak_closer_is_named_with_how_little_luck_explains() -> None:
    found = standings(WEAK, TEAM)
    weak = weakest(found, POLICY)
    assert weak is not None
    assert weak.step is FunnelStep.CLOSE
    assert weak.certain
    assert "7 of 132" in explanation(weak).in_english()


def test_a_newcomer_with_four_visits_is_not_called_weak() -> None:
    assert weakest(standings(NEW, TEAM), POLICY) is None


def test_small_numbers_are_drawn_towards_the_average() -> None:
    found = standings(NEW, TEAM)[0]
    assert 0 < found.shrunk < (found.peers.rate or 0)


def test_a_figure_of_which_less_is_better_is_turned_round() -> None:
    waits = {FunnelStep.RECEIVE: {1: Cases(hits=60, cases=100), 2: Cases(hits=10, cases=100)}}
    assert weakest(standings(1, waits), POLICY) is not None
    assert strongest(standings(2, waits), POLICY) is not None
    goal = proposed_goal(standings(1, waits)[0])
    assert 0.1 < goal < 0.6
    assert reached("wait_over_limit", goal - 0.01, goal)
    assert not reached("wait_over_limit", goal + 0.01, goal)


def test_a_goal_lies_half_way_to_the_others() -> None:
    found = standings(WEAK, TEAM)[0]
    assert found.shrunk < proposed_goal(found) < (found.peers.rate or 0)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((5, 100), (20, 100), Verdict.WORKED),
        ((20, 100), (10, 100), Verdict.DID_NOT),
        ((10, 100), (12, 100), Verdict.UNCLEAR),
        ((5, 100), (0, 3), Verdict.UNCLEAR),
        ((5, 100), (0, 0), Verdict.UNCLEAR),
    ],
)
def test_a_plan_is_judged_by_its_figure(
    before: tuple[int, int], after: tuple[int, int], said: Verdict
) -> None:
    """Rules T3, R8."""
    found = verdict(
        "close_rate", Cases(hits=before[0], cases=before[1]), Cases(hits=after[0], cases=after[1])
    )
    assert found is said


@given(
    st.dictionaries(
        st.integers(1, 8),
        st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, 80), st.just(n))),
        max_size=8,
    )
)
def test_rates_stay_shares_whatever_the_cases(people: dict[int, tuple[int, int]]) -> None:
    """A rate by period may have more hits than cases; it counts as all of them."""
    team = closing(*((who, hits, cases) for who, (hits, cases) in people.items()))
    for who in people:
        for found in standings(who, team):
            assert 0 <= found.shrunk <= 1
            assert found.own.hits <= found.own.cases


def scored(*people: tuple[float, int]) -> list[Scored]:
    return [
        Scored(staff_id=n, name=f"P{n}", share=share, passed=share >= 0.7, figure=Cases(hits=hits, cases=100))
        for n, (share, hits) in enumerate(people)
    ]


def test_three_people_are_too_few_to_tell() -> None:
    """Rule T2."""
    found = effect(scored((0.5, 10), (0.7, 20), (0.9, 30)), "close_rate", "Close rate")
    assert "too few" in found.sentence.in_english()
    assert found.tau is None


def test_a_score_that_goes_with_the_figure_is_said_without_claiming_a_cause() -> None:
    """Rule T2."""
    people = scored((0.4, 5), (0.5, 8), (0.6, 12), (0.7, 15), (0.8, 20), (0.9, 28))
    found = effect(people, "close_rate", "Close rate")
    assert found.tau == pytest.approx(1.0)
    assert "does not prove" in found.sentence.in_english()
    assert found.change is not None
    assert found.change.p_value < 0.05


def test_scores_that_are_all_equal_say_nothing() -> None:
    """Rule T2."""
    found = effect(scored(*((0.8, n) for n in range(5, 12))), "close_rate", "Close rate")
    assert found.tau is None
    assert "chance" in found.sentence.in_english()
