"""Spec cards of the cars on the floor (Rule S1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotFound
from salesops.core.i18n import N_
from salesops.models import Vehicle


def renew_spec_cards(session: Session, actor: Actor, *, now: datetime, vehicle_ids: Sequence[int]) -> int:
    """Note that these cars got today's spec card, and return how many. Raises NotFound."""
    actor.require(Permission.INSPECT)
    cars = session.scalars(
        select(Vehicle).where(Vehicle.store_id == actor.store_id, Vehicle.id.in_(vehicle_ids))
    ).all()
    if not cars:
        raise NotFound(N_("This car does not exist."))
    today = actor.today(now)
    for car in cars:
        audit.record(
            session,
            actor,
            now=now,
            action="showroom.spec_card",
            entity="vehicle",
            entity_id=car.id,
            before={"spec_card_on": car.spec_card_on},
            after={"spec_card_on": today},
        )
        car.spec_card_on = today
    return len(cars)
