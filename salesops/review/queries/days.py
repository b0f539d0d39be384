"""Closed days: what was frozen, by whom, what was amended, and what differs by now (Rule R6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.core.calendar import Period
from salesops.kpi.measure import Measured, measure
from salesops.models import DayAmendment, DayReview, Staff

FROZEN = (
    "visits",
    "leads",
    "touches",
    "invitations",
    "test_drives",
    "orders",
    "deliveries",
    "close_rate",
    "lead_conversion",
    "wait_over_limit",
    "stock_turnover",
)
"""The figures that a closed day keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One visible correction of a closed day."""

    figure: str
    before: float | None
    after: float | None
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenFigure:
    """A figure as it was frozen, and as it stands with its amendments."""

    figure: str
    frozen: float | None
    stands: float | None
    numerator: float | None
    denominator: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDay:
    """A closed day."""

    day: date
    closed_at: datetime
    closed_by: str
    note: str
    figures: tuple[FrozenFigure, ...]
    amendments: tuple[Amendment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A figure that rows recorded after the closing would change."""

    figure: str
    stands: float | None
    recorded: float | None


def closed_day(session: Session, viewer: Actor, *, day: date) -> ClosedDay | None:
    """A day as it was closed, with its amendments; None while it is open."""
    found = session.execute(
        select(DayReview, Staff.name)
        .outerjoin(Staff, Staff.id == DayReview.closed_by)
        .where(DayReview.store_id == viewer.store_id, DayReview.day == day)
    ).one_or_none()
    if found is None:
        return None
    review, name = found
    amendments = _amendments(session, viewer, review.id)
    last = {each.figure: each.after for each in amendments}
    return ClosedDay(
        day=review.day,
        closed_at=review.closed_at,
        closed_by=name or "",
        note=review.note,
        figures=tuple(
            FrozenFigure(
                figure=figure,
                frozen=_part(kept, "value"),
                stands=last.get(figure, _part(kept, "value")),
                numerator=_part(kept, "numerator"),
                denominator=_part(kept, "denominator"),
            )
            for figure, kept in review.figures.items()
        ),
        amendments=tuple(amendments),
    )


def unclosed_days(session: Session, viewer: Actor, *, days: list[date]) -> list[date]:
    """Which of these days were never closed."""
    closed = set(
        session.scalars(
            select(DayReview.day).where(DayReview.store_id == viewer.store_id, DayReview.day.in_(days))
        )
    )
    return [day for day in days if day not in closed]


def differences(session: Session, viewer: Actor, *, now: datetime, day: date) -> list[Difference]:
    """Figures of a closed day that late rows would change: to be amended, or left with good reason (Rule R6)."""
    closed = closed_day(session, viewer, day=day)
    if closed is None:
        return []
    recorded = figures_of_day(session, viewer, now=now, day=day)
    return [
        Difference(figure=each.figure, stands=each.stands, recorded=_part(recorded[each.figure], "value"))
        for each in closed.figures
        if each.figure in recorded and each.stands != _part(recorded[each.figure], "value")
    ]


def figures_of_day(session: Session, viewer: Actor, *, now: datetime, day: date) -> dict[str, Any]:
    """The day's figures as they are kept: value, numerator, denominator."""
    found = measure(session, viewer.store_id, list(FROZEN), Period.day(day), now=now)[None]
    return {figure: _kept(found[figure]) for figure in FROZEN if figure in found}


def effective(
    session: Session, viewer: Actor, *, review_id: int, frozen: Mapping[str, Any]
) -> dict[str, float | None]:
    """The frozen values with their amendments over them."""
    values = {figure: _part(kept, "value") for figure, kept in frozen.items()}
    values.update({each.figure: each.after for each in _amendments(session, viewer, review_id)})
    return values


def _amendments(session: Session, viewer: Actor, review_id: int) -> list[Amendment]:
    rows = session.execute(
        select(DayAmendment, Staff.name)
        .outerjoin(Staff, Staff.id == DayAmendment.staff_id)
        .where(DayAmendment.store_id == viewer.store_id, DayAmendment.review_id == review_id)
        .order_by(DayAmendment.at, DayAmendment.id)
    )
    return [
        Amendment(
            figure=row.figure, before=row.before, after=row.after, reason=row.reason, at=row.at, by=name or ""
        )
        for row, name in rows
    ]


def _kept(measured: Measured) -> dict[str, float | None]:
    return {
        "value": _number(measured.value),
        "numerator": _number(measured.numerator),
        "denominator": _number(measured.denominator),
    }


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _part(kept: Any, name: str) -> float | None:
    """A part of a kept figure; a plain number is its value."""
    if isinstance(kept, Mapping):
        return _number(kept.get(name))
    return _number(kept) if name == "value" else None
