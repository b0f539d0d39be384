"""Inventory: which cars stand too long, which models run out, what to order, whose car is late."""

from pages._panels import inventory_cars as cars
from pages._panels import inventory_late as late
from pages._panels import inventory_orders as orders
from pages._panels import inventory_plans as plans
from pages._panels import inventory_risk as risk
from pages._panels import inventory_slow as slow
from pages._ui import store, views
from salesops.access.permissions import Permission
from salesops.core.i18n import N_

VIEWS: dict[str, views.View] = {
    "slow": (N_("Slow movers"), None, slow.show),
    "plans": (N_("Digestion plans"), None, plans.show),
    "risk": (N_("Stock-out risk"), None, risk.show),
    "orders": (N_("What to order"), Permission.MANAGE_STOCK, orders.show),
    "late": (N_("Late orders"), None, late.show),
    "cars": (N_("All cars"), None, cars.show),
}


def render() -> None:
    """Show one view at a time; only its rows are read. Its finding is the headline."""
    manages = store.actor().may(Permission.MANAGE_STOCK)
    views.show("inventory", VIEWS, first="slow" if manages else "cars")


render()
