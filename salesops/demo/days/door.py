"""Who receives whom, and the log of the door (Rule M5)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from salesops.demo.rows import Row
from salesops.demo.world import Die, Seller, World
from salesops.models import ReceptionEvent
from salesops.models.enums import ReceptionEventKind as Kind
from salesops.models.enums import VisitKind

_LOGGED_DAYS = 8
"""Days of the door's log that a fresh demo store has."""


_PATIENCE = timedelta(minutes=7)
"""After so long a consultant leaves one party for a moment to greet his own."""


def receiver(world: World, visit: Row) -> Seller | None:
    """Who should receive: one's own consultant, else the free one who had the fewest turns; nobody when all are busy."""
    here = world.team.present(visit["day"])
    own = next((each for each in here if each.id == visit["staff_id"]), None)
    busy = world.state.busy
    if own is not None:
        patient = world.moment - visit["arrived_at"] < _PATIENCE and world.story.scale <= 2
        return None if own.id in busy and patient else own
    free = [each for each in here if each.id not in busy]
    return min(
        free, key=lambda each: (world.state.taken_today[each.id], _draw(world, visit, each)), default=None
    )


def _draw(world: World, visit: Row, seller: Seller) -> float:
    return world.draw(Die.DOOR, visit["id"], seller.id)


def anybody(world: World, visit: Row) -> Seller:
    """Somebody, when a party has waited too long already."""
    here = world.team.present(visit["day"]) or list(world.team.sellers)
    free = [each for each in here if each.id not in world.state.busy] or here
    return min(free, key=lambda each: (world.state.taken_today[each.id], _draw(world, visit, each)))


def receive(world: World, moment: datetime, visit: Row, seller: Seller) -> None:
    """The seller goes to the party."""
    was_busy = seller.id in world.state.busy
    world.state.busy[seller.id] = visit["id"]
    own = visit["appointment_id"] is not None or visit["kind"] == VisitKind.ERRAND
    if not own:
        world.state.taken_today[seller.id] += 1
    if not was_busy:
        log(world, moment, Kind.APPOINTED if own else Kind.TAKE, seller.id, visit["id"])


def let_go(world: World, moment: datetime, visit: Row, seller: Seller) -> None:
    """The seller is free again."""
    if world.state.busy.get(seller.id) == visit["id"]:
        del world.state.busy[seller.id]
        log(world, moment, Kind.FREE, seller.id, visit["id"])


def log(world: World, moment: datetime, kind: Kind, staff_id: int, visit_id: int | None = None) -> None:
    """An entry of the door's log; older days than the last few are not kept by a fresh demo store."""
    day = world.day_of(moment)
    if (world.story.anchor - day).days < _LOGGED_DAYS:
        world.rows.add(
            ReceptionEvent,
            day=day,
            at=moment,
            kind=kind,
            staff_id=staff_id,
            visit_id=visit_id,
            by_staff_id=world.team.reception_ids[0],
        )


def plan(world: World, day: date) -> None:
    """People come in the morning and go in the evening; somebody steps out for a moment."""
    for seller in world.team.present(day):
        dice = world.dice(Die.DOOR, seller.id, day.toordinal(), 2)
        late = dice.random() < 0.05
        comes = dice.uniform(546, 556) if late else dice.uniform(522, 537)
        world.plan(world.at(day, comes), _check, Kind.CHECK_IN, seller.id)
        world.plan(world.at(day, dice.uniform(1107, 1124)), _check, Kind.CHECK_OUT, seller.id)
        if dice.random() < 0.25:
            out = world.at(day, dice.uniform(600, 1000))
            world.plan(out, _step_out, seller.id, dice.uniform(4, 13))


def _check(world: World, moment: datetime, kind: Kind, staff_id: int) -> None:
    log(world, moment, kind, staff_id)


def _step_out(world: World, moment: datetime, staff_id: int, minutes: float) -> None:
    if staff_id not in world.state.busy:
        log(world, moment, Kind.AWAY, staff_id)
        world.plan(moment + timedelta(minutes=minutes), _check, Kind.BACK, staff_id)
