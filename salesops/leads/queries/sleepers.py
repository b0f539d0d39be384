"""Dormant leads, the campaigns that wake them, and what these achieved (Rule L6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.masking import shown_name, shown_phone
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.leads.rules import dormant
from salesops.leads.rules.policies import DormantPolicy
from salesops.models import CarModel, Channel, Customer, Lead, Staff, WakeCampaign, WakeMember
from salesops.models.enums import CampaignArm, LeadStatus, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Which dormant leads are meant; what is None is left open."""

    tier: Tier | None = None
    model_id: int | None = None
    channel_id: int | None = None
    at_least_days: int | None = None

    def as_dict(self) -> dict[str, object]:
        """As stored with the campaign."""
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sleeper:
    """A lead without progress for long."""

    id: int
    customer: str
    phone: str
    tier: Tier
    model: str
    channel: str
    owner: str
    last_progress_on: date
    days: int


def sleeping(session: Session, viewer: Actor, segment: Segment, *, today: date) -> Select[int, int, date]:
    """The dormant leads of a segment, the one that sleeps longest last: young sleep is lighter.

    Consultants reach their own leads only.
    """
    policy = load(session, viewer.store_id, DormantPolicy)
    until = dormant.asleep_since(today, policy)
    statement = (
        select(Lead.id, Lead.customer_id, Lead.last_progress_on)
        .where(
            Lead.store_id == viewer.store_id,
            Lead.status == LeadStatus.WORKING,
            Lead.last_progress_on <= until,
        )
        .order_by(Lead.last_progress_on.desc(), Lead.id)
    )
    if segment.tier is not None:
        statement = statement.where(Lead.tier == segment.tier)
    if segment.model_id is not None:
        statement = statement.where(Lead.model_id == segment.model_id)
    if segment.channel_id is not None:
        statement = statement.where(Lead.channel_id == segment.channel_id)
    if segment.at_least_days is not None:
        statement = statement.where(Lead.last_progress_on <= _days_before(today, segment.at_least_days))
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(Lead.owner_id == viewer.staff_id)
    return statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Sleepers:
    """Dormant leads of a segment: how many, and the first of them."""

    total: int
    rows: tuple[Sleeper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A campaign and what came of it in both groups."""

    id: int
    name: str
    started_on: date
    contacted_group: int
    contacted_so_far: int
    contacted_answered: int
    held_back: int
    held_back_answered: int
    effect: dormant.Effect


def sleepers(
    session: Session, viewer: Actor, *, now: datetime, segment: Segment, limit: int = 100
) -> Sleepers:
    """The dormant leads of a segment (Rule L6), with their number."""
    today = viewer.today(now)
    found = sleeping(session, viewer, segment, today=today).subquery()
    total = func.count().over()
    rows = session.execute(
        select(
            Lead.id,
            Lead.tier,
            Lead.owner_id,
            Lead.model_text,
            Lead.last_progress_on,
            Customer.name,
            Customer.phone,
            CarModel.name.label("model"),
            Channel.name.label("channel"),
            Staff.name.label("owner"),
            total.label("total"),
        )
        .join(found, found.c.id == Lead.id)
        .join(Customer, Customer.id == Lead.customer_id)
        .join(Channel, Channel.id == Lead.channel_id)
        .outerjoin(CarModel, CarModel.id == Lead.model_id)
        .outerjoin(Staff, Staff.id == Lead.owner_id)
        .order_by(Lead.last_progress_on.desc(), Lead.id)
        .limit(limit)
    ).all()
    return Sleepers(
        total=rows[0].total if rows else 0,
        rows=tuple(
            Sleeper(
                id=row.id,
                customer=shown_name(viewer, row.owner_id, row.name),
                phone=shown_phone(viewer, row.owner_id, row.phone),
                tier=row.tier,
                model=row.model or row.model_text,
                channel=row.channel,
                owner=row.owner or "",
                last_progress_on=row.last_progress_on,
                days=(today - row.last_progress_on).days,
            )
            for row in rows
        ),
    )


def campaigns(session: Session, viewer: Actor, *, limit: int = 10) -> list[Campaign]:
    """The latest campaigns with both groups compared (Rule L6)."""
    latest = (
        select(WakeCampaign.id)
        .where(WakeCampaign.store_id == viewer.store_id)
        .order_by(WakeCampaign.started_on.desc(), WakeCampaign.id.desc())
        .limit(limit)
        .subquery()
    )
    rows = session.execute(
        select(
            WakeCampaign.id,
            WakeCampaign.name,
            WakeCampaign.started_on,
            WakeMember.arm,
            func.count().label("members"),
            func.count(WakeMember.contacted_at).label("contacted"),
            func.count(WakeMember.responded_at).label("answered"),
        )
        .join(latest, latest.c.id == WakeCampaign.id)
        .join(WakeMember, WakeMember.campaign_id == WakeCampaign.id)
        .group_by(WakeCampaign.id, WakeCampaign.name, WakeCampaign.started_on, WakeMember.arm)
        .order_by(WakeCampaign.started_on.desc(), WakeCampaign.id.desc())
    ).all()
    arms = {(row.id, row.arm): row for row in rows}
    heads = dict.fromkeys((row.id, row.name, row.started_on) for row in rows)
    return [_campaign(arms, *head) for head in heads]


def _campaign(
    arms: Mapping[tuple[int, CampaignArm], Any], campaign_id: int, name: str, started_on: date
) -> Campaign:
    contacted = arms.get((campaign_id, CampaignArm.CONTACTED))
    held_back = arms.get((campaign_id, CampaignArm.HELD_BACK))
    groups = [
        (each.answered, each.members) if each is not None else (0, 0) for each in (contacted, held_back)
    ]
    return Campaign(
        id=campaign_id,
        name=name,
        started_on=started_on,
        contacted_group=groups[0][1],
        contacted_so_far=contacted.contacted if contacted is not None else 0,
        contacted_answered=groups[0][0],
        held_back=groups[1][1],
        held_back_answered=groups[1][0],
        effect=dormant.effect(groups[0], groups[1]),
    )


def _days_before(today: date, days: int) -> date:
    return today - timedelta(days=days)
