"""Visitors are filed and become intent customers with a dated next step (Rule I6)."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from salesops.demo.days.customers import Said, consent, new_customer
from salesops.demo.rows import Row
from salesops.demo.world import Die, Seller, World
from salesops.models import Customer, Opportunity, Visit
from salesops.models.enums import ConsentChannel, ConsentPurpose, NextStep


def file_customer(world: World, moment: datetime, visit: Row, seller: Seller) -> Row:
    """The customer of the visit; a walk-in is filed now."""
    if visit["customer_id"] is not None:
        return world.state.customers[visit["customer_id"]]
    dice = world.dice(Die.CUSTOMER, visit["id"], 6)
    customer = new_customer(world, dice, moment)
    world.rows.change(Customer, customer, owner_id=seller.id, profile=visit["profile"])
    if dice.random() < 0.08 * min(seller.refers, 1.6):
        customer["referred_by_id"] = _referrer(world, seller, dice)
    world.rows.change(Visit, visit, customer_id=customer["id"])
    source = world.say(("展厅留档", "Filed in the showroom"))
    for channel, purpose, share in (
        (ConsentChannel.CALL, ConsentPurpose.SERVICE, 1.0),
        (ConsentChannel.WECHAT, ConsentPurpose.SERVICE, 0.8),
        (ConsentChannel.WECHAT, ConsentPurpose.MARKETING, 0.55),
    ):
        if dice.random() < share:
            said = Said(channel=channel, purpose=purpose, source=source)
            consent(world, moment, customer["id"], said)
    return customer


def _referrer(world: World, seller: Seller, dice: Random) -> int | None:
    """An owner of the seller who sent a friend."""
    own = [customer_id for customer_id, staff_id in world.state.owners if staff_id == seller.id]
    return dice.choice(own) if own else None


def intent(world: World, moment: datetime, visit: Row, seller: Seller) -> Row:
    """The open opportunity of the customer, or a new one with a dated next step (Rule I6)."""
    file_customer(world, moment, visit, seller)
    known = world.state.deals.get(visit["customer_id"])
    world.state.last_visit[visit["customer_id"]] = visit["id"]
    if known is not None:
        return known
    day = world.day_of(moment)
    lead = world.state.leads.get(visit["lead_id"] or 0)
    deal = world.rows.add(
        Opportunity,
        customer_id=visit["customer_id"],
        lead_id=visit["lead_id"],
        owner_id=lead["owner_id"] if lead else seller.id,
        model_id=visit["model_id"],
        opened_on=day,
        last_progress_on=day,
        next_step=NextStep.CALL,
        next_step_on=day + timedelta(days=world.dice(Die.DEAL, visit["id"]).choice((1, 1, 2, 2, 3))),
    )
    world.state.deals[visit["customer_id"]] = deal
    return deal
