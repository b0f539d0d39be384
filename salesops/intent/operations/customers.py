"""Intent customers: opened, led to the next step, listened to, given up (Rules I1, I6, I8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, Message
from salesops.intent.operations.errors import Refused, own, own_deal, require_step
from salesops.intent.rules.policies import StepPolicy
from salesops.intent.rules.steps import Step, may_correct
from salesops.models import Appointment, Customer, Feedback, Lead, Opportunity, Solution, SolutionOffer
from salesops.models.enums import AppointmentStatus, Aspect, LeadStatus, Objection, Stage, TaskKind
from salesops.planning.operations.tasks import About, add_task

_NO_SHOWS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One aspect, liked or not, and the objection behind a dislike."""

    aspect: Aspect
    liked: bool
    objection: Objection | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a customer said after a visit or a drive."""

    points: tuple[Point, ...]
    words: str = ""
    model_id: int | None = None
    visit_id: int | None = None
    test_drive_id: int | None = None


def open_opportunity(
    session: Session, actor: Actor, *, now: datetime, customer_id: int, model_id: int | None, step: Step
) -> int:
    """Make somebody an intent customer with a next step, and return the id; the open one when there is one (Rule I6)."""
    actor.require(Permission.RECORD_TOUCH)
    today = actor.today(now)
    require_step(step, today)
    customer = own(session, actor, Customer, customer_id)
    known = session.scalars(
        select(Opportunity).where(
            Opportunity.store_id == actor.store_id,
            Opportunity.customer_id == customer_id,
            Opportunity.closed_on.is_(None),
        )
    ).one_or_none()
    if known is not None:
        return known.id
    lead_id = session.scalars(
        select(Lead.id)
        .where(
            Lead.store_id == actor.store_id,
            Lead.customer_id == customer_id,
            Lead.status.in_((LeadStatus.NEW, LeadStatus.WORKING)),
        )
        .order_by(Lead.id.desc())
        .limit(1)
    ).one_or_none()
    deal = Opportunity(
        store_id=actor.store_id,
        customer_id=customer_id,
        lead_id=lead_id,
        owner_id=customer.owner_id or actor.staff_id,
        model_id=model_id,
        stage=Stage.VISITED,
        opened_on=today,
        last_progress_on=today,
        next_step=step.kind,
        next_step_on=step.on,
        next_step_note=step.note.strip(),
    )
    customer.owner_id = customer.owner_id or actor.staff_id
    session.add(deal)
    session.flush()
    _note(session, actor, deal, now, "opportunity.open", {"next_step": step.kind, "on": step.on})
    return deal.id


def set_next_step(session: Session, actor: Actor, *, now: datetime, opportunity_id: int, step: Step) -> None:
    """Say what comes next and when; nobody is left without a next step (Rule I6)."""
    require_step(step, actor.today(now))
    deal = own_deal(session, actor, opportunity_id)
    deal.next_step, deal.next_step_on, deal.next_step_note = step.kind, step.on, step.note.strip()
    deal.last_progress_on = actor.today(now)
    _note(session, actor, deal, now, "opportunity.step", {"next_step": step.kind, "on": step.on})


def lose_opportunity(
    session: Session, actor: Actor, *, now: datetime, opportunity_id: int, reason: str
) -> None:
    """Close an intent customer who will not buy; his lead is given up on the leads page (Rule L8). Raises Refused."""
    if not reason.strip():
        raise Refused(N_("Say in a few words why the customer is lost."))
    deal = own_deal(session, actor, opportunity_id)
    if deal.stage is Stage.ORDERED:
        raise Refused(N_("This customer has an order. Cancel the order first."))
    deal.stage, deal.closed_on = Stage.LOST, actor.today(now)
    _note(session, actor, deal, now, "opportunity.lose", {"reason": reason.strip()})


def record_feedback(
    session: Session, actor: Actor, *, now: datetime, customer_id: int, said: Said
) -> list[int]:
    """Note what a customer liked and disliked; the ids of the notes (Rule I1). Raises Refused when nothing was said."""
    actor.require(Permission.RECORD_TOUCH)
    if not said.points:
        raise Refused(N_("Choose at least one aspect that was liked or disliked."))
    own(session, actor, Customer, customer_id)
    rows = [
        Feedback(
            store_id=actor.store_id,
            customer_id=customer_id,
            visit_id=said.visit_id,
            test_drive_id=said.test_drive_id,
            staff_id=actor.staff_id,
            model_id=said.model_id,
            at=now,
            day=actor.today(now),
            aspect=point.aspect,
            liked=point.liked,
            objection=None if point.liked else point.objection,
            words=said.words.strip(),
        )
        for point in said.points
    ]
    session.add_all(rows)
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="feedback.record",
        entity="customer",
        entity_id=customer_id,
        after={"aspects": [f"{point.aspect.value}:{'+' if point.liked else '-'}" for point in said.points]},
    )
    return [row.id for row in rows]


def offer_solution(
    session: Session, actor: Actor, *, now: datetime, feedback_id: int, solution_id: int
) -> int:
    """Note that a solution was offered for a concern, and return the offer (Rule I1)."""
    actor.require(Permission.RECORD_TOUCH)
    own(session, actor, Feedback, feedback_id)
    own(session, actor, Solution, solution_id)
    offer = SolutionOffer(
        store_id=actor.store_id,
        solution_id=solution_id,
        feedback_id=feedback_id,
        staff_id=actor.staff_id,
        at=now,
    )
    session.add(offer)
    session.flush()
    audit.record(
        session, actor, now=now, action="solution.offer", entity="solution_offer", entity_id=offer.id,
        after={"solution_id": solution_id},
    )  # fmt: skip
    return offer.id


def mark_solution(session: Session, actor: Actor, *, now: datetime, offer_id: int, helped: bool) -> None:
    """Say whether a solution helped; that ranks it for the next customer (Rule I1)."""
    actor.require(Permission.RECORD_TOUCH)
    offer = own(session, actor, SolutionOffer, offer_id)
    before, offer.helped = offer.helped, helped
    audit.record(
        session, actor, now=now, action="solution.mark", entity="solution_offer", entity_id=offer.id,
        before={"helped": before}, after={"helped": helped},
    )  # fmt: skip


def settle_no_shows(session: Session, actor: Actor, *, now: datetime) -> int:
    """Appointments whose customer did not come within the hour become no-shows, with a task to rebook (Rule I8)."""
    policy = policies.load(session, actor.store_id, StepPolicy)
    missed = session.scalars(
        select(Appointment)
        .where(
            Appointment.store_id == actor.store_id,
            Appointment.status == AppointmentStatus.BOOKED,
            Appointment.day <= actor.today(now),
            Appointment.at <= now - timedelta(minutes=policy.no_show_minutes),
        )
        .limit(_NO_SHOWS)
    ).all()
    for appointment in missed:
        appointment.status, appointment.settled_at = AppointmentStatus.NO_SHOW, now
        add_task(
            session,
            actor,
            now=now,
            kind=TaskKind.REBOOK,
            owner_id=appointment.staff_id,
            due_at=now + timedelta(hours=2),
            title=Message(
                N_("Rebook a customer who did not come at {time}"),
                {"time": actor.local(appointment.at).strftime("%H:%M")},
            ),
            about=About(customer_id=appointment.customer_id, lead_id=appointment.lead_id),
            key=f"rebook:{appointment.id}",
        )
    return len(missed)


def correct_no_show(session: Session, actor: Actor, *, now: datetime, appointment_id: int) -> None:
    """The customer came after all; within 48 hours this can be put right, with a trace (Rule I8). Raises Refused."""
    actor.require(Permission.RECEIVE)
    appointment = own(session, actor, Appointment, appointment_id)
    policy = policies.load(session, actor.store_id, StepPolicy)
    if appointment.status is not AppointmentStatus.NO_SHOW or appointment.settled_at is None:
        raise Refused(N_("This appointment is not a no-show."))
    if not may_correct(appointment.settled_at, now, policy):
        raise Refused(N_("A no-show can be corrected for {hours} hours only."), hours=policy.correct_hours)
    appointment.status, appointment.settled_at = AppointmentStatus.SHOWN, now
    audit.record(
        session, actor, now=now, action="appointment.correct", entity="appointment", entity_id=appointment.id,
        before={"status": AppointmentStatus.NO_SHOW}, after={"status": AppointmentStatus.SHOWN},
    )  # fmt: skip


def _note(
    session: Session, actor: Actor, deal: Opportunity, now: datetime, action: str, after: dict[str, object]
) -> None:
    audit.record(session, actor, now=now, action=action, entity="opportunity", entity_id=deal.id, after=after)
