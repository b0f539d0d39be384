"""Prices: composed, asked for, decided at the level that may; upwards, never around (Rules I2, I3, I10)."""

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
from salesops.core.i18n import N_, Message
from salesops.intent.operations.composing import Composed, PriceOffer, compose
from salesops.intent.operations.errors import Refused, own, own_deal
from salesops.intent.rules.authority import may_decide
from salesops.intent.rules.policies import AuthorityPolicy
from salesops.messaging.outbox import enqueue
from salesops.models import (
    Opportunity,
    PriceDecision,
    PriceRequest,
    PriceRequestGift,
    Staff,
    Task,
)
from salesops.models.enums import (
    Level,
    OutboxTarget,
    RequestStatus,
    Role,
    Stage,
    TaskKind,
    TaskStatus,
)
from salesops.planning.operations.tasks import About, add_task

_RULINGS = (RequestStatus.APPROVED, RequestStatus.COUNTERED, RequestStatus.REJECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRuling:
    """A decision: approved, countered with another discount, or rejected; and why."""

    status: RequestStatus
    reason: str = ""
    counter_discount: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPreview:
    """An offer before it is asked for; profit and floor only for those who may see them."""

    customer_total: Decimal
    gift_face_value: Decimal
    level: Level
    gross_profit: Decimal | None
    floor: Decimal | None


def preview_offer(
    session: Session, viewer: Actor, *, now: datetime, opportunity_id: int, offer: PriceOffer
) -> OfferPreview:
    """What an offer comes to, without asking for it. Raises Refused, NotFound."""
    composed = compose(session, viewer, own_deal(session, viewer, opportunity_id), offer)
    sees = viewer.may(Permission.SEE_COST)
    return OfferPreview(
        customer_total=composed.deal.price,
        gift_face_value=composed.face_value,
        level=composed.level,
        gross_profit=composed.profit if sees else None,
        floor=composed.model.floor_gross_profit if sees else None,
    )


def ask_price(
    session: Session, actor: Actor, *, now: datetime, opportunity_id: int, offer: PriceOffer
) -> int:
    """Ask for a price and return the request: granted at once within one's own authority, else sent up (Rule I2).

    Raises Refused for nonsense or while another request of this customer waits.
    """
    actor.require(Permission.ASK_PRICE)
    if not offer.reason.strip():
        raise Refused(N_("Say why the customer should get this price; a few words are enough."))
    deal = own_deal(session, actor, opportunity_id)
    composed = compose(session, actor, deal, offer)
    _refuse_second(session, actor, deal.id, now)
    request = _request(session, actor, deal, offer, composed, now)
    deal.stage, deal.last_progress_on = Stage.NEGOTIATING, actor.today(now)
    if may_decide(composed.level, actor.role) and composed.profit >= composed.model.floor_gross_profit:
        _decide(session, actor, request, PriceRuling(status=RequestStatus.APPROVED, reason=offer.reason), now)
    else:
        _send_up(session, actor, request, now)
    audit.record(
        session, actor, now=now, action="price.ask", entity="price_request", entity_id=request.id,
        after={"discount": request.discount, "level": request.level, "status": request.status},
    )  # fmt: skip
    return request.id


def decide_price(
    session: Session, actor: Actor, *, now: datetime, request_id: int, ruling: PriceRuling
) -> None:
    """Approve, counter or reject a request that waits for one's level (Rule I2).

    Below the floor only the manager, with a reason. Raises Refused, NotAllowed; a lost race raises Conflict.
    """
    actor.require(Permission.DECIDE_PRICE_SUPERVISOR)
    request = own(session, actor, PriceRequest, request_id)
    if request.status is not RequestStatus.PENDING:
        raise Refused(N_("This request has been decided already."))
    if request.expires_at <= now:
        request.status = RequestStatus.EXPIRED
        raise Refused(N_("This request has expired; it has to be asked again."))
    if ruling.status not in _RULINGS:
        raise Refused(N_("Approve, counter or reject."))
    if not may_decide(request.level, actor.role):
        raise NotAllowed(N_("This is for the manager to decide."))
    _check_ruling(request, ruling)
    before = request.status
    _decide(session, actor, request, ruling, now)
    _close_task(session, actor, request.id, now)
    audit.record(
        session, actor, now=now, action="price.decide", entity="price_request", entity_id=request.id,
        before={"status": before}, after={"status": ruling.status, "counter": ruling.counter_discount}, note=ruling.reason,
    )  # fmt: skip


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
        _close_task(session, actor, request.id, now)
    return len(late)


def _refuse_second(session: Session, actor: Actor, opportunity_id: int, now: datetime) -> None:
    waiting = select(PriceRequest.id).where(
        PriceRequest.store_id == actor.store_id,
        PriceRequest.opportunity_id == opportunity_id,
        PriceRequest.status == RequestStatus.PENDING,
        PriceRequest.expires_at > now,
    )
    if session.scalar(waiting) is not None:
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
        finance_income=offer.finance_income,
        insurance_income=offer.insurance_income,
        aftersales_income=offer.aftersales_income,
        rebate=composed.deal.rebate,
        purchase_cost=composed.deal.purchase_cost,
        gross_profit=composed.profit,
        floor=composed.model.floor_gross_profit,
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


def _send_up(session: Session, actor: Actor, request: PriceRequest, now: datetime) -> None:
    """Tell the next approver at once, by task and message (Rule I2). No customer's name leaves the store (Rule Z3)."""
    role = Role.MANAGER if request.level is Level.MANAGER else Role.SUPERVISOR
    owner = session.scalars(
        select(Staff.id)
        .where(Staff.store_id == actor.store_id, Staff.role == role, Staff.left_on.is_(None))
        .order_by(Staff.id)
        .limit(1)
    ).one_or_none()
    title = Message(N_("Decide a price: {amount} yuan off the list price"), {"amount": request.discount})
    add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.DECIDE_PRICE,
        owner_id=owner,
        due_at=now + timedelta(minutes=15),
        title=title,
        about=About(opportunity_id=request.opportunity_id),
        key=_key(request.id),
    )
    enqueue(
        session,
        store_id=actor.store_id,
        now=now,
        kind="price.ask",
        target=OutboxTarget.MANAGER if role is Role.MANAGER else OutboxTarget.TEAM,
        payload=title,
        key=_key(request.id),
        staff_id=owner,
    )


