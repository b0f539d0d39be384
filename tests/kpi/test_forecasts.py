"""How good forecasts are: what was stated against what came."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.kpi.forecasts import Pair, accuracy


def test_accuracy_is_what_was_not_missed() -> None:
    """Rule M10."""
    assert accuracy([Pair(stated=4, came=3), Pair(stated=0, came=0)]) == 0.75
    assert accuracy([Pair(stated=0, came=0)]) is None


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1))
def test_accuracy_lies_between_nothing_and_all(pairs: list[tuple[int, int]]) -> None:
    """Rule M10."""
    found = accuracy(Pair(stated=a, came=b) for a, b in pairs)
    assert found is None or 0 <= found <= 1
    if all(a == b for a, b in pairs) and any(a for a, _ in pairs):
        assert found == pytest.approx(1)
