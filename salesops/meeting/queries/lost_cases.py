"""Lost cases of the last days: facts, timeline of touches, lessons (Rule M3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from salesops.access import masking, policies
from salesops.access.actors import Actor
from salesops.core.i18n import Message
from salesops.meeting.rules.lost_cases import LostFacts, typical
from salesops.meeting.rules.policies import MeetingPolicy
from salesops.models import CarModel, Customer, Lead, LossRequest, Staff, Touch
from salesops.models.enums import (
    LossReason,
    Objection,
    RequestStatus,
    Tier,
    TouchKind,
    TouchOutcome,
)

_LOST = (RequestStatus.PENDING, RequestStatus.APPROVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchRow:
    """One contact in a case's timeline."""

    at: datetime
    by: str
    kind: TouchKind
    outcome: TouchOutcome
    objection: Objection | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LostCase:
    """One case to take apart in the meeting."""

    id: int
    customer: str
    owner: str
    model: str
    received_on: date
    asked_on: date
    tier: Tier
    reason: LossReason
    detail: str
    rival: str
    after_visit: bool
    why: tuple[Message, ...]
    lesson: str
    touches: tuple[TouchRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRow:
    """A lesson of an earlier case, to be found again."""

    id: int
    reason: LossReason
    lesson: str
    by: str
    at: datetime


def lost_cases(session: Session, viewer: Actor, *, now: datetime) -> list[LostCase]:
    """Typical lost cases of the last days with their touches (Rule M3)."""
    policy = policies.load(session, viewer.store_id, MeetingPolicy)
    since = viewer.today(now) - timedelta(days=policy.lost_days)
    rows = session.execute(
        select(
            LossRequest,
            Customer.name,
            Customer.owner_id,
            Staff.name.label("owner"),
            CarModel.name.label("model"),
            Lead.received_on,
            Lead.touch_count,
        )
        .join(Lead, Lead.id == LossRequest.lead_id)
        .join(Customer, Customer.id == LossRequest.customer_id)
        .outerjoin(Staff, Staff.id == LossRequest.staff_id)
        .outerjoin(CarModel, CarModel.id == Lead.model_id)
        .where(
            LossRequest.store_id == viewer.store_id,
            LossRequest.status.in_(_LOST),
            LossRequest.asked_on >= since,
        )
        .order_by(LossRequest.asked_on.desc(), LossRequest.id.desc())
        .limit(300)
    ).all()
    picked = typical([_facts(row) for row in rows], count=policy.lost_cases)
    by_id = {row[0].id: row for row in rows}
    touches = _touches(session, viewer, [by_id[each.loss_id][0].lead_id for each in picked])
    return [
        _case(viewer, by_id[each.loss_id], each.reasons, touches.get(by_id[each.loss_id][0].lead_id, ()))
        for each in picked
    ]


def lessons(
    session: Session, viewer: Actor, *, reason: LossReason | None = None, words: str = "", limit: int = 20
) -> list[LessonRow]:
    """Recorded lessons, the newest first; by reason or by words in them."""
    statement = (
        select(LossRequest.id, LossRequest.reason, LossRequest.lesson, LossRequest.lesson_at, Staff.name)
        .outerjoin(Staff, Staff.id == LossRequest.lesson_by)
        .where(
            LossRequest.store_id == viewer.store_id,
            LossRequest.lesson != "",
            LossRequest.lesson_at.is_not(None),
        )
        .order_by(LossRequest.lesson_at.desc())
        .limit(limit)
    )
    if reason is not None:
        statement = statement.where(LossRequest.reason == reason)
    if words.strip():
        statement = statement.where(
            func.lower(LossRequest.lesson).contains(words.strip().lower(), autoescape=True)
        )
    return [
        LessonRow(id=row.id, reason=row.reason, lesson=row.lesson, by=row.name or "", at=row.lesson_at)
        for row in session.execute(statement)
    ]


def _facts(row: Row[*tuple[Any, ...]]) -> LostFacts:
    loss = row[0]
    return LostFacts(
        loss_id=loss.id,
        reason=loss.reason,
        tier=loss.tier_before,
        after_visit=loss.after_visit,
        touches=row.touch_count,
        has_lesson=bool(loss.lesson),
    )


def _touches(session: Session, viewer: Actor, lead_ids: list[int]) -> dict[int, tuple[TouchRow, ...]]:
    if not lead_ids:
        return {}
    rows = session.execute(
        select(Touch, Staff.name)
        .join(Staff, Staff.id == Touch.staff_id)
        .where(Touch.store_id == viewer.store_id, Touch.lead_id.in_(lead_ids))
        .order_by(Touch.at)
        .limit(200)
    )
    found: dict[int, tuple[TouchRow, ...]] = {}
    for touch, by in rows:
        row = TouchRow(
            at=touch.at,
            by=by,
            kind=touch.kind,
            outcome=touch.outcome,
            objection=touch.objection,
            note=touch.note,
        )
        lead_id = touch.lead_id or 0
        found[lead_id] = (*found.get(lead_id, ()), row)
    return found


def _case(
    viewer: Actor,
    row: Row[*tuple[Any, ...]],
    why: tuple[Message, ...],
    touches: tuple[TouchRow, ...],
) -> LostCase:
    loss = row[0]
    return LostCase(
        id=loss.id,
        customer=masking.shown_name(viewer, row.owner_id, row.name),
        owner=row.owner or "",
        model=row.model or "",
        received_on=row.received_on,
        asked_on=loss.asked_on,
        tier=loss.tier_before,
        reason=loss.reason,
        detail=loss.detail,
        rival=loss.rival,
        after_visit=loss.after_visit,
        why=why,
        lesson=loss.lesson,
        touches=touches,
    )
