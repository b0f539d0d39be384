"""What hurts, counted by day: complaints, losses, objections, failed checks, slow models, trends (Rule T1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, String, func, literal, or_, select, type_coerce, union_all
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.policies import load
from salesops.kpi import stock
from salesops.models import (
    CarModel,
    Complaint,
    Feedback,
    Inspection,
    InspectionItem,
    InspectionResult,
    LossRequest,
    MarketNote,
    Touch,
    TrainingSession,
)
from salesops.models.enums import CheckResult, PainSource, RequestStatus, TrainingStatus
from salesops.training.rules.policies import TrainingPolicy
from salesops.training.rules.proposals import Pain, Proposal, ranked
from salesops.training.rules.topics import proposal_key

LOST = (RequestStatus.PENDING, RequestStatus.APPROVED)
"""Losses that count: those asked for and those approved; a rejected one goes back to work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow:
    """A topic proposal, and the training of it that is planned already, if any."""

    proposal: Proposal
    planned_on: date | None
    planned_id: int | None


def proposals(session: Session, viewer: Actor, *, now: datetime, limit: int = 12) -> list[ProposalRow]:
    """The topics that the week's pain asks for, the greatest first, in five statements (Rule T1)."""
    today = viewer.today(now)
    policy = load(session, viewer.store_id, TrainingPolicy)
    since = today - timedelta(days=2 * policy.lookback_days)
    pains = _events(session, viewer, since, today)
    pains += _slow_models(session, viewer, now, today)
    pains += _trends(session, viewer, today - timedelta(days=policy.lookback_days))
    trained, planned = _trainings(session, viewer, since)
    found = ranked(pains, trained, today=today, policy=policy)[:limit]
    rows = []
    for proposal in found:
        planned_on, planned_id = planned.get(proposal.key, (None, None))
        rows.append(ProposalRow(proposal=proposal, planned_on=planned_on, planned_id=planned_id))
    return rows


def _events(session: Session, viewer: Actor, since: date, today: date) -> list[Pain]:
    store = viewer.store_id
    parts: list[Select[Any]] = [
        _counts(PainSource.COMPLAINT, Complaint.topic, Complaint.day).where(
            Complaint.store_id == store, Complaint.day >= since
        ),
        _counts(PainSource.LOSS, LossRequest.reason, LossRequest.asked_on).where(
            LossRequest.store_id == store, LossRequest.asked_on >= since, LossRequest.status.in_(LOST)
        ),
        _counts(PainSource.OBJECTION, Touch.objection, Touch.day).where(
            Touch.store_id == store, Touch.objection.is_not(None), Touch.day >= since
        ),
        _counts(PainSource.OBJECTION, Feedback.objection, Feedback.day).where(
            Feedback.store_id == store, Feedback.objection.is_not(None), Feedback.day >= since
        ),
        _counts(PainSource.CHECK, InspectionItem.area, Inspection.day)
        .join_from(InspectionResult, Inspection, Inspection.id == InspectionResult.inspection_id)
        .join(InspectionItem, InspectionItem.id == InspectionResult.item_id)
        .where(
            Inspection.store_id == store,
            Inspection.day >= since,
            InspectionResult.store_id == store,
            InspectionResult.result == CheckResult.FAIL,
        ),
    ]
    return [
        Pain(source=PainSource(row.source), key=row.key, day=row.day, count=row.number)
        for row in session.execute(union_all(*parts))
        if row.day <= today
    ]


def _counts(source: PainSource, key: Any, day: Any) -> Select[Any]:
    return select(
        literal(source.value).label("source"),
        type_coerce(key, String).label("key"),
        day.label("day"),
        func.count().label("number"),
    ).group_by(key, day)


def _slow_models(session: Session, viewer: Actor, now: datetime, today: date) -> list[Pain]:
    slow = {
        model: ages.slow
        for model, ages in stock.ageing(session, viewer, now=now).items()
        if model is not None and ages.slow
    }
    if not slow:
        return []
    names = session.execute(
        select(CarModel.id, CarModel.name).where(
            CarModel.store_id == viewer.store_id, CarModel.id.in_(list(slow))
        )
    )
    return [
        Pain(source=PainSource.SLOW_MODEL, key=str(row.id), day=today, count=slow[row.id], subject=row.name)
        for row in names
    ]


def _trends(session: Session, viewer: Actor, since: date) -> list[Pain]:
    """Trend statements that no training has taken up."""
    rows = session.execute(
        select(MarketNote.id, MarketNote.day, MarketNote.trend)
        .outerjoin(TrainingSession, TrainingSession.id == MarketNote.training_session_id)
        .where(
            MarketNote.store_id == viewer.store_id,
            MarketNote.day > since,
            MarketNote.trend != "",
            or_(TrainingSession.id.is_(None), TrainingSession.status != TrainingStatus.HELD),
        )
    )
    return [
        Pain(source=PainSource.MARKET, key=str(row.id), day=row.day, count=1, subject=row.trend)
        for row in rows
    ]


def _trainings(
    session: Session, viewer: Actor, since: date
) -> tuple[dict[str, date], dict[str, tuple[date, int]]]:
    """When each proposal was trained last, and for when it is planned."""
    rows = session.execute(
        select(
            TrainingSession.id,
            TrainingSession.day,
            TrainingSession.status,
            TrainingSession.source,
            TrainingSession.source_key,
        )
        .where(
            TrainingSession.store_id == viewer.store_id,
            TrainingSession.day >= since,
            TrainingSession.source.is_not(None),
            TrainingSession.status != TrainingStatus.CANCELLED,
        )
        .order_by(TrainingSession.day, TrainingSession.id)
    )
    trained: dict[str, date] = {}
    planned: dict[str, tuple[date, int]] = {}
    for row in rows:
        key = proposal_key(row.source, row.source_key)
        if row.status is TrainingStatus.HELD:
            trained[key] = row.day
        else:
            planned[key] = (row.day, row.id)
    return trained, planned
