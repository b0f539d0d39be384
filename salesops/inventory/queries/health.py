"""Age, turnover and days' supply of each model, as the figures define them (Rule V1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.calendar import Period
from salesops.kpi.measure import Dimension, Measured, measure
from salesops.kpi.registry import may_see
from salesops.kpi.stock import AgeBand, Ageing, ageing
from salesops.models import CarModel

_FIGURES = ("stock_turnover", "days_supply", "stock_coefficient")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelHealth:
    """A model's stock; turnover and cost are None for who may not see cost."""

    model_id: int | None
    model: str
    cars: int
    bands: tuple[AgeBand, ...]
    slow: int
    mean_days: float | None
    cost_a_day: Decimal | None
    turnover: float | None
    days_supply: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StockHealth:
    """The whole stock, its figures, and each model, the one with most slow cars first."""

    whole: ModelHealth
    figures: tuple[Measured, ...]
    models: tuple[ModelHealth, ...]


def stock_health(session: Session, viewer: Actor, *, now: datetime) -> StockHealth:
    """How healthy the stock is today (Rule V1)."""
    ages = ageing(session, viewer, now=now)
    seen = [figure for figure in _FIGURES if may_see(viewer, figure)]
    period = Period.day(viewer.today(now))
    found = measure(session, viewer.store_id, seen, period, by=Dimension.MODEL, now=now)
    names = {
        row.id: row.name
        for row in session.execute(
            select(CarModel.id, CarModel.name).where(CarModel.store_id == viewer.store_id)
        )
    }
    models = [
        _health(model_id, names.get(model_id, ""), aged, found.get(model_id, {}))
        for model_id, aged in ages.items()
        if model_id is not None
    ]
    whole = found.get(None, {})
    return StockHealth(
        whole=_health(None, "", ages[None], whole),
        figures=tuple(whole[figure] for figure in seen if figure in whole),
        models=tuple(sorted(models, key=lambda each: (-each.slow, -each.cars, each.model))),
    )


def _health(model_id: int | None, name: str, aged: Ageing, figures: dict[str, Measured]) -> ModelHealth:
    return ModelHealth(
        model_id=model_id,
        model=name,
        cars=aged.cars,
        bands=aged.bands,
        slow=aged.slow,
        mean_days=aged.mean_days,
        cost_a_day=aged.cost_per_day,
        turnover=_value(figures, "stock_turnover"),
        days_supply=_value(figures, "days_supply"),
    )


def _value(figures: dict[str, Measured], name: str) -> float | None:
    found = figures.get(name)
    return float(found.value) if found is not None and found.value is not None else None


def gross_profit_by_model(session: Session, viewer: Actor, *, now: datetime) -> dict[int, Decimal]:
    """What a car of each model has earned over the last 90 days; nothing for who may not see profit."""
    if not viewer.may(Permission.SEE_COST):
        return {}
    period = Period.days(90, viewer.today(now))
    found = measure(session, viewer.store_id, ["gross_profit_per_car"], period, by=Dimension.MODEL, now=now)
    return {
        key: Decimal(str(figures["gross_profit_per_car"].value))
        for key, figures in found.items()
        if isinstance(key, int) and figures["gross_profit_per_car"].value is not None
    }
