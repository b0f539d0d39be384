"""Key customers: who hosts them, and what to stress (Rule M6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import Customer, Staff


class NoHost(SalesOpsError):
    """A key customer needs somebody who receives him."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosting:
    """Who receives a key customer, and the points to stress; no host takes the mark away."""

    host_id: int | None
    points: str
    is_key: bool = True


def host_customer(
    session: Session, actor: Actor, *, now: datetime, customer_id: int, hosting: Hosting
) -> int:
    """Mark a customer as key with host and points, or take the mark away; returns the customer's id. Raises NoHost, NotFound."""
    actor.require(Permission.LEAD_MEETING)
    customer = session.scalars(
        select(Customer).where(
            Customer.store_id == actor.store_id,
            Customer.id == customer_id,
            Customer.anonymised_at.is_(None),
        )
    ).one_or_none()
    if customer is None:
        raise NotFound(N_("This customer does not exist any more."))
    if hosting.is_key:
        _check_host(session, actor, hosting.host_id)
    before = {"is_key": customer.is_key, "host_id": customer.host_id, "key_points": customer.key_points}
    customer.is_key = hosting.is_key
    customer.host_id = hosting.host_id if hosting.is_key else None
    customer.key_points = hosting.points.strip()
    audit.record(
        session,
        actor,
        now=now,
        action="customer.host",
        entity="customer",
        entity_id=customer.id,
        before=before,
        after={"is_key": customer.is_key, "host_id": customer.host_id, "key_points": customer.key_points},
    )
    return customer.id


def _check_host(session: Session, actor: Actor, host_id: int | None) -> None:
    if host_id is None:
        raise NoHost(N_("Choose who receives this customer."))
    known = session.scalar(
        select(Staff.id).where(Staff.store_id == actor.store_id, Staff.id == host_id, Staff.left_on.is_(None))
    )
    if known is None:
        raise NotFound(N_("This member of staff does not exist."))
