"""Prices: asked for, decided at the level that may, granted for a time (Rules I2, I3, I10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotAllowed
from salesops.core.i18n import N_
from salesops.intent.operations import passing
from salesops.intent.operations.errors import Refused, own, own_deal
from salesops.intent.queries.budgets import hold_budgets
from salesops.intent.queries.composing import Composed, PriceOffer, compose
from salesops.intent.queries.prices import trade_in_of
from salesops.intent.rules.authority import (
    Budgets,
    Terms,
    exceptions,
    level_needed,
    level_of,
    may_decide,
)
from salesops.intent.rules.policies import AuthorityPolicy, ProfitPolicy
from salesops.intent.rules.profit import before_vat
from salesops.models import Opportunity, PriceDecision, PriceRequest, PriceRequestGift
from salesops.models.enums import Level, RequestStatus, Role, Stage

_RULINGS = (RequestStatus.APPROVED, RequestStatus.COUNTERED, RequestStatus.REJECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRuling:
    """A decision: approved, countered with another discount, or rejected; and why."""

    status: RequestStatus
    reason: str = ""
    counter_discount: Decimal | None = None


def ask_price(
    session: Session, actor: Actor, *, now: datetime, opportunity_id: int, offer: PriceOffer
) -> int:
    """Ask for a price and return the request: granted at once within one's own authority, else one level up (Rule I2).

    Raises Refused or BadOffer for nonsense or while another request of this customer waits.
    """
    actor.require(Permission.ASK_PRICE)
    if not offer.reason.strip():
        raise Refused(N_("Say why the customer should get this price; a few words are enough."))
    deal = own_deal(session, actor, opportunity_id)
    if deal.stage is Stage.ORDERED:
        raise Refused(N_("This customer has an order already."))
    composed = compose(session, actor, deal, offer, hold_budgets(session, actor, today=actor.today(now)))
    _refuse_second(session, actor, deal.id, now)
    request = _request(session, actor, deal, offer, composed, now)
    deal.stage, deal.last_progress_on = Stage.NEGOTIATING, actor.today(now)
    if may_decide(composed.level, actor.role):
        request.level = level_of(actor.role) or request.level
        _settle(
            session, actor, request, PriceRuling(status=RequestStatus.APPROVED, reason=offer.reason), now=now
        )
    else:
        passing.send_up(session, actor, request, now=now)
    audit.record(
        session, actor, now=now, action="price.ask", entity="price_request", entity_id=request.id,
        after={"discount": request.discount, "level": request.level, "status": request.status},
    )  # fmt: skip
    return request.id


def decide_price(
    session: Session, actor: Actor, *, now: datetime, request_id: int, ruling: PriceRuling
) -> RequestStatus:
    """Approve, counter or reject a request that waits for one's level, and return where it stands then (Rule I2).

    Approving above one's own authority passes it one level up with the recommendation; a counter-offer must lie within
    it. Below the floor, under cost or over the budget the manager gives a reason. Raises Refused, NotAllowed, Conflict.
    """
    actor.require(Permission.DECIDE_PRICE_SUPERVISOR)
    request = own(session, actor, PriceRequest, request_id)
    _check_open(request, actor.role, ruling, now)
    before = request.status
    terms = _terms(session, request, ruling.counter_discount)
    budgets = hold_budgets(session, actor, today=actor.today(now))
    authority = policies.load(session, actor.store_id, AuthorityPolicy)
    within = may_decide(level_needed(terms, authority, budgets), actor.role)
    passing.close_task(session, actor, request, now=now)
    if ruling.status is not RequestStatus.REJECTED:
        _check_terms(actor.role, request, ruling, (terms, authority, budgets), within=within)
    if ruling.status is RequestStatus.APPROVED and not within:
        _log(session, actor, request, PriceRuling(status=RequestStatus.PENDING, reason=ruling.reason), now)
        passing.send_up(session, actor, request, now=now)
    else:
        _settle(session, actor, request, ruling, now=now)
        passing.tell_asker(session, actor, request, now=now)
    audit.record(
        session, actor, now=now, action="price.decide", entity="price_request", entity_id=request.id,
        before={"status": before}, after={"status": request.status, "level": request.level,
        "counter": ruling.counter_discount}, note=ruling.reason,
    )  # fmt: skip
    return request.status


def withdraw_price(session: Session, actor: Actor, *, now: datetime, request_id: int) -> None:
    """Take a request back that nobody has decided yet."""
    actor.require(Permission.ASK_PRICE)
    request = own(session, actor, PriceRequest, request_id)
    own_deal(session, actor, request.opportunity_id)
    if request.status is not RequestStatus.PENDING:
        raise Refused(N_("This request has been decided already."))
    passing.withdraw(session, actor, request, now=now)


def expire_requests(session: Session, actor: Actor, *, now: datetime) -> int:
    """Requests whose time is over; how many."""
    late = session.scalars(
        select(PriceRequest).where(
            PriceRequest.store_id == actor.store_id,
            PriceRequest.status == RequestStatus.PENDING,
            PriceRequest.expires_at <= now,
        )
    ).all()
    for request in late:
        request.status = RequestStatus.EXPIRED
        passing.close_task(session, actor, request, now=now)
    if late:
        audit.record(
            session, actor, now=now, action="price.expire", entity="price_request", entity_id=late[0].id,
            after={"count": len(late)},
        )  # fmt: skip
    return len(late)


def _refuse_second(session: Session, actor: Actor, opportunity_id: int, now: datetime) -> None:
    waiting = select(PriceRequest.id).where(
        PriceRequest.store_id == actor.store_id,
        PriceRequest.opportunity_id == opportunity_id,
        PriceRequest.status == RequestStatus.PENDING,
        PriceRequest.expires_at > now,
    )
    if session.scalar(waiting.limit(1)) is not None:
        raise Refused(N_("A request of this customer waits for its decision already."))


def _request(
    session: Session, actor: Actor, deal: Opportunity, offer: PriceOffer, composed: Composed, now: datetime
) -> PriceRequest:
    policy = policies.load(session, actor.store_id, AuthorityPolicy)
    request = PriceRequest(
        store_id=actor.store_id,
        opportunity_id=deal.id,
        vehicle_id=offer.vehicle_id,
        model_id=composed.model.id,
        staff_id=actor.staff_id or deal.owner_id,
        asked_at=now,
        asked_on=actor.today(now),
        list_price=composed.deal.list_price,
        discount=offer.discount,
        gift_face_value=composed.face_value,
        gift_cost=composed.deal.gift_cost,
        finance_income=composed.deal.finance_income,
        insurance_income=composed.deal.insurance_income,
        aftersales_income=composed.deal.aftersales_income,
        rebate=composed.deal.rebate,
        purchase_cost=composed.deal.purchase_cost,
        gross_profit=composed.profit,
        floor=composed.model.floor_gross_profit,
        trade_in_appraised=offer.trade_in.appraised,
        trade_in_given=offer.trade_in.given,
        reason=offer.reason.strip(),
        level=composed.level,
        expires_at=now + timedelta(hours=policy.valid_hours),
    )
    session.add(request)
    session.flush()
    session.add_all(
        PriceRequestGift(
            store_id=actor.store_id, request_id=request.id, gift_id=gift.id, quantity=quantity,
            face_value=gift.face_value, cost=gift.cost,
        )
        for gift, quantity in composed.gifts
    )  # fmt: skip
    return request


def _check_open(request: PriceRequest, role: Role, ruling: PriceRuling, now: datetime) -> None:
    if request.status is not RequestStatus.PENDING:
        raise Refused(N_("This request has been decided already."))
    if request.expires_at <= now:
        raise Refused(N_("This request has expired; it has to be asked again."))
    if ruling.status not in _RULINGS:
        raise Refused(N_("Approve, counter or reject."))
    if not may_decide(request.level, role):
        raise NotAllowed(N_("This is for the manager to decide."))
    if ruling.status is RequestStatus.REJECTED and not ruling.reason.strip():
        raise Refused(N_("Say why, so that the consultant can explain it."))
    counter = ruling.counter_discount
    if ruling.status is RequestStatus.COUNTERED and (counter is None or not 0 <= counter < request.discount):
        raise Refused(N_("A counter-offer names a discount below the one that was asked for."))


def _check_terms(
    role: Role,
    request: PriceRequest,
    ruling: PriceRuling,
    judged: tuple[Terms, AuthorityPolicy, Budgets],
    *,
    within: bool,
) -> None:
    """A counter-offer lies within one's authority; the manager says why where even he needs a reason."""
    if ruling.status is RequestStatus.COUNTERED and not within:
        raise Refused(
            N_("This counter-offer is above your own authority. Go lower, or approve to pass it up.")
        )
    needed = exceptions(*judged)
    if level_of(role) is Level.MANAGER and needed and not ruling.reason.strip():
        raise Refused(N_("Give the reason for the exception: {what}."), what=needed)


