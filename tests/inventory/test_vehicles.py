"""Cars that arrive, move and are corrected; late orders (Rules T5, V4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.core.errors import Conflict, NotAllowed
from salesops.inventory import operations, queries
from salesops.inventory.operations.vehicles import BadVehicle, VehicleFacts
from salesops.models import AuditEntry, OrderCompensation, OrderMilestone, Task, Vehicle
from salesops.models.enums import MilestoneKind, TaskKind, VehicleKind, VehicleStatus
from tests.builders import NOON, TODAY, StoreFixture, a_vehicle, an_order

FACTS = VehicleFacts(
    vin="lzza1b2c0tg000001",
    vin_override="",
    colour=" white ",
    interior="",
    kind=VehicleKind.NORMAL,
    plate="",
    eta_on=None,
    arrived_on=TODAY,
    pledged=False,
)


def add(session: Session, store: StoreFixture, facts: VehicleFacts) -> int:
    return operations.add_vehicle(session, store.manager, now=NOON, model_id=store.model.id, facts=facts)


def test_a_good_vin_is_taken_in_capitals(session: Session, store: StoreFixture) -> None:
    car = session.get(Vehicle, add(session, store, FACTS))
    assert car is not None
    assert (car.vin, car.colour, car.status) == ("LZZA1B2C0TG000001", "white", VehicleStatus.IN_STOCK)
    assert car.purchase_cost == store.model.purchase_cost
    with pytest.raises(BadVehicle, match="known already"):
        add(session, store, FACTS)


def test_a_mistyped_vin_needs_a_reason(session: Session, store: StoreFixture) -> None:
    wrong = replace(FACTS, vin="LZZA1B2C9TG000001")
    with pytest.raises(BadVehicle, match="looks wrong"):
        add(session, store, wrong)
    add(session, store, replace(wrong, vin_override="as on the plate"))
    assert session.scalars(select(AuditEntry.note)).all()[-1] == "as on the plate"


@pytest.mark.parametrize("vin", ["", "LZZ", "LZZA1B2C0TG00000O", "11111111111111111"])
def test_what_is_no_vin_is_refused_whatever_the_reason(
    session: Session, store: StoreFixture, vin: str
) -> None:
    with pytest.raises(BadVehicle):
        add(session, store, replace(FACTS, vin=vin, vin_override="because"))


def in_transit(session: Session, store: StoreFixture) -> Vehicle:
    car: Vehicle = a_vehicle(
        session, store, status=VehicleStatus.IN_TRANSIT, arrived_on=None, eta_on=TODAY + timedelta(days=2)
    )
    return car


def test_an_arrival_puts_the_car_in_stock(session: Session, store: StoreFixture) -> None:
    car = in_transit(session, store)
    receive = {"vehicle_id": car.id, "arrived_on": TODAY, "location": "Yard B"}
    with pytest.raises(NotAllowed):
        operations.receive(session, store.reception, now=NOON, **receive)
    with pytest.raises(BadVehicle):
        operations.receive(
            session, store.manager, now=NOON, **(receive | {"arrived_on": TODAY + timedelta(1)})
        )
    operations.receive(session, store.manager, now=NOON, **receive)
    assert (car.status, car.location, car.arrived_on) == (VehicleStatus.IN_STOCK, "Yard B", TODAY)
    with pytest.raises(BadVehicle, match="arrived already"):
        operations.receive(session, store.manager, now=NOON, **receive)


def test_an_arrival_for_an_order_tells_its_consultant(session: Session, store: StoreFixture) -> None:
    """Rule T5: the order's progress shows the arrival, and the consultant has a task."""
    car = in_transit(session, store)
    order = an_order(session, store, vehicle_id=car.id)
    session.add(
        OrderMilestone(
            store_id=store.id,
            order_id=order.id,
            kind=MilestoneKind.ARRIVED,
            planned_on=TODAY + timedelta(days=2),
            done_on=None,
        )
    )
    session.flush()
    operations.receive(session, store.manager, now=NOON, vehicle_id=car.id, arrived_on=TODAY, location="")
    assert car.status is VehicleStatus.ALLOCATED
    assert session.scalars(select(OrderMilestone.done_on)).one() == TODAY
    task = session.scalars(select(Task).where(Task.kind == TaskKind.FOLLOW_UP)).one()
    assert (task.owner_id, task.order_id) == (store.senior.staff_id, order.id)


