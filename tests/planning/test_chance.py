"""What chance alone does."""

from __future__ import annotations

import pytest

from salesops.planning.rules.chance import adjusted, fewer, more


def test_the_examples_of_the_trade() -> None:
    """Rule M2: 21 after 140 in four times the days is not chance, 9 after 56 may be."""
    assert fewer(21, 7, 140, 28) == pytest.approx(0.0142, abs=0.001)
    assert fewer(9, 7, 56, 28) == pytest.approx(0.137, abs=0.001)
    assert more(30, 7, 56, 28) < 0.001


def test_nothing_to_compare_is_chance() -> None:
    assert fewer(0, 7, 0, 28) == more(0, 7, 0, 28) == fewer(1, 0, 3, 28) == 1.0


def test_many_looks_are_corrected() -> None:
    assert adjusted([0.01, 0.5, 0.9]) == pytest.approx([0.03, 0.75, 0.9])
    assert adjusted([]) == []
