"""Where a price request goes: to the next approver at once, back to who asked, or nowhere any more (Rule I2)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.core.i18n import N_, Message
from salesops.intent.rules.authority import one_up
from salesops.intent.rules.policies import AuthorityPolicy
from salesops.messaging.outbox import enqueue
from salesops.models import Opportunity, PriceRequest, Staff, Task
from salesops.models.enums import Level, OutboxTarget, RequestStatus, Role, TaskKind, TaskStatus
from salesops.planning.operations.tasks import About, add_task


def send_up(session: Session, actor: Actor, request: PriceRequest, *, now: datetime) -> None:
    """One level up; the approver is told by task and message. No customer's name leaves the store (Rule Z3)."""
    deciding = approvers(session, actor)
    request.level = one_up(actor.role, has_supervisor=Role.SUPERVISOR in deciding)
    is_manager = request.level is Level.MANAGER
    owner = deciding.get(Role.MANAGER if is_manager else Role.SUPERVISOR)
    policy = policies.load(session, actor.store_id, AuthorityPolicy)
    minutes = policy.manager_minutes if is_manager else policy.supervisor_minutes
    title = Message(N_("Decide a price: {amount} yuan off the list price"), {"amount": request.discount})
    add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.DECIDE_PRICE,
        owner_id=owner,
        due_at=now + timedelta(minutes=minutes),
        title=title,
        about=About(opportunity_id=request.opportunity_id),
        key=_key(request),
    )
    enqueue(
        session,
        store_id=actor.store_id,
        now=now,
        kind="price.ask",
        target=OutboxTarget.MANAGER if is_manager else OutboxTarget.TEAM,
        payload=title,
        key=_key(request),
        staff_id=owner,
    )


def tell_asker(session: Session, actor: Actor, request: PriceRequest, *, now: datetime) -> None:
    """Who asked learns the decision at once, and closes the deal while the price holds."""
    granted = request.status is not RequestStatus.REJECTED
    title = Message(
        N_("Close while the price holds, until {until}")
        if granted
        else N_("Explain to the customer why the price was not granted"),
        {"until": request.expires_at} if granted else {},
    )
    customer_id = session.scalar(
        select(Opportunity.customer_id).where(Opportunity.id == request.opportunity_id)
    )
    add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.FOLLOW_UP,
        owner_id=request.staff_id,
        due_at=now + timedelta(hours=2),
        title=title,
        about=About(customer_id=customer_id, opportunity_id=request.opportunity_id),
        key=f"price:{request.id}:told",
    )
    enqueue(
        session,
        store_id=actor.store_id,
        now=now,
        kind="price.decide",
        target=OutboxTarget.STAFF,
        payload=Message(N_("Your price request: {decision}"), {"decision": request.status}),
        key=f"price:{request.id}:told",
        staff_id=request.staff_id,
    )


def withdraw(session: Session, actor: Actor, request: PriceRequest, *, now: datetime) -> None:
    """Nobody has to decide it any more."""
    close_task(session, actor, request, now=now)
    request.status = RequestStatus.WITHDRAWN
    audit.record(
        session, actor, now=now, action="price.withdraw", entity="price_request", entity_id=request.id,
        before={"status": RequestStatus.PENDING}, after={"status": RequestStatus.WITHDRAWN},
    )  # fmt: skip


def close_task(session: Session, actor: Actor, request: PriceRequest, *, now: datetime) -> None:
    """The task of the level at which the request waits is done."""
    finish_by_key(session, actor, _key(request), now=now)


def finish_by_key(session: Session, actor: Actor, key: str, *, now: datetime) -> None:
    """Finish the open task of a key, whoever owns it; what it asked for has happened."""
    task = session.scalars(select(Task).where(Task.store_id == actor.store_id, Task.key == key)).one_or_none()
    if task is not None and task.status is TaskStatus.OPEN:
        task.status, task.done_at, task.done_by = TaskStatus.DONE, now, actor.staff_id


def approvers(session: Session, actor: Actor) -> dict[Role, int]:
    """The first supervisor and the first manager who work here."""
    rows = session.execute(
        select(Staff.role, Staff.id)
        .where(
            Staff.store_id == actor.store_id,
            Staff.role.in_((Role.SUPERVISOR, Role.MANAGER)),
            Staff.left_on.is_(None),
        )
        .order_by(Staff.id.desc())
    )
    return {row.role: row.id for row in rows}


def _key(request: PriceRequest) -> str:
    return f"price:{request.id}:{request.level.value}"
