"""The life of a lead: arrival, touches, appointment, visits, and how it ends. What lies after now has not happened."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from salesops.core.hours import HoursPolicy
from salesops.demo import texts
from salesops.demo.catalogue import Model, Source
from salesops.demo.people import Seller, Team
from salesops.demo.world import World
from salesops.leads.rules import cadence, names
from salesops.leads.rules.losses import REASONS
from salesops.leads.rules.policies import CadencePolicy, TierPolicy
from salesops.leads.rules.tiering import Tiering, Wish, tier
from salesops.models import (
    Appointment,
    Assignment,
    Consent,
    Customer,
    Lead,
    LeadSource,
    LossRequest,
    TierChange,
    Touch,
)
from salesops.models.enums import (
    AppointmentKind,
    AppointmentStatus,
    ChannelKind,
    ConsentChannel,
    ConsentPurpose,
    Gender,
    InvalidReason,
    LeadStatus,
    LossReason,
    Objection,
    Profile,
    RequestStatus,
    Seniority,
    SetBy,
    Tier,
    TouchKind,
    TouchOutcome,
)

HOURS = HoursPolicy().hours()
CADENCE = CadencePolicy()
TIERS = TierPolicy()
_MOST_TOUCHES = {Tier.A: 9, Tier.B: 8, Tier.C: 6}
_BOOK = {Tier.A: 0.17, Tier.B: 0.075, Tier.C: 0.03}
"""The chance that one touch of a valid lead ends in an appointment, before the seller's strength."""

_GROUPS = {reason: group for group, reasons in REASONS.items() for reason in reasons}


@dataclass(slots=True, kw_only=True)
class Life:
    """What is known of one lead while its life is written."""

    customer: dict[str, Any]
    lead: dict[str, Any]
    seller: Seller
    model: Model
    source: Source
    profile: Profile
    valid: bool
    touches: list[tuple[datetime, TouchOutcome]] = field(default_factory=list)

    @property
    def customer_id(self) -> int:
        """The customer's number."""
        found: int = self.customer["id"]
        return found

    @property
    def lead_id(self) -> int:
        """The lead's number."""
        found: int = self.lead["id"]
        return found


def arrive(world: World, team: Team, models: list[Model], source: Source, received: datetime) -> Life:
    """A lead comes in: customer, source, tier, owner, countdown, consents."""
    model = world.pick({each: each.demand for each in models})
    horizon = world.pick({2: 0.11, 7: 0.14, 14: 0.13, 30: 0.15, 90: 0.13, 180: 0.08, None: 0.26})
    budget = Decimal(round(model.price * world.dice.uniform(0.86, 1.18) / 10_000) * 10_000)
    wish = Wish(horizon_days=horizon, budget_high=budget, model=model.name, model_price=Decimal(model.price))
    found = tier(wish, TIERS)
    seller = _owner(world, team, found.tier)
    profile = world.pick(texts.PROFILES)
    customer = _customer(world, seller, profile, received)
    due = HOURS.add_open_time(received.astimezone(world.zone), timedelta(minutes=source.minutes))
    lead = _lead(world, customer, source, received, found, due)
    lead |= {
        "model_id": model.id,
        "model_text": model.name,
        "budget_low": budget - 20_000,
        "budget_high": budget,
        "horizon_days": horizon,
        "horizon_text": world.word(texts.HORIZONS[horizon]) if horizon is not None else "",
        "remark": world.some(texts.REMARKS),
        "owner_id": seller.staff_id,
        "assigned_at": received,
    }
    _papers(world, lead, source, seller, found)
    return Life(
        customer=customer, lead=lead, seller=seller, model=model, source=source, profile=profile,
        valid=world.chance(source.valid),
    )  # fmt: skip


def _owner(world: World, team: Team, lead_tier: Tier) -> Seller:
    weights = {
        Tier.A: {Seniority.SENIOR: 1.0, Seniority.REGULAR: 0.35, Seniority.TRAINEE: 0.0},
        Tier.B: {Seniority.SENIOR: 0.8, Seniority.REGULAR: 1.0, Seniority.TRAINEE: 0.35},
        Tier.C: {Seniority.SENIOR: 0.25, Seniority.REGULAR: 0.6, Seniority.TRAINEE: 1.6},
    }[lead_tier]
    seller: Seller = world.pick({each: weights[each.seniority] * each.load for each in team.sellers})
    return seller


def _customer(world: World, seller: Seller, profile: Profile, moment: datetime) -> dict[str, Any]:
    name = texts.full_name(world.dice, chinese=world.chinese)
    birthday = world.today - timedelta(days=world.dice.randint(23 * 365, 58 * 365))
    world.add(
        Customer,
        name=name,
        pinyin=names.pinyin_of(name),
        phone=f"+861{world.dice.choice('35789')}{len(world.rows(Customer)) + 1_000_000:09d}",
        gender=world.dice.choice((Gender.MALE, Gender.FEMALE)),
        city=world.word(world.dice.choices(texts.CITIES, (70, 12, 8, 6, 4))[0]),
        birthday=birthday if world.chance(0.35) else None,
        profile=profile,
        owner_id=seller.staff_id,
        created_at=moment,
    )
    return world.rows(Customer)[-1]


