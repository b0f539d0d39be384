"""The planned rota: no gap, fair, away from what people are booked for."""

from __future__ import annotations

import itertools
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesops.core.calendar import OpeningHours
from salesops.planning.rules.policies import RotaPolicy
from salesops.planning.rules.rota import Receiver, Rota, plan_rota, slots, turns_owed
from tests.bench.rota import four_weeks
from tests.builders import TODAY, ZONE, at

HOURS = OpeningHours(opens=time(9), closes=time(18))
POLICY = RotaPolicy()
WEEK = [date(2026, 11, 23) + timedelta(days=n) for n in range(7)]


def planned(receivers: list[Receiver], days: list[date] = WEEK) -> Rota:
    return plan_rota(slots(days, HOURS, POLICY, ZONE), receivers, POLICY)


def test_every_opening_minute_has_somebody_in_order() -> None:
    """Rule M5."""
    turns = planned([Receiver(staff_id=n) for n in (1, 2, 3)], [TODAY]).turns
    assert turns[0].starts_at == at(9)
    assert turns[-1].ends_at == at(18)
    assert all(before.ends_at == after.starts_at for before, after in itertools.pairwise(turns))
    assert all(sorted(turn.order) == [1, 2, 3] for turn in turns)


def test_the_next_in_order_heads_the_next_turn() -> None:
    """Rule M5: a queue that moves up."""
    turns = planned([Receiver(staff_id=n) for n in range(1, 5)], [TODAY]).turns
    assert all(before.order[1] == after.order[0] for before, after in itertools.pairwise(turns))


def test_a_day_off_is_kept_and_the_week_stays_fair() -> None:
    """Rule M5: within one turn of the fair share given presence."""
    receivers = [Receiver(staff_id=n, away=frozenset({WEEK[n]})) for n in range(5)]
    rota = planned(receivers)
    assert all(
        n not in turn.order for turn in rota.turns for n in range(5) if turn.starts_at.date() == WEEK[n]
    )
    fair = 7 * 18 / 5
    assert all(abs(count - fair) <= 1 for count in rota.heads.values())


def test_who_is_booked_does_not_head_the_turn() -> None:
    """Rule M5: training and appointments."""
    busy = Receiver(staff_id=1, busy=((at(10), at(12)),))
    turns = planned([busy, Receiver(staff_id=2)], [TODAY]).turns
    during = [turn for turn in turns if at(10) <= turn.starts_at < at(12)]
    assert [turn.order for turn in during] == [(2,)] * 4


def test_rather_somebody_booked_than_nobody() -> None:
    """Rule M5: no gap."""
    rota = planned([Receiver(staff_id=1, busy=((at(9), at(18)),))], [TODAY])
    assert not rota.gaps
    assert {turn.order for turn in rota.turns} == {(1,)}


def test_a_supervisor_stands_in_only_when_no_consultant_is_there() -> None:
    """Rule M5."""
    stand_in = Receiver(staff_id=9, stand_in=True)
    with_help = planned([Receiver(staff_id=1), stand_in], [TODAY])
    assert set(with_help.heads) == {1}
    alone = planned([Receiver(staff_id=1, away=frozenset({TODAY})), stand_in], [TODAY])
    assert set(alone.heads) == {9}


def test_a_day_without_anybody_is_named_as_a_gap() -> None:
    assert len(planned([Receiver(staff_id=1, away=frozenset({TODAY}))], [TODAY]).gaps) == 18


def test_turns_of_earlier_days_count() -> None:
    """Rule M5: fair over the weeks."""
    past = [(TODAY - timedelta(days=1), 1)] * 10 + [(TODAY - timedelta(days=1), 2)] * 4
    assert turns_owed(past, [Receiver(staff_id=1), Receiver(staff_id=2)]) == {1: -3.0, 2: 3.0}
    receivers = [Receiver(staff_id=1), Receiver(staff_id=2)]
    rota = plan_rota(slots([TODAY], HOURS, POLICY, ZONE), receivers, POLICY, owed={1: -3.0, 2: 3.0})
    assert rota.heads[2] > rota.heads[1]


@settings(max_examples=25)
@given(st.data())
def test_no_gap_and_fair_whatever_the_days_off(data: st.DataObject) -> None:
    """Rule M5."""
    people = data.draw(st.integers(2, 12))
    receivers = [
        Receiver(staff_id=n, away=frozenset({WEEK[data.draw(st.integers(0, 6))]})) for n in range(people)
    ]
    rota = planned(receivers)
    there = {day: sum(day not in r.away for r in receivers) for day in WEEK}
    assert len(rota.turns) == 18 * sum(1 for count in there.values() if count)
    for receiver in receivers:
        fair = sum(18 / there[day] for day in WEEK if day not in receiver.away)
        assert abs(rota.heads.get(receiver.staff_id, 0) - fair) < 1.0 + 1e-6


@pytest.mark.parametrize("people", [3, 8, 20])
def test_four_weeks_have_no_uncovered_minute_and_are_fair(people: int) -> None:
    """Rule M5: days off, appointments, training for all at once; within one turn of the fair share after each week."""
    for week in four_weeks(people):
        assert not week.rota.gaps
        assert not week.uncovered
        for day in week.days:
            turns = [turn for turn in week.rota.turns if turn.starts_at.date() == day]
            assert (turns[0].starts_at, turns[-1].ends_at) == (at(9, day=day), at(18, day=day))
            assert all(one.ends_at == next_one.starts_at for one, next_one in itertools.pairwise(turns))
        assert week.furthest <= 1
