"""Training, assessment, coaching, complaints and the referral ledger."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from salesops.db.types import EnumValue
from salesops.models.base import LongText, StoreRecord, ref
from salesops.models.enums import (
    ComplaintTopic,
    FunnelStep,
    LedgerKind,
    PainSource,
    RequestStatus,
    TrainingStatus,
    Verdict,
)


class TrainingSession(StoreRecord):
    """A micro-training, with the pain that asked for it (Rule T1)."""

    __tablename__ = "training_session"
    __table_args__ = (Index("ix_training_session_store_id_day", "store_id", "day"),)
    topic: Mapped[str]
    source: Mapped[PainSource | None] = mapped_column(EnumValue(PainSource))
    source_key: Mapped[str] = mapped_column(default="")
    evidence: Mapped[list[Any]] = mapped_column(JSON, default=list)
    day: Mapped[date]
    starts_at: Mapped[datetime]
    minutes: Mapped[int] = mapped_column(default=30)
    trainer_id: Mapped[int | None] = mapped_column(ref("staff"))
    status: Mapped[TrainingStatus] = mapped_column(EnumValue(TrainingStatus), default=TrainingStatus.PLANNED)
    note: Mapped[str] = mapped_column(LongText, default="")


class TrainingAttendance(StoreRecord):
    """Who was there."""

    __tablename__ = "training_attendance"
    __table_args__ = (UniqueConstraint("store_id", "session_id", "staff_id"),)
    session_id: Mapped[int] = mapped_column(ref("training_session"), index=True)
    staff_id: Mapped[int] = mapped_column(ref("staff"))
    present: Mapped[bool]


class Scenario(StoreRecord):
    """A role play with its rubric: a list of {"criterion", "points"} (Rule T2)."""

    __tablename__ = "scenario"
    __table_args__ = (UniqueConstraint("store_id", "title"),)
    title: Mapped[str]
    situation: Mapped[str] = mapped_column(LongText)
    rubric: Mapped[list[Any]] = mapped_column(JSON)
    pass_mark: Mapped[int]
    figure: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class ScenarioScore(StoreRecord):
    """One assessment of one person (Rule T2)."""

    __tablename__ = "scenario_score"
    __table_args__ = (Index("ix_scenario_score_store_id_staff_id_day", "store_id", "staff_id", "day"),)
    scenario_id: Mapped[int] = mapped_column(ref("scenario"), index=True)
    staff_id: Mapped[int] = mapped_column(ref("staff"))
    assessor_id: Mapped[int | None] = mapped_column(ref("staff"))
    day: Mapped[date]
    at: Mapped[datetime]
    points: Mapped[list[Any]] = mapped_column(JSON)
    total: Mapped[int]
    passed: Mapped[bool]
    note: Mapped[str] = mapped_column(LongText, default="")


class CoachingPlan(StoreRecord):
    """A 1:1 plan: one weak step, drills, a date to look, the measured result (Rule T3)."""

    __tablename__ = "coaching_plan"
    __table_args__ = (Index("ix_coaching_plan_store_id_staff_id", "store_id", "staff_id"),)
    staff_id: Mapped[int] = mapped_column(ref("staff"))
    coach_id: Mapped[int | None] = mapped_column(ref("staff"))
    step: Mapped[FunnelStep] = mapped_column(EnumValue(FunnelStep))
    figure: Mapped[str]
    baseline: Mapped[float | None]
    baseline_numerator: Mapped[float | None]
    baseline_denominator: Mapped[float | None]
    goal: Mapped[float]
    drills: Mapped[list[Any]] = mapped_column(JSON)
    check_ins: Mapped[list[Any]] = mapped_column(JSON, default=list)
    opened_on: Mapped[date]
    check_on: Mapped[date]
    checked_on: Mapped[date | None]
    result: Mapped[float | None]
    result_numerator: Mapped[float | None]
    result_denominator: Mapped[float | None]
    verdict: Mapped[Verdict | None] = mapped_column(EnumValue(Verdict))
    note: Mapped[str] = mapped_column(LongText, default="")


class Complaint(StoreRecord):
    """What a customer complained of (Rule T1)."""

    __tablename__ = "complaint"
    __table_args__ = (Index("ix_complaint_store_id_day", "store_id", "day"),)
    customer_id: Mapped[int | None] = mapped_column(ref("customer"), index=True)
    order_id: Mapped[int | None] = mapped_column(ref("sales_order"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))
    day: Mapped[date]
    topic: Mapped[ComplaintTopic] = mapped_column(EnumValue(ComplaintTopic))
    words: Mapped[str] = mapped_column(LongText)
    status: Mapped[RequestStatus] = mapped_column(EnumValue(RequestStatus), default=RequestStatus.PENDING)
    settled_on: Mapped[date | None]
    settled_by: Mapped[int | None] = mapped_column(ref("staff"))
    settlement: Mapped[str] = mapped_column(LongText, default="")


class ReferralReward(StoreRecord):
    """What referral points can be redeemed for (Rule T4)."""

    __tablename__ = "referral_reward"
    __table_args__ = (UniqueConstraint("store_id", "name"),)
    name: Mapped[str]
    points: Mapped[int]
    cost: Mapped[Decimal]
    is_badge: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)


class ReferralEntry(StoreRecord):
    """One line of the points ledger; the balance is its sum (Rule T4)."""

    __tablename__ = "referral_entry"
    __table_args__ = (
        Index("ix_referral_entry_store_id_customer_id", "store_id", "customer_id", "at"),
        UniqueConstraint("store_id", "key"),
    )
    customer_id: Mapped[int] = mapped_column(ref("customer"))
    at: Mapped[datetime]
    kind: Mapped[LedgerKind] = mapped_column(EnumValue(LedgerKind))
    points: Mapped[int]
    order_id: Mapped[int | None] = mapped_column(ref("sales_order"))
    reward_id: Mapped[int | None] = mapped_column(ref("referral_reward"))
    note: Mapped[str] = mapped_column(default="")
    key: Mapped[str | None]
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))
