"""Rounds through the showroom, what is found, which way people go, how many come (Rules S1, S2, S5)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from salesops.core.i18n import N_, Message
from salesops.demo.days import tasks
from salesops.demo.days.visits import day_weight
from salesops.demo.rows import Row
from salesops.demo.story import MOVED_BACK
from salesops.demo.texts import showroom as texts
from salesops.demo.world import Die, World, pick
from salesops.models import Footfall, Inspection, InspectionItem, InspectionResult, PathObservation
from salesops.models.enums import CheckResult, InspectionArea, TaskKind, Zone

_FAILS = {
    InspectionArea.SPEC_CARD: 0.13,
    InspectionArea.CAR_OUTSIDE: 0.07,
    InspectionArea.CAR_INSIDE: 0.06,
    InspectionArea.LOUNGE: 0.06,
    InspectionArea.HALL: 0.03,
    InspectionArea.TEST_CAR: 0.05,
    InspectionArea.PEOPLE: 0.05,
}
_ROUTES: tuple[tuple[int, tuple[Zone, ...]], ...] = (
    (30, (Zone.RECEPTION, Zone.GOLDEN, Zone.HERO, Zone.WALL, Zone.LOUNGE)),
    (18, (Zone.RECEPTION, Zone.GOLDEN, Zone.WINDOW, Zone.LOUNGE)),
    (14, (Zone.RECEPTION, Zone.LINE, Zone.LOUNGE)),
    (13, (Zone.RECEPTION, Zone.HERO, Zone.LINE, Zone.WALL)),
    (10, (Zone.GOLDEN, Zone.HERO, Zone.LOUNGE, Zone.DELIVERY)),
    (9, (Zone.RECEPTION, Zone.WINDOW)),
    (6, (Zone.LINE, Zone.RECEPTION, Zone.LOUNGE)),
)
_DWELL = {
    Zone.GOLDEN: 260,
    Zone.HERO: 210,
    Zone.LINE: 120,
    Zone.WINDOW: 140,
    Zone.RECEPTION: 70,
    Zone.LOUNGE: 900,
    Zone.WALL: 150,
    Zone.DELIVERY: 60,
}


def list_items(world: World) -> None:
    """What is checked on a round."""
    world.facts["items"] = [
        world.rows.add(InspectionItem, area=area, title=world.say(title), severity=severity, per_car=per_car)
        for area, severity, per_car, title in texts.ITEMS
    ]


def plan(world: World, day: date) -> None:
    """The day's round at three, looks at mended defects, counted heads, observed paths."""
    dice = world.dice(Die.SHOWROOM, day.toordinal())
    if dice.random() < 0.9 or day >= world.story.anchor - timedelta(days=3):
        world.plan(world.at(day, dice.uniform(902, 915)), inspect)
    for defect in list(world.facts["defects"].values()):
        _go_on(world, day, defect)
    for hour in range(9, 18):
        world.plan(world.at(day, 60 * hour + 59.5), count, hour)
    for number in range(dice.randint(2, 5)):
        world.plan(world.at(day, dice.uniform(600, 1040)), observe, number)


def inspect(world: World, moment: datetime) -> None:
    """A round: each item is judged, each fail has an owner until the evening."""
    day = world.day_of(moment)
    dice = world.dice(Die.SHOWROOM, day.toordinal(), 1)
    here = [each.id for each in world.team.present(day)] or [world.team.manager_id]
    ends = moment + timedelta(minutes=dice.uniform(24, 38))
    round_ = world.rows.add(
        Inspection,
        day=day,
        started_at=moment,
        finished_at=ends if world.is_past(ends) else None,
        staff_id=dice.choice(world.team.supervisor_ids),
    )
    world.facts["round"] = round_
    for place, item in enumerate(world.facts["items"]):
        at = moment + (ends - moment) * (place + 1) / (len(world.facts["items"]) + 1)
        world.plan(at, judge, round_, item, dice.choice(here))
    world.plan(ends, finish, round_)


def finish(world: World, moment: datetime, round_: Row) -> None:
    """The round is over."""
    if round_["finished_at"] is None:
        world.rows.change(Inspection, round_, finished_at=moment)


