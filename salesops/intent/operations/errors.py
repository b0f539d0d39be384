"""Rows that operations change, and the refusals that several of them share."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotAllowed, NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.intent.rules.steps import Step, step_problem
from salesops.models import Opportunity
from salesops.models.base import StoreRecord

R = TypeVar("R", bound=StoreRecord)


class Refused(SalesOpsError):
    """What does not fit the state of the customer, the car or the order."""


def own(session: Session, actor: Actor, kind: type[R], row_id: int) -> R:
    """A row of this store, for changing. Raises NotFound."""
    row = session.scalars(
        select(kind).where(kind.store_id == actor.store_id, kind.id == row_id).with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This does not exist any more."))
    return row


def own_deal(session: Session, actor: Actor, opportunity_id: int) -> Opportunity:
    """An open intent customer that the actor may work on. Raises NotFound, NotAllowed, Refused."""
    deal = own(session, actor, Opportunity, opportunity_id)
    if deal.owner_id != actor.staff_id and not actor.may(Permission.SEE_ALL_CUSTOMERS):
        raise NotAllowed(N_("This is somebody else's customer. Ask a supervisor."))
    if deal.closed_on is not None:
        raise Refused(N_("This customer is closed already."))
    return deal


def require_step(step: Step, today: date) -> None:
    """Refuse a next step that is none (Rule I6)."""
    problem = step_problem(step, today)
    if problem is not None:
        raise Refused(problem.text, **problem.values)