def _lead(
    world: World, customer: dict[str, Any], source: Source, received: datetime, found: Tiering, due: datetime
) -> dict[str, Any]:
    day = world.day_of(received)
    lead_id = world.add(
        Lead,
        customer_id=customer["id"],
        channel_id=source.id,
        received_at=received,
        received_on=day,
        tier=found.tier,
        trade_grade=found.grade,
        tier_reasons=[reason.as_dict() for reason in found.reasons],
        first_touch_due_at=due,
        last_progress_on=day,
        status=LeadStatus.NEW,
    )
    lead = world.rows(Lead)[-1]
    lead["external_id"] = f"XS{lead_id:07d}" if source.kind is not ChannelKind.WALK_IN else None
    return lead


def _papers(world: World, lead: dict[str, Any], source: Source, seller: Seller, found: Tiering) -> None:
    moment = lead["received_at"]
    world.add(
        LeadSource,
        lead_id=lead["id"],
        channel_id=source.id,
        external_id=lead["external_id"],
        received_at=moment,
    )
    reasons = lead["tier_reasons"]
    world.add(
        TierChange, lead_id=lead["id"], at=moment, tier_after=found.tier, set_by=SetBy.RULE, reasons=reasons
    )
    world.add(
        Assignment,
        lead_id=lead["id"],
        at=moment,
        day=lead["received_on"],
        staff_id=seller.staff_id,
        set_by=SetBy.RULE,
    )
    for channel, purpose, share in (
        (ConsentChannel.CALL, ConsentPurpose.SERVICE, 1.0),
        (ConsentChannel.WECHAT, ConsentPurpose.MARKETING, 0.55),
        (ConsentChannel.SMS, ConsentPurpose.MARKETING, 0.35),
    ):
        if world.chance(share):
            world.add(
                Consent,
                customer_id=lead["customer_id"],
                channel=channel,
                purpose=purpose,
                granted=True,
                at=moment,
                source=source.name,
            )


def follow(world: World, life: Life) -> datetime | None:
    """Touch the lead until it is booked, given up or out of time; the time of its appointment when there is one."""
    received = life.lead["received_at"].astimezone(world.zone)
    late = 1.0 if world.chance(0.87) else world.dice.uniform(1.2, 4.0)
    factor = world.dice.uniform(0.08, 0.8) * late if late == 1.0 else late
    moment = HOURS.add_open_time(received, timedelta(minutes=life.source.minutes * factor))
    for number in range(_MOST_TOUCHES[life.lead["tier"]]):
        if not world.past(moment):
            return None
        outcome = _outcome(world, life, number)
        touch(world, life, moment, outcome)
        if outcome is TouchOutcome.APPOINTMENT:
            return _appointed_for(world, moment)
        if outcome is TouchOutcome.WRONG_NUMBER or (not life.valid and number >= 2):
            _invalid(world, life, outcome)
            return None
        if outcome is TouchOutcome.REFUSED:
            break
        moment = _next(world, life, moment)
    give_up(world, life, moment + timedelta(days=world.dice.randint(1, 4)))
    return None


def _outcome(world: World, life: Life, number: int) -> TouchOutcome:
    if not life.valid:
        return TouchOutcome.WRONG_NUMBER if world.chance(0.25) else TouchOutcome.NO_ANSWER
    book = _BOOK[life.lead["tier"]] * life.seller.invites * (0.6 if number == 0 else 1.0)
    outcome: TouchOutcome = world.pick(
        {
            TouchOutcome.APPOINTMENT: book,
            TouchOutcome.NO_ANSWER: 0.28,
            TouchOutcome.REACHED: 0.30,
            TouchOutcome.INTERESTED: 0.16,
            TouchOutcome.LATER: 0.14,
            TouchOutcome.REFUSED: 0.05,
        }
    )
    return outcome


def touch(world: World, life: Life, moment: datetime, outcome: TouchOutcome) -> None:
    """Log one contact, and what it changes on the lead."""
    day = world.day_of(moment)
    reached = outcome in cadence.SPOKEN
    world.add(
        Touch,
        lead_id=life.lead_id,
        customer_id=life.customer_id,
        staff_id=life.seller.staff_id,
        at=moment,
        day=day,
        kind=world.pick({TouchKind.CALL: 0.72, TouchKind.WECHAT: 0.24, TouchKind.SMS: 0.04}),
        outcome=outcome,
        objection=objection(world, life, day) if reached and world.chance(0.3) else None,
        seconds=world.dice.randint(45, 420) if reached else world.dice.randint(0, 30),
        note=world.some(texts.TOUCH_NOTES) if reached else "",
    )
    life.touches.append((moment, outcome))
    lead = life.lead
    lead["touch_count"] += 1
    lead["first_touched_at"] = lead["first_touched_at"] or moment
    lead["last_touch_at"] = moment
    lead["status"] = LeadStatus.WORKING
    if outcome in cadence.PROGRESS:
        lead["last_progress_on"] = day
    lead["next_touch_due_on"] = cadence.next_due(
        lead["tier"], cadence.Touched(on=day, outcome=outcome), CADENCE
    )


