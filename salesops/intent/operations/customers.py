"""Intent customers: opened, led to the next step, listened to, given up (Rules I1, I6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import Conflict
from salesops.core.i18n import N_
from salesops.intent.operations.errors import Refused, own, own_deal, require_step
from salesops.intent.rules.steps import Step
from salesops.models import CarModel, Customer, Feedback, Lead, Opportunity, Solution, SolutionOffer, Visit
from salesops.models.enums import Aspect, LeadStatus, Objection, Profile, Stage


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
    if customer.profile is Profile.UNKNOWN:
        customer.profile = _seen_as(session, actor, customer_id) or Profile.UNKNOWN
    try:
        with session.begin_nested():
            session.add(deal)
    except IntegrityError as clash:
        raise Conflict(N_("A colleague has just opened this customer. Look again.")) from clash
    _note(session, actor, deal, now, "opportunity.open", {"next_step": step.kind, "on": step.on})
    return deal.id


def _seen_as(session: Session, actor: Actor, customer_id: int) -> Profile | None:
    """The profile that reception noted at the last visit."""
    return session.scalar(
        select(Visit.profile)
        .where(
            Visit.store_id == actor.store_id,
            Visit.customer_id == customer_id,
            Visit.profile != Profile.UNKNOWN,
        )
        .order_by(Visit.id.desc())
        .limit(1)
    )


def set_next_step(session: Session, actor: Actor, *, now: datetime, opportunity_id: int, step: Step) -> None:
    """Say what comes next and when; nobody is left without a next step (Rule I6)."""
    deal = own_deal(session, actor, opportunity_id)
    require_step(step, actor.today(now))
    deal.next_step, deal.next_step_on, deal.next_step_note = step.kind, step.on, step.note.strip()
    deal.last_progress_on = actor.today(now)
    _note(session, actor, deal, now, "opportunity.step", {"next_step": step.kind, "on": step.on})


def lead_on(
    session: Session, actor: Actor, *, now: datetime, customer_id: int, model_id: int | None, step: Step
) -> int:
    """Give somebody a next step, on the board or not yet, and return the intent customer (Rule I6)."""
    deal_id = open_opportunity(session, actor, now=now, customer_id=customer_id, model_id=model_id, step=step)
    deal = own(session, actor, Opportunity, deal_id)
    if deal.stage is not Stage.ORDERED and (deal.next_step, deal.next_step_on) != (step.kind, step.on):
        set_next_step(session, actor, now=now, opportunity_id=deal_id, step=step)
    return deal_id


def choose_model(
    session: Session, actor: Actor, *, now: datetime, opportunity_id: int, model_id: int
) -> None:
    """Say which model the customer wants now. Raises Refused after the order."""
    deal = own_deal(session, actor, opportunity_id)
    if deal.stage is Stage.ORDERED:
        raise Refused(N_("This customer has an order already."))
    own(session, actor, CarModel, model_id)
    deal.model_id = model_id
    _note(session, actor, deal, now, "opportunity.model", {"model_id": model_id})


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
    for deal in session.scalars(
        select(Opportunity).where(
            Opportunity.store_id == actor.store_id,
            Opportunity.customer_id == customer_id,
            Opportunity.closed_on.is_(None),
        )
    ):
        deal.last_progress_on = actor.today(now)
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


def _note(
    session: Session, actor: Actor, deal: Opportunity, now: datetime, action: str, after: dict[str, object]
) -> None:
    audit.record(session, actor, now=now, action=action, entity="opportunity", entity_id=deal.id, after=after)
