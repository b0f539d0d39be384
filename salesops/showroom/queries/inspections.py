"""Rounds through the showroom, their defects and what repeats (Rule S1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.models import (
    CarModel,
    FloorSlot,
    Inspection,
    InspectionItem,
    InspectionResult,
    Placement,
    Staff,
    Vehicle,
)
from salesops.models.enums import CheckResult, InspectionArea
from salesops.showroom.rules.inspection import Score, score, systemic
from salesops.showroom.rules.policies import InspectionPolicy

_ITEM_LIMIT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something to check; `per_car` ones are checked on every car of the floor."""

    id: int
    area: InspectionArea
    title: str
    severity: int
    per_car: bool
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """An item of a round with its result so far; several defects of one item make it a fail."""

    item: Item
    result: CheckResult | None
    defects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round: its checks by area, and its score so far."""

    id: int
    day: date
    started_at: datetime
    finished_at: datetime | None
    by: str
    checks: tuple[Check, ...]
    score: Score

    @property
    def left(self) -> int:
        """Items not judged yet."""
        return sum(check.result is None for check in self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """A fail that is not settled: to be mended, or mended and to be checked again."""

    id: int
    item: str
    area: InspectionArea
    severity: int
    day: date
    note: str
    car: str
    code: str
    vehicle_id: int | None
    owner_id: int | None
    owner: str
    due_at: datetime | None
    fixed_at: datetime | None
    has_photo: bool
    fails: int
    """Fails of the same item of late; from the policy's number on it is systemic."""
    systemic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundScore:
    """A past round as a line of the history."""

    id: int
    day: date
    by: str
    score: Score
    defects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OldCard:
    """A car whose spec card is older than the catalogue."""

    vehicle_id: int
    car: str
    vin: str
    code: str
    card_on: date | None
    changed_on: date


def items(session: Session, viewer: Actor, *, with_retired: bool = False) -> list[Item]:
    """What is checked on a round, by area, the gravest first."""
    statement = (
        select(InspectionItem)
        .where(InspectionItem.store_id == viewer.store_id)
        .order_by(InspectionItem.area, InspectionItem.severity.desc(), InspectionItem.id)
        .limit(_ITEM_LIMIT)
    )
    if not with_retired:
        statement = statement.where(InspectionItem.active)
    return [_item(row) for row in session.scalars(statement)]


