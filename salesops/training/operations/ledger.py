"""One line of the points ledger, written under the lock of its owner (Rule T4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit, masking
from salesops.access.actors import Actor
from salesops.core.errors import NotAllowed, NotFound
from salesops.core.i18n import N_
from salesops.models import Customer, ReferralEntry
from salesops.models.enums import LedgerKind


@dataclass(frozen=True, slots=True)
class Line:
    """What is written: points are positive when they come in. The same key is never written twice."""

    customer_id: int
    kind: LedgerKind
    points: int
    order_id: int | None = None
    reward_id: int | None = None
    note: str = ""
    key: str | None = None


def lock_owner(session: Session, actor: Actor, customer_id: int) -> Customer:
    """The customer's row, locked until the change is saved: one ledger is written by one at a time.

    Raises NotFound, NotAllowed.
    """
    customer = session.scalars(
        select(Customer)
        .where(Customer.store_id == actor.store_id, Customer.id == customer_id)
        .with_for_update()
    ).one_or_none()
    if customer is None:
        raise NotFound(N_("This customer does not exist any more."))
    if not masking.sees_customer(actor, customer.owner_id):
        raise NotAllowed(N_("This customer is looked after by somebody else."))
    return customer


def lock(session: Session, customer_id: int) -> None:
    """Hold the ledger of an owner whom nobody needs to be allowed to see: for the store's own runs."""
    session.execute(select(Customer.id).where(Customer.id == customer_id).with_for_update())


def write(session: Session, actor: Actor, *, now: datetime, line: Line) -> None:
    """Add a line; the caller holds the lock."""
    session.add(
        ReferralEntry(
            store_id=actor.store_id,
            customer_id=line.customer_id,
            at=now,
            kind=line.kind,
            points=line.points,
            order_id=line.order_id,
            reward_id=line.reward_id,
            note=line.note,
            key=line.key,
            staff_id=actor.staff_id,
        )
    )
    session.flush()


def trace(
    session: Session,
    actor: Actor,
    *,
    now: datetime,
    action: str,
    customer_id: int,
    after: dict[str, object],
    before: dict[str, object] | None = None,
) -> None:
    """Leave the trace of a change of an owner's points; 0 stands for many owners."""
    audit.record(
        session,
        actor,
        now=now,
        action=action,
        entity="customer",
        entity_id=customer_id,
        before=before,
        after=after,
    )
