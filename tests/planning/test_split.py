"""Deviations are split without a rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.planning.rules.split import ChainSplit, split_chain, split_mix

NAMES = ("leads", "visits", "test_drives", "orders")


def chain(*counts: float) -> list[tuple[str, float]]:
    return list(zip(NAMES, counts, strict=True))


def parts(found: ChainSplit) -> dict[str, float]:
    return {step.figure: round(step.part, 2) for step in found.steps}


def test_the_example_of_the_trade_splits_as_reckoned() -> None:
    """Rule R1: volume −2.21, visits −3.82, drives +1.82, closing 0."""
    found = split_chain(chain(900, 90, 54, 18.9), chain(1000, 120, 66, 23.1))
    assert parts(found) == {"leads": -2.21, "visits": -3.82, "test_drives": 1.82, "orders": 0.0}


def test_a_day_without_anything_is_explained_by_its_volume() -> None:
    found = split_chain(chain(0, 0, 0, 0), chain(10, 4, 2, 1))
    assert parts(found) == {"leads": -1.0, "visits": 0.0, "test_drives": 0.0, "orders": 0.0}


def test_drives_that_were_not_recorded_are_left_out_of_the_chain() -> None:
    """Rule R1: orders without a drive mean that drives were not written down."""
    found = split_chain(chain(10, 4, 0, 2), chain(10, 4, 2, 1))
    assert [step.figure for step in found.steps] == ["leads", "visits", "orders"]
    assert parts(found)["orders"] == 1.0


counts = st.lists(st.integers(0, 400), min_size=4, max_size=4)
means = st.lists(st.integers(0, 3200).map(lambda eighths: eighths / 8), min_size=4, max_size=4)


@given(counts, means)
def test_the_parts_of_a_chain_add_up_to_the_deviation(now: list[int], before: list[float]) -> None:
    """Rule R1: exactly, whatever is nothing."""
    found = split_chain(chain(*now), chain(*before))
    assert sum(step.part for step in found.steps) == pytest.approx(now[-1] - before[-1], abs=1e-6, rel=1e-9)


def test_every_channel_may_hold_and_the_total_still_fall() -> None:
    """Rule R1: mix −0.89 points, rate +0.08 points."""
    now = {"media": (0.021 * 400, 400), "video": (0.016 * 480, 480), "referral": (0.12 * 120, 120)}
    before = {"media": (0.02 * 500, 500), "video": (0.015 * 300, 300), "referral": (0.12 * 200, 200)}
    found = split_mix(now, before)
    assert found is not None
    assert (found.before, found.now) == (pytest.approx(0.0385), pytest.approx(0.03048))
    assert (round(found.mix * 100, 2), round(found.rate * 100, 2)) == (-0.89, 0.08)


def test_without_cases_there_is_nothing_to_split() -> None:
    assert split_mix({"a": (0, 0)}, {"a": (1, 10)}) is None


groups = st.dictionaries(
    st.integers(0, 5),
    st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=1,
)


@given(groups, groups)
def test_mix_and_rate_add_up_to_the_change(
    now: dict[int, tuple[int, int]], before: dict[int, tuple[int, int]]
) -> None:
    """Rule R1: exactly, also when channels come and go."""
    found = split_mix(now, before)
    assert found is not None
    assert found.mix + found.rate == pytest.approx(found.now - found.before, abs=1e-9)