def round_of_day(session: Session, viewer: Actor, *, today: date) -> Round | None:
    """Today's latest round with the result of every item; None before the first one is begun."""
    row = session.execute(
        select(Inspection, Staff.name)
        .outerjoin(Staff, Staff.id == Inspection.staff_id)
        .where(Inspection.store_id == viewer.store_id, Inspection.day == today)
        .order_by(Inspection.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    found = defaultdict(list)
    for item_id, result in session.execute(
        select(InspectionResult.item_id, InspectionResult.result).where(
            InspectionResult.store_id == viewer.store_id, InspectionResult.inspection_id == row[0].id
        )
    ):
        found[item_id].append(result)
    checks = tuple(_check(item, found[item.id]) for item in items(session, viewer))
    return Round(
        id=row[0].id,
        day=row[0].day,
        started_at=row[0].started_at,
        finished_at=row[0].finished_at,
        by=row[1] or "",
        checks=checks,
        score=score((each.result, each.item.severity) for each in checks if each.result is not None),
    )


def open_defects(session: Session, viewer: Actor, *, today: date, limit: int = 100) -> list[Defect]:
    """Fails that nobody has confirmed as mended, the soonest due first, with how often the item failed of late."""
    policy = policies.load(session, viewer.store_id, InspectionPolicy)
    rows = session.execute(
        _defects(viewer.store_id)
        .where(InspectionResult.rechecked_at.is_(None))
        .order_by(InspectionResult.due_at, InspectionResult.id)
        .limit(limit)
    ).all()
    since = today - timedelta(days=policy.systemic_days)
    fails = session.execute(
        select(InspectionResult.item_id, Inspection.day)
        .join(Inspection, Inspection.id == InspectionResult.inspection_id)
        .where(
            InspectionResult.store_id == viewer.store_id,
            Inspection.store_id == viewer.store_id,
            Inspection.day > since,
            InspectionResult.result == CheckResult.FAIL,
        )
    ).all()
    repeated = systemic([(row.item_id, row.day) for row in fails], today=today, policy=policy)
    return [_defect(row, repeated) for row in rows]


def photo(session: Session, viewer: Actor, *, result_id: int) -> bytes | None:
    """The photo of a defect."""
    return session.scalars(
        select(InspectionResult.photo).where(
            InspectionResult.store_id == viewer.store_id, InspectionResult.id == result_id
        )
    ).one_or_none()


def scores(session: Session, viewer: Actor, *, today: date, days: int = 30) -> list[RoundScore]:
    """The finished rounds of the last weeks in order of time, for the line of scores."""
    rows = session.execute(
        select(
            Inspection.id,
            Inspection.day,
            Staff.name,
            InspectionResult.item_id,
            InspectionResult.result,
            InspectionItem.severity,
        )
        .join(InspectionResult, InspectionResult.inspection_id == Inspection.id)
        .join(InspectionItem, InspectionItem.id == InspectionResult.item_id)
        .outerjoin(Staff, Staff.id == Inspection.staff_id)
        .where(
            Inspection.store_id == viewer.store_id,
            Inspection.day > today - timedelta(days=days),
            Inspection.finished_at.is_not(None),
        )
        .order_by(Inspection.day, Inspection.id)
    ).all()
    return [_round_score(rows_of) for rows_of in _by_round(rows)]


def old_cards(session: Session, viewer: Actor, *, limit: int = 60) -> list[OldCard]:
    """Cars on the floor whose spec card is missing or older than the catalogue's last change."""
    rows = session.execute(
        select(
            Vehicle.id,
            CarModel.name,
            Vehicle.vin,
            FloorSlot.code,
            Vehicle.spec_card_on,
            CarModel.spec_changed_on,
        )
        .join(Placement, (Placement.vehicle_id == Vehicle.id) & Placement.until.is_(None))
        .join(FloorSlot, FloorSlot.id == Placement.slot_id)
        .join(CarModel, CarModel.id == Vehicle.model_id)
        .where(
            Placement.store_id == viewer.store_id,
            Vehicle.store_id == viewer.store_id,
            or_(Vehicle.spec_card_on.is_(None), Vehicle.spec_card_on < CarModel.spec_changed_on),
        )
        .order_by(FloorSlot.code)
        .limit(limit)
    )
    return [
        OldCard(
            vehicle_id=row.id,
            car=row.name,
            vin=row.vin,
            code=row.code,
            card_on=row.spec_card_on,
            changed_on=row.spec_changed_on,
        )
        for row in rows
    ]


def _defects(store_id: int) -> Select[*tuple[Any, ...]]:
    owner = aliased(Staff)
    return (
        select(
            InspectionResult.id,
            InspectionResult.item_id,
            InspectionResult.vehicle_id,
            InspectionResult.note,
            InspectionResult.owner_id,
            InspectionResult.due_at,
            InspectionResult.fixed_at,
            InspectionResult.photo.is_not(None).label("has_photo"),
            InspectionItem.title,
            InspectionItem.area,
            InspectionItem.severity,
            Inspection.day,
            CarModel.name.label("car"),
            FloorSlot.code,
            owner.name.label("owner"),
        )
        .join(InspectionItem, InspectionItem.id == InspectionResult.item_id)
        .join(Inspection, Inspection.id == InspectionResult.inspection_id)
        .outerjoin(owner, owner.id == InspectionResult.owner_id)
        .outerjoin(Vehicle, Vehicle.id == InspectionResult.vehicle_id)
        .outerjoin(CarModel, CarModel.id == Vehicle.model_id)
        .outerjoin(Placement, (Placement.vehicle_id == Vehicle.id) & Placement.until.is_(None))
        .outerjoin(FloorSlot, FloorSlot.id == Placement.slot_id)
        .where(InspectionResult.store_id == store_id, InspectionResult.result == CheckResult.FAIL)
    )


def _defect(row: Any, repeated: dict[int, int]) -> Defect:
    return Defect(
        id=row.id,
        item=row.title,
        area=row.area,
        severity=row.severity,
        day=row.day,
        note=row.note,
        car=row.car or "",
        code=row.code or "",
        vehicle_id=row.vehicle_id,
        owner_id=row.owner_id,
        owner=row.owner or "",
        due_at=row.due_at,
        fixed_at=row.fixed_at,
        has_photo=row.has_photo,
        fails=repeated.get(row.item_id, 0),
        systemic=row.item_id in repeated,
    )


def _item(row: InspectionItem) -> Item:
    return Item(
        id=row.id,
        area=row.area,
        title=row.title,
        severity=row.severity,
        per_car=row.per_car,
        active=row.active,
    )


def _check(item: Item, results: Sequence[CheckResult]) -> Check:
    defects = sum(result is CheckResult.FAIL for result in results)
    last = results[-1] if results else None
    return Check(item=item, result=CheckResult.FAIL if defects else last, defects=defects)


def _by_round(rows: Sequence[Any]) -> list[list[Any]]:
    grouped: dict[int, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row.id, []).append(row)
    return list(grouped.values())


def _round_score(rows: Sequence[Any]) -> RoundScore:
    by_item: dict[int, Any] = {}
    for row in rows:
        if row.item_id not in by_item or row.result is CheckResult.FAIL:
            by_item[row.item_id] = row
    return RoundScore(
        id=rows[0].id,
        day=rows[0].day,
        by=rows[0].name or "",
        score=score((row.result, row.severity) for row in by_item.values()),
        defects=sum(row.result is CheckResult.FAIL for row in rows),
    )
