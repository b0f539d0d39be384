"""Consent: given and withdrawn with time and source; a withdrawal counts at once and everywhere (Rule Z3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit, masking
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotAllowed, NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import Consent, Customer
from salesops.models.enums import ConsentChannel, ConsentPurpose


class NeedsSource(SalesOpsError):
    """A consent that does not say how it was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a customer said: over which way, for what, yes or no, and how we know."""

    channel: ConsentChannel
    purpose: ConsentPurpose
    granted: bool
    source: str


def record_consent(
    session: Session, actor: Actor, *, now: datetime, customer_id: int, choice: Choice
) -> None:
    """Write down that a customer agreed or refused. Raises NeedsSource, NotFound, NotAllowed.

    Anybody who talks to customers may write down a refusal; an agreement only who looks after the customer.
    """
    _require(session, actor, customer_id, granted=choice.granted)
    source = choice.source.strip()
    if not source:
        raise NeedsSource(N_("Say how the customer told you: on the telephone, in writing, at the desk."))
    _add(session, actor, now=now, customer_id=customer_id, choice=choice)
    audit.record(
        session,
        actor,
        now=now,
        action="consent.record",
        entity="customer",
        entity_id=customer_id,
        after={"channel": choice.channel, "purpose": choice.purpose, "granted": choice.granted},
        note=source,
    )


def opt_out(session: Session, actor: Actor, *, now: datetime, customer_id: int, source: str) -> None:
    """A customer wants no advertising any more: at once, on every way (Rule Z3). Raises like `record_consent`."""
    _require(session, actor, customer_id, granted=False)
    if not source.strip():
        raise NeedsSource(N_("Say how the customer told you: on the telephone, in writing, at the desk."))
    for channel in ConsentChannel:
        choice = Choice(
            channel=channel, purpose=ConsentPurpose.MARKETING, granted=False, source=source.strip()
        )
        _add(session, actor, now=now, customer_id=customer_id, choice=choice)
    audit.record(
        session,
        actor,
        now=now,
        action="consent.opt_out",
        entity="customer",
        entity_id=customer_id,
        after={"purpose": ConsentPurpose.MARKETING, "granted": False},
        note=source.strip(),
    )


def _add(session: Session, actor: Actor, *, now: datetime, customer_id: int, choice: Choice) -> None:
    session.add(
        Consent(
            store_id=actor.store_id,
            customer_id=customer_id,
            channel=choice.channel,
            purpose=choice.purpose,
            granted=choice.granted,
            at=now,
            source=choice.source.strip(),
            recorded_by=actor.staff_id,
        )
    )
    session.flush()


def _require(session: Session, actor: Actor, customer_id: int, *, granted: bool) -> None:
    row = session.execute(
        select(Customer.owner_id).where(Customer.store_id == actor.store_id, Customer.id == customer_id)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This customer does not exist any more."))
    talks = actor.may(Permission.RECORD_TOUCH) or actor.may(Permission.RECEIVE)
    if not (masking.sees_customer(actor, row.owner_id) if granted else talks):
        raise NotAllowed(N_("Only who looks after this customer can record an agreement."))
