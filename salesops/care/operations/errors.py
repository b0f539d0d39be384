"""What refuses a change of care, and how a row is found that may be changed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import masking
from salesops.access.actors import Actor
from salesops.core.errors import NotAllowed, NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import CareTask, Customer


class BadCare(SalesOpsError):
    """Care that says too little, or lies outside what the store allows."""


class MayNotSend(SalesOpsError):
    """A message that consent, the hour or the law forbids."""


class NeedsReason(SalesOpsError):
    """A decision that has to say why."""


class MustKeep(SalesOpsError):
    """Data that the law asks to keep."""


def require_reason(text: str) -> str:
    """The reason without surrounding space. Raises NeedsReason when it is empty."""
    if not text.strip():
        raise NeedsReason(N_("Say why; a few words are enough."))
    return text.strip()


def task_to_change(session: Session, actor: Actor, task_id: int) -> CareTask:
    """A care task of the store, locked; the actor's own unless he sees all customers. Raises NotFound, NotAllowed."""
    task = session.scalars(
        select(CareTask).where(CareTask.store_id == actor.store_id, CareTask.id == task_id).with_for_update()
    ).one_or_none()
    if task is None:
        raise NotFound(N_("This care task does not exist any more."))
    if not masking.sees_customer(actor, task.owner_id):
        raise NotAllowed(N_("This customer is looked after by somebody else."))
    return task


def customer_to_change(session: Session, actor: Actor, customer_id: int) -> Customer:
    """A customer of the store whom the actor sees in full. Raises NotFound, NotAllowed."""
    customer = session.scalars(
        select(Customer).where(Customer.store_id == actor.store_id, Customer.id == customer_id)
    ).one_or_none()
    if customer is None:
        raise NotFound(N_("This customer does not exist any more."))
    if not masking.sees_customer(actor, customer.owner_id):
        raise NotAllowed(N_("This customer is looked after by somebody else."))
    return customer
