"""A demo store is filled: founded, staffed, stocked, and lived through day by day until now."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from salesops.core.calendar import month_start, next_month
from salesops.demo import briefing, campaigns, finishing, present, simulate
from salesops.demo.days import floor, office, rounds, training, yard
from salesops.demo.rows import Rows
from salesops.demo.standing import catalogue, library, past, people, sources, targets
from salesops.demo.story import SETTING, Story
from salesops.demo.world import World

AHEAD = timedelta(days=7)
"""How far the rota reaches."""


def fill(session: Session, story: Story, *, now: datetime) -> int:
    """Write one demo store and return its number."""
    rows = Rows(session)
    world = World(rows, story, now=now)
    people.found_store(world)
    people.remember(world, SETTING, story.as_setting())
    _furnish(world)
    past.owners(world)
    simulate.run(world, world.at(story.start, 0), now)
    present.stage(world)
    targets.set_present(world, world.facts["sold"])
    campaigns.run(world)
    briefing.put_up(world)
    rows.write()
    rows.count_on()
    finishing.finish(world, session)
    rows.count_on()
    return rows.store_id


def _furnish(world: World) -> None:
    """Everything that stands before the first day."""
    story = world.story
    staff = people.hire(world)
    world.team = people.team_of(world, staff, [])
    absences = people.plan_days_off(world, story.start, story.anchor + AHEAD)
    world.team = people.team_of(world, staff, absences)
    world.models = catalogue.models_of(catalogue.put_up(world))
    world.sources = sources.sources_of(sources.open_channels(world))
    world.facts |= blank_facts()
    library.put_up(world)
    begin_months(world)
    training.write_scenarios(world)
    rounds.list_items(world)
    floor.draw(world)
    yard.open_yard(world)
    monday = story.anchor - timedelta(days=story.anchor.weekday())
    office.rota(world, monday, story.anchor + AHEAD)
    world.rows.write()


def begin_months(world: World) -> None:
    """What each month of the history brings with it: targets, budgets, the cost of channels."""
    story = world.story
    targets.set_for(world, story.start, month_start(story.anchor) - timedelta(days=1))
    sources.pay(world, story.start, story.anchor)
    month = month_start(story.start)
    while month <= story.anchor:
        library.budget(world, month)
        month = next_month(month)


def blank_facts() -> dict[str, Any]:
    """What a run notes for itself."""
    return {
        "living": False,
        "drive_of": {},
        "points": Counter(),
        "compensated": set(),
        "won": {},
        "sold": Counter(),
        "defects": {},
        "complaints": {},
        "sessions": {},
        "cared": set(),
    }
