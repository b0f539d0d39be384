"""Calls to intent customers who never were a lead: walk-ins with a dated next step (Rule I6)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from salesops.demo.days import appointments, losses
from salesops.demo.days.touches import OTHERWISE, log, working_minute
from salesops.demo.rows import Row
from salesops.demo.world import Die, World, pick
from salesops.leads.rules import cadence
from salesops.models import Opportunity
from salesops.models.enums import NextStep, Stage, TouchOutcome


def plan(world: World, day: date) -> None:
    """The calls of a day, to customers whose next step is due."""
    here = {seller.id: seller for seller in world.team.present(day)}
    for deal in list(world.state.deals.values()):
        if deal["lead_id"] is not None or deal["next_step_on"] > day or deal["owner_id"] not in here:
            continue
        if deal["stage"] == Stage.ORDERED or world.is_left_alone("opportunity", deal["id"]):
            continue
        dice = world.dice(Die.DUE, deal["id"], day.toordinal(), 1)
        if dice.random() < here[deal["owner_id"]].diligence:
            world.plan(world.at(day, working_minute(dice)), call, deal)


def call(world: World, moment: datetime, deal: Row) -> None:
    """A call to an intent customer without a lead: he comes again, thinks about it, or is lost."""
    seller = world.team.of(deal["owner_id"])
    if deal["closed_on"] is not None or deal["stage"] == Stage.ORDERED or seller is None:
        return
    day = world.day_of(moment)
    dice = world.dice(Die.TOUCH, deal["id"], day.toordinal(), 1)
    customer_id = deal["customer_id"]
    outcome = TouchOutcome.NO_ANSWER
    if dice.random() < 0.68:
        booked = customer_id in world.state.booked
        books = 0.0 if booked else 0.24 * seller.invites
        outcome = TouchOutcome.APPOINTMENT if dice.random() < books else pick(dice, OTHERWISE)
    step, on = NextStep.CALL, day + timedelta(days=dice.choice((1, 2, 3, 3, 4, 6)))
    if outcome is TouchOutcome.APPOINTMENT:
        step, on = NextStep.VISIT, appointments.make(world, moment, customer_id, seller, None)["day"]
    log(world, moment, customer_id, seller, (None, outcome, dice))
    old = (day - deal["opened_on"]).days > dice.randint(4, 12)
    if outcome is TouchOutcome.REFUSED or (old and outcome is not TouchOutcome.APPOINTMENT):
        losses.close_deal(world, deal, day)
        return
    world.rows.change(Opportunity, deal, next_step=step, next_step_on=on)
    if outcome in cadence.PROGRESS:
        deal["last_progress_on"] = day
