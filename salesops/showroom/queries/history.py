"""Which car stood where, and what a change did to the traffic of its place (Rule S3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.models import CarModel, FloorSlot, Placement, Staff, Vehicle
from salesops.models.enums import Zone
from salesops.showroom.queries.paths import paths_between
from salesops.showroom.rules.paths import Effect, effect
from salesops.showroom.rules.policies import LayoutPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPlacement:
    """One car on one place, with the traffic of the place's zone before and after it came."""

    id: int
    slot_id: int
    code: str
    zone: Zone
    vehicle_id: int
    car: str
    vin: str
    since: datetime
    until: datetime | None
    by: str
    effect: Effect


def placements(
    session: Session, viewer: Actor, *, today: date, slot_id: int | None = None, limit: int = 60
) -> list[PastPlacement]:
    """The latest changes of the floor, the newest first, each with its before and after."""
    statement = (
        select(Placement, FloorSlot.code, FloorSlot.zone, CarModel.name, Vehicle.vin, Staff.name)
        .join(FloorSlot, FloorSlot.id == Placement.slot_id)
        .join(Vehicle, Vehicle.id == Placement.vehicle_id)
        .join(CarModel, CarModel.id == Vehicle.model_id)
        .outerjoin(Staff, Staff.id == Placement.staff_id)
        .where(Placement.store_id == viewer.store_id)
        .order_by(Placement.since.desc(), Placement.id.desc())
        .limit(limit)
    )
    if slot_id is not None:
        statement = statement.where(Placement.slot_id == slot_id)
    rows = session.execute(statement).all()
    days = policies.load(session, viewer.store_id, LayoutPolicy).effect_days
    begun = [viewer.today(row[0].since) for row in rows]
    start = min(begun, default=today) - timedelta(days=days)
    paths = paths_between(session, viewer, start=start, end=today + timedelta(days=1))
    return [
        PastPlacement(
            id=row.id,
            slot_id=row.slot_id,
            code=code,
            zone=zone,
            vehicle_id=row.vehicle_id,
            car=car,
            vin=vin,
            since=row.since,
            until=row.until,
            by=by or "",
            effect=effect(paths, zone=zone, moved_on=viewer.today(row.since), days=days),
        )
        for row, code, zone, car, vin, by in rows
    ]
