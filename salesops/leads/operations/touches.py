"""Touches: the only thing that stops a clock (Rules L2, L5, L9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.core.errors import NotAllowed
from salesops.core.i18n import N_, Message
from salesops.leads.operations.assigning import hand_over
from salesops.leads.operations.errors import BadLead, own_open_lead
from salesops.leads.operations.tiers import tier_again
from salesops.leads.rules import cadence
from salesops.leads.rules.policies import CadencePolicy, DormantPolicy
from salesops.models import Appointment, Customer, Lead, Task, Touch, WakeCampaign, WakeMember
from salesops.models.enums import (
    AppointmentKind,
    LeadStatus,
    Objection,
    SetBy,
    TaskKind,
    TaskStatus,
    TouchKind,
    TouchOutcome,
)
from salesops.planning.operations.tasks import About, add_task

CONFIRM_AHEAD = timedelta(hours=2)
"""An appointment is confirmed this long before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchDetails:
    """What may be added to a touch. `agreed_at` is the appointment, or when to call again."""

    kind: TouchKind = TouchKind.CALL
    objection: Objection | None = None
    note: str = ""
    seconds: int | None = None
    agreed_at: datetime | None = None
    appointment: AppointmentKind = AppointmentKind.VISIT


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchResult:
    """What a touch led to, and what it suggests next."""

    touch_id: int
    next_due_on: date
    was_first: bool
    offers_invalid: bool
    offers_loss: bool


def record_touch(
    session: Session,
    actor: Actor,
    *,
    now: datetime,
    lead_id: int,
    outcome: TouchOutcome,
    details: TouchDetails | None = None,
) -> TouchResult:
    """Log a touch: it stops the first-touch clock, sets the day of the next one, books an appointment if agreed.

    A wrong number offers to mark the lead invalid, a refusal to ask for its loss; neither happens by itself.
    Raises BadLead for an appointment without a time to come, LeadClosed, NotAllowed, NotFound.
    """
    actor.require(Permission.RECORD_TOUCH)
    if actor.staff_id is None:
        raise NotAllowed(N_("Only people touch leads."))
    lead = own_open_lead(session, actor, lead_id)
    given = details or TouchDetails()
    agreed_on = _agreed_on(actor, given, outcome, now=now)
    was_first = lead.first_touched_at is None
    if lead.owner_id is None:
        _take(session, actor, lead, now=now)
    touch = _log(session, actor, lead, now=now, outcome=outcome, given=given)
    _advance(session, actor, lead, now=now, outcome=outcome, agreed_on=agreed_on)
    if outcome is TouchOutcome.APPOINTMENT and given.agreed_at is not None:
        _book(session, actor, lead, now=now, given=given)
    tier_again(session, actor, lead, now=now)
    _settle(session, actor, lead, now=now, outcome=outcome)
    session.flush()
    _audit(session, actor, lead, now=now, touch=touch)
    return TouchResult(
        touch_id=touch.id,
        next_due_on=lead.next_touch_due_on or agreed_on or actor.today(now),
        was_first=was_first,
        offers_invalid=outcome is TouchOutcome.WRONG_NUMBER,
        offers_loss=outcome is TouchOutcome.REFUSED,
    )


def _agreed_on(actor: Actor, given: TouchDetails, outcome: TouchOutcome, *, now: datetime) -> date | None:
    if given.agreed_at is None:
        if outcome is TouchOutcome.APPOINTMENT:
            raise BadLead(N_("An appointment needs its day and time."))
        return None
    if given.agreed_at <= now:
        raise BadLead(N_("The time {time} is over. Choose a later one."), time=given.agreed_at)
    return actor.today(given.agreed_at)


def _take(session: Session, actor: Actor, lead: Lead, *, now: datetime) -> None:
    """Whoever touches a lead that nobody has takes it."""
    reason = Message(N_("{name} touched it first"), {"name": actor.name})
    hand_over(session, actor, lead, now=now, staff_id=actor.staff_id, set_by=SetBy.PERSON, reasons=[reason])


