"""Giving leads up: asked for, decided, checked by calling back; invalid is not lost (Rule L8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.core.errors import Conflict, NotAllowed, NotFound
from salesops.core.i18n import N_, Message
from salesops.leads.operations import assigning
from salesops.leads.operations.errors import (
    BadLead,
    LeadClosed,
    TooEarly,
    lead_to_change,
    own_open_lead,
    require_reason,
)
from salesops.leads.operations.touches import close_clock
from salesops.leads.rules import losses
from salesops.leads.rules.policies import LossPolicy
from salesops.models import Lead, LossRequest, Task, Visit
from salesops.models.enums import (
    InvalidReason,
    LeadStatus,
    LossReason,
    RequestStatus,
    Role,
    TaskKind,
    TaskStatus,
)
from salesops.planning.operations.tasks import About, add_task

UNTOUCHED = frozenset({InvalidReason.DUPLICATE, InvalidReason.TEST_OR_PEER})
"""What is seen without a touch; every other invalidity is learnt by trying."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a lead is given up."""

    reason: LossReason
    detail: str = ""
    rival: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a supervisor says of a loss; a rejected one may go to somebody else."""

    approved: bool
    note: str = ""
    to_staff_id: int | None = None


def ask_loss(session: Session, actor: Actor, *, now: datetime, lead_id: int, reason: Reason) -> int:
    """Ask to give a lead up, and return the request's id. Raises TooEarly with what is missing, LeadClosed."""
    actor.require(Permission.RECORD_TOUCH)
    lead = own_open_lead(session, actor, lead_id)
    if lead.status is LeadStatus.LOSS_ASKED:
        raise Conflict(N_("The loss of this lead is asked for already."))
    case = losses.Case(
        tier=lead.tier,
        touches=lead.touch_count,
        first_touch_on=actor.today(lead.first_touched_at) if lead.first_touched_at else None,
        reason=reason.reason,
        detail=reason.detail,
        rival=reason.rival,
    )
    objection = losses.objection(
        case, today=actor.today(now), policy=load(session, lead.store_id, LossPolicy)
    )
    if objection is not None:
        raise TooEarly(objection.text, **objection.values)
    request = _request(session, actor, lead, now=now, reason=reason)
    lead.status = LeadStatus.LOSS_ASKED
    add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.REVIEW_LOSS,
        owner_id=None,
        due_at=now,
        title=Message(N_("Decide on a loss: {reason}"), {"reason": reason.reason}),
        about=About(customer_id=lead.customer_id, lead_id=lead.id),
        key=_task_key(request.id),
    )
    _audit(
        session,
        actor,
        lead,
        now=now,
        action="leads.ask_loss",
        after={"reason": reason.reason, "status": lead.status},
    )
    return request.id


def decide_loss(
    session: Session, actor: Actor, *, now: datetime, request_id: int, verdict: Verdict
) -> LeadStatus:
    """Approve a loss, or send the lead back to work or to somebody else (Rule L8).

    Nobody but the manager decides on a loss of his own. Raises NotFound, Conflict, NeedsReason, NoRoom.
    """
    actor.require(Permission.APPROVE_LOSS)
    request = _pending(session, actor, request_id)
    if request.staff_id == actor.staff_id and actor.role is not Role.MANAGER:
        raise NotAllowed(N_("Somebody else decides on your own losses."))
    lead = lead_to_change(session, actor, request.lead_id)
    note = verdict.note.strip() if verdict.approved else require_reason(verdict.note)
    request.status = RequestStatus.APPROVED if verdict.approved else RequestStatus.REJECTED
    request.decided_at, request.decided_by, request.decision_note = now, actor.staff_id, note
    if verdict.approved:
        lead.status, lead.loss_reason = LeadStatus.LOST, request.reason
        lead.closed_on, lead.next_touch_due_on = actor.today(now), None
    else:
        _back_to_work(session, actor, lead, now=now, to_staff_id=verdict.to_staff_id, note=note)
    _finish_task(session, actor, request_id, now=now)
    _audit(
        session,
        actor,
        lead,
        now=now,
        action="leads.decide_loss",
        after={"approved": verdict.approved, "status": lead.status, "owner_id": lead.owner_id},
    )
    return lead.status


def record_call_back(
    session: Session, actor: Actor, *, now: datetime, request_id: int, confirms: bool, note: str
) -> None:
    """Write down what a lost customer said when called back; a wrong loss goes back to work (Rule L8)."""
    actor.require(Permission.APPROVE_LOSS)
    request = _approved(session, actor, request_id)
    words = note.strip() if confirms else require_reason(note)
    request.called_back_at, request.call_back_confirms, request.call_back_note = now, confirms, words
    lead = lead_to_change(session, actor, request.lead_id)
    if not confirms and lead.status is LeadStatus.LOST:
        _back_to_work(session, actor, lead, now=now, to_staff_id=None, note=words)
    _audit(
        session,
        actor,
        lead,
        now=now,
        action="leads.call_back",
        after={"confirms": confirms, "status": lead.status},
    )


