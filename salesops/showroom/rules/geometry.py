"""Turned rectangles on the floor: corners, overlap, distances, the golden sector (Rule S3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, inf, radians, sin

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rect:
    """A car or a place seen from above: centre and size in metres, turned by degrees counter-clockwise."""

    x: float
    y: float
    length: float
    width: float
    rotation: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """A wedge of the floor: its tip, the direction of its middle, half its opening (degrees), near and far."""

    tip: Point
    heading: float
    half_angle: float
    near: float
    far: float


def corners(rect: Rect) -> tuple[Point, ...]:
    """The four corners, counter-clockwise."""
    along = (cos(radians(rect.rotation)), sin(radians(rect.rotation)))
    across = (-along[1], along[0])
    half_length, half_width = rect.length / 2, rect.width / 2
    return tuple(
        (
            rect.x + u * half_length * along[0] + v * half_width * across[0],
            rect.y + u * half_length * along[1] + v * half_width * across[1],
        )
        for u, v in ((1, 1), (-1, 1), (-1, -1), (1, -1))
    )


def overlap(one: Rect, other: Rect) -> bool:
    """Whether two rectangles share some floor; touching edges do not count."""
    first, second = corners(one), corners(other)
    for rect in (one, other):
        for angle in (rect.rotation, rect.rotation + 90):
            axis = (cos(radians(angle)), sin(radians(angle)))
            low, high = _shadow(first, axis)
            other_low, other_high = _shadow(second, axis)
            if high <= other_low + 1e-9 or other_high <= low + 1e-9:
                return False
    return True


def distance(one: Rect, other: Rect) -> float:
    """The gap between two rectangles in metres; nothing when they overlap."""
    if overlap(one, other):
        return 0.0
    first, second = corners(one), corners(other)
    return min(*(_to_edges(point, second) for point in first), *(_to_edges(point, first) for point in second))


def room_left(rect: Rect, *, width: float, depth: float) -> float:
    """The gap to the nearest wall; negative when a corner stands outside the room."""
    return min(min(x, y, width - x, depth - y) for x, y in corners(rect))


def in_sector(point: Point, sector: Sector) -> bool:
    """Whether a point lies in a wedge of the floor."""
    dx, dy = point[0] - sector.tip[0], point[1] - sector.tip[1]
    reach = hypot(dx, dy)
    if not sector.near <= reach <= sector.far:
        return False
    middle = (cos(radians(sector.heading)), sin(radians(sector.heading)))
    return dx * middle[0] + dy * middle[1] >= reach * cos(radians(sector.half_angle)) - 1e-9


def sector_outline(sector: Sector, *, width: float, depth: float) -> tuple[Point, ...]:
    """The wedge as a polygon, cut to the room."""
    steps = 8
    angles = [
        radians(sector.heading - sector.half_angle + 2 * sector.half_angle * step / steps)
        for step in range(steps + 1)
    ]
    arc = [(sector.far, angle) for angle in angles] + [(sector.near, angle) for angle in reversed(angles)]
    return tuple(
        (
            min(max(sector.tip[0] + reach * cos(angle), 0.0), width),
            min(max(sector.tip[1] + reach * sin(angle), 0.0), depth),
        )
        for reach, angle in arc
    )


def centre_of(points: Sequence[Point]) -> Point:
    """The middle of a shape's corners."""
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _shadow(points: Sequence[Point], axis: Point) -> tuple[float, float]:
    along = [x * axis[0] + y * axis[1] for x, y in points]
    return min(along), max(along)


def _to_edges(point: Point, shape: Sequence[Point]) -> float:
    nearest = inf
    for (ax, ay), (bx, by) in zip(shape, (*shape[1:], shape[0]), strict=True):
        dx, dy = bx - ax, by - ay
        size = dx * dx + dy * dy
        share = ((point[0] - ax) * dx + (point[1] - ay) * dy) / size if size else 0.0
        share = min(max(share, 0.0), 1.0)
        nearest = min(nearest, hypot(point[0] - ax - share * dx, point[1] - ay - share * dy))
    return nearest
