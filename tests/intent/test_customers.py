"""Intent customers: nobody without a next step; what they said and what answers it; no-shows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed
from salesops.intent import operations
from salesops.intent.operations import Point, Refused, Said, SolutionDraft
from salesops.intent.rules.steps import Step
from salesops.models import AuditEntry, Feedback, Opportunity, SolutionOffer, Task
from salesops.models.enums import (
    AppointmentStatus,
    Aspect,
    NextStep,
    Objection,
    SolutionKind,
    Stage,
    TaskKind,
)
from tests.builders import NOON, TODAY, StoreFixture, a_customer, a_lead, an_appointment, an_opportunity, at

CALL = Step(kind=NextStep.CALL, on=TODAY + timedelta(days=2), note=" about the trade-in ")
PAST = Step(kind=NextStep.CALL, on=TODAY - timedelta(days=1))


def opened(session: Session, store: StoreFixture, customer_id: int, step: Step = CALL) -> int:
    return operations.open_opportunity(
        session, store.senior, now=NOON, customer_id=customer_id, model_id=store.model.id, step=step
    )


def test_nobody_becomes_an_intent_customer_without_a_next_step(session: Session, store: StoreFixture) -> None:
    """Rule I6: the step is part of the opening; the open one is kept when he is opened again."""
    customer = a_customer(session, store.id)
    lead = a_lead(session, store, customer_id=customer.id)
    with pytest.raises(Refused, match="lies in the past"):
        opened(session, store, customer.id, PAST)
    deal = session.get_one(Opportunity, opened(session, store, customer.id))
    assert (deal.next_step, deal.next_step_on) == (NextStep.CALL, CALL.on)
    assert (deal.next_step_note, deal.lead_id) == ("about the trade-in", lead.id)
    assert customer.owner_id == store.senior.staff_id
    assert opened(session, store, customer.id) == deal.id
    assert session.scalar(select(func.count()).select_from(Opportunity)) == 1


def test_a_next_step_is_moved_by_whoever_looks_after_him(session: Session, store: StoreFixture) -> None:
    """Rule I6."""
    deal = an_opportunity(session, store, last_progress_on=TODAY - timedelta(days=9))
    step = Step(kind=NextStep.VISIT, on=TODAY + timedelta(days=1))
    change = {"now": NOON, "opportunity_id": deal.id}
    operations.set_next_step(session, store.senior, **change, step=step)
    assert (deal.next_step, deal.next_step_on, deal.last_progress_on) == (NextStep.VISIT, step.on, TODAY)
    operations.set_next_step(session, store.supervisor, **change, step=CALL)
    with pytest.raises(Refused, match="lies in the past"):
        operations.set_next_step(session, store.senior, **change, step=PAST)
    with pytest.raises(NotAllowed):
        operations.set_next_step(session, store.trainee, **change, step=step)
    assert deal.next_step is NextStep.CALL


def test_a_customer_is_lost_with_a_reason_and_then_closed(session: Session, store: StoreFixture) -> None:
    """Rule I6."""
    deal = an_opportunity(session, store)
    lose = {"now": NOON, "opportunity_id": deal.id}
    with pytest.raises(Refused, match="why the customer is lost"):
        operations.lose_opportunity(session, store.senior, **lose, reason="  ")
    operations.lose_opportunity(session, store.senior, **lose, reason="bought elsewhere")
    assert (deal.stage, deal.closed_on) == (Stage.LOST, TODAY)
    with pytest.raises(Refused, match="closed already"):
        operations.set_next_step(session, store.senior, **lose, step=CALL)
    ordered = an_opportunity(session, store, stage=Stage.ORDERED)
    with pytest.raises(Refused, match="has an order"):
        operations.lose_opportunity(session, store.senior, now=NOON, opportunity_id=ordered.id, reason="x")


def test_feedback_is_kept_by_aspect_and_answered_from_the_library(
    session: Session, store: StoreFixture
) -> None:
    """Rule I1: what is liked carries no objection; an answer that helped is counted."""
    customer, objection = a_customer(session, store.id), next(iter(Objection))
    points = (
        Point(aspect=Aspect.SPACE, liked=True, objection=objection),
        Point(aspect=Aspect.FUEL, liked=False, objection=objection),
    )
    record = {"now": NOON, "customer_id": customer.id}
    liked, disliked = operations.record_feedback(
        session, store.senior, **record, said=Said(points=points, words=" too thirsty ")
    )
    assert session.get_one(Feedback, liked).objection is None
    concern = session.get_one(Feedback, disliked)
    assert (concern.objection, concern.words, concern.day) == (objection, "too thirsty", TODAY)
    draft = SolutionDraft(
        aspect=Aspect.FUEL, kind=SolutionKind.COMPARISON, title="Hybrid", talk_track="4.9 l"
    )
    solution = operations.save_solution(session, store.manager, now=NOON, draft=draft)
    offer = operations.offer_solution(
        session, store.senior, now=NOON, feedback_id=disliked, solution_id=solution
    )
    operations.mark_solution(session, store.senior, now=NOON, offer_id=offer, helped=True)
    assert session.get_one(SolutionOffer, offer).helped is True
    with pytest.raises(Refused, match="at least one aspect"):
        operations.record_feedback(session, store.senior, **record, said=Said(points=()))


def test_after_an_hour_an_appointment_is_a_no_show_with_a_task(session: Session, store: StoreFixture) -> None:
    """Rule I8: exactly at sixty minutes, once."""
    appointment = an_appointment(session, store, at=at(11))
    assert operations.settle_no_shows(session, store.manager, now=at(11, 59)) == 0
    assert operations.settle_no_shows(session, store.manager, now=at(12)) == 1
    assert operations.settle_no_shows(session, store.manager, now=at(12, 5)) == 0
    assert (appointment.status, appointment.settled_at) == (AppointmentStatus.NO_SHOW, at(12))
    task = session.scalars(select(Task).where(Task.kind == TaskKind.REBOOK)).one()
    assert (task.owner_id, task.customer_id) == (appointment.staff_id, appointment.customer_id)


def test_a_no_show_is_corrected_for_two_days_with_a_trace(session: Session, store: StoreFixture) -> None:
    """Rule I8."""
    appointment = an_appointment(session, store, at=at(11))
    operations.settle_no_shows(session, store.manager, now=at(12))
    correct = {"appointment_id": appointment.id}
    with pytest.raises(Refused, match="48 hours only"):
        operations.correct_no_show(session, store.reception, now=at(12, 1) + timedelta(days=2), **correct)
    operations.correct_no_show(session, store.reception, now=at(12) + timedelta(days=2), **correct)
    assert appointment.status is AppointmentStatus.SHOWN
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "appointment.correct")).one()
    assert (entry.entity_id, entry.actor_staff_id) == (appointment.id, store.reception.staff_id)
    with pytest.raises(Refused, match="not a no-show"):
        operations.correct_no_show(session, store.reception, now=at(13), **correct)
