"""Trainings: proposals from real rows, planned, held, called off; complaints recorded and settled (Rules T1, C3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.core.errors import Conflict, NotAllowed
from salesops.models import BookingSlot, Inspection, InspectionItem, InspectionResult, MarketNote
from salesops.models.enums import (
    CheckResult,
    ComplaintTopic,
    InspectionArea,
    NoteKind,
    Objection,
    PainSource,
    TrainingStatus,
)
from salesops.planning.operations.bookings import Taken
from salesops.training import operations, queries
from salesops.training.operations import BadComplaint, BadTraining, ComplaintFacts, NeedsReason, SessionPlan
from salesops.training.rules.topics import TrainingTopic
from tests.builders import NOON, TODAY, StoreFixture, a_customer, a_lead, a_touch, a_vehicle, an_order, at


def complain(session: Session, store: StoreFixture, **values: object) -> int:
    order = an_order(
        session, store, customer_id=a_customer(session, store.id, owner_id=store.senior.staff_id).id
    )
    defaults = {
        "topic": ComplaintTopic.DELIVERY_DELAY,
        "words": "Where is my car?",
        "customer_id": order.customer_id,
        "order_id": order.id,
    }
    facts = ComplaintFacts(**(defaults | values))  # type: ignore[arg-type]
    return operations.record_complaint(session, store.senior, now=NOON, facts=facts)


def plan(store: StoreFixture, **values: object) -> SessionPlan:
    defaults = {
        "topic": TrainingTopic.ORDER_TRACKING.value,
        "starts_at": at(13, 30),
        "minutes": 30,
        "trainer_id": store.supervisor.staff_id,
        "hold_trainer": True,
        "expected": (store.senior.staff_id, store.trainee.staff_id),
        "source": PainSource.COMPLAINT,
        "source_key": ComplaintTopic.DELIVERY_DELAY.value,
    }
    return SessionPlan(**(defaults | values))  # type: ignore[arg-type]


def test_pains_of_every_source_become_proposals_with_their_cases(
    session: Session, store: StoreFixture
) -> None:
    """Rules T1, X7."""
    for _ in range(3):
        complain(session, store)
        lead = a_lead(session, store, owner_id=store.senior.staff_id)
        a_touch(session, store, lead, objection=Objection.WINTER_RANGE, note="No range in winter")
        a_vehicle(session, store, arrived_on=TODAY - timedelta(days=80))
    _failed_checks(session, store)
    session.add(
        MarketNote(
            store_id=store.id, day=TODAY, kind=NoteKind.REPORT, title="Report", trend="EREV will be hot"
        )
    )
    session.flush()
    found = {row.proposal.topic: row.proposal for row in queries.proposals(session, store.manager, now=NOON)}
    assert set(found) == {
        TrainingTopic.ORDER_TRACKING,
        TrainingTopic.THREE_ELECTRIC,
        TrainingTopic.SLOW_MODEL,
        TrainingTopic.STANDARDS,
        TrainingTopic.MARKET_TREND,
    }
    for proposal in found.values():
        rows = queries.evidence_rows(session, store.manager, proposal=proposal, now=NOON)
        assert len(rows) == proposal.count


def _failed_checks(session: Session, store: StoreFixture) -> None:
    item = InspectionItem(store_id=store.id, area=InspectionArea.SPEC_CARD, title="Cards are current")
    round_ = Inspection(store_id=store.id, day=TODAY, started_at=NOON)
    session.add_all([item, round_])
    session.flush()
    for _ in range(2):
        session.add(
            InspectionResult(
                store_id=store.id, inspection_id=round_.id, item_id=item.id, result=CheckResult.FAIL
            )
        )
    session.flush()


def test_others_see_that_there_was_a_case_but_not_who(session: Session, store: StoreFixture) -> None:
    for _ in range(2):
        complain(session, store)
    proposal = queries.proposals(session, store.trainee, now=NOON)[0].proposal
    rows = queries.evidence_rows(session, store.trainee, proposal=proposal, now=NOON)
    assert {row.who for row in rows} == {"Z**"}
    assert {row.words for row in rows} == {""}


def test_a_planned_training_holds_the_trainer_and_marks_its_proposal(
    session: Session, store: StoreFixture
) -> None:
    for _ in range(2):
        complain(session, store)
    operations.plan_session(session, store.manager, now=NOON, plan=plan(store))
    row = queries.proposals(session, store.manager, now=NOON)[0]
    assert row.planned_on == TODAY
    assert session.scalar(select(func.count()).select_from(BookingSlot)) == 2
    with pytest.raises(Taken):
        operations.plan_session(session, store.manager, now=NOON, plan=plan(store))


def test_a_training_is_held_with_who_was_there(session: Session, store: StoreFixture) -> None:
    for _ in range(2):
        complain(session, store)
    number = operations.plan_session(session, store.manager, now=NOON, plan=plan(store))
    held = {"session_id": number, "present": (store.senior.staff_id,)}
    with pytest.raises(BadTraining):
        operations.hold_session(session, store.manager, now=NOON, **held)
    later = NOON + timedelta(hours=3)
    assert operations.hold_session(session, store.manager, now=later, **held) == 1
    with pytest.raises(Conflict):
        operations.hold_session(session, store.manager, now=later, **held)
    row = queries.sessions(session, store.trainee, since=TODAY)[0]
    assert (row.status, row.present, row.expected, row.was_there) == (TrainingStatus.HELD, 1, 2, False)
    tomorrow = NOON + timedelta(days=1)
    assert queries.proposals(session, store.manager, now=tomorrow) == []


def test_a_training_that_is_called_off_frees_the_trainer(session: Session, store: StoreFixture) -> None:
    number = operations.plan_session(session, store.manager, now=NOON, plan=plan(store))
    with pytest.raises(NeedsReason):
        operations.cancel_session(session, store.manager, now=NOON, session_id=number, reason="")
    operations.cancel_session(session, store.manager, now=NOON, session_id=number, reason="Factory audit")
    assert session.scalar(select(func.count()).select_from(BookingSlot)) == 0
    operations.plan_session(session, store.manager, now=NOON, plan=plan(store))


def test_consultants_do_not_plan_trainings(session: Session, store: StoreFixture) -> None:
    with pytest.raises(NotAllowed):
        operations.plan_session(session, store.senior, now=NOON, plan=plan(store))


def test_a_trend_becomes_a_training_by_one_click(session: Session, store: StoreFixture) -> None:
    """Rule C3."""
    note = MarketNote(
        store_id=store.id, day=TODAY, kind=NoteKind.REPORT, title="Report", trend="EREV will be hot"
    )
    session.add(note)
    session.flush()
    operations.plan_from_note(session, store.manager, now=NOON, note_id=note.id)
    row = queries.sessions(session, store.manager, since=TODAY)[0]
    assert row.topic.in_english().endswith("EREV will be hot")
    assert row.starts_at == at(13, 30)
    with pytest.raises(Conflict):
        operations.plan_from_note(session, store.manager, now=NOON, note_id=note.id)


def test_a_complaint_is_settled_with_what_was_done(session: Session, store: StoreFixture) -> None:
    number = complain(session, store)
    assert queries.owed(session, store.manager, now=NOON).count == 1
    settle = {"now": NOON, "complaint_id": number}
    with pytest.raises(BadComplaint):
        operations.settle_complaint(session, store.senior, settlement=" ", **settle)
    with pytest.raises(NotAllowed):
        operations.settle_complaint(session, store.trainee, settlement="Called", **settle)
    operations.settle_complaint(session, store.senior, settlement="Called, new date given", **settle)
    row = queries.complaints(session, store.senior, now=NOON, since=TODAY)[0]
    assert (row.settled_on, row.settlement) == (TODAY, "Called, new date given")
    assert queries.owed(session, store.manager, now=NOON).count == 0
