"""Channels, leads, touches, losses and wake-up campaigns."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from salesops.db.types import EnumValue
from salesops.models.base import LongText, StoreRecord, ref
from salesops.models.enums import (
    CampaignArm,
    ChannelGroup,
    ChannelKind,
    InvalidReason,
    LeadStatus,
    LossGroup,
    LossReason,
    Objection,
    RequestStatus,
    SetBy,
    Tier,
    TouchKind,
    TouchOutcome,
    TradeGrade,
    UpkeepKind,
)


class Channel(StoreRecord):
    """Where leads come from (Rule L1)."""

    __tablename__ = "channel"
    __table_args__ = (UniqueConstraint("store_id", "name"),)
    name: Mapped[str]
    group: Mapped[ChannelGroup] = mapped_column("channel_group", EnumValue(ChannelGroup))
    kind: Mapped[ChannelKind] = mapped_column(EnumValue(ChannelKind))
    first_touch_minutes: Mapped[int | None]
    owner_id: Mapped[int | None] = mapped_column(ref("staff"))
    partner_contact: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class ChannelCost(StoreRecord):
    """What a channel cost in a month (first day of the month)."""

    __tablename__ = "channel_cost"
    __table_args__ = (UniqueConstraint("store_id", "channel_id", "month"),)
    channel_id: Mapped[int] = mapped_column(ref("channel"), index=True)
    month: Mapped[date]
    cost: Mapped[Decimal]


class LeadFilter(StoreRecord):
    """A filter of leads that somebody keeps under a name."""

    __tablename__ = "lead_filter"
    __table_args__ = (UniqueConstraint("store_id", "staff_id", "name"),)
    staff_id: Mapped[int] = mapped_column(ref("staff"), index=True)
    name: Mapped[str]
    wanted: Mapped[dict[str, Any]] = mapped_column(JSON)


class ChannelUpkeep(StoreRecord):
    """Maintenance log of a channel; partner stores have one a week (Rule L1)."""

    __tablename__ = "channel_upkeep"
    __table_args__ = (Index("ix_channel_upkeep_store_id_channel_id_on", "store_id", "channel_id", "on"),)
    channel_id: Mapped[int] = mapped_column(ref("channel"), index=True)
    on: Mapped[date] = mapped_column("on")
    kind: Mapped[UpkeepKind] = mapped_column(EnumValue(UpkeepKind))
    note: Mapped[str] = mapped_column(LongText, default="")
    materials: Mapped[str] = mapped_column(LongText, default="")
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))


class Lead(StoreRecord):
    """A wish to be contacted."""

    __tablename__ = "lead"
    __table_args__ = (
        Index("ix_lead_store_id_received_on", "store_id", "received_on"),
        Index("ix_lead_store_id_status_first_touch_due_at", "store_id", "status", "first_touch_due_at"),
        Index("ix_lead_store_id_owner_id_status", "store_id", "owner_id", "status", "next_touch_due_on"),
        Index("ix_lead_store_id_status_next_touch_due_on", "store_id", "status", "next_touch_due_on"),
        Index("ix_lead_store_id_channel_id_received_on", "store_id", "channel_id", "received_on"),
        Index("ix_lead_store_id_closed_on_received_on", "store_id", "closed_on", "received_on"),
        Index("ix_lead_store_id_external_id", "store_id", "external_id"),
    )
    customer_id: Mapped[int] = mapped_column(ref("customer"), index=True)
    channel_id: Mapped[int] = mapped_column(ref("channel"))
    external_id: Mapped[str | None]
    received_at: Mapped[datetime]
    received_on: Mapped[date]
    campaign: Mapped[str] = mapped_column(default="")
    model_id: Mapped[int | None] = mapped_column(ref("car_model"), index=True)
    model_text: Mapped[str] = mapped_column(default="")
    budget_low: Mapped[Decimal | None]
    budget_high: Mapped[Decimal | None]
    horizon_days: Mapped[int | None]
    horizon_text: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(LongText, default="")
    status: Mapped[LeadStatus] = mapped_column(EnumValue(LeadStatus), default=LeadStatus.NEW)
    tier: Mapped[Tier] = mapped_column(EnumValue(Tier), default=Tier.C)
    tier_set_by: Mapped[SetBy] = mapped_column(EnumValue(SetBy), default=SetBy.RULE)
    tier_reasons: Mapped[list[Any]] = mapped_column(JSON, default=list)
    trade_grade: Mapped[TradeGrade] = mapped_column(EnumValue(TradeGrade), default=TradeGrade.N)
    owner_id: Mapped[int | None] = mapped_column(ref("staff"))
    assigned_at: Mapped[datetime | None]
    assign_reasons: Mapped[list[Any]] = mapped_column(JSON, default=list)
    first_touch_due_at: Mapped[datetime]
    first_touched_at: Mapped[datetime | None]
    last_touch_at: Mapped[datetime | None]
    touch_count: Mapped[int] = mapped_column(default=0)
    next_touch_due_on: Mapped[date | None]
    last_progress_on: Mapped[date]
    invalid_reason: Mapped[InvalidReason | None] = mapped_column(EnumValue(InvalidReason))
    loss_reason: Mapped[LossReason | None] = mapped_column(EnumValue(LossReason))
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own protocol


class LeadSource(StoreRecord):
    """One arrival of a lead with what it said; a merged lead keeps each of its sources (Rule L7)."""

    __tablename__ = "lead_source"
    __table_args__ = (
        Index("ix_lead_source_store_id_channel_id_external_id", "store_id", "channel_id", "external_id"),
    )
    lead_id: Mapped[int] = mapped_column(ref("lead"), index=True)
    channel_id: Mapped[int] = mapped_column(ref("channel"))
    external_id: Mapped[str | None]
    received_at: Mapped[datetime]
    import_run_id: Mapped[int | None] = mapped_column(ref("import_run"))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class TierChange(StoreRecord):
    """One change of a lead's tier, with its reasons (Rule L3)."""

    __tablename__ = "tier_change"
    lead_id: Mapped[int] = mapped_column(ref("lead"), index=True)
    at: Mapped[datetime]
    tier_before: Mapped[Tier | None] = mapped_column(EnumValue(Tier))
    tier_after: Mapped[Tier] = mapped_column(EnumValue(Tier))
    set_by: Mapped[SetBy] = mapped_column(EnumValue(SetBy))
    reasons: Mapped[list[Any]] = mapped_column(JSON, default=list)
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))


