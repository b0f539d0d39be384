"""Faults of a layout: spacing, walls, entrance, aisle, golden zone (Rule S3)."""

from __future__ import annotations

from salesops.models.enums import MarginClass, Zone
from salesops.showroom.rules.checks import FindingKind, Room, Standing, findings, reachable
from salesops.showroom.rules.geometry import Rect
from salesops.showroom.rules.layout import Spot
from salesops.showroom.rules.policies import LayoutPolicy
from tests.showroom.test_layout import a_car

POLICY = LayoutPolicy()
ROOM = Room(width=20, depth=14, entrance=(10, 0), heading=90)


def standing(
    number: int, x: float, y: float, *, rotation: float = 0, zone: Zone = Zone.LINE, **car: object
) -> Standing:
    rect = Rect(x=x, y=y, length=5.4, width=2.4, rotation=rotation)
    spot = Spot(id=number, code=f"P{number}", rect=rect, zone=zone, attention=0.4)
    return Standing(car=a_car(number, **car), spot=spot, days=1)  # type: ignore[arg-type]


def kinds(*cars: Standing) -> list[tuple[FindingKind, tuple[str, ...]]]:
    found = findings(ROOM, cars, [each.spot for each in cars], POLICY)
    return [(finding.kind, finding.codes) for finding in found]


def test_a_good_layout_has_no_fault() -> None:
    """Rule S3: room between the cars, to the walls, at the door; the golden place to the right of it."""
    golden = standing(1, 15, 5, rotation=45, zone=Zone.GOLDEN, margin=MarginClass.HIGH)
    assert kinds(golden, standing(2, 5, 11), standing(3, 12, 11)) == []


def test_cars_too_close_are_named_with_the_gap() -> None:
    one, other = standing(1, 5, 10), standing(2, 5, 12.9)
    found = findings(ROOM, [one, other], [], POLICY)
    assert [each.kind for each in found] == [FindingKind.TOO_CLOSE, FindingKind.NEAR_WALL]
    assert found[0].sentence.in_english() == "P1 and P2: 1.00 m between the cars, 1.5 m at least."
    assert found[0].urgent


def test_the_wall_and_the_entrance_keep_their_distance() -> None:
    assert kinds(standing(1, 3, 10)) == [(FindingKind.NEAR_WALL, ("P1",))]
    assert (FindingKind.ENTRANCE, ("P1",)) in kinds(standing(1, 10, 3))


def test_the_golden_place_lies_right_and_shows_margin() -> None:
    left = standing(1, 5, 5, zone=Zone.GOLDEN, margin=MarginClass.LOW)
    assert kinds(left) == [(FindingKind.GOLDEN_PLACE, ("P1",)), (FindingKind.GOLDEN_CAR, ("P1",))]


def test_sold_cars_and_old_sights_are_pointed_out() -> None:
    sold = standing(1, 5, 11, for_sale=False)
    assert kinds(sold) == [(FindingKind.SOLD, ("P1",))]
    old = Standing(car=sold.car.__class__(**_fields(sold, for_sale=True)), spot=sold.spot, days=31)
    assert kinds(old) == [(FindingKind.SAME_CAR, ("P1",))]


def _fields(each: Standing, **changes: object) -> dict[str, object]:
    names = each.car.__slots__
    return {name: getattr(each.car, name) for name in names} | changes


def test_an_aisle_reaches_every_car() -> None:
    room = Room(width=12, depth=20, entrance=(6, 0), heading=90)
    behind = Rect(x=6, y=17, length=4.7, width=1.9)
    wall_of_cars = [Rect(x=x, y=8, length=1.9, width=4.7) for x in (1.5, 4.0, 6.5, 9.0, 11.0)]
    assert reachable(room, [behind], aisle=1.8) == [True]
    assert reachable(room, [behind, *wall_of_cars], aisle=1.8)[0] is False


def test_a_narrower_aisle_is_easier_to_keep() -> None:
    room = Room(width=12, depth=20, entrance=(6, 0), heading=90)
    cars = [
        Rect(x=6, y=17, length=4.7, width=1.9),
        Rect(x=3, y=8, length=4.7, width=4),
        Rect(x=9, y=8, length=4.3, width=4),
    ]
    assert reachable(room, cars, aisle=1.8)[0] is False
    assert reachable(room, cars, aisle=1.0)[0] is True
