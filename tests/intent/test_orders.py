"""Orders: a car sold once, at a granted price or the list price, followed to the handover."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed
from salesops.intent import operations
from salesops.intent.operations import LateNews, NewOrder, PriceRuling, Refused
from salesops.models import Opportunity, Order, OrderCompensation, OrderMilestone, Vehicle
from salesops.models.enums import MilestoneKind, OrderStatus, RequestStatus, Stage, VehicleStatus
from tests.builders import NOON, TODAY, StoreFixture, a_model, a_vehicle, an_opportunity
from tests.intent.scenes import a_gift, ask


def sign(session: Session, store: StoreFixture, deal: Opportunity, **values: object) -> Order:
    order = NewOrder(**({"deposit": Decimal(5000)} | values))  # type: ignore[arg-type]
    return session.get_one(
        Order, operations.place_order(session, store.senior, now=NOON, opportunity_id=deal.id, order=order)
    )


def steps(session: Session, order: Order) -> dict[MilestoneKind, bool]:
    rows = session.scalars(select(OrderMilestone).where(OrderMilestone.order_id == order.id))
    return {row.kind: row.done_on is not None for row in rows}


def test_a_car_is_sold_once(session: Session, store: StoreFixture) -> None:
    """Rule T5: who comes second chooses another car."""
    car = a_vehicle(session, store)
    order = sign(session, store, an_opportunity(session, store), vehicle_id=car.id)
    assert (car.status, order.vehicle_id) == (VehicleStatus.ALLOCATED, car.id)
    with pytest.raises(Refused, match="just been sold"):
        sign(session, store, an_opportunity(session, store), vehicle_id=car.id)


def test_without_a_granted_price_it_is_the_list_price(session: Session, store: StoreFixture) -> None:
    """Rule Z2."""
    deal = an_opportunity(session, store)
    order = sign(session, store, deal)
    assert (order.price, order.discount) == (store.model.list_price, 0)
    assert (deal.stage, deal.next_step_on) == (Stage.ORDERED, order.promised_on)
    with pytest.raises(Refused, match="has an order already"):
        sign(session, store, deal)


def test_a_granted_price_is_signed_and_no_other(session: Session, store: StoreFixture) -> None:
    """Rule I2: what still waits, or was granted to somebody else, is no price."""
    deal, other = an_opportunity(session, store), an_opportunity(session, store)
    granted, waits = ask(session, store.senior, deal.id, 700), ask(session, store.senior, other.id, 1400)
    for request in (granted, waits):
        with pytest.raises(Refused, match="not been granted"):
            sign(session, store, other, price_request_id=request)
    assert sign(session, store, deal, price_request_id=granted).price == store.model.list_price - 700


def test_under_purchase_cost_needs_a_recorded_reason(session: Session, store: StoreFixture) -> None:
    """Rules Z2 and I2: it goes up level by level, and the manager's reason is kept with the order."""
    dear = a_vehicle(session, store, purchase_cost=Decimal(150000))
    deal = an_opportunity(session, store)
    with pytest.raises(Refused, match="manager"):
        sign(session, store, deal, vehicle_id=dear.id)
    session.expire_all()
    dear.status = VehicleStatus.IN_STOCK
    session.flush()
    request = ask(session, store.senior, deal.id, 0, vehicle_id=dear.id)
    decide = {"now": NOON, "request_id": request}
    granted = PriceRuling(status=RequestStatus.APPROVED, reason="clearance of last year's trim")
    operations.decide_price(session, store.supervisor, **decide, ruling=granted)
    with pytest.raises(Refused, match="not been granted"):
        sign(session, store, deal, price_request_id=request)
    operations.decide_price(session, store.manager, **decide, ruling=granted)
    order = sign(session, store, deal, vehicle_id=dear.id, price_request_id=request)
    assert order.under_cost_reason == "clearance of last year's trim"


