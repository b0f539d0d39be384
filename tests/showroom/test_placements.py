"""Arranging the floor: by hand, by proposal, two people at once (Rule S3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.core.errors import Conflict, NotAllowed, NotFound
from salesops.models import AuditEntry, Placement
from salesops.models.enums import MarginClass, VehicleStatus, Zone
from salesops.showroom import operations, queries
from salesops.showroom.operations.placements import BadPlacement, Step
from salesops.showroom.operations.plans import BadPlan, PlanDraft, SlotDraft
from tests.builders import NOON, TODAY, StoreFixture, a_model, a_vehicle
from tests.showroom.builders import a_floor, put


def where(session: Session) -> dict[int, int]:
    rows = session.scalars(select(Placement).where(Placement.until.is_(None)))
    return {row.vehicle_id: row.slot_id for row in rows}


def test_a_car_from_stock_is_put_on_a_place(session: Session, store: StoreFixture) -> None:
    """Rule S3: with a trace of before and after, and a new revision of the plan."""
    plan, golden, _line = a_floor(session, store)
    car = a_vehicle(session, store)
    move = {"plan_id": plan.id, "revision": plan.version, "vehicle_id": car.id, "slot_id": golden.id}
    operations.move_car(session, store.manager, now=NOON, **move)
    assert where(session) == {car.id: golden.id}
    view = queries.floor(session, store.manager, today=TODAY)
    assert view is not None
    assert view.revision == move["revision"] + 1
    assert [each.car.id for each in view.standing] == [car.id]
    entry = session.scalars(select(AuditEntry)).all()[-1]
    assert (entry.action, entry.after) == ("showroom.arrange", {str(car.id): golden.id})


def test_a_taken_place_means_a_swap(session: Session, store: StoreFixture) -> None:
    plan, golden, line = a_floor(session, store)
    one, other = a_vehicle(session, store), a_vehicle(session, store)
    put(session, golden, one.id)
    put(session, line, other.id)
    move = {"plan_id": plan.id, "revision": plan.version}
    operations.move_car(session, store.manager, now=NOON, vehicle_id=other.id, slot_id=golden.id, **move)
    assert where(session) == {other.id: golden.id, one.id: line.id}
    operations.move_car(
        session,
        store.manager,
        now=NOON,
        plan_id=plan.id,
        revision=plan.version,
        vehicle_id=one.id,
        slot_id=None,
    )
    assert where(session) == {other.id: golden.id}


def test_a_move_on_an_old_picture_is_refused(session: Session, store: StoreFixture) -> None:
    """Rule S3: two people arrange at once; the second is told, nothing is overwritten."""
    plan, golden, line = a_floor(session, store)
    car = a_vehicle(session, store)
    move = {"plan_id": plan.id, "revision": plan.version, "vehicle_id": car.id}
    operations.move_car(session, store.manager, now=NOON, slot_id=golden.id, **move)
    with pytest.raises(Conflict):
        operations.move_car(session, store.supervisor, now=NOON, slot_id=line.id, **move)


def test_who_may_not_arrange_is_refused(session: Session, store: StoreFixture) -> None:
    plan, golden, _line = a_floor(session, store)
    away = a_vehicle(session, store, status=VehicleStatus.IN_TRANSIT, arrived_on=None)
    move = {"plan_id": plan.id, "revision": plan.version, "vehicle_id": away.id}
    with pytest.raises(NotAllowed):
        operations.move_car(session, store.senior, now=NOON, slot_id=golden.id, **move)
    with pytest.raises(BadPlacement):
        operations.move_car(session, store.manager, now=NOON, slot_id=golden.id, **move)
    with pytest.raises(NotFound):
        operations.move_car(session, store.manager, now=NOON, slot_id=99, **move)


def test_the_proposal_is_accepted_as_a_whole(session: Session, store: StoreFixture) -> None:
    """Rule S3: high margin into the golden zone, in one step, even when cars change places in a ring."""
    plan, golden, line = a_floor(session, store)
    low = a_model(session, store.id, margin_class=MarginClass.LOW)
    high = a_model(session, store.id, margin_class=MarginClass.HIGH)
    cheap, dear = (
        a_vehicle(session, store, model_id=low.id),
        a_vehicle(session, store, model_id=high.id),
    )
    put(session, golden, cheap.id)
    put(session, line, dear.id)
    view = queries.floor(session, store.manager, today=TODAY)
    assert view is not None
    found = view.proposed
    assert found.proposal.gain > 0
    steps = [
        Step(vehicle_id=move.car.id, slot_id=move.to_spot.id if move.to_spot else None)
        for move in found.proposal.moves
    ]
    operations.accept_proposal(
        session, store.manager, now=NOON, plan_id=plan.id, revision=plan.version, steps=steps
    )
    assert where(session) == {cheap.id: line.id, dear.id: golden.id}
    again = queries.floor(session, store.manager, today=TODAY)
    assert again is not None
    assert again.proposed.proposal.moves == ()


def test_history_keeps_who_stood_where(session: Session, store: StoreFixture) -> None:
    plan, golden, _line = a_floor(session, store)
    car = a_vehicle(session, store)
    operations.move_car(
        session,
        store.manager,
        now=NOON - timedelta(days=3),
        plan_id=plan.id,
        revision=plan.version,
        vehicle_id=car.id,
        slot_id=golden.id,
    )
    (past,) = queries.placements(session, store.manager, today=TODAY)
    assert (past.code, past.vin, past.by, past.until) == ("A1", car.vin, "Manager", None)
    assert past.effect.change is None


SLOT = SlotDraft(
    id=None,
    code="C1",
    x=Decimal(4),
    y=Decimal(4),
    length_m=Decimal(5),
    width_m=Decimal("2.4"),
    rotation=0,
    zone=Zone.LINE,
)


def test_a_store_draws_its_own_floor(session: Session, store: StoreFixture) -> None:
    assert queries.floor(session, store.manager, today=TODAY) is None
    draft = PlanDraft(
        name="Hall",
        width_m=Decimal(20),
        depth_m=Decimal(12),
        entrance_x=Decimal(10),
        entrance_y=Decimal(0),
    )
    plan_id = operations.draw_plan(session, store.manager, now=NOON, draft=draft)
    save = {"now": NOON, "plan_id": plan_id, "revision": 1}
    with pytest.raises(BadPlan):
        operations.save_slots(session, store.manager, slots=[SLOT, replace(SLOT, x=Decimal(9))], **save)
    with pytest.raises(BadPlan):
        operations.save_slots(session, store.manager, slots=[replace(SLOT, x=Decimal(21))], **save)
    assert operations.save_slots(session, store.manager, slots=[SLOT], **save) == 1
    view = queries.floor(session, store.senior, today=TODAY)
    assert view is not None
    assert [spot.code for spot in view.spots] == ["C1"]


def test_a_place_with_a_history_stays(session: Session, store: StoreFixture) -> None:
    plan, golden, _line = a_floor(session, store)
    put(session, golden, a_vehicle(session, store).id)
    with pytest.raises(BadPlan, match="A1"):
        operations.save_slots(
            session, store.manager, now=NOON, plan_id=plan.id, revision=plan.version, slots=[SLOT]
        )
