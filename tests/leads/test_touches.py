"""Touches: what stops a clock, what it sets in motion (L2, L5, L9, I6)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed
from salesops.leads import operations
from salesops.leads.operations import BadLead, LeadClosed, TouchDetails
from salesops.models import Appointment, AuditEntry, Lead, OutboxMessage, Task, Touch
from salesops.models.enums import LeadStatus, Objection, TaskStatus, Tier, TouchOutcome
from tests.builders import TODAY, StoreFixture, a_lead, at

NOW = at(10, 20)
TOMORROW = TODAY + timedelta(days=1)


def own_lead(session: Session, store: StoreFixture, **values: object) -> Lead:
    return a_lead(session, store, owner_id=store.senior.staff_id, tier=Tier.A, horizon_days=2, **values)


def test_a_touch_stops_the_clock_and_sets_the_next_day(session: Session, store: StoreFixture) -> None:
    """Rules L5, L9."""
    lead = own_lead(session, store)
    result = operations.record_touch(
        session,
        store.senior,
        now=NOW,
        lead_id=lead.id,
        outcome=TouchOutcome.REACHED,
        details=TouchDetails(objection=Objection.PRICE, note=" wants a better offer "),
    )
    assert (result.was_first, result.next_due_on) == (True, TOMORROW)
    assert (lead.status, lead.first_touched_at, lead.touch_count) == (LeadStatus.WORKING, NOW, 1)
    touch = session.scalars(select(Touch)).one()
    assert (touch.objection, touch.note, touch.day) == (Objection.PRICE, "wants a better offer", TODAY)
    assert session.scalars(select(AuditEntry.action)).all() == ["leads.touch"]


def test_reassigning_stops_no_clock(session: Session, store: StoreFixture) -> None:
    """Rule L9."""
    lead = own_lead(session, store)
    assert store.trainee.staff_id is not None
    operations.assign(session, store.manager, now=NOW, lead_id=lead.id, staff_id=store.trainee.staff_id)
    assert (lead.first_touched_at, lead.first_touch_due_at) == (None, at(11))


def test_an_appointment_is_booked_with_a_task_to_confirm(session: Session, store: StoreFixture) -> None:
    """Rules I6, L3: a visit in two days makes an A of a C."""
    lead = a_lead(session, store, owner_id=store.senior.staff_id)
    when = at(15, day=date(2026, 11, 26))
    operations.record_touch(
        session,
        store.senior,
        now=NOW,
        lead_id=lead.id,
        outcome=TouchOutcome.APPOINTMENT,
        details=TouchDetails(agreed_at=when),
    )
    appointment = session.scalars(select(Appointment)).one()
    assert (appointment.at, appointment.made_on, appointment.staff_id) == (when, TODAY, store.senior.staff_id)
    assert session.scalars(select(Task.due_at)).one() == when - timedelta(hours=2)
    assert lead.tier is Tier.A


@pytest.mark.parametrize("agreed_at", [None, at(9)])
def test_an_appointment_needs_a_time_to_come(
    session: Session, store: StoreFixture, agreed_at: object
) -> None:
    """Rule I6."""
    lead = own_lead(session, store)
    with pytest.raises(BadLead):
        operations.record_touch(
            session,
            store.senior,
            now=NOW,
            lead_id=lead.id,
            outcome=TouchOutcome.APPOINTMENT,
            details=TouchDetails(agreed_at=agreed_at),  # type: ignore[arg-type]
        )


def test_a_wrong_number_offers_invalid_and_a_refusal_the_loss(session: Session, store: StoreFixture) -> None:
    """Rule L8: neither closes the lead by itself."""
    lead = own_lead(session, store)
    wrong = operations.record_touch(
        session, store.senior, now=NOW, lead_id=lead.id, outcome=TouchOutcome.WRONG_NUMBER
    )
    refused = operations.record_touch(
        session, store.senior, now=NOW, lead_id=lead.id, outcome=TouchOutcome.REFUSED
    )
    assert (wrong.offers_invalid, refused.offers_loss, lead.status) == (True, True, LeadStatus.WORKING)


def test_nobody_touches_what_belongs_to_others(session: Session, store: StoreFixture) -> None:
    """Rule X2: a consultant; a supervisor may."""
    lead = own_lead(session, store)
    with pytest.raises(NotAllowed):
        operations.record_touch(
            session, store.trainee, now=NOW, lead_id=lead.id, outcome=TouchOutcome.REACHED
        )
    operations.record_touch(session, store.supervisor, now=NOW, lead_id=lead.id, outcome=TouchOutcome.REACHED)
    assert lead.owner_id == store.senior.staff_id


def test_whoever_touches_a_lead_of_the_pool_takes_it(session: Session, store: StoreFixture) -> None:
    """Rule L4."""
    lead = a_lead(session, store)
    operations.record_touch(session, store.trainee, now=NOW, lead_id=lead.id, outcome=TouchOutcome.REACHED)
    assert lead.owner_id == store.trainee.staff_id


def test_a_closed_lead_is_not_touched(session: Session, store: StoreFixture) -> None:
    """Rule L8."""
    lead = own_lead(session, store, status=LeadStatus.LOST)
    with pytest.raises(LeadClosed):
        operations.record_touch(session, store.senior, now=NOW, lead_id=lead.id, outcome=TouchOutcome.REACHED)


def test_escalation_warns_then_tells_then_proposes_once_each(session: Session, store: StoreFixture) -> None:
    """Rules L2, L9: owner and manager before the limit, supervisors after it, somebody else later."""
    lead = own_lead(session, store)
    run = operations.escalate_first_touches
    assert run(session, store.manager, now=at(10, 29)).warned == 0
    assert run(session, store.manager, now=at(10, 30)).warned == 1
    assert run(session, store.manager, now=at(10, 31)).warned == 0
    assert run(session, store.manager, now=at(11)).breached == 1
    last = run(session, store.manager, now=at(11, 30))
    assert (last.breached, last.to_reassign) == (0, 1)
    keys = session.scalars(select(OutboxMessage.key).order_by(OutboxMessage.id)).all()
    assert keys == [f"first_touch.{step}:{lead.id}" for step in ("amber", "owner", "breach", "reassign")]


def test_the_tasks_of_a_clock_end_with_the_touch(session: Session, store: StoreFixture) -> None:
    """Rule L9."""
    lead = own_lead(session, store)
    operations.escalate_first_touches(session, store.manager, now=at(11, 30))
    open_tasks = select(func.count()).select_from(Task).where(Task.status == TaskStatus.OPEN)
    assert session.scalar(open_tasks) == 2
    operations.record_touch(
        session, store.senior, now=at(11, 40), lead_id=lead.id, outcome=TouchOutcome.REACHED
    )
    assert session.scalar(open_tasks) == 0


def test_messages_name_no_customer(session: Session, store: StoreFixture) -> None:
    """Rule Z3."""
    own_lead(session, store)
    operations.escalate_first_touches(session, store.manager, now=at(11, 30))
    payloads = session.scalars(select(OutboxMessage.payload)).all()
    assert not any("Zhang" in str(payload) or "+86" in str(payload) for payload in payloads)
