"""What the intent customers still owe today, for the time rail and the badge (Rules I2, I6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, Message
from salesops.intent.rules.authority import level_of
from salesops.models import Opportunity, Order, PriceRequest, Visit
from salesops.models.enums import RequestStatus
from salesops.planning.owed import Owed


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How much waits for the viewer: prices to decide, next steps that are over, parties nobody has greeted, reasons to give."""

    prices: int
    late: int
    parties: int
    unexplained: int
    """Orders of files below the floor that need the manager's reason."""


def waiting(session: Session, viewer: Actor, *, now: datetime) -> Waiting:
    """What waits, in one statement; a consultant's own customers, and everybody's parties at the door."""
    today = viewer.today(now)
    late = select(func.count()).where(
        Opportunity.store_id == viewer.store_id,
        Opportunity.closed_on.is_(None),
        Opportunity.next_step_on < today,
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        late = late.where(Opportunity.owner_id == viewer.staff_id)
    prices = select(func.count()).where(
        PriceRequest.store_id == viewer.store_id,
        PriceRequest.status == RequestStatus.PENDING,
        PriceRequest.level == level_of(viewer.role)
        if viewer.may(Permission.DECIDE_PRICE_SUPERVISOR)
        else PriceRequest.id.is_(None),
        PriceRequest.expires_at > now,
    )
    parties = select(func.count()).where(
        Visit.store_id == viewer.store_id,
        Visit.day == today,
        Visit.greeted_at.is_(None),
        Visit.left_at.is_(None),
    )
    unexplained = select(func.count()).where(
        Order.store_id == viewer.store_id,
        Order.unexplained,
        literal(viewer.may(Permission.DECIDE_PRICE_MANAGER)),
    )
    row = session.execute(
        select(
            unexplained.scalar_subquery().label("unexplained"),
            prices.scalar_subquery().label("prices"),
            late.scalar_subquery().label("late"),
            parties.scalar_subquery().label("parties"),
        )
    ).one()
    return Waiting(prices=row.prices, late=row.late, parties=row.parties, unexplained=row.unexplained)


def owed(session: Session, viewer: Actor, *, now: datetime) -> Owed:
    """What is open, as a count and a sentence."""
    found = waiting(session, viewer, now=now)
    count = found.prices + found.late + found.parties + found.unexplained
    return Owed(count=count, sentence=_sentence(found), page="intent")


def _sentence(found: Waiting) -> Message:
    prices, late, waits = found.prices, found.late, found.parties
    if prices and late:
        return Message(
            N_("Prices to decide: {prices}; customers without a valid next step: {late}"),
            {"prices": prices, "late": late},
        )
    if prices:
        return Message(N_("Prices to decide: {prices}"), {"prices": prices})
    if late:
        return Message(N_("Customers without a valid next step: {late}"), {"late": late})
    if found.unexplained:
        return Message(N_("Orders that need the manager's reason: {n}"), {"n": found.unexplained})
    if waits:
        return Message(N_("Parties waiting to be greeted: {waits}"), {"waits": waits})
    return Message(N_("Every intent customer has a next step"))
