"""Leads are touched: first in time, then by their cadence, with what came of it (Rules L2, L5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from salesops.demo.days import appointments, losses
from salesops.demo.days.assigning import assign, choose_owner
from salesops.demo.days.customers import Said, consent
from salesops.demo.days.tiers import retier
from salesops.demo.rows import Row
from salesops.demo.texts import talk
from salesops.demo.world import Die, Seller, World, pick
from salesops.leads.rules import cadence
from salesops.models import Lead, Opportunity, Touch
from salesops.models.enums import (
    ConsentChannel,
    ConsentPurpose,
    InvalidReason,
    LeadStatus,
    NextStep,
    Objection,
    Power,
    Seniority,
    Stage,
    Tier,
    TouchKind,
    TouchOutcome,
)

_ON_TIME = {Seniority.SENIOR: 0.93, Seniority.REGULAR: 0.91, Seniority.TRAINEE: 0.86}
_BOOKS = {Tier.A: 0.21, Tier.B: 0.098, Tier.C: 0.048}
"""Chance that a conversation ends in an appointment, before warmth and the seller's strength."""

_BOOKS_AGAIN = 0.22
OTHERWISE = {
    TouchOutcome.REACHED: 0.36,
    TouchOutcome.INTERESTED: 0.27,
    TouchOutcome.LATER: 0.22,
    TouchOutcome.REFUSED: 0.05,
}
_INVALID = {
    InvalidReason.WRONG_NUMBER: 0.20,
    InvalidReason.NOBODY_ANSWERS: 0.34,
    InvalidReason.NO_PURCHASE: 0.18,
    InvalidReason.BOUGHT_RIVAL: 0.12,
    InvalidReason.OUT_OF_REGION: 0.10,
    InvalidReason.TEST_OR_PEER: 0.06,
}
_TRIES = 6


@dataclass(frozen=True, slots=True)
class Fate:
    """What a lead is, whatever is done: warm or not, or never a lead at all."""

    invalid: InvalidReason | None
    answers: float
    warmth: float


def fate(world: World, lead: Row) -> Fate:
    """What a lead is; thrown once, by its number."""
    dice = world.dice(Die.LOSS, lead["id"])
    source = world.source(lead["channel_id"])
    valid, warmth = (source.valid, source.warmth) if source else (0.8, 1.0)
    invalid = pick(dice, _INVALID) if dice.random() > valid else None
    return Fate(invalid, dice.uniform(0.5, 0.8), warmth * dice.uniform(0.4, 1.6))


def plan_first_touch(world: World, lead: Row) -> None:
    """When a lead gets its first touch; who is slow is slow by a lot."""
    seller = world.team.of(lead["owner_id"])
    if world.is_left_alone("lead", lead["id"]):
        return
    dice = world.dice(Die.FIRST_TOUCH, lead["id"])
    if seller is None:
        _plan(world, lead["received_at"] + timedelta(minutes=45), dice, (adopt, lead))
        return
    source = world.source(lead["channel_id"])
    late = dice.random() > _ON_TIME[seller.seniority]
    factor = 1.15 + dice.expovariate(1.2) if late else dice.betavariate(1.5, 2.8) * 0.92 + 0.05
    open_time = timedelta(minutes=(source.minutes if source else 60) * min(factor, 6.0))
    local = lead["received_at"].astimezone(world.zone)
    _plan(world, world.hours.add_open_time(local, open_time), dice, (first, lead))


def _plan(world: World, moment: datetime, dice: Random, what: tuple[Callable[..., object], Row]) -> None:
    """At its time; what was left undone is done sooner or later in opening hours, whenever one looks."""
    step = timedelta(minutes=dice.uniform(9, 31))
    moment = moment.astimezone(UTC)
    while moment <= world.since:
        moment += step
    if world.hours.is_open(moment.astimezone(world.zone)):
        world.plan(moment, *what)


def adopt(world: World, moment: datetime, lead: Row) -> None:
    """A supervisor finds somebody for a lead that nobody has."""
    if lead["owner_id"] is None and lead["status"] == LeadStatus.NEW:
        owner = choose_owner(world, lead)
        if owner is not None:
            assign(world, moment, lead, owner)
            plan_first_touch(world, lead)


