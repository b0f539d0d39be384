"""What several tests of intent customers begin with: a gift, a test-drive car, a price that was asked for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.intent import operations
from salesops.intent.operations import PriceOffer
from salesops.models import Gift, Vehicle
from salesops.models.enums import VehicleKind
from tests.builders import NOON, StoreFixture, a_vehicle

REASON = "He has an offer from the store next door"


def a_gift(session: Session, store: StoreFixture, **values: Any) -> Gift:
    """A gift worth 2,000 that costs 900."""
    defaults = {"name": "Head unit upgrade", "face_value": Decimal(2000), "cost": Decimal(900)}
    gift = Gift(store_id=store.id, **(defaults | values))
    session.add(gift)
    session.flush()
    return gift


def a_test_car(session: Session, store: StoreFixture, **values: Any) -> Vehicle:
    """A car that may be driven by customers."""
    return a_vehicle(session, store, kind=VehicleKind.TEST_DRIVE, plate="A 12345", **values)


def ask(session: Session, actor: Actor, opportunity_id: int, discount: int, **values: Any) -> int:
    """Ask for a discount at noon, with a reason."""
    offer = PriceOffer(discount=Decimal(discount), reason=REASON, **values)
    return operations.ask_price(session, actor, now=NOON, opportunity_id=opportunity_id, offer=offer)
