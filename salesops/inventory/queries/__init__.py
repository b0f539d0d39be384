"""What the stock's pages show, as frozen rows."""

from salesops.inventory.queries.cars import AgedCar, CarFilter, CarRow, ModelName, aged_cars, cars, models
from salesops.inventory.queries.health import ModelHealth, StockHealth, stock_health
from salesops.inventory.queries.ordering import OrderLine, order_suggestions
from salesops.inventory.queries.owed import owed
from salesops.inventory.queries.plans import PlanCar, PlanRow, RequestRow, factory_requests, plans, timed_ends
from salesops.inventory.queries.supply import ModelSupply, model_supply
from salesops.inventory.queries.waiting import (
    HitLead,
    HitOrder,
    LateOrder,
    late_orders,
    leads_hit,
    orders_hit,
)

__all__ = [
    "AgedCar",
    "CarFilter",
    "CarRow",
    "HitLead",
    "HitOrder",
    "LateOrder",
    "ModelHealth",
    "ModelName",
    "ModelSupply",
    "OrderLine",
    "PlanCar",
    "PlanRow",
    "RequestRow",
    "StockHealth",
    "aged_cars",
    "cars",
    "factory_requests",
    "late_orders",
    "leads_hit",
    "model_supply",
    "models",
    "order_suggestions",
    "orders_hit",
    "owed",
    "plans",
    "stock_health",
    "timed_ends",
]
