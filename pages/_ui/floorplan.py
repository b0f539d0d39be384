"""The showroom to scale as one picture: places, cars that move by mouse, finger or keyboard, heat and routes (S2, S3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import streamlit as st

from pages._ui import assets, state
from salesops.core.i18n import _

_PLAN = st.components.v2.component(
    "salesops_floorplan",
    html=assets.text("floorplan.html"),
    css=assets.text("floorplan.css"),
    js=assets.text("floorplan.js"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place for one car: centre and size in metres from the lower left corner, turned counter-clockwise."""

    id: int
    label: str
    x: float
    y: float
    length: float
    width: float
    rotation: float = 0
    golden: bool = False
    heat: float | None = None
    """Share of attention between 0 and 1 (Rule S2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A part of the floor with a name: reception, lounge, the golden zone. Corners in metres."""

    label: str
    corners: tuple[tuple[float, float], ...]
    golden: bool = False
    heat: float | None = None
    """Share of attention between 0 and 1 (Rule S2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedCar:
    """A car on a place, or waiting off the floor when `place_id` is None."""

    id: int
    label: str
    place_id: int | None
    caption: str = ""
    tone: str = "quiet"
    """quiet, good, warn or alarm; the caption says the same in words."""
    movable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way that visitors took: points in metres, and how many took it."""

    points: tuple[tuple[float, float], ...]
    weight: float = 1
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The room: size in metres, entrance with the direction one looks in (degrees, counter-clockwise from right)."""

    width: float
    depth: float
    entrance: tuple[float, float]
    heading: float = 90
    places: tuple[Place, ...] = ()
    areas: tuple[Area, ...] = ()
    routes: tuple[Route, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One move that the user made: a car to a place, off the floor (`to_place` None), or swapped with another."""

    car_id: int
    from_place: int | None
    to_place: int | None
    swap_with: int | None
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the picture allows: revision of the state shown, moving, the proposed moves to draw as arrows."""

    revision: int
    on_move: Callable[[Move], Any] | None = None
    proposed: Mapping[int, int] = field(default_factory=dict)
    """Car id to place id: drawn as an arrow (the proposed layout)."""
    tray: bool = True
    free: bool = True
    """Whether places without a car are called free; not where the picture is about heat and routes."""


def floor_plan(floor: Floor, cars: Sequence[PlacedCar], *, key: str, options: Options) -> None:
    """Draw the floor. A move calls `options.on_move(Move)` as a callback, before the page is drawn again.

    The database stays the truth: the picture shows what `cars` say, so a refused move goes back by itself. A move
    made on an old picture carries the old revision; the operation compares.
    """
    handler = options.on_move

    def moved() -> None:
        raw = getattr(state.widget(key, None), "moved", None)
        if handler is not None and raw:
            handler(_move(raw))

    data = {
        "floor": _floor(floor),
        "cars": [asdict(car) for car in cars],
        "proposed": [{"car": car, "place": place} for car, place in options.proposed.items()],
        "revision": options.revision,
        "enabled": handler is not None,
        "tray": options.tray,
        "free": options.free,
        "texts": _texts(),
    }
    _PLAN(key=key, data=data, on_moved_change=moved)


def _floor(floor: Floor) -> dict[str, Any]:
    return {
        "width": floor.width,
        "depth": floor.depth,
        "entrance": list(floor.entrance),
        "heading": floor.heading,
        "places": [asdict(place) for place in floor.places],
        "areas": [asdict(area) for area in floor.areas],
        "routes": [asdict(route) for route in floor.routes],
    }


def _move(raw: Mapping[str, Any]) -> Move:
    return Move(
        car_id=int(raw["car"]),
        from_place=raw["from"],
        to_place=raw["to"],
        swap_with=raw["swap"],
        revision=int(raw["revision"]),
    )


def _texts() -> dict[str, str]:
    return {
        "plan": _("Floor plan of the showroom"),
        "entrance": _("Entrance"),
        "golden": _("Golden visual zone"),
        "tray": _("Off the floor"),
        "empty": _("free"),
        "metres": _("{n} m"),
        "help": _(
            "Drag a car to a place. With the keyboard: Enter picks up, arrow keys choose, Enter puts down, Escape leaves it."
        ),
        "picked": _("{car} picked up. Choose a place with the arrow keys."),
        "over": _("{car} over {place}"),
        "dropped": _("{car} put on {place}"),
        "cancelled": _("{car} stays where it was"),
        "at": _("{car} on {place}"),
    }