def plan(world: World, day: date) -> None:
    """The touches of a day: what the cadence asks for, as far as owners are there and diligent."""
    here = {seller.id: seller for seller in world.team.present(day)}
    for lead in list(world.state.leads.values()):
        if lead["status"] == LeadStatus.NEW:
            if lead["received_on"] <= day:
                plan_first_touch(world, lead)
            continue
        due = lead["next_touch_due_on"]
        seller = here.get(lead["owner_id"])
        if due is None or due > day or seller is None or world.is_left_alone("lead", lead["id"]):
            continue
        if world.draw(Die.DUE, lead["id"], day.toordinal()) < seller.diligence:
            dice = world.dice(Die.DUE, lead["id"], day.toordinal(), 1)
            world.plan(world.at(day, working_minute(dice)), again, lead)


def working_minute(dice: Random) -> float:
    """A minute at which people telephone: in the morning or in the afternoon."""
    minute = dice.choice((dice.triangular(545, 720, 610), dice.triangular(800, 1070, 900)))
    return minute + dice.random()


def first(world: World, moment: datetime, lead: Row) -> None:
    """The first touch, which stops the clock."""
    if lead["first_touched_at"] is None and lead["status"] == LeadStatus.NEW:
        again(world, moment, lead)


def again(world: World, moment: datetime, lead: Row) -> None:
    """A touch, and everything it changes."""
    seller = world.team.of(lead["owner_id"])
    if lead["status"] not in (LeadStatus.NEW, LeadStatus.WORKING) or seller is None:
        return
    day = world.day_of(moment)
    dice = world.dice(Die.TOUCH, lead["id"], lead["touch_count"])
    what = fate(world, lead)
    outcome = _outcome(world, lead, what, dice, seller)
    agreed_on = None
    if outcome is TouchOutcome.APPOINTMENT:
        made = appointments.make(world, moment, lead["customer_id"], seller, lead)
        agreed_on = made["day"]
    elif outcome is TouchOutcome.LATER:
        agreed_on = day + timedelta(days=dice.randint(3, 16))
    log(world, moment, lead["customer_id"], seller, (lead, outcome, dice))
    changes = {
        "touch_count": lead["touch_count"] + 1,
        "first_touched_at": lead["first_touched_at"] or moment,
        "last_touch_at": moment,
        "status": LeadStatus.WORKING,
    }
    if outcome in cadence.PROGRESS:
        changes["last_progress_on"] = day
    world.rows.change(Lead, lead, **changes)
    if outcome in cadence.SPOKEN:
        _spoken(world, moment, lead, outcome, dice)
    touched = cadence.Touched(on=day, outcome=outcome, agreed_on=agreed_on)
    world.rows.change(Lead, lead, next_touch_due_on=cadence.next_due(lead["tier"], touched, world.cadence))
    _step_on(world, lead, outcome, day)
    if what.invalid is not None:
        _maybe_invalid(world, lead, what.invalid, outcome, day)
    elif outcome is not TouchOutcome.APPOINTMENT:
        losses.maybe_ask(world, moment, lead, refused=outcome is TouchOutcome.REFUSED)


def _outcome(world: World, lead: Row, what: Fate, dice: Random, seller: Seller) -> TouchOutcome:
    if what.invalid is InvalidReason.WRONG_NUMBER:
        return TouchOutcome.WRONG_NUMBER
    if what.invalid is InvalidReason.NOBODY_ANSWERS or dice.random() > what.answers:
        return TouchOutcome.NO_ANSWER
    if what.invalid is not None:
        return TouchOutcome.REFUSED
    if lead["customer_id"] in world.state.booked:
        return TouchOutcome.INTERESTED if dice.random() < 0.5 else TouchOutcome.REACHED
    again_ = lead["customer_id"] in world.state.visited
    books = _BOOKS_AGAIN if again_ else _BOOKS[lead["tier"]] * what.warmth
    if dice.random() < min(books * seller.invites, 0.85):
        return TouchOutcome.APPOINTMENT
    return pick(dice, OTHERWISE)


