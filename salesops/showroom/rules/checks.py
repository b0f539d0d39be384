"""Whether a layout keeps its distances, its aisle and its golden zone (Rule S3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import ceil
from typing import TYPE_CHECKING

from salesops.core.i18n import N_, Message
from salesops.models.enums import MarginClass
from salesops.showroom.rules import geometry
from salesops.showroom.rules.geometry import Point, Rect, Sector
from salesops.showroom.rules.layout import ShowCar, Spot
from salesops.showroom.rules.policies import LayoutPolicy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CELL = 0.25
_REACH = 0.6
"""How far beyond the aisle's edge a car may stand and still be reached, in metres."""


class FindingKind(StrEnum):
    """What can be wrong with a layout (Rule S3)."""

    TOO_CLOSE = "too_close"
    NEAR_WALL = "near_wall"
    ENTRANCE = "entrance"
    AISLE = "aisle"
    GOLDEN_CAR = "golden_car"
    GOLDEN_PLACE = "golden_place"
    SOLD = "sold"
    SAME_CAR = "same_car"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The floor: size in metres, entrance, and the direction in which one enters."""

    width: float
    depth: float
    entrance: Point
    heading: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A car on its place, and for how many days it has stood there."""

    car: ShowCar
    spot: Spot
    days: int

    @property
    def rect(self) -> Rect:
        """The floor that the car itself covers."""
        place = self.spot.rect
        return Rect(
            x=place.x, y=place.y, length=self.car.length, width=self.car.width, rotation=place.rotation
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault of the layout: what, in a sentence, at which places."""

    kind: FindingKind
    sentence: Message
    codes: tuple[str, ...]
    urgent: bool


def golden_sector(room: Room, policy: LayoutPolicy) -> Sector:
    """The golden visual zone: to the right of who enters, at 45 degrees unless the store has set another angle."""
    return Sector(
        tip=room.entrance,
        heading=room.heading - policy.golden_degrees,
        half_angle=policy.golden_half_angle,
        near=policy.entrance_clear,
        far=policy.golden_reach,
    )


def findings(
    room: Room, standing: Sequence[Standing], spots: Sequence[Spot], policy: LayoutPolicy
) -> tuple[Finding, ...]:
    """Every fault, the urgent ones first."""
    found = [
        *_distances(room, standing, policy),
        *_aisle(room, standing, policy),
        *_golden(room, standing, spots, policy),
        *_stale(standing, policy),
    ]
    return tuple(sorted(found, key=lambda finding: (not finding.urgent, finding.codes)))


def _distances(room: Room, standing: Sequence[Standing], policy: LayoutPolicy) -> list[Finding]:
    found = []
    for one, other in combinations(standing, 2):
        gap = geometry.distance(one.rect, other.rect)
        if gap < policy.car_gap - 1e-6:
            sentence = Message(
                N_("{one} and {other}: {gap} m between the cars, {least} m at least."),
                {
                    "one": one.spot.code,
                    "other": other.spot.code,
                    "gap": f"{gap:.2f}",
                    "least": policy.car_gap,
                },
            )
            found.append(_finding(FindingKind.TOO_CLOSE, sentence, one, other, urgent=True))
    for each in standing:
        gap = geometry.room_left(each.rect, width=room.width, depth=room.depth)
        if gap < policy.wall_gap - 1e-6:
            sentence = Message(
                N_("{code}: {gap} m to the wall, {least} m at least."),
                {"code": each.spot.code, "gap": f"{max(gap, 0.0):.2f}", "least": policy.wall_gap},
            )
            found.append(_finding(FindingKind.NEAR_WALL, sentence, each, urgent=gap < 0))
        at_door = Rect(x=room.entrance[0], y=room.entrance[1], length=0.2, width=0.2)
        gap = geometry.distance(each.rect, at_door)
        if gap < policy.entrance_clear - 1e-6:
            sentence = Message(
                N_("{code} stands {gap} m from the entrance; {least} m are kept free."),
                {"code": each.spot.code, "gap": f"{gap:.2f}", "least": policy.entrance_clear},
            )
            found.append(_finding(FindingKind.ENTRANCE, sentence, each, urgent=True))
    return found


def _aisle(room: Room, standing: Sequence[Standing], policy: LayoutPolicy) -> list[Finding]:
    reached = reachable(room, [each.rect for each in standing], aisle=policy.aisle)
    return [
        _finding(
            FindingKind.AISLE,
            Message(
                N_("{code} is not reached by an aisle of {aisle} m from the entrance."),
                {"code": each.spot.code, "aisle": policy.aisle},
            ),
            each,
            urgent=True,
        )
        for each, open_way in zip(standing, reached, strict=True)
        if not open_way
    ]


def _golden(
    room: Room, standing: Sequence[Standing], spots: Sequence[Spot], policy: LayoutPolicy
) -> list[Finding]:
    sector = golden_sector(room, policy)
    found = [
        Finding(
            kind=FindingKind.GOLDEN_PLACE,
            sentence=Message(
                N_("{code} is called golden but does not lie to the right of the entrance at {degrees}°."),
                {"code": spot.code, "degrees": policy.golden_degrees},
            ),
            codes=(spot.code,),
            urgent=False,
        )
        for spot in spots
        if spot.golden and not geometry.in_sector((spot.rect.x, spot.rect.y), sector)
    ]
    for each in standing:
        if each.spot.golden and each.car.for_sale and each.car.margin is not MarginClass.HIGH:
            sentence = Message(
                N_("{code} is golden but shows {car} ({margin})."),
                {"code": each.spot.code, "car": each.car.name, "margin": each.car.margin},
            )
            found.append(_finding(FindingKind.GOLDEN_CAR, sentence, each, urgent=False))
    return found


def _stale(standing: Sequence[Standing], policy: LayoutPolicy) -> list[Finding]:
    found = []
    for each in standing:
        values = {"code": each.spot.code, "car": each.car.name, "days": each.days}
        if not each.car.for_sale:
            sentence = Message(N_("{code} shows {car}, which is sold or reserved."), values)
            found.append(_finding(FindingKind.SOLD, sentence, each, urgent=True))
        elif each.days >= policy.same_car_days:
            sentence = Message(N_("{code} has shown {car} for {days} days."), values)
            found.append(_finding(FindingKind.SAME_CAR, sentence, each, urgent=False))
    return found


def reachable(room: Room, cars: Sequence[Rect], *, aisle: float) -> list[bool]:
    """For each car, whether a person in an aisle so wide gets there from the entrance.

    The free floor is looked at in squares of 25 cm: those at least half an aisle away from cars and walls form the
    aisle; a car is reached when the part that begins at the entrance comes close to it.
    """
    import numpy as np
    from scipy import ndimage

    columns, rows = max(ceil(room.width / _CELL), 1), max(ceil(room.depth / _CELL), 1)
    xs = (np.arange(columns) + 0.5) * _CELL
    ys = (np.arange(rows) + 0.5) * _CELL
    gx, gy = np.meshgrid(xs, ys)
    half = aisle / 2 - _CELL / 2
    gaps = [_gap_field(gx, gy, car) for car in cars]
    at_door = np.hypot(gx - room.entrance[0], gy - room.entrance[1]) <= aisle
    wall = np.minimum.reduce([gx, gy, room.width - gx, room.depth - gy])
    free = (wall >= half) | at_door
    for gap in gaps:
        free &= gap >= half
    parts, _count = ndimage.label(free)
    begins = {int(part) for part in np.unique(parts[at_door]) if part}
    way = np.isin(parts, list(begins))
    return [bool((way & (gap <= aisle / 2 + _REACH)).any()) for gap in gaps]


def _gap_field(gx: NDArray[np.float64], gy: NDArray[np.float64], car: Rect) -> NDArray[np.float64]:
    """The distance of each square's middle to a car."""
    import numpy as np

    turn = np.radians(car.rotation)
    dx, dy = gx - car.x, gy - car.y
    along = np.abs(dx * np.cos(turn) + dy * np.sin(turn)) - car.length / 2
    across = np.abs(-dx * np.sin(turn) + dy * np.cos(turn)) - car.width / 2
    gap: NDArray[np.float64] = np.hypot(np.maximum(along, 0.0), np.maximum(across, 0.0))
    return gap


def _finding(kind: FindingKind, sentence: Message, *standing: Standing, urgent: bool) -> Finding:
    return Finding(
        kind=kind, sentence=sentence, codes=tuple(each.spot.code for each in standing), urgent=urgent
    )
