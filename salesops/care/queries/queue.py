"""The evening's queue: who is due and why, the text to send, and whether it may be sent now (Rules C1, Z3, Z4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from salesops.access import masking
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.care.queries.reach import RuleRow, advertised_to, care_rules, voice
from salesops.care.rules import permission, schedule, texts
from salesops.care.rules.permission import Permit
from salesops.core.i18n import N_, Label, Message, nmessage, render, speaking
from salesops.leads.rules.policies import DormantPolicy
from salesops.models import CareTask, CarModel, Customer, Order, Staff
from salesops.models.enums import CareKind, CareStatus, ConsentChannel
from salesops.planning.queries.consents import consents


@dataclass(frozen=True, slots=True, kw_only=True)
class CareItem:
    """One owner, one reason, one text, and what stands against it if anything does."""

    id: int
    customer_id: int
    customer: str
    phone: str
    model: str
    owner_id: int | None
    owner: str
    kind: CareKind
    why: Message
    due_on: date
    """The day by which it is due, put off or not."""
    late: bool
    text: str
    marketing: bool
    permit: Permit


@dataclass(frozen=True, slots=True, kw_only=True)
class CareDone:
    """Care that was closed: sent over a way, or skipped with a reason."""

    id: int
    customer: str
    kind: CareKind
    status: CareStatus
    due_on: date
    done_at: datetime | None
    done_by: str
    channel: ConsentChannel | None
    text: str
    note: str


def queue(
    session: Session, viewer: Actor, *, now: datetime, staff_id: int | None = None, limit: int = 200
) -> list[CareItem]:
    """Open care of today, earlier and the next days; the latest due first, what is blocked last.

    A consultant sees his own; the others may look at one person's with `staff_id`.
    """
    today = viewer.today(now)
    rows = session.execute(_open(viewer, staff_id, limit)).all()
    ids = {row.CareTask.customer_id for row in rows}
    limits = load(session, viewer.store_id, DormantPolicy)
    store = voice(session, viewer.store_id)
    facts = _Facts(
        rules=care_rules(session, viewer.store_id),
        said=consents(session, viewer.store_id, ids),
        limits=limits,
        contacted=advertised_to(session, viewer.store_id, ids, now=now, limits=limits),
        store=store.name,
        local=viewer.local(now),
    )
    with speaking(store.language):
        items = [_item(viewer, row, facts, today) for row in rows]
    return sorted(items, key=lambda item: (_rank(item), item.due_on, item.customer, item.id))


def done_care(
    session: Session, viewer: Actor, *, now: datetime, days: int = 30, limit: int = 100
) -> list[CareDone]:
    """What was sent and skipped lately, the newest first; a consultant sees his own."""
    by = Staff.name.label("by")
    statement = (
        select(CareTask, Customer.name, Customer.owner_id, by)
        .join(Customer, Customer.id == CareTask.customer_id)
        .outerjoin(Staff, Staff.id == CareTask.done_by)
        .where(
            CareTask.store_id == viewer.store_id,
            CareTask.status.in_((CareStatus.DONE, CareStatus.SKIPPED)),
            CareTask.due_on >= viewer.today(now) - timedelta(days=days),
            *_own(viewer, None),
        )
        .order_by(CareTask.done_at.desc().nulls_last(), CareTask.id.desc())
        .limit(limit)
    )
    return [
        CareDone(
            id=task.id,
            customer=masking.shown_name(viewer, task.owner_id, name),
            kind=task.kind,
            status=task.status,
            due_on=task.due_on,
            done_at=task.done_at,
            done_by=who or "",
            channel=task.channel,
            text=task.text,
            note=words_of(task.note),
        )
        for task, name, _owner, who in session.execute(statement)
    ]


def kinds_done(
    session: Session, viewer: Actor, *, start: date, end: date
) -> dict[CareKind, dict[CareStatus, int]]:
    """How much care of each kind was due from start until before end, by how it stands."""
    rows = session.execute(
        select(CareTask.kind, CareTask.status, func.count())
        .where(
            CareTask.store_id == viewer.store_id,
            CareTask.due_on >= start,
            CareTask.due_on < end,
            *_own(viewer, None),
        )
        .group_by(CareTask.kind, CareTask.status)
    )
    found: dict[CareKind, dict[CareStatus, int]] = {}
    for kind, status, count in rows:
        found.setdefault(kind, {})[status] = count
    return found


def words_of(stored: str) -> str:
    """A note as people read it: a kept message in the present language, plain text as it is."""
    return render(Message.from_json(stored)) if stored.startswith('{"') else stored


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    rules: Mapping[CareKind, RuleRow]
    said: Mapping[int, permission.Said]
    limits: DormantPolicy
    contacted: Mapping[int, Sequence[datetime]]
    store: str
    local: datetime


def _open(viewer: Actor, staff_id: int | None, limit: int) -> Any:
    return (
        select(
            CareTask,
            Customer.name,
            Customer.gender,
            Customer.phone,
            Staff.name.label("owner"),
            CarModel.name.label("model"),
            Order.delivered_on,
        )
        .join(Customer, Customer.id == CareTask.customer_id)
        .outerjoin(Staff, Staff.id == CareTask.owner_id)
        .outerjoin(Order, Order.id == func.coalesce(CareTask.order_id, _last_order(viewer)))
        .outerjoin(CarModel, CarModel.id == Order.model_id)
        .where(
            CareTask.store_id == viewer.store_id,
            CareTask.status.in_((CareStatus.DUE, CareStatus.BLOCKED)),
            *_own(viewer, staff_id),
        )
        .order_by(func.coalesce(CareTask.snoozed_to, CareTask.due_on), CareTask.id)
        .limit(limit)
    )


def _last_order(viewer: Actor) -> Any:
    """The car the customer got last, for greetings that follow no delivery."""
    return (
        select(func.max(Order.id))
        .where(
            Order.store_id == viewer.store_id,
            Order.customer_id == CareTask.customer_id,
            Order.delivered_on.is_not(None),
        )
        .correlate(CareTask)
        .scalar_subquery()
    )


def _own(viewer: Actor, staff_id: int | None) -> list[ColumnElement[bool]]:
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        return [CareTask.owner_id == viewer.staff_id]
    return [] if staff_id is None else [CareTask.owner_id == staff_id]


def _item(viewer: Actor, row: Any, facts: _Facts, today: date) -> CareItem:
    task: CareTask = row.CareTask
    rule = facts.rules[task.kind]
    service = texts.service_template(task.kind)
    permit = permission.permit(
        facts.said.get(task.customer_id, {}),
        marketing=rule.is_marketing,
        has_service_text=service is not None,
        contacted=facts.contacted.get(task.customer_id, ()),
        clock=(facts.local, facts.limits),
    )
    template = service if permit.service_only and service else rule.template
    festival = _festival(task)
    values = {
        "name": texts.salutation(row.name, row.gender),
        "store": facts.store,
        "consultant": row.owner or facts.store,
        "model": row.model or "",
        "festival": render(festival) if festival else "",
    }
    due_on = task.snoozed_to or task.due_on
    return CareItem(
        id=task.id,
        customer_id=task.customer_id,
        customer=masking.shown_name(viewer, task.owner_id, row.name),
        phone=masking.shown_phone(viewer, task.owner_id, row.phone),
        model=row.model or "",
        owner_id=task.owner_id,
        owner=row.owner or "",
        kind=task.kind,
        why=_why(task, row.delivered_on, festival),
        due_on=due_on,
        late=schedule.is_late(due_on, today),
        text=texts.fill(template, values),
        marketing=rule.is_marketing and not permit.service_only,
        permit=permit,
    )


def _festival(task: CareTask) -> Message | None:
    """The festivals of the task's day as one text; None for other kinds."""
    if task.kind is not CareKind.FESTIVAL:
        return None
    found = tuple(Label.of(day.festival) for day in schedule.festivals_of(task.due_on))
    return Message("{festivals}", {"festivals": found})


def _why(task: CareTask, delivered_on: date | None, festival: Message | None) -> Message:
    if festival is not None:
        return Message(N_("{festival} on {day}"), {"festival": festival, "day": task.due_on})
    if task.kind is CareKind.BIRTHDAY:
        return Message(N_("Birthday on {day}"), {"day": task.due_on})
    if delivered_on is None:
        return Message(N_("Due on {day}"), {"day": task.due_on})
    days = (task.due_on - delivered_on).days
    return nmessage(
        "Delivered on {day}; due within {n} day",
        "Delivered on {day}; due within {n} days",
        days,
        day=delivered_on,
    )


def _rank(item: CareItem) -> int:
    """Sendable first, then what waits for another hour, then what is blocked."""
    if item.permit.allowed:
        return 0
    return 1 if item.permit.until_later else 2


def due_until(viewer: Actor, day: date) -> ColumnElement[bool]:
    """Care of the viewer's that is due by a day and not blocked."""
    effective = func.coalesce(CareTask.snoozed_to, CareTask.due_on)
    own = _own(viewer, None)
    return and_(
        CareTask.store_id == viewer.store_id, CareTask.status == CareStatus.DUE, effective <= day, *own
    )
