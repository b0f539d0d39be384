"""Complaints: recorded as the customer said it, settled with what was done (Rule T1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit, masking
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import Conflict, NotAllowed, NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import Complaint, Customer, Order
from salesops.models.enums import ComplaintTopic, RequestStatus


class BadComplaint(SalesOpsError):
    """A complaint or a settlement that says too little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintFacts:
    """What was complained of; by whom, where that is known."""

    topic: ComplaintTopic
    words: str
    customer_id: int | None = None
    order_id: int | None = None


def record_complaint(session: Session, actor: Actor, *, now: datetime, facts: ComplaintFacts) -> int:
    """Keep a complaint and return its id; it counts for the one who looks after the customer. Raises BadComplaint."""
    if not (actor.may(Permission.CARE) or actor.may(Permission.RECEIVE)):
        actor.require(Permission.CARE)
    if not facts.words.strip():
        raise BadComplaint(N_("Write down what the customer said."))
    row = Complaint(
        store_id=actor.store_id,
        customer_id=facts.customer_id,
        order_id=facts.order_id,
        staff_id=_staff(session, actor, facts),
        day=actor.today(now),
        topic=facts.topic,
        words=facts.words.strip(),
        status=RequestStatus.PENDING,
    )
    session.add(row)
    session.flush()
    _audit(session, actor, row, now=now, action="training.record_complaint", after={"topic": row.topic})
    return row.id


def settle_complaint(
    session: Session, actor: Actor, *, now: datetime, complaint_id: int, settlement: str
) -> None:
    """Close a complaint with what was done for the customer. Raises BadComplaint, Conflict, NotFound, NotAllowed."""
    actor.require(Permission.CARE)
    if not settlement.strip():
        raise BadComplaint(N_("Say what was done for the customer."))
    found = session.execute(
        select(Complaint, Customer.owner_id)
        .outerjoin(Customer, Customer.id == Complaint.customer_id)
        .where(Complaint.store_id == actor.store_id, Complaint.id == complaint_id)
    ).one_or_none()
    if found is None:
        raise NotFound(N_("This complaint does not exist any more."))
    row: Complaint = found.Complaint
    if not masking.sees_customer(actor, found.owner_id) and row.staff_id != actor.staff_id:
        raise NotAllowed(N_("This customer is looked after by somebody else."))
    if row.settled_on is not None:
        raise Conflict(N_("This complaint has been settled already."))
    row.status, row.settled_on = RequestStatus.APPROVED, actor.today(now)
    row.settled_by, row.settlement = actor.staff_id, settlement.strip()
    _audit(
        session, actor, row, now=now, action="training.settle_complaint", after={"settlement": row.settlement}
    )


def _staff(session: Session, actor: Actor, facts: ComplaintFacts) -> int | None:
    """Who looks after the customer, or sold the car. Raises NotFound for rows of another store."""
    staff_id = None
    if facts.order_id is not None:
        order = session.execute(
            select(Order.staff_id).where(Order.store_id == actor.store_id, Order.id == facts.order_id)
        ).one_or_none()
        if order is None:
            raise NotFound(N_("This order does not exist any more."))
        staff_id = order.staff_id
    if facts.customer_id is not None:
        customer = session.execute(
            select(Customer.owner_id).where(
                Customer.store_id == actor.store_id, Customer.id == facts.customer_id
            )
        ).one_or_none()
        if customer is None:
            raise NotFound(N_("This customer does not exist any more."))
        staff_id = customer.owner_id or staff_id
    return staff_id


def _audit(
    session: Session, actor: Actor, row: Complaint, *, now: datetime, action: str, after: dict[str, object]
) -> None:
    audit.record(session, actor, now=now, action=action, entity="complaint", entity_id=row.id, after=after)
