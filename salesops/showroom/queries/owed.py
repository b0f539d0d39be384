"""What the showroom still owes today, for the time rail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, or_, select, true
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, Message, nmessage
from salesops.models import Inspection, InspectionResult, Placement, Vehicle
from salesops.models.enums import CheckResult, VehicleStatus
from salesops.planning.owed import Owed

PAGE = "showroom"


def owed(session: Session, viewer: Actor, *, now: datetime) -> Owed:
    """Today's round, overdue defects, mended ones to be checked again, sold cars on the floor (Rules S1, S3).

    Who does not arrange the showroom owes his own defects, and a second look at those of others.
    """
    store_id, arranges = viewer.store_id, viewer.may(Permission.ARRANGE_SHOWROOM)
    own = true() if arranges else InspectionResult.owner_id == viewer.staff_id
    others = or_(InspectionResult.owner_id.is_(None), InspectionResult.owner_id != viewer.staff_id)
    failed = (
        InspectionResult.store_id == store_id,
        InspectionResult.result == CheckResult.FAIL,
        InspectionResult.rechecked_at.is_(None),
    )
    row = session.execute(
        select(
            select(func.count())
            .select_from(Inspection)
            .where(
                Inspection.store_id == store_id,
                Inspection.day == viewer.today(now),
                Inspection.finished_at.is_not(None),
            )
            .scalar_subquery()
            .label("rounds"),
            select(func.count())
            .where(*failed, InspectionResult.fixed_at.is_(None), InspectionResult.due_at < now, own)
            .scalar_subquery()
            .label("overdue"),
            select(func.count())
            .where(*failed, InspectionResult.fixed_at.is_not(None), others)
            .scalar_subquery()
            .label("recheck"),
            select(func.count())
            .select_from(Placement)
            .join(Vehicle, Vehicle.id == Placement.vehicle_id)
            .where(
                Placement.store_id == store_id,
                Placement.until.is_(None),
                Vehicle.status == VehicleStatus.SOLD,
            )
            .scalar_subquery()
            .label("sold"),
        )
    ).one()
    to_do = 0 if row.rounds else 1
    sold = row.sold if arranges else 0
    count = row.overdue + row.recheck + sold + to_do
    return Owed(count=count, sentence=_sentence(row.overdue, row.recheck, sold, to_do), page=PAGE)


def _sentence(overdue: int, recheck: int, sold: int, to_do: int) -> Message:
    if overdue:
        return nmessage("{n} showroom defect is overdue", "{n} showroom defects are overdue", overdue)
    if to_do:
        return Message(N_("Today's round through the showroom is still to be done"))
    if recheck:
        return nmessage(
            "{n} mended defect waits for a second look", "{n} mended defects wait for a second look", recheck
        )
    if sold:
        return nmessage(
            "{n} sold car still stands on the floor", "{n} sold cars still stand on the floor", sold
        )
    return Message(N_("The showroom is in order"))
