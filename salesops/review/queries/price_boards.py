"""The models whose price boards stand in the showroom (Rule R5)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.models import CarModel, Vehicle
from salesops.models.enums import VehicleStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceBoard:
    """A model with its list price, and how many of it are in stock."""

    model: str
    list_price: Decimal
    in_stock: int


def price_boards(session: Session, viewer: Actor) -> list[PriceBoard]:
    """Every model that is sold and in stock, by name."""
    rows = session.execute(
        select(CarModel.name, CarModel.list_price, func.count(Vehicle.id))
        .join(Vehicle, (Vehicle.model_id == CarModel.id) & (Vehicle.status == VehicleStatus.IN_STOCK))
        .where(CarModel.store_id == viewer.store_id, CarModel.active)
        .group_by(CarModel.id, CarModel.name, CarModel.list_price)
        .order_by(CarModel.name)
    )
    return [PriceBoard(model=name, list_price=price, in_stock=count) for name, price, count in rows]
