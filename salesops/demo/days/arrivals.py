"""Leads come in: how many, when, who they are, and who gets them (Rules L1, L3, L4)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from salesops.core.calendar import DayKind, working_day
from salesops.demo.days.assigning import assign, choose_owner, owner_of_referrer
from salesops.demo.days.customers import Said, consent, new_customer
from salesops.demo.days.touches import plan_first_touch
from salesops.demo.rows import Row
from salesops.demo.texts import talk
from salesops.demo.world import Die, Model, Source, World, pick, poisson
from salesops.leads.rules import first_touch, merging
from salesops.leads.rules.tiering import Wish, tier
from salesops.models import Lead, LeadSource, TierChange
from salesops.models.enums import (
    ChannelKind,
    ConsentChannel,
    ConsentPurpose,
    SetBy,
)

_HOURS = {
    8: 3,
    9: 6,
    10: 8,
    11: 8,
    12: 8,
    13: 6,
    14: 6,
    15: 6,
    16: 6,
    17: 6,
    18: 6,
    19: 8,
    20: 10,
    21: 8,
    22: 4,
    23: 2,
    0: 1,
}
"""When people ask, by the hour; the evening is strong."""

_SHOP_HOURS = {9: 1, 10: 3, 11: 3, 12: 1, 13: 2, 14: 3, 15: 3, 16: 3, 17: 1}
_HORIZONS: dict[int | None, float] = {2: 0.10, 7: 0.13, 14: 0.13, 30: 0.16, 90: 0.15, 180: 0.08, None: 0.25}
_WARM_HORIZONS: dict[int | None, float] = {
    2: 0.24,
    7: 0.22,
    14: 0.18,
    30: 0.14,
    90: 0.08,
    180: 0.02,
    None: 0.12,
}


def plan(world: World, day: date) -> None:
    """The leads of a day."""
    for place, source in enumerate(world.sources):
        dice = world.dice(Die.ARRIVALS, day.toordinal(), place)
        mean = (
            source.a_day
            * world.story.scale
            * _weight(source, day)
            * world.story.leads_factor(source.key, day)
        )
        for number in range(poisson(dice, mean)):
            hours = _HOURS if source.kind not in (ChannelKind.WALK_IN, ChannelKind.EVENT) else _SHOP_HOURS
            minutes = pick(dice, hours) * 60 + dice.randrange(60) + dice.random()
            world.plan(world.at(day, minutes), arrive, source, number)


def _weight(source: Source, day: date) -> float:
    off = working_day(day).kind in (DayKind.WEEKEND, DayKind.HOLIDAY)
    if source.kind is ChannelKind.EVENT:
        return 3.2 if off else 0.1
    return 1.12 if off else 0.95


def arrive(world: World, received: datetime, source: Source, number: int, *, owned: bool = True) -> Row:
    """One lead: customer, wish, tier, owner, countdown."""
    dice = world.dice(Die.CUSTOMER, int(received.timestamp()), source.id, number)
    model = pick(dice, {each: each.a_day + 0.12 for each in world.models})
    horizon = pick(dice, _WARM_HORIZONS if source.warmth > 1.2 else _HORIZONS)
    high = _budget(dice, model)
    wish = Wish(horizon_days=horizon, budget_high=high, model=model.name, model_price=Decimal(model.price))
    found = tier(wish, world.tiers)
    customer = new_customer(world, dice, received)
    if source.kind is ChannelKind.REFERRAL:
        _refer(world, dice, customer)
    lead = _lead(world, customer, source, received)
    reasons = [reason.as_dict() for reason in found.reasons]
    lead |= {
        "model_id": model.id,
        "model_text": model.name,
        "budget_low": None if high is None else high - 20_000,
        "budget_high": high,
        "horizon_days": horizon,
        "horizon_text": world.say(talk.horizon(horizon)),
        "remark": world.some(dice, talk.REMARKS) if dice.random() < 0.45 else "",
        "campaign": _campaign(world, source, received),
        "tier": found.tier,
        "trade_grade": found.grade,
        "tier_reasons": reasons,
    }
    _file(world, customer, lead, source, reasons)
    owner = (owner_of_referrer(world, customer) or choose_owner(world, lead)) if owned else None
    if owner is not None:
        assign(world, received + timedelta(seconds=40), lead, owner)
    world.state.leads[lead["id"]] = lead
    plan_first_touch(world, lead)
    return lead


def _budget(dice: Random, model: Model) -> Decimal | None:
    if dice.random() < 0.3:
        return None
    return Decimal(max(6, round(model.price * dice.uniform(0.9, 1.2) / 10_000)) * 10_000)


def _refer(world: World, dice: Random, customer: Row) -> None:
    """An owner sent him; owners of a seller who never asks send nobody."""
    weights = {each.id: each.refers for each in world.team.sellers}
    owners = [owner for owner in world.state.owners if weights.get(owner[1] or 0, 1.0) > 0]
    if owners:
        chosen = dice.choices(owners, [weights.get(owner[1] or 0, 1.0) for owner in owners])[0]
        customer["referred_by_id"] = chosen[0]


def _campaign(world: World, source: Source, received: datetime) -> str:
    month = world.day_of(received).month
    if source.kind is ChannelKind.SHORT_VIDEO:
        return world.say((f"{month}月直播", f"Live stream {month}"))
    return (
        world.say((f"{month}月询价", f"Price enquiry {month}"))
        if source.kind is ChannelKind.VERTICAL_MEDIA
        else ""
    )


def _lead(world: World, customer: Row, source: Source, received: datetime) -> Row:
    day = world.day_of(received)
    lead = world.rows.add(
        Lead,
        customer_id=customer["id"],
        channel_id=source.id,
        received_at=received,
        received_on=day,
        last_progress_on=day,
        first_touch_due_at=first_touch.first_touch_due(
            received.astimezone(world.zone), hours=world.hours, limit=timedelta(minutes=source.minutes)
        ),
    )
    if source.kind not in (ChannelKind.WALK_IN, ChannelKind.REFERRAL):
        lead["external_id"] = f"{source.key[:2].upper()}{day:%y%m%d}{lead['id']:06d}"
    return lead


def _file(world: World, customer: Row, lead: Row, source: Source, reasons: list[dict[str, object]]) -> None:
    """The papers of an arrival: source, first tier, consents with time and source (Rules L3, L7, Z3)."""
    moment = lead["received_at"]
    said = {
        "name": customer["name"],
        "gender": customer["gender"].value,
        "city": customer["city"],
        **{key: lead[key] for key in merging.WISHED},
    }
    world.rows.add(
        LeadSource,
        lead_id=lead["id"],
        channel_id=source.id,
        external_id=lead["external_id"],
        received_at=moment,
        facts=merging.pack(said),
    )
    world.rows.add(
        TierChange, lead_id=lead["id"], at=moment, tier_after=lead["tier"], set_by=SetBy.RULE, reasons=reasons
    )
    call = Said(channel=ConsentChannel.CALL, purpose=ConsentPurpose.SERVICE, source=source.name)
    consent(world, moment, customer["id"], call)
    if world.dice(Die.CUSTOMER, lead["id"], 5).random() < 0.30:
        sms = Said(channel=ConsentChannel.SMS, purpose=ConsentPurpose.MARKETING, source=source.name)
        consent(world, moment, customer["id"], sms)
