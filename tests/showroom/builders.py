"""Rows of the showroom for its tests."""

from __future__ import annotations

from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from salesops.models import FloorPlan, FloorSlot, InspectionItem, Placement
from salesops.models.enums import InspectionArea, Zone
from tests.builders import NOON, StoreFixture

_numbers = count(1)


def a_plan(session: Session, store: StoreFixture, **values: Any) -> FloorPlan:
    """A room of 24 by 16 metres; one enters in the middle of the lower wall."""
    defaults = {
        "name": "Hall",
        "width_m": Decimal(24),
        "depth_m": Decimal(16),
        "entrance_x": Decimal(12),
        "entrance_y": Decimal(0),
    }
    plan = FloorPlan(store_id=store.id, **(defaults | values))
    session.add(plan)
    session.flush()
    return plan


def a_slot(session: Session, plan: FloorPlan, code: str, **values: Any) -> FloorSlot:
    """A place in the line at the back."""
    defaults = {
        "x": Decimal(5),
        "y": Decimal(12),
        "length_m": Decimal("5.4"),
        "width_m": Decimal("2.4"),
        "zone": Zone.LINE,
    }
    slot = FloorSlot(store_id=plan.store_id, plan_id=plan.id, code=code, **(defaults | values))
    session.add(slot)
    session.flush()
    return slot


def a_floor(session: Session, store: StoreFixture) -> tuple[FloorPlan, FloorSlot, FloorSlot]:
    """A plan with a golden place and one in the line."""
    plan = a_plan(session, store)
    golden = a_slot(session, plan, "A1", x=Decimal(17), y=Decimal(5), rotation=45, zone=Zone.GOLDEN)
    return plan, golden, a_slot(session, plan, "B1")


def put(session: Session, slot: FloorSlot, vehicle_id: int, **values: Any) -> Placement:
    """Let a car stand on a place since noon today."""
    row = Placement(
        store_id=slot.store_id,
        slot_id=slot.id,
        vehicle_id=vehicle_id,
        **({"since": NOON, "until": None, "staff_id": None} | values),
    )
    session.add(row)
    session.flush()
    return row


def an_item(session: Session, store: StoreFixture, **values: Any) -> InspectionItem:
    """Something to check in the hall."""
    defaults = {"area": InspectionArea.HALL, "title": f"Item {next(_numbers)}", "severity": 1}
    row = InspectionItem(store_id=store.id, **(defaults | values))
    session.add(row)
    session.flush()
    return row
