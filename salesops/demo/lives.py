"""The life of a lead: touches, appointments, and how it ends. What lies after now has not happened."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from salesops.demo import texts
from salesops.demo.arrivals import HOURS, Life
from salesops.demo.world import World
from salesops.leads.rules import cadence
from salesops.leads.rules.losses import REASONS
from salesops.leads.rules.policies import CadencePolicy
from salesops.models import Appointment, LossRequest, Touch
from salesops.models.enums import (
    AppointmentKind,
    AppointmentStatus,
    InvalidReason,
    LeadStatus,
    LossReason,
    Objection,
    RequestStatus,
    Tier,
    TouchKind,
    TouchOutcome,
)

CADENCE = CadencePolicy()
_MOST_TOUCHES = {Tier.A: 9, Tier.B: 8, Tier.C: 6}
_BOOK = {Tier.A: 0.17, Tier.B: 0.075, Tier.C: 0.03}
"""The chance that one touch of a valid lead ends in an appointment, before the seller's strength."""

_LUKEWARM = (TouchOutcome.REACHED, TouchOutcome.LATER, TouchOutcome.NO_ANSWER)
_GROUPS = {reason: group for group, reasons in REASONS.items() for reason in reasons}


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
            return when_there(world, life, _appointed_for(world, moment))
        if outcome is TouchOutcome.WRONG_NUMBER or (not life.valid and number >= 2):
            _invalid(world, life, outcome)
            return None
        if outcome is TouchOutcome.REFUSED:
            break
        moment = _next(world, life, moment)
    give_up(world, life, life.touches[-1][0] + timedelta(minutes=world.dice.randint(20, 90)))
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


def objection(world: World, life: Life, day: date) -> Objection:
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
    """The next touch: on the day that is due, or now and then a little late."""
    due = max(life.lead["next_touch_due_on"], world.day_of(moment) + timedelta(days=1))
    late = 0 if world.chance(0.955) else world.dice.randint(1, 3)
    return when_there(world, life, world.at(due + timedelta(days=late), world.dice.uniform(9.2, 17.6)))


def when_there(world: World, life: Life, moment: datetime) -> datetime:
    """The same time, or tomorrow when the consultant is away today."""
    away = life.seller.off_today and world.day_of(moment) == world.today
    return moment + timedelta(days=1) if away else moment


def call_again(world: World, life: Life, times: int, *, after: datetime, visited: bool = False) -> bool:
    """Some more calls from a day on, then the lead is given up; whether it was."""
    due = world.day_of(after) + timedelta(days=world.dice.randint(1, 3))
    for _ in range(times):
        life.lead["next_touch_due_on"] = due
        called = when_there(world, life, world.at(due, world.dice.uniform(9.5, 17)))
        if not world.past(called):
            return False
        touch(world, life, called, world.dice.choice(_LUKEWARM))
        due = world.day_of(called) + timedelta(days=world.dice.randint(2, 5))
    last = life.touches[-1][0] if times else after
    return give_up(world, life, last + timedelta(minutes=world.dice.randint(15, 60)), after_visit=visited)


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
        due = life.lead["next_touch_due_on"] or world.day_of(at)
        life.lead["next_touch_due_on"] = min(world.day_of(at), max(due, world.today))
    return number, status is AppointmentStatus.SHOWN


def _invalid(world: World, life: Life, outcome: TouchOutcome) -> None:
    wrong = outcome is TouchOutcome.WRONG_NUMBER
    life.lead |= {
        "status": LeadStatus.INVALID,
        "invalid_reason": InvalidReason.WRONG_NUMBER if wrong else InvalidReason.NOBODY_ANSWERS,
        "closed_on": world.day_of(life.touches[-1][0]),
        "next_touch_due_on": None,
    }


def give_up(world: World, life: Life, moment: datetime, *, after_visit: bool = False) -> bool:
    """Ask for the loss of a lead; most are decided by the next morning, a few sleep on. Whether it is closed."""
    if not world.past(moment):
        return False
    if not after_visit and world.chance(0.025):
        return False  # nobody asked: the lead sleeps
    reason: LossReason = world.pick(texts.LOSSES)
    wait = timedelta(minutes=world.dice.randint(30, 420))
    decided = HOURS.add_open_time(moment.astimezone(world.zone), wait)
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
    return settled
