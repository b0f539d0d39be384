"""Lost cases of the last days with their touches, and the lessons."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed, NotFound
from salesops.meeting import queries
from salesops.meeting.operations.lessons import NoLesson, record_lesson
from salesops.models import LossRequest
from salesops.models.enums import LossGroup, LossReason, RequestStatus, Tier
from tests.builders import NOON, TODAY, StoreFixture, a_customer, a_lead, a_touch, at


def a_loss(session: Session, store: StoreFixture, *, days_ago: int = 1, **values: object) -> LossRequest:
    customer = a_customer(session, store.id, name="Li Si", owner_id=store.senior.staff_id)
    lead = a_lead(session, store, customer_id=customer.id, owner_id=store.senior.staff_id)
    a_touch(session, store, lead, note="too dear")
    defaults: dict[str, object] = {
        "lead_id": lead.id,
        "customer_id": customer.id,
        "staff_id": store.senior.staff_id,
        "asked_at": NOON - timedelta(days=days_ago),
        "asked_on": TODAY - timedelta(days=days_ago),
        "group": LossGroup.PRICE,
        "reason": LossReason.PRICE_HIGH,
        "tier_before": Tier.A,
        "status": RequestStatus.APPROVED,
    }
    loss = LossRequest(store_id=store.id, **(defaults | values))
    session.add(loss)
    session.flush()
    return loss


def test_a_case_shows_its_touches_and_why_it_was_picked(session: Session, store: StoreFixture) -> None:
    """Rule M3."""
    a_loss(session, store)
    a_loss(session, store, days_ago=60)
    a_loss(session, store, status=RequestStatus.REJECTED)
    (case,) = queries.lost_cases(session, store.manager, now=NOON)
    assert (case.customer, case.owner, case.reason) == ("Li Si", "Senior", LossReason.PRICE_HIGH)
    assert [touch.note for touch in case.touches] == ["too dear"]
    assert "was given 1 times lately" in case.why[0].in_english()


def test_others_see_the_case_masked(session: Session, store: StoreFixture) -> None:
    """Rule X2."""
    a_loss(session, store)
    assert queries.lost_cases(session, store.trainee, now=NOON)[0].customer == "L**"


def test_a_lesson_is_found_again(session: Session, store: StoreFixture) -> None:
    """Rule M3: kept so that it can be found, and feeds training."""
    loss = a_loss(session, store)
    record_lesson(session, store.manager, now=at(9), loss_id=loss.id, lesson=" Offer instalments EARLY ")
    (row,) = queries.lessons(session, store.trainee, words="early")
    assert (row.lesson, row.by, row.at) == ("Offer instalments EARLY", "Manager", at(9))
    assert queries.lessons(session, store.trainee, reason=LossReason.LEAD_TIME) == []
    assert queries.lessons(session, store.trainee, words="warranty") == []
    assert queries.lost_cases(session, store.manager, now=NOON)[0].lesson == row.lesson


def test_an_empty_lesson_is_refused(session: Session, store: StoreFixture) -> None:
    loss = a_loss(session, store)
    with pytest.raises(NoLesson):
        record_lesson(session, store.manager, now=at(9), loss_id=loss.id, lesson=" ")
    with pytest.raises(NotFound):
        record_lesson(session, store.manager, now=at(9), loss_id=10_000, lesson="x")
    with pytest.raises(NotAllowed):
        record_lesson(session, store.senior, now=at(9), loss_id=loss.id, lesson="x")
