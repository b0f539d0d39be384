"""The tier table: change it, and tier every open lead by it (Rule L3)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_
from salesops.core.policy import specs
from salesops.leads.operations.errors import BadLead
from salesops.leads.operations.tiers import set_tier
from salesops.leads.queries.trial import moving
from salesops.leads.rules.policies import TierPolicy
from salesops.models import Lead
from salesops.models.enums import SetBy


def change_tier_rules(session: Session, actor: Actor, *, now: datetime, policy: TierPolicy) -> int:
    """Save the table and tier open leads by it; how many moved. Tiers set by hand stay. Raises BadLead."""
    actor.require(Permission.CHANGE_SETTINGS)
    if not policy.a_days < policy.b_days:
        raise BadLead(N_("The days of A must be fewer than those of B."))
    before = policies.load(session, actor.store_id, TierPolicy)
    for spec in specs(TierPolicy):
        value = getattr(policy, spec.name)
        if value != getattr(before, spec.name):
            policies.change(session, actor, now=now, key=spec.key, value=value)
    moves = {each.lead_id: each.found for each in moving(session, actor, now=now, policy=policy)}
    leads = session.scalars(select(Lead).where(Lead.store_id == actor.store_id, Lead.id.in_(moves)))
    for lead in leads.all():
        found = moves[lead.id]
        lead.trade_grade = found.grade
        set_tier(
            session,
            actor,
            lead,
            now=now,
            tier=found.tier,
            set_by=SetBy.RULE,
            reasons=list(found.reasons),
        )
    audit.record(
        session,
        actor,
        now=now,
        action="leads.change_tier_rules",
        entity="store",
        entity_id=actor.store_id,
        after={"moved": len(moves)},
    )
    return len(moves)
