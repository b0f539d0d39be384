"""The showroom: parties come, wait, are received, look, and leave (Rules M5, M8, R1)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from salesops.core.calendar import DayKind, working_day
from salesops.demo.days import appointments, door, drives, negotiation, talks
from salesops.demo.days.intents import file_customer, intent
from salesops.demo.days.tiers import retier
from salesops.demo.rows import Row
from salesops.demo.world import Die, World, pick, poisson
from salesops.models import Lead, Opportunity, Visit
from salesops.models.enums import (
    AppointmentStatus,
    NextStep,
    Profile,
    Stage,
    VisitKind,
)

_WEEKDAYS = (0.80, 0.78, 0.82, 0.86, 0.98, 1.42, 1.34)
_WALK_INS, _ERRANDS = 8.0, 1.9
_HOURS = {9: 5, 10: 12, 11: 11, 12: 5, 13: 9, 14: 16, 15: 17, 16: 12, 17: 5}
_PROFILES = {
    Profile.FAMILY: 0.44,
    Profile.YOUNG: 0.20,
    Profile.BUSINESS: 0.15,
    Profile.SENIOR: 0.12,
    Profile.FLEET: 0.02,
    Profile.UNKNOWN: 0.07,
}
_BUYING = frozenset({VisitKind.FIRST, VisitKind.FIRST_OF_LEAD, VisitKind.RETURN})
_LOOKS_ONLY = 0.24


def day_weight(day: date) -> float:
    """How busy a day is against the ordinary."""
    kind = working_day(day).kind
    if kind is DayKind.HOLIDAY:
        return 1.75
    return 0.85 if kind is DayKind.MAKEUP_WORKDAY else _WEEKDAYS[day.weekday()]


def plan(world: World, day: date) -> None:
    """The day's walk-ins and errands, and the parties that are in the showroom already."""
    world.state.busy.clear()
    world.state.taken_today.clear()
    for visit in list(world.state.visits.values()):
        _go_on(world, visit)
    dice = world.dice(Die.DOOR, day.toordinal())
    scale = world.story.scale
    for what, mean in ((walk_in, _WALK_INS * day_weight(day)), (errand, _ERRANDS)):
        for number in range(poisson(dice, mean * scale)):
            minute = pick(dice, _HOURS) * 60 + dice.randrange(60) + dice.random()
            world.plan(world.at(day, min(max(minute, 548), 1050)), what, number)


def _go_on(world: World, visit: Row) -> None:
    if world.is_left_alone("visit", visit["id"]):
        return
    if visit["greeted_at"] is None:
        world.soon(_greeting(world, visit), greet, visit)
        return
    world.state.busy[visit["staff_id"]] = visit["id"]
    leaves = _leaving(world, visit)
    negotiation.plan_of_visit(world, visit, leaves)
    world.soon(leaves, leave, visit)


def _come(world: World, moment: datetime, **values: object) -> Row:
    visit = world.rows.add(Visit, day=world.day_of(moment), arrived_at=moment, **values)
    world.state.visits[visit["id"]] = visit
    world.soon(_greeting(world, visit), greet, visit)
    return visit


def walk_in(world: World, moment: datetime, number: int) -> None:
    """A party that nobody expected."""
    dice = world.dice(Die.VISIT, int(moment.timestamp()), number)
    _come(
        world,
        moment,
        channel_id=world.channel("walk_in").id,
        kind=VisitKind.INCOMPLETE,
        model_id=pick(dice, {each.id: each.a_day + 0.1 for each in world.models}),
        profile=pick(dice, _PROFILES),
        party_size=dice.choices((1, 2, 3, 4, 5), (20, 46, 20, 11, 3))[0],
    )


def errand(world: World, moment: datetime, number: int) -> None:
    """An owner comes for papers or the workshop; no sales visit."""
    dice = world.dice(Die.VISIT, int(moment.timestamp()), number, 1)
    if world.state.owners:
        owner_id = dice.choice(world.state.owners[-200:])[0]
        _come(world, moment, kind=VisitKind.ERRAND, customer_id=owner_id, party_size=1)


def arrive_by_appointment(world: World, moment: datetime, appointment: Row) -> None:
    """A customer who is expected; late ones come all the same, and the evening ones before closing."""
    if appointment["status"] != AppointmentStatus.BOOKED:
        return
    customer = world.state.customers[appointment["customer_id"]]
    lead = world.state.leads.get(appointment["lead_id"] or 0)
    deal = world.state.deals.get(customer["id"])
    again = customer["id"] in world.state.visited
    walk_in_source = world.channel("walk_in").id
    appointments.settle(world, moment, appointment, AppointmentStatus.SHOWN)
    world.state.booked.pop(customer["id"], None)
    dice = world.dice(Die.VISIT, appointment["id"], 2)
    _come(
        world,
        moment,
        customer_id=customer["id"],
        lead_id=appointment["lead_id"],
        appointment_id=appointment["id"],
        staff_id=appointment["staff_id"],
        channel_id=lead["channel_id"] if lead else walk_in_source,
        model_id=lead["model_id"] if lead else deal["model_id"] if deal else None,
        kind=VisitKind.RETURN if again else VisitKind.FIRST_OF_LEAD,
        profile=customer["profile"],
        party_size=dice.choices((1, 2, 3, 4), (22, 46, 21, 11))[0],
    )


