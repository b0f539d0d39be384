"""Key-customer proposals: kept as a task of their host, printed by the page (Rule R4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotFound, SalesOpsError
from salesops.core.i18n import N_, Message
from salesops.models import Customer
from salesops.models.enums import TaskKind
from salesops.planning.operations.tasks import About, add_task


class EmptyProposal(SalesOpsError):
    """A proposal that offers nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """For whom, what it says in short, who presents it, until when."""

    customer_id: int
    points: tuple[str, ...]
    owner_id: int
    due_at: datetime


def hand_over(session: Session, actor: Actor, *, now: datetime, handover: Handover) -> int:
    """Give the prepared proposal to its host as a task; returns the task's id. Raises EmptyProposal, NotFound."""
    actor.require(Permission.LEAD_MEETING)
    points = [point.strip() for point in handover.points if point.strip()]
    if not points:
        raise EmptyProposal(N_("A proposal needs one point at least."))
    name = session.scalar(
        select(Customer.name).where(
            Customer.store_id == actor.store_id, Customer.id == handover.customer_id, Customer.is_key
        )
    )
    if name is None:
        raise NotFound(N_("This customer is not marked as a key customer."))
    return add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.PROPOSAL,
        owner_id=handover.owner_id,
        due_at=handover.due_at,
        title=Message(N_("Present the proposal")),
        detail="\n".join(points),
        about=About(customer_id=handover.customer_id),
        key=f"proposal:{handover.customer_id}:{actor.today(handover.due_at).isoformat()}",
    )
