"""After hours: whom to care for tonight, owner events, the market, and what care brought."""

from pages._panels import care_effect as effect
from pages._panels import care_events as events
from pages._panels import care_market as market
from pages._panels import care_people as people
from pages._panels import care_queue as queue
from pages._panels import care_texts as texts
from pages._ui import views
from salesops.access.permissions import Permission
from salesops.core.i18n import N_

VIEWS: dict[str, views.View] = {
    "queue": (N_("Tonight"), Permission.CARE, queue.show),
    "events": (N_("Owner events"), Permission.CARE, events.show),
    "market": (N_("Market"), Permission.CARE, market.show),
    "effect": (N_("Effect of care"), Permission.CARE, effect.show),
    "people": (N_("Consent and data"), Permission.CARE, people.show),
    "texts": (N_("Texts"), Permission.EDIT_LIBRARY, texts.show),
}


def render() -> None:
    """Show one view at a time; only its rows are read. Its finding is the headline."""
    views.show("care", VIEWS, first="queue")


render()
