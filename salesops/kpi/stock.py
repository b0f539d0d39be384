"""The stock: how it ages, what it costs to hold, how fast it turns (Rule V1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    Date,
    Select,
    and_,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.money import round_to_fen, yuan_from_fen
from salesops.kpi.figures import Dimension
from salesops.kpi.frame import Frame
from salesops.kpi.policies import StockPolicy
from salesops.models import Vehicle
from salesops.models.enums import VehicleKind

WINDOW = timedelta(days=30)
MONTHS_OF_YEAR = 12
BANDS: tuple[tuple[int, int | None], ...] = ((0, 30), (31, 60), (61, 90), (91, None))
"""Ages in days, both ends included; the last is open."""

FOR_SALE = and_(Vehicle.kind != VehicleKind.TEST_DRIVE, Vehicle.arrived_on.is_not(None))
"""Display cars are for sale; test-drive cars are not stock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cars:
    """Some cars of one model that came and went on the same days."""

    model_id: int | None
    arrived_on: date
    sold_on: date | None
    number: int
    cost_fen: int

    def stands_on(self, evening: date) -> bool:
        """Whether they are in stock that evening; sold that day, they are not."""
        return self.arrived_on <= evening and (self.sold_on is None or self.sold_on > evening)

    def evenings(self, first: date, last: date) -> int:
        """On how many evenings of the days, both included, they stood in stock."""
        gone = (
            last + timedelta(days=1) if self.sold_on is None else min(self.sold_on, last + timedelta(days=1))
        )
        return max((gone - max(self.arrived_on, first)).days, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeBand:
    """The cars of an age, from and to in days."""

    from_days: int
    to_days: int | None
    cars: int
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ageing:
    """How old the stock is on a day. Money is None for whoever may not see cost."""

    model_id: int | None
    cars: int
    bands: tuple[AgeBand, ...]
    slow: int
    mean_days: float | None
    cost: Decimal | None
    cost_per_day: Decimal | None


def ageing(
    session: Session, viewer: Actor, *, now: datetime, day: date | None = None
) -> dict[int | None, Ageing]:
    """The age structure on the evening of a day (today when None): of each model, and of all under None (Rule V1)."""
    evening = day or viewer.today(now)
    policy = policies.load(session, viewer.store_id, StockPolicy)
    statement = select(
        Vehicle.model_id,
        Vehicle.arrived_on,
        func.count().label("number"),
        func.sum(type_coerce(Vehicle.purchase_cost, BigInteger)).label("cost"),
    ).where(
        Vehicle.store_id == viewer.store_id,
        FOR_SALE,
        Vehicle.arrived_on <= evening,
        or_(Vehicle.sold_on.is_(None), Vehicle.sold_on > evening),
    )
    standing = [
        Cars(
            model_id=row.model_id,
            arrived_on=row.arrived_on,
            sold_on=None,
            number=row.number,
            cost_fen=int(row.cost),
        )
        for row in session.execute(statement.group_by(Vehicle.model_id, Vehicle.arrived_on))
    ]
    shows_cost = viewer.may(Permission.SEE_COST)
    groups: dict[int | None, list[Cars]] = {None: standing}
    for cars in standing:
        groups.setdefault(cars.model_id, []).append(cars)
    return {
        model_id: _ageing(model_id, group, evening, policy, shows_cost=shows_cost)
        for model_id, group in groups.items()
    }


def _ageing(
    model_id: int | None, group: list[Cars], evening: date, policy: StockPolicy, *, shows_cost: bool
) -> Ageing:
    aged = [((evening - cars.arrived_on).days, cars) for cars in group]
    total = sum(cars.number for cars in group)
    cost = yuan_from_fen(sum(cars.cost_fen for cars in group))
    bands = []
    for first, last in BANDS:
        number = sum(cars.number for age, cars in aged if first <= age and (last is None or age <= last))
        share = number / total if total else None
        bands.append(AgeBand(from_days=first, to_days=last, cars=number, share=share))
    return Ageing(
        model_id=model_id,
        cars=total,
        bands=tuple(bands),
        slow=sum(cars.number for age, cars in aged if age > policy.slow_days),
        mean_days=sum(age * cars.number for age, cars in aged) / total if total else None,
        cost=cost if shows_cost else None,
        cost_per_day=round_to_fen(policy.carrying_cost(cost)) if shows_cost else None,
    )


def read_cars(session: Session, frame: Frame) -> list[Cars]:
    """The cars that stood in stock or were sold in the 30 days before any evening asked for; one statement."""
    lasts = [span.last for span in frame.spans]
    columns: list[Any] = [Vehicle.arrived_on, Vehicle.sold_on]
    if frame.by is Dimension.MODEL:
        columns.append(Vehicle.model_id)
    here: Select[Any] = (
        select(
            *columns,
            func.count().label("number"),
            func.sum(type_coerce(Vehicle.purchase_cost, BigInteger)).label("cost"),
        )
        .where(Vehicle.store_id == frame.store_id, FOR_SALE, Vehicle.arrived_on <= max(lasts))
        .group_by(*columns)
    )
    gone = and_(Vehicle.sold_on > min(lasts) - WINDOW, Vehicle.sold_on <= literal(date.max, Date))
    statement = union_all(
        here.where(Vehicle.sold_on.is_(None)), here.where(gone)
    )  # a range of the index each
    return [
        Cars(
            model_id=getattr(row, "model_id", None),
            arrived_on=row.arrived_on,
            sold_on=row.sold_on,
            number=row.number,
            cost_fen=int(row.cost),
        )
        for row in session.execute(statement)
    ]


def stock_counts(cars: Iterable[Cars], last: date, policy: StockPolicy) -> dict[str, Any]:
    """What the figures of the stock are made of, on the evening of a day; money in yuan."""
    first = last - WINDOW + timedelta(days=1)
    found: dict[str, Any] = {"stock_cars": 0, "slow_cars": 0, "sold_cars": 0}
    sold_fen = evening_fen = 0
    for each in cars:
        if each.stands_on(last):
            found["stock_cars"] += each.number
            found["slow_cars"] += each.number if (last - each.arrived_on).days > policy.slow_days else 0
        if each.sold_on is not None and first <= each.sold_on <= last:
            found["sold_cars"] += each.number
            sold_fen += each.cost_fen
        evening_fen += each.cost_fen * each.evenings(first, last)
    found["sold_a_day"] = found["sold_cars"] / WINDOW.days
    found["sold_cost"] = yuan_from_fen(sold_fen) * MONTHS_OF_YEAR
    found["mean_cost"] = round_to_fen(yuan_from_fen(evening_fen) / WINDOW.days)
    return found
