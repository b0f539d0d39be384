"""The floor as the picture wants it: places, areas, cars, routes (Rules S2, S3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pages._ui import format as fmt
from pages._ui.floorplan import Area, Floor, Place, PlacedCar, Route
from salesops.core.i18n import _, label, pgettext
from salesops.models.enums import MarginClass, Zone
from salesops.showroom.queries import FloorCar, FloorView
from salesops.showroom.rules.geometry import Point, centre_of
from salesops.showroom.rules.paths import Route as WalkedRoute

_OLD_DAYS = 45


def floor_of(
    view: FloorView, *, heat: Mapping[Zone, float] | None = None, routes: Sequence[Route] = ()
) -> Floor:
    """The room with its areas and places; `heat` is the share of parties by zone."""
    shares = heat or {}
    shown = heat is not None
    golden = Area(label=_("Golden visual zone"), corners=view.golden, golden=True)
    return Floor(
        width=view.room.width,
        depth=view.room.depth,
        entrance=view.room.entrance,
        heading=view.room.heading,
        areas=(
            golden,
            *(
                Area(
                    label=area.name or (label(area.zone) if area.zone else ""),
                    corners=area.corners,
                    heat=shares.get(area.zone, 0.0) if shown and area.zone else None,
                )
                for area in view.areas
            ),
        ),
        places=tuple(
            Place(
                id=spot.id,
                label=spot.code,
                x=spot.rect.x,
                y=spot.rect.y,
                length=spot.rect.length,
                width=spot.rect.width,
                rotation=spot.rect.rotation,
                golden=spot.golden,
                heat=shares.get(spot.zone, 0.0) if shown else None,
            )
            for spot in view.spots
        ),
        routes=tuple(routes),
    )


def placed(cars: Iterable[FloorCar], *, movable: bool) -> list[PlacedCar]:
    """The cars with what one decides from: margin and age, sold or old said in words too."""
    return [
        PlacedCar(
            id=each.car.id,
            label=each.series or each.car.name,
            place_id=each.car.spot_id,
            caption=caption(each),
            tone=_tone(each),
            movable=movable,
        )
        for each in cars
    ]


def caption(each: FloorCar) -> str:
    """Margin and age, or that it is sold."""
    if not each.car.for_sale:
        return label(each.status)
    return _("{margin} · {days} d", margin=_margin(each.car.margin), days=each.car.age_days)


def _margin(margin: MarginClass) -> str:
    """In a word that fits on a car."""
    return {
        MarginClass.HIGH: pgettext("margin", "high"),
        MarginClass.MIDDLE: pgettext("margin", "middle"),
        MarginClass.LOW: pgettext("margin", "low"),
    }[margin]


def _tone(each: FloorCar) -> str:
    if not each.car.for_sale:
        return "alarm"
    if each.car.age_days >= _OLD_DAYS:
        return "warn"
    return "good" if each.car.margin is MarginClass.HIGH else "quiet"


def name(each: FloorCar) -> str:
    """A car in a list: model, colour, last digits, age."""
    return _(
        "{model}, {colour}, {vin}, {days} d",
        model=each.car.name,
        colour=each.colour or fmt.NOTHING,
        vin=each.vin[-6:],
        days=each.car.age_days,
    )


def centres(view: FloorView) -> dict[Zone, Point]:
    """A point for each zone: the middle of its area, else of its places."""
    found: dict[Zone, Point] = {}
    for area in view.areas:
        if area.zone is not None:
            found.setdefault(area.zone, centre_of(area.corners))
    for zone in Zone:
        spots = [(spot.rect.x, spot.rect.y) for spot in view.spots if spot.zone is zone]
        if spots:
            found.setdefault(zone, centre_of(spots))
    return found


def drawn_routes(view: FloorView, routes: Sequence[WalkedRoute]) -> list[Route]:
    """The common routes as lines from the entrance through the zones."""
    at = centres(view)
    return [
        Route(
            points=(view.room.entrance, *(at[zone] for zone in route.zones if zone in at)),
            weight=route.share,
            label=fmt.percent(route.share, 0),
        )
        for route in routes
    ]
