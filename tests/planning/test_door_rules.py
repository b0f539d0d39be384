"""The order at the door, read from its log."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from salesops.models.enums import ReceptionEventKind as Kind
from salesops.planning.rules.door import DoorEvent, Line, Plan, Standing, fair_band, line
from salesops.planning.rules.policies import DoorPolicy
from tests.builders import at

POLICY = DoorPolicy()
PLAN = Plan(opens_at=at(9), order=(3, 1, 2))


def log(*entries: tuple[int, Kind, int]) -> list[DoorEvent]:
    """Events as (minutes after opening, kind, person)."""
    return [DoorEvent(at=at(9) + timedelta(minutes=m), kind=kind, staff_id=who) for m, kind, who in entries]


MORNING = ((0, Kind.CHECK_IN, 1), (1, Kind.CHECK_IN, 2), (2, Kind.CHECK_IN, 3))


def read(*entries: tuple[int, Kind, int], plan: Plan = PLAN, now: datetime | None = None) -> Line:
    return line(log(*MORNING, *entries), plan, POLICY, now=now or at(17))


def order(found: Line) -> list[int]:
    return [p.staff_id for p in found.people]


def standing(found: Line, staff_id: int) -> Standing:
    person = found.of(staff_id)
    assert person is not None
    return person.standing


def test_who_is_on_time_stands_as_planned() -> None:
    """Rule M5."""
    found = read()
    assert order(found) == [3, 1, 2]
    assert (found.now, found.next) == (3, 1)


def test_who_is_late_goes_to_the_tail() -> None:
    """Rule M5: later than five minutes after opening."""
    found = line(log((0, Kind.CHECK_IN, 1), (20, Kind.CHECK_IN, 3)), PLAN, POLICY, now=at(17))
    assert order(found) == [1, 3]


def test_a_turn_leads_to_the_tail() -> None:
    """Rule M5."""
    busy = read((10, Kind.TAKE, 3))
    assert (busy.now, standing(busy, 3)) == (1, Standing.BUSY)
    assert order(read((10, Kind.TAKE, 3), (60, Kind.FREE, 3))) == [1, 2, 3]


def test_an_appointed_customer_uses_no_turn() -> None:
    """Rule M5: back to the head."""
    found = read((10, Kind.APPOINTED, 2), (60, Kind.FREE, 2))
    assert order(found) == [2, 3, 1]
    person = found.of(2)
    assert person is not None
    assert (person.turns, person.own) == (0, 1)


def test_a_wrong_turn_uses_no_turn() -> None:
    """Rule M5: a visit shorter than three minutes."""
    found = read((10, Kind.TAKE, 3), (12, Kind.FREE, 3))
    assert order(found) == [3, 1, 2]
    person = found.of(3)
    assert person is not None
    assert person.turns == 0


def test_a_skip_loses_the_turn_and_three_end_the_turns() -> None:
    """Rule M5."""
    once = read((10, Kind.SKIP, 3))
    assert order(once) == [1, 2, 3]
    skips = [(10, Kind.SKIP, 3), (20, Kind.SKIP, 3)]
    twice = read(*skips, now=at(10)).of(3)
    assert twice is not None
    assert twice.flagged
    assert standing(read(*skips, (30, Kind.SKIP, 3), now=at(10)), 3) is Standing.STOPPED
    assert standing(read(*skips, (30, Kind.SKIP, 3), now=at(14)), 3) is Standing.WAITING


def test_a_moment_away_keeps_the_place_and_a_long_one_loses_it() -> None:
    """Rule M5."""
    away = read((10, Kind.AWAY, 3), now=at(9, 12))
    assert (away.now, standing(away, 3)) == (1, Standing.AWAY)
    assert order(read((10, Kind.AWAY, 3), (20, Kind.BACK, 3))) == [3, 1, 2]
    assert order(read((10, Kind.AWAY, 3), (40, Kind.BACK, 3))) == [1, 2, 3]


def test_who_expects_a_customer_is_passed_over_but_keeps_the_place() -> None:
    """Rule M5."""
    plan = Plan(opens_at=at(9), order=(3, 1, 2), holds={3: ((at(9, 45), at(10, 15)),)})
    during = read(plan=plan, now=at(10))
    assert (during.now, order(during)[0], standing(during, 3)) == (1, 3, Standing.RESERVED)
    assert read(plan=plan, now=at(11)).now == 3


def test_when_everybody_is_busy_nobody_is_now() -> None:
    """Rule M5."""
    found = read(*((10 + n, Kind.TAKE, who) for n, who in enumerate((3, 1, 2))))
    assert found.now is None


def test_the_log_can_be_replayed_to_any_moment() -> None:
    """Rule M5: disputes are replayed."""
    events = ((10, Kind.TAKE, 3), (60, Kind.FREE, 3))
    assert standing(read(*events, now=at(9, 30)), 3) is Standing.BUSY
    assert standing(read(*events, now=at(9, 5)), 3) is Standing.AT_DOOR


def test_fair_turns_have_a_band() -> None:
    low, high = fair_band([4, 4, 4])
    assert low < 4 < high
    assert fair_band([]) == (0, 0)


steps = st.lists(st.tuples(st.integers(3, 479), st.sampled_from(list(Kind)), st.integers(1, 4)), max_size=40)


@given(steps)
def test_nobody_stands_twice_and_nobody_is_lost(entries: list[tuple[int, Kind, int]]) -> None:
    """Rule M5: whatever is logged."""
    found = read(*sorted(entries, key=lambda entry: entry[0]))
    people = order(found)
    came = {1, 2, 3} | {who for _, kind, who in entries if kind is Kind.CHECK_IN}
    assert sorted(people) == sorted(came)
    assert sum(p.standing is Standing.AT_DOOR for p in found.people) <= 1


@given(st.integers(1, 6), st.integers(0, 40))
def test_turns_taken_in_order_stay_within_one_of_each_other(people: int, walk_ins: int) -> None:
    """Rule M5: fair."""
    events = [DoorEvent(at=at(9), kind=Kind.CHECK_IN, staff_id=n) for n in range(1, people + 1)]
    moment = at(9)
    for _ in range(walk_ins):
        moment += timedelta(minutes=10)
        head = line(events, PLAN, POLICY, now=moment).now
        assert head is not None
        events.append(DoorEvent(at=moment, kind=Kind.TAKE, staff_id=head))
        events.append(DoorEvent(at=moment + timedelta(minutes=9), kind=Kind.FREE, staff_id=head))
    turns = [p.turns for p in line(events, PLAN, POLICY, now=moment + timedelta(hours=1)).people]
    assert max(turns) - min(turns) <= 1
