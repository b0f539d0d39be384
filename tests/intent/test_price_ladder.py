"""The ladder of a negotiation: one level up with a recommendation, budgets of the month, a price that holds for a time."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.intent import operations, queries
from salesops.intent.operations import NewOrder, PriceOffer, PriceRuling, Refused
from salesops.intent.rules.profit import Extra
from salesops.intent.rules.reasons import AskReason, RulingReason, kept, spoken
from salesops.models import AuthorityBudget, OutboxMessage, PriceDecision, PriceRequest, Task
from salesops.models.enums import Level, RequestStatus, TaskStatus
from tests.builders import NOON, TODAY, StoreFixture, a_vehicle, an_opportunity
from tests.intent.scenes import ask

APPROVE = PriceRuling(status=RequestStatus.APPROVED, reason="signs today")


def counter(discount: int, reason: str = "gifts instead") -> PriceRuling:
    return PriceRuling(status=RequestStatus.COUNTERED, counter_discount=Decimal(discount), reason=reason)


def test_what_needs_the_manager_passes_the_supervisor_first(session: Session, store: StoreFixture) -> None:
    """Rule I2: his support is in the trail, the manager's task comes at once, and only then the price is granted."""
    deal = an_opportunity(session, store)
    request_id = ask(session, store.senior, deal.id, 4000)
    request = session.get_one(PriceRequest, request_id)
    assert request.level is Level.SUPERVISOR
    decide = {"now": NOON, "request_id": request_id, "ruling": APPROVE}
    assert operations.decide_price(session, store.supervisor, **decide) is RequestStatus.PENDING
    assert (request.status, request.level) == (RequestStatus.PENDING, Level.MANAGER)
    tasks = {task.key: task for task in session.scalars(select(Task))}
    assert tasks[f"price:{request_id}:supervisor"].status is TaskStatus.DONE
    assert tasks[f"price:{request_id}:manager"].owner_id == store.manager.staff_id
    assert operations.decide_price(session, store.manager, **decide) is RequestStatus.APPROVED
    trail = [
        (row.level, row.decision) for row in session.scalars(select(PriceDecision).order_by(PriceDecision.id))
    ]
    assert trail == [
        (Level.SUPERVISOR, RequestStatus.PENDING),
        (Level.MANAGER, RequestStatus.APPROVED),
    ]
    assert {message.kind for message in session.scalars(select(OutboxMessage))} == {
        "price.ask",
        "price.decide",
    }


def test_a_counter_offer_stays_within_ones_own_authority(session: Session, store: StoreFixture) -> None:
    """Rule I2: a supervisor grants at most 1 % and 2,000 yuan by himself."""
    deal = an_opportunity(session, store)
    request_id = ask(session, store.senior, deal.id, 4000)
    decide = {"now": NOON, "request_id": request_id}
    with pytest.raises(Refused, match="above your own authority"):
        operations.decide_price(session, store.supervisor, **decide, ruling=counter(3000))
    operations.decide_price(session, store.supervisor, **decide, ruling=counter(1400))
    found = queries.prices_of(session, store.senior, opportunity_id=deal.id, now=NOON)
    assert (found[0].granted_discount, found[0].price) == (Decimal(1400), store.model.list_price - 1400)


def test_an_empty_budget_sends_the_next_request_up(session: Session, store: StoreFixture) -> None:
    """Rule I10."""
    session.add(
        AuthorityBudget(
            store_id=store.id, month=TODAY.replace(day=1), level=Level.CONSULTANT,
            discount=Decimal(1000), gift=Decimal(1000),
        )
    )  # fmt: skip
    session.flush()
    first, second = an_opportunity(session, store), an_opportunity(session, store)
    own = session.get_one(PriceRequest, ask(session, store.senior, first.id, 700))
    assert own.status is RequestStatus.APPROVED
    assert queries.budgets(session, store.senior, today=TODAY)[0].discount_left == Decimal(300)
    up = session.get_one(PriceRequest, ask(session, store.senior, second.id, 700))
    assert (up.status, up.level) == (RequestStatus.PENDING, Level.SUPERVISOR)


