"""Losing a lead: asked, decided, checked; and invalid, which is not lost (L8)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.core.errors import Conflict, NotAllowed
from salesops.leads import operations, queries
from salesops.leads.operations import NeedsReason, Reason, TooEarly, Verdict
from salesops.models import Lead, LossRequest, Task
from salesops.models.enums import (
    InvalidReason,
    LeadStatus,
    LossGroup,
    LossReason,
    RequestStatus,
    TaskKind,
    TaskStatus,
    Tier,
)
from tests.builders import NOON, TODAY, StoreFixture, a_lead, a_touch, at

FUNDS = Reason(reason=LossReason.FUNDS)


def worked_lead(session: Session, store: StoreFixture, *, touches: int = 4) -> Lead:
    lead = a_lead(
        session,
        store,
        owner_id=store.senior.staff_id,
        tier=Tier.B,
        status=LeadStatus.WORKING,
        touch_count=touches,
        first_touched_at=NOON - timedelta(days=20),
        last_touch_at=NOON,
        next_touch_due_on=TODAY,
    )
    for _ in range(touches):
        a_touch(session, store, lead)
    return lead


def ask(session: Session, store: StoreFixture, lead: Lead, reason: Reason = FUNDS) -> int:
    return operations.ask_loss(session, store.senior, now=NOON, lead_id=lead.id, reason=reason)


def test_an_approved_loss_closes_the_lead(session: Session, store: StoreFixture) -> None:
    """Rule L8."""
    lead = worked_lead(session, store)
    request = ask(session, store, lead)
    task = session.scalars(select(Task)).one()
    assert (lead.status, task.kind) == (LeadStatus.LOSS_ASKED, TaskKind.REVIEW_LOSS)
    operations.decide_loss(
        session, store.supervisor, now=NOON, request_id=request, verdict=Verdict(approved=True)
    )
    assert (lead.status, lead.loss_reason, lead.closed_on) == (LeadStatus.LOST, LossReason.FUNDS, TODAY)
    assert session.get_one(LossRequest, request).group is LossGroup.CUSTOMER
    assert task.status is TaskStatus.DONE


def test_too_few_touches_are_refused(session: Session, store: StoreFixture) -> None:
    """Rule L8."""
    lead = worked_lead(session, store, touches=3)
    with pytest.raises(TooEarly, match="3 of 4 touches"):
        ask(session, store, lead)
    assert lead.status is LeadStatus.WORKING


def test_a_rejected_loss_goes_back_to_work_or_to_somebody_else(session: Session, store: StoreFixture) -> None:
    """Rule L8."""
    lead = worked_lead(session, store)
    request = ask(session, store, lead)
    verdict = Verdict(
        approved=False, note="call again with the new offer", to_staff_id=store.trainee.staff_id
    )
    operations.decide_loss(session, store.supervisor, now=NOON, request_id=request, verdict=verdict)
    assert (lead.status, lead.owner_id, lead.next_touch_due_on) == (
        LeadStatus.WORKING,
        store.trainee.staff_id,
        TODAY,
    )
    assert session.get_one(LossRequest, request).status is RequestStatus.REJECTED


def test_a_rejection_says_why(session: Session, store: StoreFixture) -> None:
    """Rule L8."""
    request = ask(session, store, worked_lead(session, store))
    with pytest.raises(NeedsReason):
        operations.decide_loss(
            session, store.supervisor, now=NOON, request_id=request, verdict=Verdict(approved=False)
        )


def test_a_loss_is_asked_and_decided_once(session: Session, store: StoreFixture) -> None:
    """Rule L8."""
    lead = worked_lead(session, store)
    request = ask(session, store, lead)
    with pytest.raises(Conflict):
        ask(session, store, lead)
    approve = Verdict(approved=True)
    operations.decide_loss(session, store.supervisor, now=NOON, request_id=request, verdict=approve)
    with pytest.raises(Conflict):
        operations.decide_loss(session, store.manager, now=NOON, request_id=request, verdict=approve)


def test_a_consultant_decides_on_no_loss(session: Session, store: StoreFixture) -> None:
    """Rules L8, X2."""
    request = ask(session, store, worked_lead(session, store))
    with pytest.raises(NotAllowed):
        operations.decide_loss(
            session, store.senior, now=NOON, request_id=request, verdict=Verdict(approved=True)
        )


def test_a_call_back_that_finds_a_customer_opens_the_lead(session: Session, store: StoreFixture) -> None:
    """Rule L8: a sample is called back."""
    lead = worked_lead(session, store)
    request = ask(session, store, lead)
    operations.decide_loss(
        session, store.supervisor, now=NOON, request_id=request, verdict=Verdict(approved=True)
    )
    operations.record_call_back(
        session, store.supervisor, now=NOON, request_id=request, confirms=False, note="still looking"
    )
    assert lead.status is LeadStatus.WORKING
    assert session.get_one(LossRequest, request).call_back_confirms is False


def test_the_sample_is_drawn_from_the_approved(session: Session, store: StoreFixture) -> None:
    """Rule L8: a fixed share, and who was called back leaves the list."""
    for _ in range(40):
        request = ask(session, store, worked_lead(session, store))
        operations.decide_loss(
            session, store.supervisor, now=NOON, request_id=request, verdict=Verdict(approved=True)
        )
    rows = queries.losses_to_call_back(session, store.manager, now=NOON)
    assert 0 < len(rows) < 20
    operations.record_call_back(
        session, store.manager, now=NOON, request_id=rows[0].id, confirms=True, note=""
    )
    assert len(queries.losses_to_call_back(session, store.manager, now=NOON)) == len(rows) - 1


def test_invalid_is_not_lost(session: Session, store: StoreFixture) -> None:
    """Rule L8: no loss reason, no request left open."""
    lead = worked_lead(session, store)
    request = ask(session, store, lead)
    operations.mark_invalid(
        session, store.senior, now=NOON, lead_id=lead.id, reason=InvalidReason.WRONG_NUMBER
    )
    assert (lead.status, lead.invalid_reason, lead.loss_reason) == (
        LeadStatus.INVALID,
        InvalidReason.WRONG_NUMBER,
        None,
    )
    assert session.get_one(LossRequest, request).status is RequestStatus.WITHDRAWN


def test_an_untouched_lead_is_not_invalid_by_a_consultants_word(
    session: Session, store: StoreFixture
) -> None:
    """Rules L8, L9."""
    lead = a_lead(session, store, owner_id=store.senior.staff_id)
    with pytest.raises(TooEarly):
        operations.mark_invalid(
            session, store.senior, now=at(11), lead_id=lead.id, reason=InvalidReason.NO_PURCHASE
        )