@pytest.mark.parametrize(
    "wrong", [{"deposit": Decimal(-1)}, {"promised_on": TODAY - timedelta(days=1)}]
)  # fmt: skip
def test_nonsense_is_refused(session: Session, store: StoreFixture, wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        sign(session, store, an_opportunity(session, store), **wrong)


def test_an_order_is_followed_step_by_step_to_the_handover(session: Session, store: StoreFixture) -> None:
    """Rule T5."""
    car = a_vehicle(session, store)
    deal = an_opportunity(session, store)
    order = sign(session, store, deal, vehicle_id=car.id)
    assert {kind for kind, done in steps(session, order).items() if done} == {
        MilestoneKind.DEPOSIT,
        MilestoneKind.ALLOCATED,
    }
    values = {"now": NOON, "order_id": order.id}
    operations.mark_milestone(session, store.senior, **values, kind=MilestoneKind.PAID)
    assert steps(session, order)[MilestoneKind.PAID]
    with pytest.raises(Refused, match="Hand over"):
        operations.mark_milestone(session, store.senior, **values, kind=MilestoneKind.HANDED_OVER)
    car.pledged = True
    session.flush()
    with pytest.raises(Refused, match="certificate"):
        operations.deliver(session, store.senior, **values)
    car.pledged = False
    session.flush()
    operations.deliver(session, store.senior, **values)
    assert (order.status, order.delivered_on) == (OrderStatus.DELIVERED, TODAY)
    assert (car.status, car.sold_on, deal.stage) == (VehicleStatus.SOLD, TODAY, Stage.DELIVERED)
    assert all(steps(session, order).values())


def test_a_cancelled_order_frees_its_car(session: Session, store: StoreFixture) -> None:
    """Rule T5: with a reason, by who may approve a loss."""
    car = a_vehicle(session, store)
    order = sign(session, store, an_opportunity(session, store), vehicle_id=car.id)
    cancel = {"now": NOON, "order_id": order.id}
    with pytest.raises(NotAllowed):
        operations.cancel_order(session, store.senior, **cancel, reason="no loan")
    with pytest.raises(Refused, match="why the order"):
        operations.cancel_order(session, store.manager, **cancel, reason=" ")
    operations.cancel_order(session, store.manager, **cancel, reason="no loan")
    assert (order.status, car.status) == (OrderStatus.CANCELLED, VehicleStatus.IN_STOCK)
    with pytest.raises(Refused, match="closed already"):
        operations.deliver(session, store.senior, **cancel)
    assert sign(session, store, an_opportunity(session, store), vehicle_id=car.id)


def test_a_factory_order_gets_its_car_later(session: Session, store: StoreFixture) -> None:
    """Rule T5: of its own model, once."""
    order = sign(session, store, an_opportunity(session, store))
    values = {"now": NOON, "order_id": order.id}
    with pytest.raises(Refused, match="No car"):
        operations.deliver(session, store.senior, **values)
    other: Vehicle = a_vehicle(session, store, model_id=a_model(session, store.id).id)
    with session.begin_nested() as attempt:
        with pytest.raises(Refused, match="another model"):
            operations.allocate(session, store.senior, **values, vehicle_id=other.id)
        attempt.rollback()
    car = a_vehicle(session, store)
    operations.allocate(session, store.senior, **values, vehicle_id=car.id)
    assert order.vehicle_id == car.id
    with pytest.raises(Refused, match="has a car already"):
        operations.allocate(session, store.senior, **values, vehicle_id=other.id)


def test_who_waits_for_a_late_car_is_told_and_given_something_from_the_menu(
    session: Session, store: StoreFixture
) -> None:
    """Rule V4: what costs more than the limit is not on the menu; the new day lies ahead."""
    order = sign(session, store, an_opportunity(session, store), promised_on=TODAY)
    fridge = a_gift(session, store, name="Car fridge", face_value=Decimal(999), cost=Decimal(600))
    dear = a_gift(session, store, name="Charging station", cost=Decimal(801))
    new_day = TODAY + timedelta(days=6)
    for wrong in (
        LateNews(new_eta_on=new_day, gift_id=dear.id),
        LateNews(new_eta_on=TODAY - timedelta(days=1), gift_id=fridge.id),
    ):
        with pytest.raises(Refused):
            operations.tell_late(session, store.senior, now=NOON, order_id=order.id, told=wrong)
    told = LateNews(new_eta_on=new_day, gift_id=fridge.id)
    operations.tell_late(session, store.senior, now=NOON, order_id=order.id, told=told)
    assert order.eta_on == new_day
    assert session.scalars(select(OrderCompensation)).one().cost == Decimal(600)
