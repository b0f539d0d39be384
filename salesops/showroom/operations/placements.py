"""Putting cars on places, by hand or by the whole proposal (Rule S3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import Conflict, NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import FloorPlan, FloorSlot, Placement, Vehicle
from salesops.models.enums import VehicleStatus

_HERE = (VehicleStatus.IN_STOCK, VehicleStatus.ALLOCATED)


class BadPlacement(SalesOpsError):
    """A car that cannot stand there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One car and the place it goes to; no place means off the floor."""

    vehicle_id: int
    slot_id: int | None


def move_car(
    session: Session,
    actor: Actor,
    *,
    now: datetime,
    plan_id: int,
    revision: int,
    vehicle_id: int,
    slot_id: int | None,
) -> None:
    """Put a car on a place, or off the floor; a car that stood there takes the place left free.

    `revision` is that of the plan on which the move was made. Raises Conflict when somebody else arranged the floor
    since, NotFound, BadPlacement for a car that is not in the store.
    """
    plan = _plan(session, actor, plan_id, revision)
    standing = _standing(session, actor)
    here = next((row for row in standing if row.vehicle_id == vehicle_id), None)
    there = next((row for row in standing if row.slot_id == slot_id), None) if slot_id is not None else None
    steps = [Step(vehicle_id=vehicle_id, slot_id=slot_id)]
    if there is not None and there.vehicle_id != vehicle_id:
        steps.append(Step(vehicle_id=there.vehicle_id, slot_id=here.slot_id if here else None))
    _arrange(session, actor, now, plan, steps)


def accept_proposal(
    session: Session, actor: Actor, *, now: datetime, plan_id: int, revision: int, steps: Sequence[Step]
) -> int:
    """Arrange the floor as proposed and return the number of cars moved. Raises Conflict, NotFound, BadPlacement."""
    plan = _plan(session, actor, plan_id, revision)
    if not steps:
        raise BadPlacement(N_("The floor stands as proposed already."))
    _arrange(session, actor, now, plan, list(steps))
    return len(steps)


def _plan(session: Session, actor: Actor, plan_id: int, revision: int) -> FloorPlan:
    actor.require(Permission.ARRANGE_SHOWROOM)
    plan = session.scalars(
        select(FloorPlan).where(FloorPlan.store_id == actor.store_id, FloorPlan.id == plan_id)
    ).one_or_none()
    if plan is None:
        raise NotFound(N_("This floor plan does not exist any more."))
    if plan.version != revision:
        raise Conflict(
            N_(
                "Somebody else has arranged the floor meanwhile. Look at it as it is now and move the car again."
            )
        )
    return plan


def _arrange(session: Session, actor: Actor, now: datetime, plan: FloorPlan, steps: list[Step]) -> None:
    """End the old placements, then begin the new ones: a place never holds two cars, not even for a moment."""
    _check(session, actor, plan, steps)
    standing = _standing(session, actor)
    moved = {step.vehicle_id for step in steps}
    wanted = {step.slot_id for step in steps if step.slot_id is not None}
    before = {str(row.vehicle_id): row.slot_id for row in standing if row.vehicle_id in moved}
    for row in standing:
        if row.vehicle_id in moved:
            row.until = now
        elif row.slot_id in wanted:
            raise BadPlacement(N_("Another car stands on this place. Move it away first."))
    session.flush()
    session.add_all(
        Placement(
            store_id=actor.store_id,
            slot_id=step.slot_id,
            vehicle_id=step.vehicle_id,
            since=now,
            until=None,
            staff_id=actor.staff_id,
        )
        for step in steps
        if step.slot_id is not None
    )
    flag_modified(plan, "fixtures")  # every arrangement is a new version of the plan
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="showroom.arrange",
        entity="floor_plan",
        entity_id=plan.id,
        before=before,
        after={str(step.vehicle_id): step.slot_id for step in steps},
    )


def _check(session: Session, actor: Actor, plan: FloorPlan, steps: Sequence[Step]) -> None:
    slots = [step.slot_id for step in steps if step.slot_id is not None]
    if len(set(slots)) != len(slots) or len({step.vehicle_id for step in steps}) != len(steps):
        raise BadPlacement(N_("A place holds one car, and a car stands on one place."))
    known = set(
        session.scalars(
            select(FloorSlot.id).where(FloorSlot.store_id == actor.store_id, FloorSlot.plan_id == plan.id)
        )
    )
    if not known.issuperset(slots):
        raise NotFound(N_("This place does not exist any more."))
    cars = session.execute(
        select(Vehicle.id, Vehicle.status).where(
            Vehicle.store_id == actor.store_id, Vehicle.id.in_([step.vehicle_id for step in steps])
        )
    )
    status = {row.id: row.status for row in cars}
    for step in steps:
        if step.vehicle_id not in status:
            raise NotFound(N_("This car does not exist."))
        if step.slot_id is not None and status[step.vehicle_id] not in _HERE:
            raise BadPlacement(N_("Only a car that is in the store can stand on the floor."))


def _standing(session: Session, actor: Actor) -> Sequence[Placement]:
    return session.scalars(
        select(Placement).where(Placement.store_id == actor.store_id, Placement.until.is_(None))
    ).all()
