"""Turned rectangles on the floor (Rule S3)."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from salesops.showroom.rules.geometry import (
    Rect,
    Sector,
    corners,
    distance,
    in_sector,
    overlap,
    room_left,
    sector_outline,
)

coordinate = st.floats(0, 20, allow_nan=False)
rects = st.builds(
    Rect,
    x=coordinate,
    y=coordinate,
    length=st.floats(2, 6),
    width=st.floats(1, 3),
    rotation=st.integers(-180, 360),
)


@given(one=rects, other=rects)
def test_overlap_and_distance_are_symmetric(one: Rect, other: Rect) -> None:
    """Rule S3: who stands too close does not depend on who is asked."""
    assert overlap(one, other) == overlap(other, one)
    assert distance(one, other) == pytest.approx(distance(other, one))


@given(one=rects, other=rects)
def test_a_distance_means_no_overlap(one: Rect, other: Rect) -> None:
    if distance(one, other) > 1e-6:
        assert not overlap(one, other)


@given(rect=rects, turn=st.integers(0, 3))
def test_half_turns_change_nothing(rect: Rect, turn: int) -> None:
    turned = Rect(
        x=rect.x, y=rect.y, length=rect.length, width=rect.width, rotation=rect.rotation + 180 * turn
    )
    assert overlap(rect, turned)
    assert sorted(round(x, 4) for x, _ in corners(rect)) == sorted(round(x, 4) for x, _ in corners(turned))


@given(one=rects, dx=st.floats(-30, 30), dy=st.floats(-30, 30))
def test_a_far_copy_is_as_far_as_it_was_pushed_at_most(one: Rect, dx: float, dy: float) -> None:
    pushed = (dx**2 + dy**2) ** 0.5
    assume(pushed > 0.1)
    copy = Rect(x=one.x + dx, y=one.y + dy, length=one.length, width=one.width, rotation=one.rotation)
    assert distance(one, copy) <= pushed + 1e-6


def test_two_cars_side_by_side() -> None:
    one = Rect(x=5, y=5, length=4.8, width=1.9, rotation=90)
    other = Rect(x=8.4, y=5, length=4.8, width=1.9, rotation=90)
    assert not overlap(one, other)
    assert distance(one, other) == pytest.approx(1.5)


def test_turning_a_car_can_close_the_gap() -> None:
    """Rule S3: spacing is measured between the turned outlines, not between the places' centres."""
    one = Rect(x=5, y=5, length=4.8, width=1.9, rotation=90)
    turned = Rect(x=8.4, y=5, length=4.8, width=1.9, rotation=45)
    assert distance(one, turned) < 0.5


def test_edges_that_touch_share_no_floor() -> None:
    one = Rect(x=1, y=1, length=2, width=2)
    other = Rect(x=3, y=1, length=2, width=2)
    assert not overlap(one, other)
    assert distance(one, other) == pytest.approx(0)


def test_the_room_ends_at_the_wall() -> None:
    rect = Rect(x=3, y=2, length=4, width=2)
    assert room_left(rect, width=20, depth=10) == pytest.approx(1)
    assert room_left(Rect(x=1, y=2, length=4, width=2), width=20, depth=10) == pytest.approx(-1)


GOLDEN = Sector(tip=(10, 0), heading=45, half_angle=30, near=3, far=12)


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ((15, 5), True),
        ((10, 8), False),
        ((5, 5), False),
        ((11, 1), False),
        ((20, 10), False),
        ((17, 3), True),
    ],
)
def test_the_golden_sector_lies_to_the_right_of_who_enters(point: tuple[float, float], inside: bool) -> None:
    """Rule S3: right of the entrance, 45 degrees; one enters at the bottom, looking up."""
    assert in_sector(point, GOLDEN) is inside


def test_the_outline_stays_in_the_room() -> None:
    outline = sector_outline(GOLDEN, width=18, depth=9)
    assert all(0 <= x <= 18 and 0 <= y <= 9 for x, y in outline)
