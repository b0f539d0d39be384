"""Intent customers: from the visit to the signature and the handover, nobody without a next step."""

from pages._panels import intent_board as board
from pages._panels import intent_card as card
from pages._panels import intent_drives as drives
from pages._panels import intent_experiences as experiences
from pages._panels import intent_library as library
from pages._panels import intent_orders as orders
from pages._panels import intent_prices as prices
from pages._panels import intent_reception as reception
from pages._panels import intent_saving as saving
from pages._ui import store, views
from salesops.access.permissions import Permission
from salesops.core.i18n import N_
from salesops.models.enums import Role

VIEWS: dict[str, views.View] = {
    "board": (N_("Customers"), Permission.RECORD_TOUCH, board.show),
    "reception": (N_("Reception"), Permission.RECEIVE, reception.show),
    "drives": (N_("Drives"), Permission.RECEIVE, drives.show),
    "prices": (N_("Prices"), Permission.ASK_PRICE, prices.show),
    "saving": (N_("Save the deal"), Permission.RECORD_TOUCH, saving.show),
    "orders": (N_("Orders"), Permission.RECORD_TOUCH, orders.show),
    "experiences": (N_("Experiences"), Permission.RECORD_TOUCH, experiences.show),
    "library": (N_("Gifts and solutions"), Permission.EDIT_LIBRARY, library.show),
}


def render() -> None:
    """Show one view at a time; only its rows are read. Its finding is the headline."""
    at_the_door = store.actor().role is Role.RECEPTION
    views.show("intent", VIEWS, first="reception" if at_the_door else "board")
    card.show_open()


render()
