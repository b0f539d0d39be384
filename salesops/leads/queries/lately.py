"""The latest touches, for the history under the work list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.masking import shown_name
from salesops.access.permissions import Permission
from salesops.models import Customer, Lead, Staff, Touch
from salesops.models.enums import Objection, TouchKind, TouchOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchRow:
    """A touch of today."""

    lead_id: int
    customer: str
    at: datetime
    by: str
    kind: TouchKind
    outcome: TouchOutcome
    objection: Objection | None
    note: str


def recent_touches(session: Session, viewer: Actor, *, now: datetime, limit: int = 20) -> list[TouchRow]:
    """Today's touches of leads, the latest first; a consultant's own."""
    statement = (
        select(
            Touch.lead_id,
            Touch.at,
            Touch.kind,
            Touch.outcome,
            Touch.objection,
            Touch.note,
            Lead.owner_id,
            Customer.name,
            Staff.name.label("by"),
        )
        .join(Lead, Lead.id == Touch.lead_id)
        .join(Customer, Customer.id == Touch.customer_id)
        .join(Staff, Staff.id == Touch.staff_id)
        .where(Touch.store_id == viewer.store_id, Touch.day == viewer.today(now))
        .order_by(Touch.at.desc(), Touch.id.desc())
        .limit(limit)
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(Touch.staff_id == viewer.staff_id)
    return [
        TouchRow(
            lead_id=row.lead_id,
            customer=shown_name(viewer, row.owner_id, row.name),
            at=row.at,
            by=row.by,
            kind=row.kind,
            outcome=row.outcome,
            objection=row.objection,
            note=row.note,
        )
        for row in session.execute(statement)
    ]