def _check_ruling(request: PriceRequest, ruling: PriceRuling) -> None:
    counter = ruling.counter_discount
    if ruling.status is RequestStatus.COUNTERED and (counter is None or not 0 <= counter < request.discount):
        raise Refused(N_("A counter-offer names a discount below the one that was asked for."))
    below = request.gross_profit < request.floor
    if ruling.status is RequestStatus.APPROVED and below and not ruling.reason.strip():
        raise Refused(N_("This deal earns less than the floor. Give the reason for the exception."))
    if ruling.status is RequestStatus.REJECTED and not ruling.reason.strip():
        raise Refused(N_("Say why, so that the consultant can explain it."))


def _decide(
    session: Session, actor: Actor, request: PriceRequest, ruling: PriceRuling, now: datetime
) -> None:
    request.status = ruling.status
    session.add(
        PriceDecision(
            store_id=actor.store_id,
            request_id=request.id,
            level=request.level,
            decision=ruling.status,
            counter_discount=ruling.counter_discount,
            reason=ruling.reason.strip(),
            staff_id=actor.staff_id,
            at=now,
        )
    )
    session.flush()


def _close_task(session: Session, actor: Actor, request_id: int, now: datetime) -> None:
    task = session.scalars(
        select(Task).where(Task.store_id == actor.store_id, Task.key == _key(request_id))
    ).one_or_none()
    if task is not None and task.status is TaskStatus.OPEN:
        task.status, task.done_at, task.done_by = TaskStatus.DONE, now, actor.staff_id


def _key(request_id: int) -> str:
    return f"price:{request_id}"