class Assignment(StoreRecord):
    """One handing over of a lead, with its reasons (Rule L4)."""

    __tablename__ = "assignment"
    __table_args__ = (Index("ix_assignment_store_id_day_staff_id", "store_id", "day", "staff_id"),)
    lead_id: Mapped[int] = mapped_column(ref("lead"), index=True)
    at: Mapped[datetime]
    day: Mapped[date]
    from_staff_id: Mapped[int | None] = mapped_column(ref("staff"))
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))
    set_by: Mapped[SetBy] = mapped_column(EnumValue(SetBy))
    reasons: Mapped[list[Any]] = mapped_column(JSON, default=list)
    by_staff_id: Mapped[int | None] = mapped_column(ref("staff"))


class Touch(StoreRecord):
    """One logged contact; only this stops a clock (Rule L9)."""

    __tablename__ = "touch"
    __table_args__ = (
        Index("ix_touch_store_id_day_staff_id", "store_id", "day", "staff_id"),
        Index("ix_touch_store_id_customer_id_at", "store_id", "customer_id", "at"),
        Index("ix_touch_store_id_objection_day", "store_id", "objection", "day"),
    )
    lead_id: Mapped[int | None] = mapped_column(ref("lead"), index=True)
    customer_id: Mapped[int] = mapped_column(ref("customer"))
    staff_id: Mapped[int] = mapped_column(ref("staff"))
    at: Mapped[datetime]
    day: Mapped[date]
    kind: Mapped[TouchKind] = mapped_column(EnumValue(TouchKind))
    outcome: Mapped[TouchOutcome] = mapped_column(EnumValue(TouchOutcome))
    objection: Mapped[Objection | None] = mapped_column(EnumValue(Objection))
    seconds: Mapped[int | None]
    note: Mapped[str] = mapped_column(LongText, default="")


class LossRequest(StoreRecord):
    """The wish to close a lead as lost, and what the supervisor said (Rules L8, M3)."""

    __tablename__ = "loss_request"
    __table_args__ = (Index("ix_loss_request_store_id_status_asked_on", "store_id", "status", "asked_on"),)
    lead_id: Mapped[int] = mapped_column(ref("lead"), index=True)
    customer_id: Mapped[int] = mapped_column(ref("customer"))
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))
    asked_at: Mapped[datetime]
    asked_on: Mapped[date]
    group: Mapped[LossGroup] = mapped_column("loss_group", EnumValue(LossGroup))
    reason: Mapped[LossReason] = mapped_column(EnumValue(LossReason))
    detail: Mapped[str] = mapped_column(LongText, default="")
    rival: Mapped[str] = mapped_column(default="")
    tier_before: Mapped[Tier] = mapped_column(EnumValue(Tier))
    after_visit: Mapped[bool] = mapped_column(default=False)
    status: Mapped[RequestStatus] = mapped_column(EnumValue(RequestStatus), default=RequestStatus.PENDING)
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ref("staff"))
    decision_note: Mapped[str] = mapped_column(LongText, default="")
    called_back_at: Mapped[datetime | None]
    call_back_confirms: Mapped[bool | None]
    call_back_note: Mapped[str] = mapped_column(LongText, default="")
    lesson: Mapped[str] = mapped_column(LongText, default="")
    lesson_by: Mapped[int | None] = mapped_column(ref("staff"))
    lesson_at: Mapped[datetime | None]


class WakeCampaign(StoreRecord):
    """A wake-up of dormant leads, with those held back to compare (Rule L6)."""

    __tablename__ = "wake_campaign"
    __table_args__ = (Index("ix_wake_campaign_store_id_started_on", "store_id", "started_on"),)
    name: Mapped[str]
    segment: Mapped[dict[str, Any]] = mapped_column(JSON)
    text: Mapped[str] = mapped_column(LongText)
    started_on: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))


class WakeMember(StoreRecord):
    """One dormant lead in a campaign."""

    __tablename__ = "wake_member"
    __table_args__ = (UniqueConstraint("store_id", "campaign_id", "lead_id"),)
    campaign_id: Mapped[int] = mapped_column(ref("wake_campaign"), index=True)
    lead_id: Mapped[int] = mapped_column(ref("lead"), index=True)
    arm: Mapped[CampaignArm] = mapped_column(EnumValue(CampaignArm))
    contacted_at: Mapped[datetime | None]
    responded_at: Mapped[datetime | None]
