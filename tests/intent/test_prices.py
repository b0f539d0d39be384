"""Prices: granted within one's own authority, else sent up; decided once, at the level that may."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed
from salesops.intent import operations
from salesops.intent.operations import PriceOffer, PriceRuling, Refused
from salesops.models import OutboxMessage, PriceDecision, PriceRequest, Task
from salesops.models.enums import Level, RequestStatus, Stage, TaskKind, TaskStatus
from tests.builders import NOON, StoreFixture, a_customer, an_opportunity
from tests.intent.scenes import REASON, a_gift, ask

APPROVE = PriceRuling(status=RequestStatus.APPROVED)


def request_of(session: Session, request_id: int) -> PriceRequest:
    return session.get_one(PriceRequest, request_id)


def test_within_ones_own_authority_a_price_is_granted_at_once(session: Session, store: StoreFixture) -> None:
    """Rule I2: with its decision in the trail."""
    deal = an_opportunity(session, store)
    request = request_of(session, ask(session, store.senior, deal.id, 700))
    assert (request.status, request.level) == (RequestStatus.APPROVED, Level.CONSULTANT)
    assert deal.stage is Stage.NEGOTIATING
    decision = session.scalars(select(PriceDecision)).one()
    assert (decision.request_id, decision.staff_id) == (request.id, store.senior.staff_id)


def test_above_it_the_next_level_is_told_at_once_without_a_name(
    session: Session, store: StoreFixture
) -> None:
    """Rules I2 and Z3: a task and a message for the supervisor; the customer's name stays in the house."""
    customer = a_customer(session, store.id, name="Ouyang Xiaoming", owner_id=store.senior.staff_id)
    deal = an_opportunity(session, store, customer_id=customer.id)
    request = request_of(session, ask(session, store.senior, deal.id, 1400))
    assert (request.status, request.level) == (RequestStatus.PENDING, Level.SUPERVISOR)
    task = session.scalars(select(Task).where(Task.kind == TaskKind.DECIDE_PRICE)).one()
    assert task.owner_id == store.supervisor.staff_id
    message = session.scalars(select(OutboxMessage)).one()
    assert "Ouyang" not in str(message.payload)
    assert "Ouyang" not in str(task.title)
    operations.decide_price(session, store.supervisor, now=NOON, request_id=request.id, ruling=APPROVE)
    assert request.status is RequestStatus.APPROVED
    assert task.status is TaskStatus.DONE
    with pytest.raises(Refused, match="decided already"):
        operations.decide_price(session, store.manager, now=NOON, request_id=request.id, ruling=APPROVE)


def test_a_lower_level_never_decides(session: Session, store: StoreFixture) -> None:
    """Rule I2: what is the manager's stays the manager's."""
    deal = an_opportunity(session, store)
    request = ask(session, store.supervisor, deal.id, 5000)
    assert request_of(session, request).level is Level.MANAGER
    for actor in (store.supervisor, store.senior, store.reception):
        with pytest.raises(NotAllowed):
            operations.decide_price(session, actor, now=NOON, request_id=request, ruling=APPROVE)
    operations.decide_price(session, store.manager, now=NOON, request_id=request, ruling=APPROVE)


def test_below_the_floor_only_the_manager_and_only_with_a_reason(
    session: Session, store: StoreFixture
) -> None:
    """Rule I2: the whole deal earns less than its floor though the discount is small."""
    store.model.floor_gross_profit = Decimal(25000)
    session.flush()
    deal = an_opportunity(session, store)
    request = ask(session, store.supervisor, deal.id, 100)
    assert request_of(session, request).level is Level.MANAGER
    decide = {"now": NOON, "request_id": request}
    with pytest.raises(Refused):
        operations.decide_price(session, store.manager, **decide, ruling=APPROVE)
    reason = PriceRuling(status=RequestStatus.APPROVED, reason="aged stock")
    operations.decide_price(session, store.manager, **decide, ruling=reason)
    assert session.scalars(select(PriceDecision)).all()[-1].reason == "aged stock"


def test_counters_lie_below_and_rejections_say_why(session: Session, store: StoreFixture) -> None:
    """Rule I2."""
    deal = an_opportunity(session, store)
    request = ask(session, store.senior, deal.id, 1400)
    decide = {"now": NOON, "request_id": request}
    for wrong in (
        PriceRuling(status=RequestStatus.REJECTED),
        PriceRuling(status=RequestStatus.COUNTERED),
        PriceRuling(status=RequestStatus.COUNTERED, counter_discount=Decimal(1400)),
        PriceRuling(status=RequestStatus.COUNTERED, counter_discount=Decimal(-1)),
        PriceRuling(status=RequestStatus.EXPIRED),
    ):
        with pytest.raises(Refused):
            operations.decide_price(session, store.supervisor, **decide, ruling=wrong)
    counter = PriceRuling(status=RequestStatus.COUNTERED, counter_discount=Decimal(1000))
    operations.decide_price(session, store.supervisor, **decide, ruling=counter)
    assert request_of(session, request).status is RequestStatus.COUNTERED


def test_one_request_at_a_time_which_ends_by_itself(session: Session, store: StoreFixture) -> None:
    """Rule I2: a price that nobody decided within its hours is asked for again."""
    deal = an_opportunity(session, store)
    request = ask(session, store.senior, deal.id, 1400)
    with pytest.raises(Refused, match="waits for its decision"):
        ask(session, store.senior, deal.id, 1200)
    late = NOON + timedelta(hours=25)
    with pytest.raises(Refused, match="expired"):
        operations.decide_price(session, store.supervisor, now=late, request_id=request, ruling=APPROVE)
    operations.expire_requests(session, store.manager, now=late)
    assert request_of(session, request).status is RequestStatus.EXPIRED
    offer = PriceOffer(discount=Decimal(1200), reason=REASON)
    assert operations.ask_price(session, store.senior, now=late, opportunity_id=deal.id, offer=offer)


def test_gifts_count_by_what_they_really_cost(session: Session, store: StoreFixture) -> None:
    """Rule I3: face value for the customer, cost by how often it is taken up for the store."""
    gift = a_gift(session, store, redemption_percent=50)
    request = request_of(
        session, ask(session, store.senior, an_opportunity(session, store).id, 0, gifts=((gift.id, 2),))
    )
    assert (request.gift_face_value, request.gift_cost) == (Decimal(4000), Decimal(900))
    assert request.level is Level.SUPERVISOR  # more than the 500 that a consultant gives away


def test_nonsense_is_refused_with_a_sentence(session: Session, store: StoreFixture) -> None:
    deal = an_opportunity(session, store)
    values = {"now": NOON, "opportunity_id": deal.id}
    with pytest.raises(Refused, match="a few words are enough"):
        operations.ask_price(
            session, store.senior, **values, offer=PriceOffer(discount=Decimal(1), reason=" ")
        )
    with pytest.raises(Exception, match="between 0 and the list price"):
        ask(session, store.senior, deal.id, -1)
    with pytest.raises(NotAllowed):
        ask(session, store.trainee, deal.id, 100)
