"""The showroom to scale: places, cars on them, rounds with defects, the ways people took."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from salesops.demo.people import Team
from salesops.demo.world import World
from salesops.models import (
    FloorPlan,
    FloorSlot,
    Footfall,
    Inspection,
    InspectionItem,
    InspectionResult,
    PathObservation,
    Placement,
    Vehicle,
)
from salesops.models.enums import CheckResult, InspectionArea, VehicleKind, Zone

_SLOTS = (
    ("G1", 16.0, 7.6, 40, Zone.GOLDEN),
    ("G2", 20.2, 5.6, 40, Zone.GOLDEN),
    ("H1", 12.0, 12.5, 90, Zone.HERO),
    ("L1", 3.9, 8.0, 0, Zone.LINE),
    ("L2", 3.9, 12.0, 0, Zone.LINE),
    ("L3", 3.9, 16.0, 0, Zone.LINE),
    ("W1", 25.5, 4.3, 90, Zone.WINDOW),
    ("W2", 25.5, 11.0, 90, Zone.WINDOW),
    ("W3", 25.5, 17.7, 90, Zone.WINDOW),
)
_AREAS = (
    (Zone.RECEPTION, 5.5, 2.8, 3.6, 2.4),
    (Zone.LOUNGE, 15.5, 16.6, 6.5, 4.6),
    (Zone.WALL, 8.0, 19.8, 5.5, 1.6),
    (Zone.DELIVERY, 0.5, 18.6, 6.0, 3.0),
)
"""Parts of the floor without cars: zone, lower left corner, width and depth in metres."""
_ITEMS: tuple[tuple[InspectionArea, int, bool, tuple[str, str]], ...] = (
    (
        InspectionArea.CAR_OUTSIDE,
        2,
        True,
        ("车身无灰尘、指纹、水渍", "No dust, finger marks or water stains"),
    ),
    (InspectionArea.CAR_OUTSIDE, 1, True, ("轮毂标志摆正，轮胎干净", "Wheel logos upright, tyres clean")),
    (
        InspectionArea.CAR_INSIDE,
        2,
        True,
        ("座椅、方向盘在标准位置，脚垫平整", "Seats and wheel in position, mats straight"),
    ),
    (
        InspectionArea.CAR_INSIDE,
        1,
        True,
        ("屏幕干净，演示模式打开，音量适中", "Screen clean, demo mode on, volume low"),
    ),
    (
        InspectionArea.SPEC_CARD,
        3,
        True,
        ("参数价格牌与当前车型资料一致", "Spec card agrees with the catalogue"),
    ),
    (InspectionArea.LOUNGE, 2, False, ("饮品不少于三种，点心新鲜", "Three drinks at least, fresh snacks")),
    (InspectionArea.LOUNGE, 1, False, ("季节主题布置到位", "Season theme in place")),
    (InspectionArea.HALL, 2, False, ("地面干燥，灯光完好，温度 22–26 ℃", "Floor dry, lights on, 22–26 °C")),
    (InspectionArea.HALL, 3, False, ("消防通道畅通", "Fire exits free")),
    (InspectionArea.HALL, 1, False, ("宣传单页为当月版本", "Leaflets are this month's")),
    (
        InspectionArea.TEST_CAR,
        2,
        False,
        ("试驾车干净，油量或电量足够", "Test cars clean, enough fuel or charge"),
    ),
    (
        InspectionArea.PEOPLE,
        1,
        False,
        ("着装、胸牌规范，门口有人站岗", "Uniform and badge, somebody at the door"),
    ),
)
_ROUTES = (
    ((Zone.RECEPTION, Zone.GOLDEN, Zone.HERO, Zone.LOUNGE), 0.34),
    ((Zone.RECEPTION, Zone.GOLDEN, Zone.WINDOW, Zone.HERO, Zone.LOUNGE), 0.2),
    ((Zone.GOLDEN, Zone.WALL, Zone.HERO, Zone.LINE), 0.16),
    ((Zone.RECEPTION, Zone.LINE, Zone.HERO, Zone.LOUNGE), 0.14),
    ((Zone.HERO, Zone.GOLDEN, Zone.WINDOW), 0.1),
    ((Zone.RECEPTION, Zone.LOUNGE, Zone.DELIVERY), 0.06),
)


def build(world: World, team: Team) -> None:
    """The floor plan with its cars, the last weeks' rounds, paths and footfall."""
    plan_id = world.add(
        FloorPlan,
        name=world.word(("一楼展厅", "Ground floor")),
        width_m=Decimal(30),
        depth_m=Decimal(22),
        entrance_x=Decimal(12),
        entrance_y=Decimal(0),
        entrance_heading=90,
        fixtures=[
            {"zone": zone.value, "x": x, "y": y, "width": width, "depth": depth}
            for zone, x, y, width, depth in _AREAS
        ],
    )
    places = [
        world.add(
            FloorSlot,
            plan_id=plan_id,
            code=code,
            x=Decimal(str(x)),
            y=Decimal(str(y)),
            length_m=Decimal("5.2"),
            width_m=Decimal("2.2"),
            rotation=turn,
            zone=zone,
        )
        for code, x, y, turn, zone in _SLOTS
    ]
    shown = [row for row in world.rows(Vehicle) if row["kind"] is VehicleKind.DISPLAY]
    for at, (slot_id, car) in enumerate(zip(places, shown, strict=False)):
        since = world.at(world.today - timedelta(days=12 + 5 * at), 8.5)
        world.add(Placement, slot_id=slot_id, vehicle_id=car["id"], since=since, staff_id=team.manager_id)
    _rounds(world, team, [car["id"] for car in shown[: len(places)]])
    _flow(world, team)