def _terms(session: Session, request: PriceRequest, counter: Decimal | None) -> Terms:
    """The terms that a decision would grant: those asked for, or with the discount of the counter-offer."""
    discount = request.discount if counter is None else counter
    over = trade_in_of(request).over
    policy = policies.load(session, request.store_id, ProfitPolicy)
    return Terms(
        list_price=request.list_price,
        discount=discount,
        gift_cost=request.gift_cost,
        gross_profit=request.gross_profit + before_vat(request.discount - discount, policy),
        floor=request.floor,
        under_cost=request.list_price - discount - over < request.purchase_cost,
        trade_in_over=over,
    )


def _settle(
    session: Session, actor: Actor, request: PriceRequest, ruling: PriceRuling, *, now: datetime
) -> None:
    """The last word; what is granted holds from now on for its hours."""
    _log(session, actor, request, ruling, now)
    request.status = ruling.status
    hours = policies.load(session, actor.store_id, AuthorityPolicy).valid_hours
    if ruling.status is not RequestStatus.REJECTED:
        request.expires_at = now + timedelta(hours=hours)


def _log(session: Session, actor: Actor, request: PriceRequest, ruling: PriceRuling, now: datetime) -> None:
    """One step of the trail; PENDING is a recommendation to the next level."""
    session.add(
        PriceDecision(
            store_id=actor.store_id,
            request_id=request.id,
            level=level_of(actor.role) or request.level,
            decision=ruling.status,
            counter_discount=ruling.counter_discount if ruling.status is RequestStatus.COUNTERED else None,
            reason=ruling.reason.strip(),
            staff_id=actor.staff_id,
            at=now,
        )
    )
    session.flush()
