"""The rows behind a topic proposal: what customers said and what was found (Rules T1, X7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import masking, policies
from salesops.access.actors import Actor
from salesops.core.i18n import Label, Message
from salesops.kpi.policies import StockPolicy
from salesops.kpi.stock import FOR_SALE
from salesops.models import (
    CarModel,
    Complaint,
    Customer,
    Feedback,
    Inspection,
    InspectionItem,
    InspectionResult,
    LossRequest,
    MarketNote,
    Staff,
    Touch,
    Vehicle,
)
from salesops.models.enums import CheckResult, PainSource
from salesops.training.queries.pains import LOST
from salesops.training.rules.proposals import Proposal
from salesops.training.rules.topics import pain_name


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One case: when, what, whose customer or which car, and the words that were written down."""

    day: date
    source: PainSource
    what: Message
    who: str
    staff: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    viewer: Actor
    keys: Sequence[str]
    since: date
    today: date
    limit: int


def evidence_rows(
    session: Session, viewer: Actor, *, proposal: Proposal, now: datetime, limit: int = 200
) -> list[EvidenceRow]:
    """The cases that a proposal counts, the newest first; customers masked where the viewer does not look after them."""
    found: list[EvidenceRow] = []
    for source in dict.fromkeys(each.source for each in proposal.evidence):
        keys = [each.key for each in proposal.evidence if each.source is source]
        asked = _Asked(viewer=viewer, keys=keys, since=proposal.since, today=viewer.today(now), limit=limit)
        found += _READERS[source](session, asked)
    return sorted(found, key=lambda row: row.day, reverse=True)[:limit]


def _complaints(session: Session, asked: _Asked) -> list[EvidenceRow]:
    rows = session.execute(
        select(Complaint.day, Complaint.topic, Complaint.words, Customer.name, Customer.owner_id, Staff.name)
        .outerjoin(Customer, Customer.id == Complaint.customer_id)
        .outerjoin(Staff, Staff.id == Complaint.staff_id)
        .where(
            Complaint.store_id == asked.viewer.store_id,
            Complaint.day >= asked.since,
            Complaint.topic.in_(asked.keys),
        )
        .limit(asked.limit)
    )
    return [
        _row(asked, (PainSource.COMPLAINT, topic, day), (name, owner, staff), words)
        for day, topic, words, name, owner, staff in rows
    ]


def _losses(session: Session, asked: _Asked) -> list[EvidenceRow]:
    rows = session.execute(
        select(
            LossRequest.asked_on,
            LossRequest.reason,
            LossRequest.detail,
            LossRequest.lesson,
            Customer.name,
            Customer.owner_id,
            Staff.name,
        )
        .join(Customer, Customer.id == LossRequest.customer_id)
        .outerjoin(Staff, Staff.id == LossRequest.staff_id)
        .where(
            LossRequest.store_id == asked.viewer.store_id,
            LossRequest.asked_on >= asked.since,
            LossRequest.reason.in_(asked.keys),
            LossRequest.status.in_(LOST),
        )
        .limit(asked.limit)
    )
    return [
        _row(asked, (PainSource.LOSS, reason, day), (name, owner, staff), lesson or detail)
        for day, reason, detail, lesson, name, owner, staff in rows
    ]


def _objections(session: Session, asked: _Asked) -> list[EvidenceRow]:
    found = []
    for table, words in ((Touch, Touch.note), (Feedback, Feedback.words)):
        rows = session.execute(
            select(table.day, table.objection, words, Customer.name, Customer.owner_id, Staff.name)
            .join(Customer, Customer.id == table.customer_id)
            .outerjoin(Staff, Staff.id == table.staff_id)
            .where(
                table.store_id == asked.viewer.store_id,
                table.day >= asked.since,
                table.objection.in_(asked.keys),
            )
            .order_by(table.day.desc())
            .limit(asked.limit)
        )
        found += [
            _row(asked, (PainSource.OBJECTION, objection, day), (name, owner, staff), said)
            for day, objection, said, name, owner, staff in rows
        ]
    return found


