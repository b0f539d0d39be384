"""Which car should stand where (Rules S3, V6)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesops.models.enums import MarginClass, Zone
from salesops.showroom.rules.geometry import Rect
from salesops.showroom.rules.layout import (
    ShowCar,
    Spot,
    attention_of,
    fits,
    layout_score,
    propose,
    worth,
)
from salesops.showroom.rules.policies import LayoutPolicy

POLICY = LayoutPolicy()


def a_spot(number: int, zone: Zone = Zone.LINE, attention: float = 0.4, length: float = 5.4) -> Spot:
    rect = Rect(x=5.0 * number, y=5, length=length, width=2.4)
    return Spot(id=number, code=f"P{number}", rect=rect, zone=zone, attention=attention)


def a_car(number: int, margin: MarginClass = MarginClass.MIDDLE, **values: object) -> ShowCar:
    made = ShowCar(
        id=number,
        name=f"Car {number}",
        model_id=number,
        margin=margin,
        age_days=10,
        length=4.7,
        width=1.9,
    )
    return replace(made, **values)  # type: ignore[arg-type]


cars = st.builds(
    lambda margin, age, sold, length, model: {
        "margin": margin,
        "age_days": age,
        "for_sale": not sold,
        "length": length,
        "model_id": model,
    },
    st.sampled_from(MarginClass),
    st.integers(0, 200),
    st.booleans(),
    st.floats(3.8, 5.8),
    st.integers(1, 4),
)


@settings(max_examples=60)
@given(
    drafts=st.lists(cars, max_size=9),
    zones=st.lists(st.tuples(st.sampled_from(Zone), st.floats(0, 1)), min_size=1, max_size=6),
    data=st.data(),
)
def test_the_proposal_is_never_worse_than_today(
    drafts: list[dict[str, object]], zones: list[tuple[Zone, float]], data: st.DataObject
) -> None:
    """Rule S3: by its own score; every car and every place is used once at most."""
    spots = [a_spot(number, zone, attention) for number, (zone, attention) in enumerate(zones, 1)]
    order = data.draw(st.permutations([spot.id for spot in spots]))
    floor = [
        a_car(number, **draft, spot_id=order[number - 1] if number <= len(order) else None)  # type: ignore[arg-type]
        for number, draft in enumerate(drafts, 1)
    ]
    found = propose(floor, spots, POLICY)
    assert found.score_then >= found.score_now - 1e-9
    assert (
        len({car for car, _ in found.layout}) == len({spot for _, spot in found.layout}) == len(found.layout)
    )
    by_id = {car.id: car for car in floor}
    by_spot = {spot.id: spot for spot in spots}
    if found.score_then > found.score_now:
        assert all(fits(by_id[car], by_spot[spot]) for car, spot in found.layout)
    then = [(by_id[car], by_spot[spot]) for car, spot in found.layout]
    assert layout_score(then, POLICY) == pytest.approx(found.score_then)


def test_the_golden_zone_gets_the_high_margin() -> None:
    """Rule S3: golden visual zone holds high-margin cars, and the reason says so."""
    spots = [a_spot(1, Zone.GOLDEN, 0.85), a_spot(2, Zone.LINE, 0.4)]
    low, high = a_car(1, MarginClass.LOW, spot_id=1), a_car(2, MarginClass.HIGH, spot_id=2)
    found = propose([low, high], spots, POLICY)
    assert found.layout == ((1, 2), (2, 1))
    assert found.high_margin_then > found.high_margin_now
    assert found.gain > 0
    first = found.moves[0]
    assert (first.car.id, first.to_spot and first.to_spot.code) == (2, "P1")
    assert "golden zone" in first.reason.in_english()
    assert "85%" in first.reason.in_english()


def test_age_makes_a_car_worth_more_attention() -> None:
    """Rule V6: age steers the layout too, up to a limit."""
    young, aged, ancient = (a_car(1, age_days=days) for days in (44, 70, 400))
    assert worth(young, POLICY) < worth(aged, POLICY) < worth(ancient, POLICY)
    assert worth(ancient, POLICY) == 60 + 30


def test_equal_cars_are_not_pushed_about() -> None:
    spots = [a_spot(1, attention=0.41), a_spot(2, attention=0.4)]
    found = propose([a_car(1, spot_id=1), a_car(2, spot_id=2, age_days=46)], spots, POLICY)
    assert found.moves == ()
    assert found.gain == 0


def test_a_sold_car_leaves_for_one_of_the_stock() -> None:
    spots = [a_spot(1)]
    found = propose([a_car(1, spot_id=1, for_sale=False), a_car(2)], spots, POLICY)
    assert found.layout == ((2, 1),)
    assert [move.to_spot for move in found.moves if move.car.id == 1] == [None]


def test_no_model_comes_from_stock_a_third_time() -> None:
    spots = [a_spot(number) for number in range(1, 5)]
    found = propose([a_car(number, MarginClass.HIGH, model_id=7) for number in range(1, 6)], spots, POLICY)
    assert len(found.layout) == 2


def test_a_car_that_is_too_long_does_not_get_the_place() -> None:
    found = propose([a_car(1, length=5.6), a_car(2)], [a_spot(1, length=5.0)], POLICY)
    assert found.layout == ((2, 1),)


def test_the_floor_shows_the_range() -> None:
    """Rule S3: a second car of a dear model does not push out the only one of another."""
    spots = [a_spot(1, Zone.GOLDEN, 0.85), a_spot(2)]
    dear = [a_car(number, MarginClass.HIGH, model_id=1) for number in (1, 2)]
    only = a_car(3, MarginClass.LOW, model_id=2, spot_id=2)
    found = propose([*dear, only], spots, POLICY)
    assert {car for car, _ in found.layout} == {1, 3}


def test_an_empty_room_has_an_empty_proposal() -> None:
    found = propose([], [], POLICY)
    assert (found.layout, found.gain) == ((), 0)


def test_attention_is_the_usual_until_enough_was_seen() -> None:
    """Rule S2: few observations are drawn to what is usual for the zone."""
    assert attention_of(Zone.GOLDEN, stopped=0, parties=0, policy=POLICY) == 0.85
    few = attention_of(Zone.GOLDEN, stopped=0, parties=3, policy=POLICY)
    many = attention_of(Zone.GOLDEN, stopped=0, parties=300, policy=POLICY)
    assert 0.7 < few < 0.85
    assert many < 0.1