def objection(world: World, life: Life, day: Any) -> Objection:
    """What holds a customer back; of late, winter range and finance terms more often."""
    weights = dict(texts.OBJECTIONS)
    if (world.today - day).days < 10:
        weights[Objection.WINTER_RANGE] *= 3
        weights[Objection.FINANCE_COMPLEX] *= 2.5
    if life.source.collapsed and (world.today - day).days < 14:
        weights[Objection.OFFER_UNCLEAR] *= 3
    if life.model.scarce:
        weights[Objection.DELIVERY_TIME] *= 4
    found: Objection = world.pick(weights)
    return found


def _next(world: World, life: Life, moment: datetime) -> datetime:
    """The next touch: on the day that is due, or a few days late."""
    due = life.lead["next_touch_due_on"]
    late = 0 if world.chance(0.9) else world.dice.randint(1, 4)
    return world.at(max(due, world.day_of(moment) + timedelta(days=1)) + timedelta(days=late), world.dice.uniform(9.2, 17.6))


def _appointed_for(world: World, moment: datetime) -> datetime:
    day = world.day_of(moment) + timedelta(days=world.dice.choices((1, 2, 3, 4, 6), (30, 28, 18, 14, 10))[0])
    hour = world.dice.choices(
        (9.5, 10, 10.5, 11, 13.5, 14, 14.5, 15, 15.5, 16, 16.5), (4, 6, 7, 6, 8, 10, 10, 9, 7, 5, 3)
    )[0]
    return world.at(day, hour)


def appoint(world: World, life: Life, at: datetime, made: datetime) -> tuple[int, bool]:
    """Book a visit; its number, and whether the customer came (or will be seen to come)."""
    shows = world.chance(0.62)
    cancelled = not shows and world.chance(0.25)
    if not world.past(at + timedelta(minutes=25)):
        status = AppointmentStatus.BOOKED
    elif shows:
        status = AppointmentStatus.SHOWN
    else:
        status = AppointmentStatus.CANCELLED if cancelled else AppointmentStatus.NO_SHOW
    number = world.add(
        Appointment,
        customer_id=life.customer_id,
        lead_id=life.lead_id,
        staff_id=life.seller.staff_id,
        kind=AppointmentKind.VISIT if world.chance(0.75) else AppointmentKind.TEST_DRIVE,
        at=at,
        day=world.day_of(at),
        profile=life.profile,
        status=status,
        made_at=made,
        made_on=world.day_of(made),
        settled_at=None if status is AppointmentStatus.BOOKED else at + timedelta(minutes=25),
    )
    if status is AppointmentStatus.BOOKED:
        life.lead["next_touch_due_on"] = min(
            world.day_of(at), life.lead["next_touch_due_on"] or world.day_of(at)
        )
    return number, status is AppointmentStatus.SHOWN


def _invalid(world: World, life: Life, outcome: TouchOutcome) -> None:
    wrong = outcome is TouchOutcome.WRONG_NUMBER
    life.lead |= {
        "status": LeadStatus.INVALID,
        "invalid_reason": InvalidReason.WRONG_NUMBER if wrong else InvalidReason.NOBODY_ANSWERS,
        "closed_on": world.day_of(life.touches[-1][0]),
        "next_touch_due_on": None,
    }


def give_up(world: World, life: Life, moment: datetime, *, after_visit: bool = False) -> None:
    """Ask for the loss of a lead; most are decided by the next morning, some sleep on without anybody asking."""
    if not world.past(moment):
        return
    if not after_visit and world.chance(0.1):
        return  # nobody asked: the lead sleeps
    reason: LossReason = world.pick(texts.LOSSES)
    decided = moment + timedelta(hours=world.dice.randint(1, 20))
    settled = world.past(decided)
    rival = reason in (LossReason.COMP_BRAND, LossReason.COMP_DEALER)
    world.add(
        LossRequest,
        lead_id=life.lead_id,
        customer_id=life.customer_id,
        staff_id=life.seller.staff_id,
        asked_at=moment,
        asked_on=world.day_of(moment),
        group=_GROUPS[reason],
        reason=reason,
        detail=world.some(texts.REMARKS[:9]),
        rival=world.some(texts.RIVALS) if rival else "",
        tier_before=life.lead["tier"],
        after_visit=after_visit,
        status=RequestStatus.APPROVED if settled else RequestStatus.PENDING,
        decided_at=decided if settled else None,
        lesson=world.some(texts.LESSONS) if settled and after_visit and world.chance(0.25) else "",
    )
    life.lead["status"] = LeadStatus.LOST if settled else LeadStatus.LOSS_ASKED
    life.lead["next_touch_due_on"] = None
    if settled:
        life.lead |= {"loss_reason": reason, "closed_on": world.day_of(decided)}
