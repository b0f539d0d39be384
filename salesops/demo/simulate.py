"""The days of the store, one after the other: each is planned in the morning and then happens."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from salesops.demo.days import (
    arrivals,
    calls,
    care,
    deliveries,
    door,
    expected,
    floor,
    losses,
    negotiation,
    office,
    orders,
    rounds,
    supply,
    tasks,
    touches,
    training,
    visits,
)
from salesops.demo.standing import sources
from salesops.demo.world import World

_DAY = timedelta(days=1)


def run(world: World, since: datetime, until: datetime) -> None:
    """Let the store live from one moment to the other."""
    day = world.day_of(since)
    world.until = until
    while day <= world.day_of(until):
        world.since = world.moment = max(since, world.at(day, 0) - timedelta(seconds=1))
        _begin(world, day)
        world.live(min(until, world.at(day + _DAY, 0) - timedelta(seconds=1)))
        world.rows.write_when_full()
        day += _DAY


def _begin(world: World, day: date) -> None:
    """Everything that the morning knows of the day."""
    if world.at(day, 0) > world.since:
        world.state.leads_today.clear()
    supply.plan(world, day)
    supply.finish_age_tasks(world, day)
    arrivals.plan(world, day)
    door.plan(world, day)
    visits.plan(world, day)
    expected.plan(world, day)
    negotiation.plan(world)
    touches.plan(world, day)
    calls.plan(world, day)
    losses.plan(world, day)
    orders.plan(world, day)
    deliveries.plan(world, day)
    tasks.plan(world, day)
    office.plan(world, day)
    floor.plan(world, day)
    rounds.plan(world, day)
    training.plan(world, day)
    care.plan(world, day)
    world.plan(world.at(day, 16 * 60), _look_after_channels)


def _look_after_channels(world: World, moment: datetime) -> None:
    sources.look_after(world, world.day_of(moment))
