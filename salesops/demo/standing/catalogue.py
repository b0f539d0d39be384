"""Ten models of a brand that does not exist, with believable prices, sizes and consumption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from salesops.demo.rows import Row
from salesops.demo.texts import points
from salesops.demo.world import Model, Pair, World
from salesops.models import CarModel
from salesops.models.enums import MarginClass, Power

_I, _H, _P, _E, _B = Power.ICE, Power.HEV, Power.PHEV, Power.EREV, Power.BEV
_HIGH, _MIDDLE, _LOW = MarginClass.HIGH, MarginClass.MIDDLE, MarginClass.LOW


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trim:
    """A trim of the catalogue; `a_day` are its orders on an ordinary day, `size` its length and width in metres."""

    code: str
    series: Pair
    trim: Pair
    power: Power
    price: int
    cost: int
    margin: MarginClass
    a_day: float
    size: tuple[str, str]
    seats: int = 5
    litres: str = ""
    kwh: str = ""
    reach: int | None = None
    lead_time: int = 24
    part: str = ""
    changed: int = 160


_TRIMS: tuple[_Trim, ...] = (
    _Trim(
        code="YCS3", series=("云驰 S3", "Yunchi S3"), trim=("1.5L 舒适版", "1.5 Comfort"), power=_I, price=86800,
        cost=83300, margin=_LOW, a_day=0.34, size=("4.52", "1.78"), litres="6.1", lead_time=20,
    ),
    _Trim(
        code="YCS5", series=("云驰 S5", "Yunchi S5"), trim=("1.5T 尊享版", "1.5T Premium"), power=_I, price=119800,
        cost=114700, margin=_LOW, a_day=0.62, size=("4.68", "1.84"), litres="6.9", lead_time=21, changed=38,
    ),
    _Trim(
        code="YCX5", series=("云驰 X5", "Yunchi X5"), trim=("2.0T 四驱版", "2.0T AWD"), power=_I, price=159800,
        cost=152400, margin=_MIDDLE, a_day=0.13, size=("4.72", "1.88"), litres="8.1", lead_time=28, part="slow",
    ),
    _Trim(
        code="YCL6", series=("云驰 L6", "Yunchi L6"), trim=("2.0L 混动领先版", "2.0 Hybrid"), power=_H, price=149800,
        cost=142600, margin=_MIDDLE, a_day=0.74, size=("4.86", "1.85"), litres="4.6", lead_time=30, part="scarce",
    ),
    _Trim(
        code="YHS6", series=("远航 S6", "Yuanhang S6"), trim=("1.5L 插混 100km 进取版", "1.5 PHEV 100"), power=_P,
        price=129800, cost=123700, margin=_MIDDLE, a_day=0.50, size=("4.78", "1.84"), litres="4.7", kwh="14.2",
        reach=100,
    ),
    _Trim(
        code="YHM7", series=("远航 M7", "Yuanhang M7"), trim=("1.5T 插混 120km 尊荣版", "1.5T PHEV 120"), power=_P,
        price=189800, cost=179200, margin=_HIGH, a_day=0.42, size=("4.92", "1.92"), seats=6, litres="5.2", kwh="16.8",
        reach=120, lead_time=26,
    ),
    _Trim(
        code="YHX8", series=("远航 X8", "Yuanhang X8"), trim=("增程 180km 豪华版", "EREV 180 Luxury"), power=_E,
        price=209800, cost=197800, margin=_HIGH, a_day=0.21, size=("4.98", "1.94"), litres="6.0", kwh="18.6",
        reach=180, lead_time=28,
    ),
    _Trim(
        code="YHM9", series=("远航 M9", "Yuanhang M9"), trim=("增程 210km 旗舰版", "EREV 210 Flagship"), power=_E,
        price=249800, cost=234300, margin=_HIGH, a_day=0.28, size=("5.08", "1.96"), seats=6, litres="6.3", kwh="19.8",
        reach=210, lead_time=30,
    ),
    _Trim(
        code="JGE3", series=("极光 E3", "Jiguang E3"), trim=("520km 长续航版", "520 Long Range"), power=_B,
        price=139800, cost=133200, margin=_MIDDLE, a_day=0.50, size=("4.62", "1.83"), kwh="12.9", reach=520,
        lead_time=22, changed=24,
    ),
    _Trim(
        code="JGE7", series=("极光 E7", "Jiguang E7"), trim=("680km 四驱性能版", "680 AWD Performance"), power=_B,
        price=219800, cost=206900, margin=_HIGH, a_day=0.21, size=("4.94", "1.91"), kwh="15.6", reach=680,
        lead_time=26,
    ),
)  # fmt: skip
_BY_CODE = {each.code: each for each in _TRIMS}


def put_up(world: World) -> list[Row]:
    """The models of the brand."""
    return [_model(world, each) for each in _TRIMS]


def _model(world: World, each: _Trim) -> Row:
    series, trim = world.say(each.series), world.say(each.trim)
    return world.rows.add(
        CarModel,
        code=each.code,
        brand=world.say(("星驰", "Xingchi")),
        series=series,
        trim=world.say((f"{world.story.anchor.year}款 {trim}", trim)),
        name=f"{series} {trim}",
        model_year=world.story.anchor.year,
        power=each.power,
        list_price=Decimal(each.price),
        purchase_cost=Decimal(each.cost),
        floor_gross_profit=Decimal(_floor(each.price)),
        rebate=Decimal(_rebate(each.price)),
        margin_class=each.margin,
        seats=each.seats,
        length_m=Decimal(each.size[0]),
        width_m=Decimal(each.size[1]),
        fuel_l_per_100km=Decimal(each.litres) if each.litres else None,
        power_kwh_per_100km=Decimal(each.kwh) if each.kwh else None,
        electric_range_km=each.reach,
        lead_time_days=each.lead_time,
        selling_points={
            profile: [world.say(text) for text in texts] for profile, texts in points.of(each.code).items()
        },
        spec_changed_on=world.story.anchor - timedelta(days=each.changed),
    )


def _floor(price: int) -> int:
    return round(price * 0.018 / 100) * 100


def _rebate(price: int) -> int:
    return round(price * 0.016 / 100) * 100


def models_of(rows: Sequence[Row]) -> list[Model]:
    """The models as the demo needs them; one that a person has added sells now and then."""
    return [_as_model(row) for row in rows if row["active"]]


def _as_model(row: Row) -> Model:
    line = _BY_CODE.get(row["code"])
    return Model(
        id=row["id"],
        code=row["code"],
        name=row["name"],
        power=Power(row["power"]),
        price=int(row["list_price"]),
        cost=int(row["purchase_cost"]),
        rebate=int(row["rebate"]),
        floor=int(row["floor_gross_profit"]),
        a_day=line.a_day if line else 0.02,
        lead_time=row["lead_time_days"],
        part=line.part if line else "",
    )