def _rounds(world: World, team: Team, cars: list[int]) -> None:
    items = [
        (
            world.add(InspectionItem, area=area, title=world.word(title), severity=severity, per_car=per_car),
            per_car,
        )
        for area, severity, per_car, title in _ITEMS
    ]
    for back in range(1, 15):
        day = world.today - timedelta(days=back)
        started = world.at(day, 15.1)
        round_id = world.add(
            Inspection,
            day=day,
            started_at=started,
            finished_at=started + timedelta(minutes=24),
            staff_id=team.supervisor_ids[back % 2],
        )
        for item_id, per_car in items:
            for car in cars[back % 3 :: 3] if per_car else [None]:
                _check(world, team, back, inspection_id=round_id, item_id=item_id, vehicle_id=car)


def _check(world: World, team: Team, back: int, **link: int | None) -> None:
    failed = world.chance(0.09)
    found = world.at(world.today - timedelta(days=back), 15.3)
    open_still = failed and back <= 2
    fixed = found + timedelta(hours=world.dice.choice((2, 3, 20)))
    world.add(
        InspectionResult,
        **link,
        result=CheckResult.FAIL if failed else CheckResult.PASS,
        note=world.word(("当日整改", "Mend the same day")) if failed else "",
        owner_id=world.dice.choice(team.sellers).staff_id if failed else None,
        due_at=found + timedelta(hours=24) if failed else None,
        fixed_at=fixed if failed and not open_still and world.past(fixed) else None,
        rechecked_at=fixed + timedelta(hours=2) if failed and not open_still and back > 3 else None,
        rechecked_by=team.manager_id if failed and not open_still and back > 3 else None,
    )


def _flow(world: World, team: Team) -> None:
    for back in range(28):
        day = world.today - timedelta(days=back)
        weekend = day.weekday() >= 5
        for hour in range(9, 18):
            if not world.past(world.at(day, hour + 1)):
                break
            usual = (9 if weekend else 5) * (1.5 if hour in (14, 15) else 1.0)
            world.add(Footfall, day=day, hour=hour, people=max(0, round(world.dice.gauss(usual, 2))))
        for _ in range(6 if weekend else 3):
            at = world.at(day, world.dice.uniform(9.5, 17.5))
            if world.past(at):
                route = world.pick(dict(_ROUTES))
                stops = [{"zone": zone.value, "seconds": world.dice.randint(25, 420)} for zone in route]
                world.add(
                    PathObservation,
                    day=day,
                    at=at,
                    stops=stops,
                    staff_id=world.dice.choice(team.reception_ids),
                )