def judge(world: World, moment: datetime, round_: Row, item: Row, owner_id: int) -> None:
    """Pass or fail of one item; a fail becomes a task at once."""
    dice = world.dice(Die.SHOWROOM, round_["id"], item["id"])
    area = InspectionArea(item["area"])
    failed = dice.random() < _FAILS[area]
    row = world.rows.add(
        InspectionResult,
        inspection_id=round_["id"],
        item_id=item["id"],
        result=CheckResult.FAIL if failed else CheckResult.PASS,
    )
    if not failed:
        return
    due = world.at(world.day_of(moment), 18 * 60)
    note = world.some(dice, texts.DEFECTS[area])
    standing = list(world.state.placements.values())
    car = dice.choice(standing)["vehicle_id"] if item["per_car"] and standing else None
    row |= {"note": note, "owner_id": owner_id, "due_at": due, "vehicle_id": car}
    work = tasks.Work(
        kind=TaskKind.DEFECT,
        title=Message(N_("Mend in the showroom: {item}"), {"item": item["title"]}),
        owner_id=owner_id,
        due_at=due,
        key=f"defect:{row['id']}",
        detail=note,
        about={"vehicle_id": car},
    )
    tasks.give(world, moment, work)
    world.facts["defects"][row["id"]] = row
    if dice.random() < 0.8:
        world.plan(moment + timedelta(minutes=dice.uniform(20, 140)), mend, row)


def _go_on(world: World, day: date, defect: Row) -> None:
    dice = world.dice(Die.SHOWROOM, defect["id"], day.toordinal())
    if defect["fixed_at"] is None:
        if dice.random() < 0.45:
            world.plan(world.at(day, dice.uniform(560, 840)), mend, defect)
    elif dice.random() < 0.75:
        world.plan(world.at(day, dice.uniform(570, 900)), look_again, defect)


def mend(world: World, moment: datetime, defect: Row) -> None:
    """The owner says that it is mended."""
    if defect["fixed_at"] is None:
        world.rows.change(InspectionResult, defect, fixed_at=moment)
        tasks.finish(world, moment, f"defect:{defect['id']}", defect["owner_id"])


def look_again(world: World, moment: datetime, defect: Row) -> None:
    """Somebody else looks at what was mended."""
    if defect["fixed_at"] is not None and defect["rechecked_at"] is None:
        other = next((each for each in world.team.supervisor_ids if each != defect["owner_id"]), None)
        world.rows.change(InspectionResult, defect, rechecked_at=moment, rechecked_by=other)
        world.facts["defects"].pop(defect["id"], None)


def count(world: World, moment: datetime, hour: int) -> None:
    """Heads through the door in an hour."""
    day = world.day_of(moment)
    dice = world.dice(Die.SHOWROOM, day.toordinal(), hour, 2)
    usual = {9: 5, 10: 10, 11: 10, 12: 5, 13: 8, 14: 13, 15: 14, 16: 11, 17: 6}[hour]
    people = max(0, round(usual * day_weight(day) * world.story.scale * dice.uniform(0.7, 1.3)))
    world.rows.add(Footfall, day=day, hour=hour, people=people, source="counter")


def observe(world: World, moment: datetime, number: int) -> None:
    """The way of one party, as somebody saw it."""
    dice = world.dice(Die.SHOWROOM, world.day_of(moment).toordinal(), number, 3)
    world.rows.add(
        PathObservation,
        day=world.day_of(moment),
        at=moment,
        stops=[_stop(dice, zone) for zone in _route(world, moment, dice)],
        staff_id=dice.choice(world.team.reception_ids),
    )


def _route(world: World, moment: datetime, dice: Random) -> tuple[Zone, ...]:
    """Since the high margin stands in the golden zone, more parties stop there."""
    moved = (world.story.anchor - world.day_of(moment)).days < MOVED_BACK
    weights = {
        route: weight * (1.0 if moved or Zone.GOLDEN not in route else 0.62) for weight, route in _ROUTES
    }
    return pick(dice, weights)


def _stop(dice: Random, zone: Zone) -> dict[str, object]:
    return {"zone": zone.value, "seconds": round(_DWELL[zone] * dice.uniform(0.4, 1.7))}