def _greeting(world: World, visit: Row) -> datetime:
    """How long a party waits: mostly little, on crowded afternoons sometimes too long."""
    dice = world.dice(Die.VISIT, visit["id"], 3)
    minute = world.minute_of(visit["arrived_at"])
    crowded = day_weight(visit["day"]) > 1.2 and 13 * 60 <= minute < 17 * 60
    if dice.random() < (0.13 if crowded else 0.04):
        wait = dice.uniform(16, 31)
    else:
        wait = 0.6 + dice.expovariate(1 / (4.2 if crowded else 2.6))
    arrived: datetime = visit["arrived_at"]
    return arrived + timedelta(minutes=min(wait, 33))


def greet(world: World, moment: datetime, visit: Row) -> None:
    """Somebody receives the party: its own consultant when he is free, else who is next."""
    if visit["greeted_at"] is not None or visit["left_at"] is not None:
        return
    seller = door.receiver(world, visit)
    waited = (moment - visit["arrived_at"]).total_seconds() / 60
    if seller is None and waited < 13:
        world.plan(moment + timedelta(minutes=3.5), greet, visit)
        return
    seller = seller or door.anybody(world, visit)
    world.rows.change(Visit, visit, greeted_at=moment, staff_id=seller.id)
    door.receive(world, moment, visit, seller)
    if visit["kind"] != VisitKind.ERRAND and _drives(world, visit):
        file_customer(world, moment, visit, seller)
        drives.start(world, moment, visit)
    leaves = _leaving(world, visit)
    if visit["kind"] != VisitKind.ERRAND:
        negotiation.plan_of_visit(world, visit, leaves)
    world.soon(leaves, leave, visit)


def _drives(world: World, visit: Row) -> bool:
    if visit["customer_id"] in world.state.booked_drives:
        return True
    dice = world.dice(Die.DRIVE, visit["id"])
    if world.minute_of(visit["greeted_at"]) > 17 * 60:
        return False
    deal = world.state.deals.get(visit["customer_id"] or 0)
    if deal is not None and deal["stage"] != Stage.VISITED:
        return dice.random() < 0.08
    if visit["kind"] == VisitKind.INCOMPLETE and _only_looks(world, visit):
        return False
    return dice.random() < 0.60


def _only_looks(world: World, visit: Row) -> bool:
    """Whether a walk-in leaves without saying who he is; who drove or asked for a price has said it."""
    return visit["customer_id"] is None and world.dice(Die.VISIT, visit["id"], 4).random() < _LOOKS_ONLY


def _leaving(world: World, visit: Row) -> datetime:
    dice = world.dice(Die.VISIT, visit["id"], 5)
    short = visit["kind"] == VisitKind.ERRAND or (
        visit["kind"] == VisitKind.INCOMPLETE and _only_looks(world, visit)
    )
    stays = dice.uniform(9, 24) if short else dice.triangular(48, 125, 70)
    greeted: datetime = visit["greeted_at"]
    latest = min(greeted + timedelta(minutes=stays), world.at(visit["day"], 18 * 60 + 25))
    earliest = greeted + timedelta(minutes=8)
    drive = world.state.drives.get(visit["id"])
    if drive is not None:
        earliest = max(earliest, drive["ends_at"] + timedelta(minutes=9))
    return max(latest, earliest)


def leave(world: World, moment: datetime, visit: Row) -> None:
    """The party leaves: what it was is filled in, what it said is written down, what comes next is agreed."""
    if visit["left_at"] is not None:
        return
    seller = world.team.of(visit["staff_id"]) or world.team.sellers[0]
    kind = visit["kind"]
    if kind == VisitKind.INCOMPLETE:
        kind = VisitKind.LOOKED_ONLY if _only_looks(world, visit) else VisitKind.FIRST
    world.rows.change(Visit, visit, left_at=moment, kind=kind)
    world.state.visits.pop(visit["id"], None)
    door.let_go(world, moment, visit, seller)
    if kind not in _BUYING:
        return
    deal = intent(world, moment, visit, seller)
    driven = drives.finish_of_visit(world, moment, visit, deal)
    _move_on(world, moment, visit, deal, driven=driven)
    talks.give_feedback(world, moment, visit, seller)
    world.state.visited.add(visit["customer_id"])
    negotiation.after_visit(world, moment, visit, deal)


def _move_on(world: World, moment: datetime, visit: Row, deal: Row, *, driven: bool) -> None:
    """A visit is progress for the opportunity and its lead."""
    day = world.day_of(moment)
    dice = world.dice(Die.DEAL, visit["id"], 1)
    changes: dict[str, object] = {"last_progress_on": day}
    if driven and deal["stage"] == Stage.VISITED:
        changes["stage"] = Stage.DRIVEN
    if deal["next_step_on"] <= day:
        changes |= {
            "next_step": NextStep.CALL,
            "next_step_on": day + timedelta(days=dice.choice((1, 2, 2, 3))),
        }
    world.rows.change(Opportunity, deal, **changes)
    lead = world.state.leads.get(visit["lead_id"] or 0)
    if lead is None:
        return
    horizon = dice.choices((3, 7, 14, 21, 30), (14, 32, 28, 16, 10))[0]
    due = day + timedelta(days=dice.choice((1, 1, 2)))
    world.rows.change(Lead, lead, last_progress_on=day, horizon_days=horizon, next_touch_due_on=due)
    retier(world, moment, lead)
