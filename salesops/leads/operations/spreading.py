"""Leads of one person go to the others: somebody is away, leaves, or drowns in leads (Rule L4)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.leads.operations.assigning import MOST_AT_ONCE, Assigned, place
from salesops.leads.queries.roster import OPEN
from salesops.models import Lead
from salesops.models.enums import LeadStatus


def spread(
    session: Session, actor: Actor, *, now: datetime, staff_id: int, untouched_only: bool = True
) -> Assigned:
    """Give a consultant's open leads, or those without a first touch, to the others by the rule (Rule L4).

    What nobody has room for stays with him. The most urgent go first, a few hundred at once; no clock stops.
    """
    actor.require(Permission.ASSIGN_LEADS)
    wanted = (LeadStatus.NEW,) if untouched_only else OPEN
    leads = session.scalars(
        select(Lead)
        .where(Lead.store_id == actor.store_id, Lead.owner_id == staff_id, Lead.status.in_(wanted))
        .order_by(Lead.tier, Lead.first_touch_due_at, Lead.id)
        .limit(MOST_AT_ONCE)
        .with_for_update()
    ).all()
    given = place(session, actor, leads, now=now, without=staff_id) if leads else 0
    audit.record(
        session,
        actor,
        now=now,
        action="leads.spread",
        entity="staff",
        entity_id=staff_id,
        after={"leads": given, "left": len(leads) - given},
    )
    return Assigned(given=given, left=len(leads) - given)
