"""Looking after channels: the log, weekly contacts of partner stores, what a month cost (Rule L1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.calendar import month_start
from salesops.core.errors import NotFound
from salesops.core.i18n import N_
from salesops.leads.operations.errors import BadLead
from salesops.models import Channel, ChannelCost, ChannelUpkeep
from salesops.models.enums import UpkeepKind


@dataclass(frozen=True, slots=True, kw_only=True)
class UpkeepEntry:
    """What was done for a channel; with a partner store, which materials were left."""

    kind: UpkeepKind
    note: str = ""
    materials: str = ""
    on: date | None = None


def log_upkeep(session: Session, actor: Actor, *, now: datetime, channel_id: int, entry: UpkeepEntry) -> int:
    """Write into a channel's maintenance log, and return the entry's id (Rule L1). Raises BadLead, NotFound."""
    actor.require(Permission.RECORD_TOUCH)
    channel = _channel(session, actor, channel_id)
    today = actor.today(now)
    on = entry.on or today
    if on > today:
        raise BadLead(N_("What was done cannot lie in the future."))
    if not (entry.note.strip() or entry.materials.strip()):
        raise BadLead(N_("Say what was done, or which materials were left."))
    row = ChannelUpkeep(
        store_id=actor.store_id,
        channel_id=channel.id,
        on=on,
        kind=entry.kind,
        note=entry.note.strip(),
        materials=entry.materials.strip(),
        staff_id=actor.staff_id,
    )
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="leads.log_upkeep",
        entity="channel",
        entity_id=channel.id,
        after={"kind": entry.kind, "on": on, "materials": row.materials},
    )
    return row.id


def set_channel_cost(
    session: Session, actor: Actor, *, now: datetime, channel_id: int, month: date, cost: Decimal
) -> None:
    """Say what a channel cost in a month (Rule L1). Raises BadLead for a negative cost."""
    actor.require(Permission.ASSIGN_LEADS)
    channel = _channel(session, actor, channel_id)
    if cost < 0:
        raise BadLead(N_("A cost is not negative."))
    start = month_start(month)
    row = session.scalars(
        select(ChannelCost).where(
            ChannelCost.store_id == actor.store_id,
            ChannelCost.channel_id == channel.id,
            ChannelCost.month == start,
        )
    ).one_or_none()
    before = row.cost if row is not None else None
    if row is None:
        session.add(ChannelCost(store_id=actor.store_id, channel_id=channel.id, month=start, cost=cost))
    else:
        row.cost = cost
    audit.record(
        session,
        actor,
        now=now,
        action="leads.set_channel_cost",
        entity="channel",
        entity_id=channel.id,
        before={"cost": before},
        after={"month": start, "cost": cost},
    )


def _channel(session: Session, actor: Actor, channel_id: int) -> Channel:
    channel = session.scalars(
        select(Channel).where(Channel.store_id == actor.store_id, Channel.id == channel_id)
    ).one_or_none()
    if channel is None:
        raise NotFound(N_("This channel does not exist."))
    return channel
