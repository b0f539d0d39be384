"""Briefing, meetings and their decisions, issues and actions, the closed day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from salesops.db.types import EnumValue
from salesops.models.base import LongText, StoreRecord, ref
from salesops.models.enums import BriefingKind, IssueKind, IssueStatus, MeetingStep, Objection, Verdict


class BriefingItem(StoreRecord):
    """A policy, a finance term or a rival's move, with its talk track, while it is valid (Rule M7)."""

    __tablename__ = "briefing_item"
    __table_args__ = (Index("ix_briefing_item_store_id_valid_until", "store_id", "valid_until"),)
    kind: Mapped[BriefingKind] = mapped_column(EnumValue(BriefingKind))
    title: Mapped[str]
    body: Mapped[str] = mapped_column(LongText)
    talk_track: Mapped[str] = mapped_column(LongText, default="")
    source: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    for_customers: Mapped[bool] = mapped_column(default=False)
    question: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    created_by: Mapped[int | None] = mapped_column(ref("staff"))


class BriefingRead(StoreRecord):
    """Who has read a briefing item (Rule M11)."""

    __tablename__ = "briefing_read"
    __table_args__ = (UniqueConstraint("store_id", "item_id", "staff_id"),)
    item_id: Mapped[int] = mapped_column(ref("briefing_item"), index=True)
    staff_id: Mapped[int] = mapped_column(ref("staff"))
    read_at: Mapped[datetime]
    answered_right: Mapped[bool | None]


class Meeting(StoreRecord):
    """A morning meeting that was held (Rule M9)."""

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("store_id", "day"),)
    day: Mapped[date]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))


class Decision(StoreRecord):
    """What was decided while talking; becomes a task (Rule M9)."""

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_store_id_day", "store_id", "day"),)
    day: Mapped[date]
    step: Mapped[MeetingStep] = mapped_column(EnumValue(MeetingStep))
    text: Mapped[str] = mapped_column(LongText)
    owner_id: Mapped[int | None] = mapped_column(ref("staff"))
    task_id: Mapped[int | None] = mapped_column(ref("task"))
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))


class Issue(StoreRecord):
    """A problem named in the evening review (Rules R2, R5)."""

    __tablename__ = "issue"
    __table_args__ = (Index("ix_issue_store_id_day", "store_id", "day"),)
    day: Mapped[date]
    kind: Mapped[IssueKind] = mapped_column(EnumValue(IssueKind))
    title: Mapped[str]
    evidence: Mapped[str] = mapped_column(LongText, default="")
    objection: Mapped[Objection | None] = mapped_column(EnumValue(Objection))
    about_staff_id: Mapped[int | None] = mapped_column(ref("staff"))
    status: Mapped[IssueStatus] = mapped_column(EnumValue(IssueStatus), default=IssueStatus.OPEN)
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ref("staff"))


class ImprovementAction(StoreRecord):
    """What is done about an issue, and the figure that says whether it worked (Rules R2, R8)."""

    __tablename__ = "improvement_action"
    __table_args__ = (
        Index("ix_improvement_action_store_id_look_on", "store_id", "look_on"),
        Index("ix_improvement_action_store_id_issue_id", "store_id", "issue_id"),
    )
    issue_id: Mapped[int] = mapped_column(ref("issue"))
    title: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ref("staff"))
    due_on: Mapped[date]
    done_at: Mapped[datetime | None]
    figure: Mapped[str]
    baseline: Mapped[float | None]
    baseline_numerator: Mapped[float | None]
    baseline_denominator: Mapped[float | None]
    look_on: Mapped[date]
    result: Mapped[float | None]
    verdict: Mapped[Verdict | None] = mapped_column(EnumValue(Verdict))
    looked_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own protocol


class DayReview(StoreRecord):
    """A closed day: its figures are frozen (Rule R6)."""

    __tablename__ = "day_review"
    __table_args__ = (UniqueConstraint("store_id", "day"),)
    day: Mapped[date]
    closed_at: Mapped[datetime]
    closed_by: Mapped[int | None] = mapped_column(ref("staff"))
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(LongText, default="")


class DayAmendment(StoreRecord):
    """A visible correction of a closed day (Rule R6)."""

    __tablename__ = "day_amendment"
    review_id: Mapped[int] = mapped_column(ref("day_review"), index=True)
    figure: Mapped[str]
    before: Mapped[float | None]
    after: Mapped[float | None]
    reason: Mapped[str] = mapped_column(LongText)
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))
