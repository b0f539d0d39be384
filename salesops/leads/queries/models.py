"""The models that a customer may want, to choose one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.models import CarModel


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChoice:
    """A model of the catalogue."""

    id: int
    name: str


def model_choices(session: Session, viewer: Actor) -> list[ModelChoice]:
    """The models that are sold now, by name."""
    rows = session.execute(
        select(CarModel.id, CarModel.name)
        .where(CarModel.store_id == viewer.store_id, CarModel.active)
        .order_by(CarModel.name)
    )
    return [ModelChoice(id=row.id, name=row.name) for row in rows]
