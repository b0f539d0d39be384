"""The floor plan itself: the room, and the places for cars (Rule S3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import Conflict, NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import FloorPlan, FloorSlot, Placement
from salesops.models.enums import Zone

_FIELDS = ("code", "x", "y", "length_m", "width_m", "rotation", "zone")


class BadPlan(SalesOpsError):
    """A plan that cannot be drawn so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """The room in metres from its lower left corner, with the entrance and the direction one enters (degrees)."""

    name: str
    width_m: Decimal
    depth_m: Decimal
    entrance_x: Decimal
    entrance_y: Decimal
    entrance_heading: int = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotDraft:
    """A place as somebody drew it; without an id it is new."""

    id: int | None
    code: str
    x: Decimal
    y: Decimal
    length_m: Decimal
    width_m: Decimal
    rotation: int
    zone: Zone


def draw_plan(session: Session, actor: Actor, *, now: datetime, draft: PlanDraft) -> int:
    """Draw the showroom, or change the one that is drawn, and return its id. Raises BadPlan."""
    actor.require(Permission.ARRANGE_SHOWROOM)
    _check_room(draft)
    plan = session.scalars(
        select(FloorPlan).where(FloorPlan.store_id == actor.store_id).order_by(FloorPlan.id).limit(1)
    ).one_or_none()
    values = {name: getattr(draft, name) for name in PlanDraft.__slots__}
    before = None if plan is None else {name: getattr(plan, name) for name in values}
    if plan is None:
        plan = FloorPlan(store_id=actor.store_id, **values)
        session.add(plan)
    for name, value in values.items():
        setattr(plan, name, value)
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="showroom.draw",
        entity="floor_plan",
        entity_id=plan.id,
        before=before,
        after=values,
    )
    return plan.id


def save_slots(
    session: Session, actor: Actor, *, now: datetime, plan_id: int, revision: int, slots: Sequence[SlotDraft]
) -> int:
    """Make the places of a plan those given, and return how many there are.

    A place left out goes, unless a car ever stood there: its history stays, so it must stay too. Raises BadPlan,
    Conflict, NotFound.
    """
    actor.require(Permission.ARRANGE_SHOWROOM)
    plan = session.scalars(
        select(FloorPlan).where(FloorPlan.store_id == actor.store_id, FloorPlan.id == plan_id)
    ).one_or_none()
    if plan is None:
        raise NotFound(N_("This floor plan does not exist any more."))
    if plan.version != revision:
        raise Conflict(N_("Somebody else has just changed this. Look at the new state and try again."))
    _check_slots(plan, slots)
    rows = session.scalars(
        select(FloorSlot).where(FloorSlot.store_id == actor.store_id, FloorSlot.plan_id == plan_id)
    )
    known = {row.id: row for row in rows}
    _remove(session, actor, [known[gone] for gone in known.keys() - {slot.id for slot in slots}])
    for slot in slots:
        row = known.get(slot.id) if slot.id is not None else None
        if row is None:
            row = FloorSlot(store_id=actor.store_id, plan_id=plan_id)
            session.add(row)
        for name in _FIELDS:
            setattr(row, name, getattr(slot, name))
    flag_modified(plan, "fixtures")
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="showroom.save_slots",
        entity="floor_plan",
        entity_id=plan_id,
        before={"slots": len(known)},
        after={slot.code: f"{slot.x};{slot.y};{slot.rotation}" for slot in slots},
    )
    return len(slots)


def _remove(session: Session, actor: Actor, rows: Sequence[FloorSlot]) -> None:
    used = set(
        session.scalars(
            select(Placement.slot_id).where(
                Placement.store_id == actor.store_id, Placement.slot_id.in_([row.id for row in rows])
            )
        )
    )
    for row in rows:
        if row.id in used:
            raise BadPlan(
                N_("Cars have stood on {code}: its history stays. Move the place instead of removing it."),
                code=row.code,
            )
        session.delete(row)
    session.flush()


def _check_room(draft: PlanDraft) -> None:
    if not draft.name.strip():
        raise BadPlan(N_("Give the showroom a name."))
    if not (5 <= draft.width_m <= 200 and 5 <= draft.depth_m <= 200):
        raise BadPlan(N_("The showroom measures between 5 and 200 metres."))
    if not (0 <= draft.entrance_x <= draft.width_m and 0 <= draft.entrance_y <= draft.depth_m):
        raise BadPlan(N_("The entrance lies within the room."))


def _check_slots(plan: FloorPlan, slots: Sequence[SlotDraft]) -> None:
    codes = [slot.code.strip() for slot in slots]
    if not all(codes) or len(set(codes)) != len(codes):
        raise BadPlan(N_("Each place needs a code of its own."))
    for slot in slots:
        if not (0 <= slot.x <= plan.width_m and 0 <= slot.y <= plan.depth_m):
            raise BadPlan(N_("{code} lies outside the room."), code=slot.code)
        if not (2 <= slot.length_m <= 8 and 1 <= slot.width_m <= 5):
            raise BadPlan(N_("{code}: a place is 2 to 8 m long and 1 to 5 m wide."), code=slot.code)
