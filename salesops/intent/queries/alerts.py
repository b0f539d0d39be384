"""What the next approver must see at once, whatever page is open (Rule I2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.intent.rules.authority import level_of
from salesops.models import CarModel, PriceRequest, Staff
from salesops.models.enums import RequestStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceAlert:
    """A price that waits for the viewer; no customer is named, for others may look at the screen (Rule Z3)."""

    id: int
    asked_by: str
    asked_at: datetime
    model: str
    discount: Decimal


def price_alerts(session: Session, viewer: Actor, *, now: datetime) -> list[PriceAlert]:
    """What waits for the viewer's own level, the longest wait first; nothing for those who do not decide."""
    level = level_of(viewer.role)
    if level is None or not viewer.may(Permission.DECIDE_PRICE_SUPERVISOR):
        return []
    rows = session.execute(
        select(
            PriceRequest.id,
            PriceRequest.asked_at,
            PriceRequest.discount,
            CarModel.name.label("model"),
            Staff.name.label("asked_by"),
        )
        .join(CarModel, CarModel.id == PriceRequest.model_id)
        .join(Staff, Staff.id == PriceRequest.staff_id)
        .where(
            PriceRequest.store_id == viewer.store_id,
            PriceRequest.status == RequestStatus.PENDING,
            PriceRequest.level == level,
            PriceRequest.expires_at > now,
        )
        .order_by(PriceRequest.asked_at, PriceRequest.id)
        .limit(20)
    )
    return [
        PriceAlert(
            id=row.id, asked_by=row.asked_by, asked_at=row.asked_at, model=row.model, discount=row.discount
        )
        for row in rows
    ]
