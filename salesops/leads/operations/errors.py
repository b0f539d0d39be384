"""What refuses a change of leads, and how a lead is found that may be changed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotAllowed, NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import Lead
from salesops.models.enums import LeadStatus

CLOSED = frozenset({LeadStatus.LOST, LeadStatus.INVALID, LeadStatus.WON})


class BadLead(SalesOpsError):
    """A lead that says too little to be one."""


class LeadClosed(SalesOpsError):
    """A lead that nobody works on any more."""


class NoRoom(SalesOpsError):
    """Somebody who cannot take another lead today."""


class TooEarly(SalesOpsError):
    """A lead that cannot be given up yet."""


class NeedsReason(SalesOpsError):
    """A decision that has to say why."""


def lead_to_change(session: Session, actor: Actor, lead_id: int) -> Lead:
    """A lead of the store by its id, locked until the change is saved. Raises NotFound."""
    lead = session.scalars(
        select(Lead).where(Lead.store_id == actor.store_id, Lead.id == lead_id).with_for_update()
    ).one_or_none()
    if lead is None:
        raise NotFound(N_("This lead does not exist any more."))
    return lead


def own_open_lead(session: Session, actor: Actor, lead_id: int) -> Lead:
    """A lead that is open, and the actor's own or nobody's unless he leads others.

    Raises NotFound, LeadClosed, NotAllowed.
    """
    lead = lead_to_change(session, actor, lead_id)
    if lead.status in CLOSED:
        raise LeadClosed(
            N_("This lead is closed ({status}). A supervisor can open it again."), status=lead.status
        )
    own = lead.owner_id is None or lead.owner_id == actor.staff_id
    if not own and not actor.may(Permission.SEE_ALL_CUSTOMERS):
        raise NotAllowed(N_("This lead belongs to somebody else."))
    return lead


def require_reason(text: str) -> str:
    """The reason without surrounding space. Raises NeedsReason when it is empty."""
    if not text.strip():
        raise NeedsReason(N_("Say why; a few words are enough."))
    return text.strip()