def test_a_granted_price_holds_for_its_hours(session: Session, store: StoreFixture) -> None:
    """Rule I2: afterwards it is asked for again."""
    deal = an_opportunity(session, store)
    request_id = ask(session, store.senior, deal.id, 700)
    order = NewOrder(deposit=Decimal(5000), price_request_id=request_id)
    late = NOON + timedelta(hours=24, minutes=1)
    with pytest.raises(Refused, match="This price held until"):
        operations.place_order(session, store.senior, now=late, opportunity_id=deal.id, order=order)
    operations.place_order(
        session, store.senior, now=NOON + timedelta(hours=23), opportunity_id=deal.id, order=order
    )


def test_a_dearer_car_does_not_slip_under_the_floor(session: Session, store: StoreFixture) -> None:
    """Rules I2 and Z1: the floor is looked at again when the order names its car."""
    store.model.floor_gross_profit = Decimal(18000)
    deal = an_opportunity(session, store)
    request_id = ask(session, store.senior, deal.id, 700)
    dear = a_vehicle(session, store, purchase_cost=Decimal(135000))
    order = NewOrder(deposit=Decimal(5000), price_request_id=request_id, vehicle_id=dear.id)
    with pytest.raises(Refused, match="needs the manager's word"):
        operations.place_order(session, store.senior, now=NOON, opportunity_id=deal.id, order=order)


def test_a_consultant_cannot_talk_a_deal_over_the_floor(session: Session, store: StoreFixture) -> None:
    """Rule I2: what finance and insurance earn are numbers of the store; they may lift a deal, nobody types them."""
    store.model.floor_gross_profit = Decimal(22000)
    deal = an_opportunity(session, store)
    bare = PriceOffer(discount=Decimal(500), reason="signs today")
    rich = PriceOffer(discount=Decimal(500), reason="signs today", extras=tuple(Extra))
    seen = {"now": NOON, "opportunity_id": deal.id}
    low = queries.preview_offer(session, store.supervisor, **seen, offer=bare)
    high = queries.preview_offer(session, store.supervisor, **seen, offer=rich)
    assert low.profit is not None
    assert high.profit is not None
    assert high.profit.expected - low.profit.expected == Decimal(1800 + 900 + 800)
    assert (low.own_authority, high.own_authority) == (False, True)
    assert low.profit.worst < low.profit.expected < low.profit.best


def test_what_nobody_has_decided_can_be_taken_back(session: Session, store: StoreFixture) -> None:
    deal = an_opportunity(session, store)
    request_id = ask(session, store.senior, deal.id, 1400)
    operations.withdraw_price(session, store.senior, now=NOON, request_id=request_id)
    assert session.get_one(PriceRequest, request_id).status is RequestStatus.WITHDRAWN
    assert queries.awaiting(session, store.supervisor, now=NOON) == []
    ask(session, store.senior, deal.id, 1000)  # and asked anew


def test_signing_leaves_no_open_request_behind(session: Session, store: StoreFixture) -> None:
    deal = an_opportunity(session, store)
    granted = ask(session, store.senior, deal.id, 700)
    waits = ask(session, store.senior, deal.id, 1400)
    order = NewOrder(deposit=Decimal(5000), price_request_id=granted)
    operations.place_order(session, store.senior, now=NOON, opportunity_id=deal.id, order=order)
    assert session.get_one(PriceRequest, waits).status is RequestStatus.WITHDRAWN


def test_a_reason_is_a_tap_or_ones_own_words() -> None:
    """Rule X1: a chosen reason is kept as such and said in the reader's language."""
    assert spoken(kept(RulingReason.AGED_STOCK)).in_language("en") == "Aged stock"
    assert spoken(kept(AskReason.SIGNS_TODAY)).in_language("zh_CN") == "今日下定"
    assert spoken(kept(AskReason.SIGNS_TODAY, "he *pays* {today}")).in_language("en") == "he *pays* {today}"
    assert spoken('{"text" of a person').in_language("en") == '{"text" of a person'
