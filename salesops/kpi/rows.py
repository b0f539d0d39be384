"""The rows behind a figure, so that every number can be opened (Rule X7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, null, or_, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.masking import shown_name
from salesops.access.permissions import Permission
from salesops.core.calendar import Period
from salesops.core.errors import NotAllowed
from salesops.core.i18n import N_
from salesops.kpi.counts import COUNTS, Count, parts_of, tied
from salesops.kpi.figures import Dimension, Figure, Kind
from salesops.kpi.frame import Frame, Scope, make_frame
from salesops.kpi.registry import FIGURES, may_see
from salesops.kpi.sources import RowKind, Source
from salesops.kpi.stock import FOR_SALE, WINDOW
from salesops.models import CarModel, Channel, Customer, Order, Staff, Vehicle
from salesops.models.enums import Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One row behind a figure. `counted`: it stands in the numerator, not in the denominator alone."""

    kind: RowKind
    id: int
    day: date
    at: datetime | None
    who: str
    """The customer as this viewer may see him; of a car its VIN."""
    staff: str
    channel: str
    model: str
    state: StrEnum
    counted: bool
    tier: Tier | None = None
    """Of the lead, where the figure can be split by tiers."""
    amount: Decimal | None = None
    """Gross profit of an order, cost of a car; None for whoever may not see it."""


def rows(
    session: Session,
    viewer: Actor,
    figure: str,
    period: Period,
    *,
    staff_id: int | None = None,
    limit: int = 500,
    now: datetime | None = None,
) -> list[FigureRow]:
    """The rows that a figure of some days counts, newest first, those of the numerator before the rest.

    `now` is the moment the figure is measured at; without it the days are taken as over. Raises NotAllowed for
    figures of cost and profit.
    """
    if not may_see(viewer, figure):
        raise NotAllowed(N_("Cost and profit are for supervisors and the manager."))
    asked = FIGURES[figure]
    moment = now or datetime.combine(period.end, datetime.min.time(), viewer.zone)
    scope = Scope(store_id=viewer.store_id, now=moment, staff_id=staff_id)
    frame = make_frame(session, scope, {"": period})
    if asked.kind is Kind.STOCK:
        return [] if staff_id is not None else _cars(session, viewer, frame, asked, limit)
    found: list[FigureRow] = []
    for source, counted, wanted in _wanted(frame, asked):
        if len(found) < limit:
            statement = _events(frame, source, counted, wanted, limit - len(found))
            found += [_event(viewer, source, row) for row in session.execute(statement)]
    return found


def _wanted(frame: Frame, asked: Figure) -> list[tuple[Source, ColumnElement[bool], ColumnElement[bool]]]:
    """For each source: which of its rows are counted above, and which belong to the figure at all."""
    above: dict[str, ColumnElement[bool]] = {}
    below: dict[str, ColumnElement[bool]] = {}
    for part, found in ((asked.numerator, above), (asked.denominator, below)):
        for name in parts_of(part.count) if part is not None else ():
            found[COUNTS[name].source.name] = _condition(frame, COUNTS[name])
    named = {COUNTS[name].source.name: COUNTS[name].source for name in _names(asked)}
    return [
        (source, above.get(name, false()), or_(above.get(name, false()), below.get(name, false())))
        for name, source in named.items()
    ]


def _condition(frame: Frame, count: Count) -> ColumnElement[bool]:
    """The rows of a count; where different things are counted, the newest row of each."""
    met = count.where(frame)
    if count.different is None:
        return met
    newest: Select[Any] = select(func.max(count.source.record.id))
    newest = tied(newest, count.source, frame, None).where(met, count.different.is_not(None))
    return and_(met, count.source.record.id.in_(newest.group_by(count.different).correlate(None)))


def _names(asked: Figure) -> list[str]:
    parts = [part for part in (asked.numerator, asked.denominator) if part is not None]
    return [name for part in parts for name in parts_of(part.count)]


def _events(
    frame: Frame, source: Source, counted: ColumnElement[bool], wanted: ColumnElement[bool], limit: int
) -> Select[Any]:
    mark = case((counted, 1), else_=0).label("counted")
    statement: Select[Any] = select(
        source.record.id,
        source.day.label("day"),
        (source.at if source.at is not None else null()).label("at"),
        source.state.label("state"),
        mark,
        Customer.name.label("who"),
        Customer.owner_id,
        Staff.name.label("staff"),
        Channel.name.label("channel"),
        CarModel.name.label("model"),
        source.splits.get(Dimension.TIER, null()).label("tier"),
        (Order.gross_profit if source.kind is RowKind.ORDER else null()).label("amount"),
    )
    statement = tied(statement, source, frame, None)
    for target, on in {join.target: join.on for join in source.joins.values()}.items():
        statement = statement.outerjoin(target, on)
    splits = source.splits
    statement = (
        statement.outerjoin(Customer, Customer.id == source.customer)
        .outerjoin(Staff, Staff.id == splits[Dimension.STAFF])
        .outerjoin(Channel, Channel.id == splits[Dimension.CHANNEL])
        .outerjoin(CarModel, CarModel.id == splits[Dimension.MODEL])
    )
    order = source.at if source.at is not None else source.day
    return statement.where(wanted).order_by(mark.desc(), order.desc(), source.record.id.desc()).limit(limit)


def _event(viewer: Actor, source: Source, row: Any) -> FigureRow:
    return FigureRow(
        kind=source.kind,
        id=row.id,
        day=row.day,
        at=row.at,
        who=shown_name(viewer, row.owner_id, row.who or ""),
        staff=row.staff or "",
        channel=row.channel or "",
        model=row.model or "",
        state=row.state,
        counted=bool(row.counted),
        tier=row.tier,
        amount=row.amount if viewer.may(Permission.SEE_COST) else None,
    )


def _cars(session: Session, viewer: Actor, frame: Frame, asked: Figure, limit: int) -> list[FigureRow]:
    """Cars in stock on the evening of the last day and, where sales count, those sold in the 30 days before."""
    evening = frame.spans[0].last
    standing = or_(Vehicle.sold_on.is_(None), Vehicle.sold_on > evening)
    sold = and_(Vehicle.sold_on <= evening, Vehicle.sold_on > evening - WINDOW)
    slow = and_(standing, Vehicle.arrived_on < evening - frame.limits.stock.slow)
    counted: ColumnElement[bool] = {"slow_cars": slow, "sold_cost": sold}.get(asked.numerator.count, standing)
    wanted = standing if asked.numerator.count == "slow_cars" else or_(standing, sold)
    mark = case((counted, 1), else_=0).label("counted")
    statement = (
        select(Vehicle, CarModel.name.label("model"), mark)
        .join(CarModel, CarModel.id == Vehicle.model_id)
        .where(Vehicle.store_id == frame.store_id, FOR_SALE, Vehicle.arrived_on <= evening, wanted)
        .order_by(mark.desc(), Vehicle.arrived_on, Vehicle.id)
        .limit(limit)
    )
    return [
        FigureRow(
            kind=RowKind.CAR,
            id=row.Vehicle.id,
            day=row.Vehicle.arrived_on,
            at=None,
            who=row.Vehicle.vin,
            staff="",
            channel="",
            model=row.model,
            state=row.Vehicle.status,
            counted=bool(row.counted),
            amount=row.Vehicle.purchase_cost if viewer.may(Permission.SEE_COST) else None,
        )
        for row in session.execute(statement)
    ]
