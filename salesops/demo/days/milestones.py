"""Steps of an order as they are done, and days for handovers (Rule T5)."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from salesops.core.calendar import DayKind, month_start, working_day
from salesops.demo.rows import Row
from salesops.demo.world import World
from salesops.models import OrderMilestone
from salesops.models.enums import MilestoneKind


def reach(world: World, order: Row, kind: MilestoneKind, day: date) -> None:
    """A step of the order is done."""
    row = world.state.milestones[order["id"]].get(kind)
    if row is not None and row["done_on"] is None:
        world.rows.change(OrderMilestone, row, done_on=day)


def weekend_bias(day: date, dice: Random) -> date:
    """Handovers move to the weekend when it is near."""
    if working_day(day).kind is DayKind.WORKDAY and dice.random() < 0.4:
        return day + timedelta(days=(5 - day.weekday()) % 7 if day.weekday() < 5 else 0)
    return day


def count_sale(world: World, figure: str, day: date) -> None:
    """What the present month has brought so far; its targets follow from it."""
    if day >= month_start(world.story.anchor):
        world.facts["sold"][figure] += 1