def _checks(session: Session, asked: _Asked) -> list[EvidenceRow]:
    rows = session.execute(
        select(
            Inspection.day,
            InspectionItem.area,
            InspectionItem.title,
            InspectionResult.note,
            Staff.name,
        )
        .join(InspectionResult, InspectionResult.inspection_id == Inspection.id)
        .join(InspectionItem, InspectionItem.id == InspectionResult.item_id)
        .outerjoin(Staff, Staff.id == InspectionResult.owner_id)
        .where(
            Inspection.store_id == asked.viewer.store_id,
            Inspection.day >= asked.since,
            InspectionItem.area.in_(asked.keys),
            InspectionResult.result == CheckResult.FAIL,
        )
        .order_by(Inspection.day.desc())
        .limit(asked.limit)
    )
    return [
        EvidenceRow(
            day=day,
            source=PainSource.CHECK,
            what=_named(pain_name(PainSource.CHECK, area)),
            who=title,
            staff=staff or "",
            words=note,
        )
        for day, area, title, note, staff in rows
    ]


def _slow_cars(session: Session, asked: _Asked) -> list[EvidenceRow]:
    slow = policies.load(session, asked.viewer.store_id, StockPolicy).slow_days
    rows = session.execute(
        select(Vehicle.arrived_on, Vehicle.vin, Vehicle.colour, CarModel.name)
        .join(CarModel, CarModel.id == Vehicle.model_id)
        .where(
            Vehicle.store_id == asked.viewer.store_id,
            FOR_SALE,
            Vehicle.sold_on.is_(None),
            Vehicle.arrived_on < asked.today - timedelta(days=slow),
            Vehicle.model_id.in_([int(key) for key in asked.keys]),
        )
        .limit(asked.limit)
    )
    return [
        EvidenceRow(
            day=arrived, source=PainSource.SLOW_MODEL, what=_named(model), who=vin, staff="", words=colour
        )
        for arrived, vin, colour, model in rows
        if arrived is not None
    ]


def _trends(session: Session, asked: _Asked) -> list[EvidenceRow]:
    rows = session.execute(
        select(MarketNote.day, MarketNote.trend, MarketNote.title, MarketNote.source, Staff.name)
        .outerjoin(Staff, Staff.id == MarketNote.staff_id)
        .where(
            MarketNote.store_id == asked.viewer.store_id,
            MarketNote.id.in_([int(key) for key in asked.keys]),
        )
    )
    return [
        EvidenceRow(
            day=day, source=PainSource.MARKET, what=_named(trend), who=source, staff=staff or "", words=title
        )
        for day, trend, title, source, staff in rows
    ]


_READERS: dict[PainSource, Callable[[Session, _Asked], list[EvidenceRow]]] = {
    PainSource.COMPLAINT: _complaints,
    PainSource.LOSS: _losses,
    PainSource.OBJECTION: _objections,
    PainSource.CHECK: _checks,
    PainSource.SLOW_MODEL: _slow_cars,
    PainSource.MARKET: _trends,
}


def _row(
    asked: _Asked,
    case: tuple[PainSource, Any, date],
    people: tuple[str | None, int | None, str | None],
    words: str,
) -> EvidenceRow:
    """A case of a customer; what he said is shown to those who may see him, the rest see that there was a case."""
    source, key, day = case
    name, owner, staff = people
    seen = masking.sees_customer(asked.viewer, owner)
    return EvidenceRow(
        day=day,
        source=source,
        what=_named(pain_name(source, str(key))),
        who=masking.shown_name(asked.viewer, owner, name or ""),
        staff=staff or "",
        words=words if seen else "",
    )


def _named(what: Label | str) -> Message:
    return Message("{what}", {"what": what})
