"""What the comparison wall starts from: models of the catalogue, and rates that are valid today (Rules S4, Z5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.models import CarModel, DatedRate
from salesops.models.enums import Power, RateKind
from salesops.showroom.rules.policies import CostOfUsePolicy

KINDS = (RateKind.PURCHASE_TAX, RateKind.NEV_TAX_CUT, RateKind.FUEL_PRICE, RateKind.POWER_PRICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A dated rate with its source; one that is over is shown as such and never applied."""

    kind: RateKind
    rate: Decimal
    cap: Decimal | None
    valid_from: date
    valid_until: date | None
    source: str
    valid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFacts:
    """A model as the wall compares it."""

    id: int
    name: str
    power: Power
    list_price: Decimal
    litres: Decimal
    kwh: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """Models to compare, the newest rate of each kind, and the store's assumptions."""

    models: tuple[ModelFacts, ...]
    rates: tuple[Rate, ...]
    policy: CostOfUsePolicy

    def rate(self, kind: RateKind) -> Rate | None:
        """The newest rate of a kind that has begun, valid or over."""
        return next((rate for rate in self.rates if rate.kind is kind), None)

    def valid(self, kind: RateKind) -> Rate | None:
        """The rate of a kind that applies today."""
        found = self.rate(kind)
        return found if found is not None and found.valid else None


def wall(session: Session, viewer: Actor, *, today: date) -> Wall:
    """What the comparison wall starts from on a day."""
    models = session.scalars(
        select(CarModel)
        .where(CarModel.store_id == viewer.store_id, CarModel.active)
        .order_by(CarModel.list_price, CarModel.id)
        .limit(100)
    )
    return Wall(
        models=tuple(_facts(row) for row in models),
        rates=rates(session, viewer, today=today),
        policy=policies.load(session, viewer.store_id, CostOfUsePolicy),
    )


def rates(session: Session, viewer: Actor, *, today: date) -> tuple[Rate, ...]:
    """For each kind the rate that is valid, else the newest one that is over; the store's own before the law's."""
    rows = session.scalars(
        select(DatedRate)
        .where(
            DatedRate.kind.in_(KINDS),
            or_(DatedRate.store_id.is_(None), DatedRate.store_id == viewer.store_id),
            DatedRate.valid_from <= today,
        )
        .order_by(DatedRate.valid_from.desc(), DatedRate.id.desc())
    ).all()
    found: dict[RateKind, Rate] = {}
    for row in sorted(rows, key=lambda each: (not _valid(each, today), each.store_id is None)):
        found.setdefault(
            row.kind,
            Rate(
                kind=row.kind,
                rate=row.rate,
                cap=row.cap,
                valid_from=row.valid_from,
                valid_until=row.valid_until,
                source=row.source,
                valid=_valid(row, today),
            ),
        )
    return tuple(found.values())


def _valid(row: DatedRate, today: date) -> bool:
    return row.valid_from <= today and (row.valid_until is None or today <= row.valid_until)


def _facts(row: CarModel) -> ModelFacts:
    return ModelFacts(
        id=row.id,
        name=row.name,
        power=row.power,
        list_price=row.list_price,
        litres=row.fuel_l_per_100km or Decimal(0),
        kwh=row.power_kwh_per_100km or Decimal(0),
    )