def test_cars_move_with_a_trace(session: Session, store: StoreFixture) -> None:
    cars = [a_vehicle(session, store, location="Yard A").id for _ in range(2)]
    assert operations.move(session, store.manager, now=NOON, vehicle_ids=cars, location=" Hall ") == 2
    rows = queries.cars(session, store.reception, today=TODAY)
    assert {row.location for row in rows} == {"Hall"}
    with pytest.raises(BadVehicle):
        operations.move(session, store.manager, now=NOON, vehicle_ids=cars, location=" ")


def test_a_correction_keeps_what_it_replaced(session: Session, store: StoreFixture) -> None:
    car = a_vehicle(session, store, vin="LZZA1B2C0TG000001", colour="white", arrived_on=TODAY)
    fix = {"vehicle_id": car.id, "version": car.version}
    facts = replace(FACTS, colour="grey")
    operations.correct(session, store.manager, now=NOON, facts=facts, **fix)
    entry = session.scalars(select(AuditEntry)).all()[-1]
    assert (entry.before, entry.after) == ({"colour": "white"}, {"colour": "grey"})
    session.flush()
    with pytest.raises(Conflict):
        operations.correct(session, store.manager, now=NOON, facts=FACTS, **fix)


def test_reception_sees_stock_but_no_cost(session: Session, store: StoreFixture) -> None:
    a_vehicle(session, store, colour="white")
    kept = a_vehicle(session, store, colour="red")
    an_order(session, store, vehicle_id=kept.id, order_no="K1")
    rows = queries.cars(session, store.reception, today=TODAY)
    assert [(row.colour, row.free, row.order_no, row.purchase_cost) for row in rows] == [
        ("white", True, "", None),
        ("red", False, "K1", None),
    ]
    found = queries.cars(session, store.manager, today=TODAY, wanted=queries.CarFilter(search="RED"))
    assert [row.purchase_cost for row in found] == [Decimal(128000)]


def test_late_orders_say_who_was_told(session: Session, store: StoreFixture) -> None:
    """Rule V4: late orders with their expected day, those not told first; told for an earlier day is not told."""
    an_order(session, store, order_no="fine")
    promised = {"promised_on": TODAY - timedelta(days=2)}
    late = an_order(session, store, order_no="late", eta_on=TODAY + timedelta(days=5), **promised)
    told = an_order(session, store, order_no="told", eta_on=TODAY + timedelta(days=3), **promised)
    for order, eta in ((told, 3), (late, 1)):
        session.add(
            OrderCompensation(
                store_id=store.id,
                order_id=order.id,
                item="fridge",
                cost=Decimal(300),
                told_at=NOON,
                new_eta_on=TODAY + timedelta(days=eta),
            )
        )
    session.flush()
    rows = queries.late_orders(session, store.manager, today=TODAY)
    assert [(row.order_no, row.days_late, row.told) for row in rows] == [
        ("late", 7, False),
        ("told", 5, True),
    ]
    task = {"now": NOON, "order_id": late.id}
    first = operations.remind_to_tell(session, store.manager, **task)
    assert operations.remind_to_tell(session, store.manager, **task) == first
    assert [row.reminded for row in queries.late_orders(session, store.manager, today=TODAY)] == [True, False]
    owed = queries.owed(session, store.manager, now=NOON)
    assert (owed.count, owed.page) == (1, "inventory")
    assert queries.owed(session, store.trainee, now=NOON).count == 0
    assert owed.sentence.in_english() == "1 customer with a late car has not been told"