def log(
    world: World,
    moment: datetime,
    customer_id: int,
    seller: Seller,
    what: tuple[Row | None, TouchOutcome, Random],
) -> None:
    lead, outcome, dice = what
    spoken = outcome in cadence.SPOKEN
    kind = pick(dice, {TouchKind.CALL: 0.74, TouchKind.WECHAT: 0.24, TouchKind.SMS: 0.02})
    if outcome is TouchOutcome.WRONG_NUMBER or (
        outcome is TouchOutcome.NO_ANSWER and kind is TouchKind.WECHAT
    ):
        kind = TouchKind.CALL
    against = None
    if spoken and outcome is not TouchOutcome.APPOINTMENT and dice.random() < 0.33:
        against = objection(world, world.day_of(moment), dice, lead["model_id"] if lead else None)
    seconds = dice.randint(45, 420) if spoken else dice.randint(5, 35)
    world.rows.add(
        Touch,
        lead_id=lead["id"] if lead else None,
        customer_id=customer_id,
        staff_id=seller.id,
        at=moment,
        day=world.day_of(moment),
        kind=kind,
        outcome=outcome,
        objection=against,
        seconds=seconds if kind is TouchKind.CALL else None,
        note=world.some(dice, talk.DISLIKES[against] if against else talk.NOTES[outcome])
        if spoken or dice.random() < 0.4
        else "",
    )


def objection(world: World, day: date, dice: Random, model_id: int | None) -> Objection:
    """What holds a customer back, as far as it fits the model."""
    found = pick(dice, world.story.objections(day))
    model = world.model(model_id)
    if found is Objection.WINTER_RANGE and model.power in (Power.ICE, Power.HEV) and dice.random() < 0.7:
        return Objection.FUEL_USE
    if model.part == "scarce" and dice.random() < 0.2:
        return Objection.DELIVERY_TIME
    return found


def _spoken(world: World, moment: datetime, lead: Row, outcome: TouchOutcome, dice: Random) -> None:
    """What a conversation leads to besides: WeChat, a later purchase, another tier."""
    source = world.say(("顾问沟通", "Conversation"))
    if lead["touch_count"] <= 2 and dice.random() < 0.5:
        for purpose in (ConsentPurpose.SERVICE, ConsentPurpose.MARKETING):
            said = Said(channel=ConsentChannel.WECHAT, purpose=purpose, source=source)
            consent(world, moment, lead["customer_id"], said)
    if outcome is TouchOutcome.REFUSED and dice.random() < 0.4:
        said = Said(
            channel=ConsentChannel.SMS, purpose=ConsentPurpose.MARKETING, source=source, granted=False
        )
        consent(world, moment, lead["customer_id"], said)
    if outcome is TouchOutcome.LATER and dice.random() < 0.35:
        world.rows.change(Lead, lead, horizon_days=dice.choice((30, 60, 90, 120)))
        lead["horizon_text"] = world.say(talk.horizon(lead["horizon_days"]))
    retier(world, moment, lead)


def _step_on(world: World, lead: Row, outcome: TouchOutcome, day: date) -> None:
    """The next step of an intent customer follows his touches (Rule I6)."""
    deal = world.state.deals.get(lead["customer_id"])
    if deal is None or deal["stage"] == Stage.ORDERED or world.is_left_alone("opportunity", deal["id"]):
        return
    coming = world.state.booked.get(lead["customer_id"])
    step = (
        NextStep.VISIT if coming else NextStep.QUOTE if outcome is TouchOutcome.INTERESTED else NextStep.CALL
    )
    on = coming["day"] if coming else lead["next_touch_due_on"] or day + timedelta(days=2)
    world.rows.change(Opportunity, deal, next_step=step, next_step_on=on)
    if outcome in cadence.PROGRESS:
        deal["last_progress_on"] = day


def _maybe_invalid(world: World, lead: Row, reason: InvalidReason, outcome: TouchOutcome, day: date) -> None:
    if outcome is TouchOutcome.NO_ANSWER and lead["touch_count"] < _TRIES:
        return
    if outcome is TouchOutcome.NO_ANSWER:
        reason = InvalidReason.NOBODY_ANSWERS
    world.rows.change(
        Lead,
        lead,
        status=LeadStatus.INVALID,
        invalid_reason=reason,
        closed_on=day,
        next_touch_due_on=None,
    )
    world.state.leads.pop(lead["id"], None)
