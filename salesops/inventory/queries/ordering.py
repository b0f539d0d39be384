"""What to order next, model by model, with the arithmetic (Rule V5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.inventory.queries.health import gross_profit_by_model
from salesops.inventory.queries.supply import ModelSupply, model_supply
from salesops.inventory.rules.ordering import Stakes, Suggestion, suggest
from salesops.inventory.rules.policies import OrderingPolicy, SupplyPolicy
from salesops.kpi.policies import StockPolicy
from salesops.models import CarModel


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """A model with its suggestion; `own_profit` is False where no sale of late says what a car earns."""

    supply: ModelSupply
    suggestion: Suggestion
    own_profit: bool


def order_suggestions(session: Session, viewer: Actor, *, now: datetime) -> list[OrderLine]:
    """Every model, those to order first, then those of which there are too many (Rule V5).

    The arithmetic shows profit and cost, so that it is for those who may see cost. Raises NotAllowed.
    """
    viewer.require(Permission.SEE_COST)
    ordering = policies.load(session, viewer.store_id, OrderingPolicy)
    spread = policies.load(session, viewer.store_id, SupplyPolicy)
    stock = policies.load(session, viewer.store_id, StockPolicy)
    earned = gross_profit_by_model(session, viewer, now=now)
    catalogue = {
        row.id: row
        for row in session.execute(
            select(CarModel.id, CarModel.purchase_cost, CarModel.floor_gross_profit).where(
                CarModel.store_id == viewer.store_id
            )
        )
    }
    lines = []
    for each in model_supply(session, viewer, today=viewer.today(now)):
        facts = catalogue[each.model_id]
        stakes = Stakes(
            gross_profit=earned.get(each.model_id, facts.floor_gross_profit),
            carrying_a_day=stock.carrying_cost(facts.purchase_cost),
        )
        found = suggest(each.demand, each.supply, stakes, asked=each.asked, policies=(ordering, spread))
        lines.append(OrderLine(supply=each, suggestion=found, own_profit=each.model_id in earned))
    return sorted(
        lines, key=lambda line: (-line.suggestion.order, -line.suggestion.surplus, line.supply.model)
    )
