"""The office's day: forecasts, the meeting with its decisions, the rota, the closing in the evening."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from salesops.core.calendar import Period
from salesops.demo.days import tasks
from salesops.demo.days.visits import day_weight
from salesops.demo.texts import office
from salesops.demo.world import Die, Seller, World, pick, poisson
from salesops.models import BriefingRead, DayReview, Decision, Forecast, Meeting, RotaShift
from salesops.models.enums import AppointmentKind, TaskKind

_TURN, _DEPTH = 30, 4


def plan(world: World, day: date) -> None:
    """What the office does on a day."""
    for seller in world.team.present(day):
        dice = world.dice(Die.OFFICE, seller.id, day.toordinal())
        if dice.random() < 0.93:
            world.plan(world.at(day, dice.triangular(530, 598, 552)), state, seller)
    dice = world.dice(Die.OFFICE, day.toordinal(), 1)
    world.plan(world.at(day, 511 + 6 * dice.random()), meet)
    world.plan(world.at(day, 533 + 7 * dice.random()), end_meeting)


def state(world: World, moment: datetime, seller: Seller) -> None:
    """A consultant says what he expects of his day (Rule M10)."""
    day = world.day_of(moment)
    dice = world.dice(Die.OFFICE, seller.id, day.toordinal(), 2)
    mine = [
        row for row in world.state.appointments.values() if row["day"] == day and row["staff_id"] == seller.id
    ]
    handovers = sum(row["kind"] == AppointmentKind.DELIVERY for row in mine)
    visits = max(len(mine) - handovers, poisson(dice, 1.5 * day_weight(day)))
    orders = pick(dice, {0: 0.52, 1: 0.40, 2: 0.08})
    world.rows.add(
        Forecast,
        day=day,
        staff_id=seller.id,
        visits=visits,
        orders=orders,
        deliveries=handovers,
        stated_at=moment,
    )


def meet(world: World, moment: datetime) -> None:
    """The morning meeting begins; what is decided becomes somebody's task (Rule M9)."""
    day = world.day_of(moment)
    dice = world.dice(Die.OFFICE, day.toordinal(), 3)
    row = world.rows.add(Meeting, day=day, started_at=moment, staff_id=world.team.manager_id)
    world.facts["meeting"] = row
    for number, step in enumerate(
        dice.sample(list(office.DECISIONS), dice.choices((1, 2, 3), (30, 50, 20))[0])
    ):
        at = moment + timedelta(minutes=6 + 4 * number)
        world.plan(at, decide, step, number)


def decide(world: World, moment: datetime, step: object, number: int) -> None:
    """One decision."""
    day = world.day_of(moment)
    dice = world.dice(Die.OFFICE, day.toordinal(), 4, number)
    words = world.some(dice, office.DECISIONS[step])  # type: ignore[index]
    here = [each.id for each in world.team.present(day)]
    owner = dice.choice([*world.team.supervisor_ids, *here])
    work = tasks.Work(
        kind=TaskKind.DECISION, title=tasks.words(words), owner_id=owner, due_at=world.at(day, 18 * 60)
    )
    task = tasks.give(world, moment, work)
    world.rows.add(
        Decision,
        day=day,
        step=step,
        text=words,
        owner_id=owner,
        task_id=task["id"],
        at=moment,
        staff_id=world.team.manager_id,
    )


def end_meeting(world: World, moment: datetime) -> None:
    """The meeting is over."""
    row = world.facts.get("meeting")
    if row is not None and row["day"] == world.day_of(moment) and row["ended_at"] is None:
        world.rows.change(Meeting, row, ended_at=moment)


def rota(world: World, first: date, last: date) -> None:
    """Who receives in which order for every opening minute of the days, going round fairly (Rule M5)."""
    for day in Period(first, last + timedelta(days=1)).dates():
        if not world.hours.is_open_day(day):
            continue
        here = [each.id for each in world.team.present(day)]
        turns = range(9 * 60, 18 * 60, _TURN)
        begin = day.toordinal() * len(turns)
        for place, minute in enumerate(turns if here else ()):
            for position in range(min(_DEPTH, len(here))):
                world.rows.add(
                    RotaShift,
                    day=day,
                    starts_at=world.at(day, minute),
                    ends_at=world.at(day, minute + _TURN),
                    staff_id=here[(begin + place + position) % len(here)],
                    position=position,
                )


def read_briefing(world: World, moment: datetime, item_id: int, staff_id: int) -> None:
    """Somebody reads a briefing item, and may answer its question (Rule M11)."""
    dice = world.dice(Die.OFFICE, item_id, staff_id, 5)
    world.rows.add(
        BriefingRead,
        item_id=item_id,
        staff_id=staff_id,
        read_at=moment,
        answered_right=dice.choices((True, False, None), (66, 12, 22))[0],
    )


def close_days(world: World, days: list[date], figures: dict[date, dict[str, object]]) -> None:
    """Days that are over were closed in their evening, with their figures (Rule R6)."""
    for day in days:
        dice = world.dice(Die.OFFICE, day.toordinal(), 6)
        closer = world.team.manager_id if dice.random() < 0.7 else world.team.supervisor_ids[0]
        world.rows.add(
            DayReview,
            day=day,
            closed_at=world.at(day, 18 * 60 + dice.uniform(32, 55)),
            closed_by=closer,
            figures=figures.get(day, {}),
            note=world.some(dice, office.EVENING),
        )
