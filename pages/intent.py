"""Intent customers: from the visit to the signature, nobody without a next step."""

from pages._panels import intent_board as board
from pages._panels import intent_drives as drives
from pages._panels import intent_experiences as experiences
from pages._panels import intent_orders as orders
from pages._panels import intent_prices as prices
from pages._panels import intent_reception as reception
from pages._panels import inventory_views as views
from pages._ui import store
from salesops.access.permissions import Permission
from salesops.core.i18n import N_
from salesops.models.enums import Role

VIEWS: dict[str, views.View] = {
    "board": (N_("Customers"), Permission.RECORD_TOUCH, board.show),
    "reception": (N_("Reception"), Permission.RECEIVE, reception.show),
    "drives": (N_("Drives"), Permission.RECORD_TOUCH, drives.show),
    "prices": (N_("Prices"), Permission.ASK_PRICE, prices.show),
    "orders": (N_("Orders"), Permission.RECORD_TOUCH, orders.show),
    "experiences": (N_("Experiences"), Permission.RECORD_TOUCH, experiences.show),
}


def render() -> None:
    """Show one view at a time; only its rows are read. Its finding is the headline."""
    first = "reception" if store.actor().role is Role.RECEPTION else "board"
    views.show("intent", VIEWS, first=first)


render()
