"""Filters of leads that somebody keeps under a name, for himself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotAllowed
from salesops.core.i18n import N_
from salesops.leads.operations.errors import BadLead
from salesops.leads.queries.filters import Filter
from salesops.models import LeadFilter


def save_filter(session: Session, actor: Actor, *, now: datetime, name: str, wanted: Filter) -> int:
    """Keep a filter; the same name again changes it. Raises BadLead without a name or a condition."""
    actor.require(Permission.RECORD_TOUCH)
    if actor.staff_id is None:
        raise NotAllowed(N_("Only people keep filters."))
    if not name.strip():
        raise BadLead(N_("Give the filter a name."))
    if not wanted.as_dict():
        raise BadLead(N_("Choose what to filter by first."))
    kept = session.scalars(
        select(LeadFilter).where(
            LeadFilter.store_id == actor.store_id,
            LeadFilter.staff_id == actor.staff_id,
            LeadFilter.name == name.strip(),
        )
    ).one_or_none()
    if kept is None:
        kept = LeadFilter(store_id=actor.store_id, staff_id=actor.staff_id, name=name.strip())
        session.add(kept)
    kept.wanted = wanted.as_dict()
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="leads.save_filter",
        entity="lead_filter",
        entity_id=kept.id,
        after={"name": kept.name, **kept.wanted},
    )
    return kept.id


def drop_filter(session: Session, actor: Actor, *, now: datetime, filter_id: int) -> None:
    """Keep a filter of one's own no longer."""
    actor.require(Permission.RECORD_TOUCH)
    session.execute(
        delete(LeadFilter).where(
            LeadFilter.store_id == actor.store_id,
            LeadFilter.staff_id == actor.staff_id,
            LeadFilter.id == filter_id,
        )
    )
    audit.record(
        session, actor, now=now, action="leads.drop_filter", entity="lead_filter", entity_id=filter_id
    )
