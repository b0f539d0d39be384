"""Why leads were lost (Rules L8, M3): the reasons behind the lost rate."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.core.calendar import Period
from salesops.kpi.sources import COUNTED_LEAD
from salesops.models import Lead
from salesops.models.enums import LeadStatus, LossReason


@dataclass(frozen=True, slots=True, kw_only=True)
class LossShare:
    """How often one reason closed a lead; None where nobody gave a reason."""

    reason: LossReason | None
    losses: int
    share: float


def loss_reasons(
    session: Session, viewer: Actor, *, period: Period, staff_id: int | None = None
) -> list[LossShare]:
    """The reasons of the losses approved in the days, the most frequent first; they add up to the lost rate's numerator."""
    statement = select(Lead.loss_reason, func.count().label("losses")).where(
        Lead.store_id == viewer.store_id,
        Lead.closed_on >= period.start,
        Lead.closed_on < period.end,
        Lead.status == LeadStatus.LOST,
        COUNTED_LEAD,
    )
    if staff_id is not None:
        statement = statement.where(Lead.owner_id == staff_id)
    rows = session.execute(statement.group_by(Lead.loss_reason)).all()
    total = sum(row.losses for row in rows)
    found = [LossShare(reason=row.loss_reason, losses=row.losses, share=row.losses / total) for row in rows]
    return sorted(found, key=lambda each: (-each.losses, each.reason or ""))
