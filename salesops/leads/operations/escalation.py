"""First touches that run out: tell the owner and the manager, then ask for somebody else (Rules L2, L9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.policies import load
from salesops.core.hours import HoursPolicy
from salesops.core.i18n import N_, Message
from salesops.leads.operations.touches import clock_keys
from salesops.leads.rules import first_touch
from salesops.leads.rules.policies import FirstTouchPolicy
from salesops.messaging.outbox import enqueue
from salesops.models import Channel, Lead, OutboxMessage, Staff
from salesops.models.enums import ChannelKind, LeadStatus, OutboxTarget, TaskKind
from salesops.planning.operations.tasks import About, add_task

AHEAD = timedelta(days=1)
BACK = timedelta(days=3)
MOST = 200
"""Leads looked at in one run; a store with more waiting has another trouble than messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated:
    """What one run of the job said for the first time."""

    warned: int
    breached: int
    to_reassign: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clock:
    """A running clock of a first touch."""

    lead_id: int
    customer_id: int
    owner_id: int | None
    owner: str
    channel: str
    due_at: datetime
    amber_at: datetime
    reassign_at: datetime


def escalate_first_touches(session: Session, actor: Actor, *, now: datetime) -> Escalated:
    """Warn before the limit, escalate after it, propose somebody else later (Rules L2, L9).

    Each lead is spoken of once per step, however often the job runs. Messages name no customer (Rule Z3).
    """
    clocks = _clocks(session, actor, now=now)
    said = _said(session, actor, clocks)
    counts: Counter[str] = Counter()
    for clock in clocks:
        for step, tell in _steps(clock, now=now):
            if f"first_touch.{step}:{clock.lead_id}" not in said:
                tell(session, actor, clock, now=now)
                counts[step] += 1
    return Escalated(warned=counts["amber"], breached=counts["breach"], to_reassign=counts["reassign"])


def _steps(clock: _Clock, *, now: datetime) -> Iterator[tuple[str, Callable[..., None]]]:
    """What is to be said by now: after the breach no warning any more."""
    if clock.amber_at <= now < clock.due_at:
        yield "amber", _warn
    if now >= clock.due_at:
        yield "breach", _breach
    if now >= clock.reassign_at:
        yield "reassign", _ask_other


def _warn(session: Session, actor: Actor, clock: _Clock, *, now: datetime) -> None:
    """The owner is reminded, the manager hears that a lead waits (Rule L9)."""
    text = Message(
        N_("A lead from {channel} waits for its first touch until {due}. Consultant: {owner}"), _values(clock)
    )
    _send(session, actor, clock, "amber", text, now=now)
    if clock.owner_id is not None:
        enqueue(
            session,
            store_id=actor.store_id,
            now=now,
            kind="first_touch.owner",
            target=OutboxTarget.STAFF,
            payload=Message(
                N_("Your lead from {channel} waits for its first touch until {due}."), _values(clock)
            ),
            key=f"first_touch.owner:{clock.lead_id}",
            staff_id=clock.owner_id,
        )


def _breach(session: Session, actor: Actor, clock: _Clock, *, now: datetime) -> None:
    """The limit is over: the supervisors hear of it, the owner has a task."""
    text = Message(
        N_("The first touch of a lead from {channel} was due at {due}. Consultant: {owner}"), _values(clock)
    )
    _send(session, actor, clock, "breach", text, now=now)
    add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.FOLLOW_UP,
        owner_id=clock.owner_id,
        due_at=now,
        title=Message(N_("First touch overdue: lead from {channel}"), {"channel": clock.channel}),
        about=About(customer_id=clock.customer_id, lead_id=clock.lead_id),
        key=clock_keys(clock.lead_id)[0],
    )


def _ask_other(session: Session, actor: Actor, clock: _Clock, *, now: datetime) -> None:
    """Still no touch: somebody else should have the lead; a supervisor decides."""
    text = Message(
        N_("A lead from {channel} still waits. Give it to somebody else than {owner}?"), _values(clock)
    )
    _send(session, actor, clock, "reassign", text, now=now)
    add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.FOLLOW_UP,
        owner_id=None,
        due_at=now,
        title=Message(
            N_("Give an untouched lead from {channel} to somebody else"), {"channel": clock.channel}
        ),
        about=About(customer_id=clock.customer_id, lead_id=clock.lead_id),
        key=clock_keys(clock.lead_id)[1],
    )


def _send(
    session: Session,
    actor: Actor,
    clock: _Clock,
    step: str,
    text: Message,
    *,
    now: datetime,
) -> None:
    enqueue(
        session,
        store_id=actor.store_id,
        now=now,
        kind=f"first_touch.{step}",
        target=OutboxTarget.MANAGER,
        payload=text,
        key=f"first_touch.{step}:{clock.lead_id}",
    )


def _values(clock: _Clock) -> dict[str, object]:
    owner: object = clock.owner or Message(N_("nobody"))
    return {"channel": clock.channel, "due": clock.due_at, "owner": owner}


def _clocks(session: Session, actor: Actor, *, now: datetime) -> list[_Clock]:
    """Leads that wait for their first touch and are due soon or lately."""
    rows = session.execute(
        select(
            Lead.id,
            Lead.customer_id,
            Lead.owner_id,
            Lead.received_at,
            Lead.first_touch_due_at,
            Channel.name.label("channel"),
            Channel.kind,
            Channel.first_touch_minutes,
            Staff.name.label("owner"),
        )
        .join(Channel, Channel.id == Lead.channel_id)
        .outerjoin(Staff, Staff.id == Lead.owner_id)
        .where(
            Lead.store_id == actor.store_id,
            Lead.status == LeadStatus.NEW,
            Lead.first_touch_due_at > now - BACK,
            Lead.first_touch_due_at <= now + AHEAD,
            Lead.first_touched_at.is_(None),
        )
        .order_by(Lead.first_touch_due_at)
        .limit(MOST)
    )
    policy = load(session, actor.store_id, FirstTouchPolicy)
    hours = load(session, actor.store_id, HoursPolicy).hours()
    return [
        _Clock(
            lead_id=row.id,
            customer_id=row.customer_id,
            owner_id=row.owner_id,
            owner=row.owner or "",
            channel=row.channel,
            due_at=row.first_touch_due_at,
            amber_at=first_touch.amber_at(
                actor.local(row.received_at),
                hours=hours,
                limit=first_touch.limit(ChannelKind(row.kind), row.first_touch_minutes, policy),
                policy=policy,
            ),
            reassign_at=first_touch.reassign_at(
                actor.local(row.first_touch_due_at), hours=hours, policy=policy
            ),
        )
        for row in rows
    ]


def _said(session: Session, actor: Actor, clocks: list[_Clock]) -> set[str]:
    keys = [
        f"first_touch.{step}:{clock.lead_id}" for clock in clocks for step in ("amber", "breach", "reassign")
    ]
    known = session.scalars(
        select(OutboxMessage.key).where(OutboxMessage.store_id == actor.store_id, OutboxMessage.key.in_(keys))
    )
    return set(known)