def mark_invalid(
    session: Session, actor: Actor, *, now: datetime, lead_id: int, reason: InvalidReason, note: str = ""
) -> None:
    """Close a lead that never was one; that is no loss (Rule L8). Raises TooEarly, BadLead."""
    actor.require(Permission.RECORD_TOUCH)
    lead = own_open_lead(session, actor, lead_id)
    leads_others = actor.may(Permission.APPROVE_LOSS)
    if not leads_others:
        _require_tries(session, lead, reason)
    if reason is InvalidReason.OTHER and not note.strip():
        raise BadLead(N_("Say what makes this lead invalid."))
    before = lead.status
    lead.status, lead.invalid_reason = LeadStatus.INVALID, reason
    lead.closed_on, lead.next_touch_due_on = actor.today(now), None
    _withdraw(session, actor, lead, now=now)
    close_clock(session, actor, lead.id, now=now)
    _audit(
        session,
        actor,
        lead,
        now=now,
        action="leads.mark_invalid",
        after={"status": lead.status, "reason": reason, "before": before, "note": note.strip()},
    )


def reopen(session: Session, actor: Actor, *, now: datetime, lead_id: int, reason: str) -> None:
    """Take a lost or invalid lead up again. Raises NeedsReason, LeadClosed for a sold one."""
    actor.require(Permission.APPROVE_LOSS)
    lead = lead_to_change(session, actor, lead_id)
    if lead.status not in (LeadStatus.LOST, LeadStatus.INVALID):
        raise LeadClosed(N_("Only lost or invalid leads can be opened again."))
    words = require_reason(reason)
    _back_to_work(session, actor, lead, now=now, to_staff_id=None, note=words)
    _audit(
        session, actor, lead, now=now, action="leads.reopen", after={"status": lead.status, "reason": words}
    )


def _request(session: Session, actor: Actor, lead: Lead, *, now: datetime, reason: Reason) -> LossRequest:
    visited = session.scalar(
        select(exists().where(Visit.store_id == lead.store_id, Visit.customer_id == lead.customer_id))
    )
    request = LossRequest(
        store_id=lead.store_id,
        lead_id=lead.id,
        customer_id=lead.customer_id,
        staff_id=lead.owner_id or actor.staff_id,
        asked_at=now,
        asked_on=actor.today(now),
        group=losses.GROUP_OF[reason.reason],
        reason=reason.reason,
        detail=reason.detail.strip(),
        rival=reason.rival.strip(),
        tier_before=lead.tier,
        after_visit=bool(visited),
    )
    session.add(request)
    session.flush()
    return request


def _pending(session: Session, actor: Actor, request_id: int) -> LossRequest:
    request = _loss(session, actor, request_id)
    if request.status is not RequestStatus.PENDING:
        raise Conflict(N_("This loss is decided already."))
    return request


def _approved(session: Session, actor: Actor, request_id: int) -> LossRequest:
    request = _loss(session, actor, request_id)
    if request.status is not RequestStatus.APPROVED:
        raise Conflict(N_("Only approved losses are called back."))
    return request


def _loss(session: Session, actor: Actor, request_id: int) -> LossRequest:
    request = session.scalars(
        select(LossRequest)
        .where(LossRequest.store_id == actor.store_id, LossRequest.id == request_id)
        .with_for_update()
    ).one_or_none()
    if request is None:
        raise NotFound(N_("This loss does not exist any more."))
    return request


def _back_to_work(
    session: Session, actor: Actor, lead: Lead, *, now: datetime, to_staff_id: int | None, note: str
) -> None:
    """Open again, due today, with the same consultant or another who has room."""
    lead.status = LeadStatus.WORKING if lead.touch_count else LeadStatus.NEW
    lead.loss_reason = lead.invalid_reason = lead.closed_on = None
    lead.next_touch_due_on = actor.today(now) if lead.touch_count else None
    lead.last_progress_on = actor.today(now)
    session.flush()
    if to_staff_id is not None and to_staff_id != lead.owner_id:
        assigning.assign(session, actor, now=now, lead_id=lead.id, staff_id=to_staff_id, reason=note)


def _require_tries(session: Session, lead: Lead, reason: InvalidReason) -> None:
    """What a consultant must have tried first; a supervisor may know better."""
    if reason in UNTOUCHED:
        return
    policy = load(session, lead.store_id, LossPolicy)
    needed = policy.no_contact_touches if reason is InvalidReason.NOBODY_ANSWERS else 1
    if lead.touch_count < needed:
        raise TooEarly(
            N_("Too early: {touches} of {needed} touches are recorded."),
            touches=lead.touch_count,
            needed=needed,
        )


def _withdraw(session: Session, actor: Actor, lead: Lead, *, now: datetime) -> None:
    """An invalid lead needs no decision on its loss any more."""
    pending = session.scalars(
        select(LossRequest).where(
            LossRequest.store_id == lead.store_id,
            LossRequest.lead_id == lead.id,
            LossRequest.status == RequestStatus.PENDING,
        )
    ).all()
    for request in pending:
        request.status, request.decided_at, request.decided_by = RequestStatus.WITHDRAWN, now, actor.staff_id
        _finish_task(session, actor, request.id, now=now)


def _finish_task(session: Session, actor: Actor, request_id: int, *, now: datetime) -> None:
    session.execute(
        update(Task)
        .where(
            Task.store_id == actor.store_id,
            Task.key == _task_key(request_id),
            Task.status == TaskStatus.OPEN,
        )
        .values(status=TaskStatus.DONE, done_at=now, done_by=actor.staff_id)
    )


def _task_key(request_id: int) -> str:
    return f"loss:{request_id}"


def _audit(
    session: Session, actor: Actor, lead: Lead, *, now: datetime, action: str, after: dict[str, object]
) -> None:
    audit.record(session, actor, now=now, action=action, entity="lead", entity_id=lead.id, after=after)