def _log(
    session: Session, actor: Actor, lead: Lead, *, now: datetime, outcome: TouchOutcome, given: TouchDetails
) -> Touch:
    touch = Touch(
        store_id=lead.store_id,
        lead_id=lead.id,
        customer_id=lead.customer_id,
        staff_id=actor.staff_id,
        at=now,
        day=actor.today(now),
        kind=given.kind,
        outcome=outcome,
        objection=given.objection,
        seconds=given.seconds,
        note=given.note.strip(),
    )
    session.add(touch)
    return touch


def _advance(
    session: Session,
    actor: Actor,
    lead: Lead,
    *,
    now: datetime,
    outcome: TouchOutcome,
    agreed_on: date | None,
) -> None:
    today = actor.today(now)
    lead.touch_count += 1
    lead.first_touched_at = lead.first_touched_at or now
    lead.last_touch_at = now
    if lead.status is LeadStatus.NEW:
        lead.status = LeadStatus.WORKING
    if outcome in cadence.PROGRESS:
        lead.last_progress_on = today
    touched = cadence.Touched(on=today, outcome=outcome, agreed_on=agreed_on)
    lead.next_touch_due_on = cadence.next_due(lead.tier, touched, load(session, lead.store_id, CadencePolicy))


def _book(session: Session, actor: Actor, lead: Lead, *, now: datetime, given: TouchDetails) -> None:
    """The appointment, and the task to confirm it shortly before (Rule I6: a next step with a date)."""
    assert given.agreed_at is not None
    customer = session.get_one(Customer, lead.customer_id)
    owner_id = lead.owner_id or actor.staff_id
    session.add(
        Appointment(
            store_id=lead.store_id,
            customer_id=lead.customer_id,
            lead_id=lead.id,
            staff_id=owner_id,
            kind=given.appointment,
            at=given.agreed_at,
            day=actor.today(given.agreed_at),
            profile=customer.profile,
            made_at=now,
            made_on=actor.today(now),
            note=given.note.strip(),
        )
    )
    session.flush()
    add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.FOLLOW_UP,
        owner_id=owner_id,
        due_at=max(now, given.agreed_at - CONFIRM_AHEAD),
        title=Message(N_("Confirm the appointment of {time}"), {"time": given.agreed_at}),
        about=About(customer_id=lead.customer_id, lead_id=lead.id),
    )


def _settle(session: Session, actor: Actor, lead: Lead, *, now: datetime, outcome: TouchOutcome) -> None:
    """Close what waited for this touch: the tasks of its clock, the question whether a campaign woke it (Rule L6)."""
    close_clock(session, actor, lead.id, now=now)
    if outcome not in cadence.PROGRESS:
        return
    since = actor.today(now) - timedelta(days=load(session, lead.store_id, DormantPolicy).result_days)
    session.execute(
        update(WakeMember)
        .where(
            WakeMember.store_id == lead.store_id,
            WakeMember.lead_id == lead.id,
            WakeMember.responded_at.is_(None),
            WakeMember.campaign_id.in_(
                select(WakeCampaign.id).where(
                    WakeCampaign.store_id == lead.store_id, WakeCampaign.started_on >= since
                )
            ),
        )
        .values(responded_at=now)
    )


def close_clock(session: Session, actor: Actor, lead_id: int, *, now: datetime) -> None:
    """Finish the tasks that the first-touch clock of a lead made."""
    session.execute(
        update(Task)
        .where(
            Task.store_id == actor.store_id,
            Task.status == TaskStatus.OPEN,
            Task.key.in_(clock_keys(lead_id)),
        )
        .values(status=TaskStatus.DONE, done_at=now, done_by=actor.staff_id)
    )


def clock_keys(lead_id: int) -> tuple[str, str]:
    """Keys of the tasks that a first-touch clock makes."""
    return (f"first_touch.breach:{lead_id}", f"first_touch.reassign:{lead_id}")


def _audit(session: Session, actor: Actor, lead: Lead, *, now: datetime, touch: Touch) -> None:
    audit.record(
        session,
        actor,
        now=now,
        action="leads.touch",
        entity="lead",
        entity_id=lead.id,
        after={
            "touch_id": touch.id,
            "outcome": touch.outcome,
            "touch_count": lead.touch_count,
            "next_touch_due_on": lead.next_touch_due_on,
        },
    )
