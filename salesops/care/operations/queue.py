"""The evening's queue: done, skipped with a reason, put off; every message is held to consent and hour (Rules C1, Z4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.care.operations.errors import BadCare, MayNotSend, require_reason, task_to_change
from salesops.care.queries.reach import advertised_to, care_rules
from salesops.care.rules import permission, texts
from salesops.care.rules.policies import CarePolicy
from salesops.core.errors import Conflict
from salesops.core.i18n import N_, Message
from salesops.leads.rules.policies import DormantPolicy
from salesops.models import CareTask, Customer
from salesops.models.enums import CareStatus, ConsentChannel
from salesops.planning.queries.consents import consents

_CLOSED = (CareStatus.DONE, CareStatus.SKIPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent or said: over which way, in which words, and what came of it."""

    channel: ConsentChannel
    text: str
    note: str = ""


def finish_care(session: Session, actor: Actor, *, now: datetime, task_id: int, sent: Sent) -> None:
    """Write down that a person sent the text, after looking once more at consent and hour (Rules C1, Z3, Z4).

    Raises MayNotSend with what forbids it, Conflict when it is closed already.
    """
    actor.require(Permission.CARE)
    task = _open_task(session, actor, task_id)
    _require_permit(session, actor, task, sent, now=now)
    before = task.status
    task.status, task.done_at, task.done_by = CareStatus.DONE, now, actor.staff_id
    task.channel, task.text = sent.channel, sent.text.strip()
    if sent.note.strip():
        task.note = Message("{words}", {"words": sent.note.strip()}).to_json()
    _audit(session, actor, task, now=now, action="care.finish", before={"status": before})


def skip_care(session: Session, actor: Actor, *, now: datetime, task_id: int, reason: str) -> None:
    """Close a care task without doing it. Raises NeedsReason, Conflict."""
    actor.require(Permission.CARE)
    words = require_reason(reason)
    task = _open_task(session, actor, task_id)
    before = task.status
    task.status, task.done_at, task.done_by = CareStatus.SKIPPED, now, actor.staff_id
    task.note = Message("{words}", {"words": words}).to_json()
    _audit(session, actor, task, now=now, action="care.skip", before={"status": before}, note=words)


def snooze_care(session: Session, actor: Actor, *, now: datetime, task_id: int, to_day: date) -> None:
    """Put a care task off to a later day, as far as the store allows. Raises BadCare, Conflict."""
    actor.require(Permission.CARE)
    task = _open_task(session, actor, task_id)
    today = actor.today(now)
    most = load(session, actor.store_id, CarePolicy).snooze_days
    if not today < to_day <= today + timedelta(days=most):
        raise BadCare(N_("Put it off by a day at least and {days} days at most."), days=most)
    before = task.snoozed_to
    task.snoozed_to = to_day
    _audit(session, actor, task, now=now, action="care.snooze", before={"snoozed_to": before})


def _open_task(session: Session, actor: Actor, task_id: int) -> CareTask:
    task = task_to_change(session, actor, task_id)
    if task.status in _CLOSED:
        raise Conflict(N_("This care task is closed already."))
    return task


def _require_permit(session: Session, actor: Actor, task: CareTask, sent: Sent, *, now: datetime) -> None:
    # The customer's row orders this against another message to him at the same moment.
    session.execute(select(Customer.id).where(Customer.id == task.customer_id).with_for_update())
    rule = care_rules(session, actor.store_id)[task.kind]
    limits = load(session, actor.store_id, DormantPolicy)
    said = consents(session, actor.store_id, [task.customer_id]).get(task.customer_id, {})
    contacted = advertised_to(session, actor.store_id, [task.customer_id], now=now, limits=limits)
    allowed = permission.permit(
        said,
        marketing=rule.is_marketing,
        has_service_text=texts.service_template(task.kind) is not None,
        contacted=contacted.get(task.customer_id, ()),
        clock=(actor.local(now), limits),
    )
    if allowed.objection is not None:
        raise MayNotSend(allowed.objection.text, **allowed.objection.values)
    if sent.channel not in allowed.ways:
        raise MayNotSend(N_("This customer has not agreed to be reached by {channel}."), channel=sent.channel)
    advertises = rule.is_marketing and not allowed.service_only
    objection = texts.sent_objection(sent.text, marketing=advertises)
    if objection is not None:
        raise MayNotSend(objection.text, **objection.values)


def _audit(
    session: Session,
    actor: Actor,
    task: CareTask,
    *,
    now: datetime,
    action: str,
    before: dict[str, object],
    note: str = "",
) -> None:
    after = {"status": task.status, "channel": task.channel, "snoozed_to": task.snoozed_to}
    audit.record(
        session,
        actor,
        now=now,
        action=action,
        entity="care_task",
        entity_id=task.id,
        before=before,
        after=after,
        note=note,
    )
