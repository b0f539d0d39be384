"""Channels: volume, quality, cost, conversion, trend, and their upkeep (Rule L1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.core.calendar import Period, month_start
from salesops.kpi.figures import Dimension
from salesops.kpi.measure import Measured, measure_many
from salesops.leads.rules import channels as rules
from salesops.leads.rules.channels import Trend
from salesops.leads.rules.policies import ChannelPolicy
from salesops.models import Channel, ChannelCost, ChannelUpkeep, Staff
from salesops.models.enums import ChannelGroup, ChannelKind, UpkeepKind

FIGURES = (
    "leads",
    "valid_leads",
    "first_touch_on_time",
    "lead_to_visit",
    "visits",
    "orders",
    "lead_conversion",
)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRow:
    """How a channel does since the first of last month, and whether it changed lately."""

    id: int
    name: str
    group: ChannelGroup
    kind: ChannelKind
    owner: str
    partner_contact: str
    figures: Mapping[str, Measured]
    cost: Decimal | None
    cost_per_lead: Decimal | None
    cost_per_visit: Decimal | None
    cost_per_order: Decimal | None
    trend: Trend
    last_contact_on: date | None
    contact_due_on: date | None

    @property
    def leads(self) -> int:
        """Leads received in the period."""
        return int(self.figures["leads"].value or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """All channels, the largest first; `since` is the first day counted."""

    since: date
    recent_days: int
    rows: tuple[ChannelRow, ...]
    costs_shown: bool

    def to_contact(self, today: date) -> list[ChannelRow]:
        """Partner stores whose weekly contact is due."""
        due = [row for row in self.rows if row.contact_due_on is not None and row.contact_due_on <= today]
        return sorted(due, key=lambda row: row.contact_due_on or today)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpkeepRow:
    """An entry of the maintenance log."""

    id: int
    channel: str
    on: date
    kind: UpkeepKind
    note: str
    materials: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelChoice:
    """A channel to choose."""

    id: int
    name: str


def channels(session: Session, viewer: Actor, *, now: datetime) -> Channels:
    """Every active channel since the first of last month, with its trend of full days (Rule L1)."""
    today = viewer.today(now)
    policy = load(session, viewer.store_id, ChannelPolicy)
    since = month_start(month_start(today) - ONE_DAY)
    recent = Period.days(policy.recent_days, until=today)
    periods = {
        "all": Period(since, today + ONE_DAY),
        "recent": recent,
        "before": Period.days(policy.baseline_days, until=recent.start),
    }
    found = measure_many(session, viewer.store_id, FIGURES, periods, by=Dimension.CHANNEL, now=now)
    rows = session.execute(_channels(viewer.store_id)).all()
    sees_cost = viewer.may(Permission.SEE_COST)
    costs = _costs(session, viewer.store_id, since) if sees_cost else {}
    counted = {
        row.id: rules.Counted(recent=_leads(found["recent"], row.id), before=_leads(found["before"], row.id))
        for row in rows
    }
    trends = rules.trends(counted, policy)
    made = [
        _row(row, _of(found["all"], row.id), costs.get(row.id), trends[row.id], (today, policy))
        for row in rows
    ]
    return Channels(
        since=since,
        recent_days=policy.recent_days,
        rows=tuple(sorted(made, key=lambda each: (-each.leads, each.id))),
        costs_shown=sees_cost,
    )


def upkeep_log(session: Session, viewer: Actor, *, limit: int = 20) -> list[UpkeepRow]:
    """The latest entries of the maintenance log of all channels."""
    rows = session.execute(
        select(ChannelUpkeep, Channel.name.label("channel"), Staff.name.label("by"))
        .join(Channel, Channel.id == ChannelUpkeep.channel_id)
        .outerjoin(Staff, Staff.id == ChannelUpkeep.staff_id)
        .where(ChannelUpkeep.store_id == viewer.store_id)
        .order_by(ChannelUpkeep.on.desc(), ChannelUpkeep.id.desc())
        .limit(limit)
    )
    return [
        UpkeepRow(
            id=entry.id,
            channel=channel,
            on=entry.on,
            kind=entry.kind,
            note=entry.note,
            materials=entry.materials,
            by=by or "",
        )
        for entry, channel, by in rows
    ]


def channel_choices(session: Session, viewer: Actor) -> list[ChannelChoice]:
    """The active channels by name, to choose one."""
    rows = session.execute(
        select(Channel.id, Channel.name)
        .where(Channel.store_id == viewer.store_id, Channel.active)
        .order_by(Channel.name)
    )
    return [ChannelChoice(id=row.id, name=row.name) for row in rows]


def _channels(store_id: int) -> Any:
    last = (
        select(ChannelUpkeep.channel_id, func.max(ChannelUpkeep.on).label("on"))
        .where(ChannelUpkeep.store_id == store_id, ChannelUpkeep.kind.in_(rules.CONTACTS))
        .group_by(ChannelUpkeep.channel_id)
        .subquery()
    )
    return (
        select(
            Channel.id,
            Channel.name,
            Channel.group,
            Channel.kind,
            Channel.partner_contact,
            Staff.name.label("owner"),
            last.c.on.label("last_contact_on"),
        )
        .outerjoin(Staff, Staff.id == Channel.owner_id)
        .outerjoin(last, last.c.channel_id == Channel.id)
        .where(Channel.store_id == store_id, Channel.active)
        .order_by(Channel.id)
    )


def _costs(session: Session, store_id: int, since: date) -> Mapping[int, Decimal]:
    """What each channel cost in the months from `since` on; absent where nobody said."""
    rows = session.execute(
        select(ChannelCost.channel_id, func.sum(ChannelCost.cost).label("cost"))
        .where(ChannelCost.store_id == store_id, ChannelCost.month >= since)
        .group_by(ChannelCost.channel_id)
    )
    return {row.channel_id: Decimal(row.cost) for row in rows}


def _row(
    row: Any,
    figures: Mapping[str, Measured],
    cost: Decimal | None,
    trend: Trend,
    at: tuple[date, ChannelPolicy],
) -> ChannelRow:
    counts = {name: int(figures[name].value or 0) for name in ("leads", "visits", "orders")}
    return ChannelRow(
        id=row.id,
        name=row.name,
        group=row.group,
        kind=row.kind,
        owner=row.owner or "",
        partner_contact=row.partner_contact,
        figures=figures,
        cost=cost,
        cost_per_lead=rules.cost_per(cost, counts["leads"]),
        cost_per_visit=rules.cost_per(cost, counts["visits"]),
        cost_per_order=rules.cost_per(cost, counts["orders"]),
        trend=trend,
        last_contact_on=row.last_contact_on,
        contact_due_on=rules.contact_due(row.kind, row.last_contact_on, today=at[0], policy=at[1]),
    )


def _of(found: Mapping[Any, Mapping[str, Measured]], channel_id: int) -> Mapping[str, Measured]:
    """A channel's figures; of no value where nothing happened."""
    nothing = {name: Measured(figure=name, value=None) for name in FIGURES}
    return found.get(channel_id, nothing)


def _leads(found: Mapping[Any, Mapping[str, Measured]], channel_id: int) -> int:
    return int(_of(found, channel_id)["leads"].value or 0)
