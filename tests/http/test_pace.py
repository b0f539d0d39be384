"""A sender who is too quick waits, and nobody else does (Rule L7)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from salesops.http.pace import Pace


def test_too_many_requests_at_once_wait_and_time_lets_them_in_again() -> None:
    pace = Pace(at_once=2, per_second=0.5)
    assert [pace.wait("a", now=0) for _ in range(3)] == [0, 0, 2]
    assert pace.wait("b", now=0) == 0
    assert pace.wait("a", now=2) == 0


@given(st.lists(st.floats(min_value=0, max_value=5), max_size=60))
def test_no_more_pass_than_the_pace_allows(gaps: list[float]) -> None:
    pace, now, passed = Pace(at_once=3, per_second=1), 0.0, 0
    for gap in gaps:
        now += gap
        passed += pace.wait("a", now=now) == 0
    assert passed <= 3 + now + 1e-6
