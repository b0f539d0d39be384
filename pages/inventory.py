"""Inventory: which cars stand too long, which models run out, what to order, whose car is late."""

from collections.abc import Callable

import streamlit as st

from pages._panels import inventory_cars as cars
from pages._panels import inventory_late as late
from pages._panels import inventory_orders as orders
from pages._panels import inventory_plans as plans
from pages._panels import inventory_risk as risk
from pages._panels import inventory_slow as slow
from pages._ui import components as ui
from pages._ui import nav, store
from pages._ui.store import Reader
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, _

VIEWS: dict[str, tuple[str, Permission | None, Callable[[Reader], str]]] = {
    "slow": (N_("Slow movers"), None, slow.show),
    "plans": (N_("Digestion plans"), None, plans.show),
    "risk": (N_("Stock-out risk"), None, risk.show),
    "orders": (N_("What to order"), Permission.MANAGE_STOCK, orders.show),
    "late": (N_("Late orders"), None, late.show),
    "cars": (N_("All cars"), None, cars.show),
}


def render() -> None:
    """Show one view at a time; only its rows are read. Its finding is the headline."""
    head = st.container()
    mine = [
        name for name, (_title, needs, _show) in VIEWS.items() if needs is None or store.actor().may(needs)
    ]
    first = "slow" if store.actor().may(Permission.MANAGE_STOCK) else "cars"
    chosen = st.segmented_control(
        _("View"),
        mine,
        format_func=lambda name: _(VIEWS[name][0]),
        default=first,
        required=True,
        key="inventory.view",
        bind="query-params",
        label_visibility="collapsed",
    )
    with store.reading() as read:
        answer = VIEWS[chosen][2](read)
    with head:
        ui.page_title(nav.title("inventory"), answer)


render()
