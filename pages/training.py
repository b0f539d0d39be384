"""Training: what to train this week, who needs what, and what owners get for referrals."""

from pages._panels import training_coaching as coaching
from pages._panels import training_complaints as complaints
from pages._panels import training_orders as orders
from pages._panels import training_points as points
from pages._panels import training_scenarios as scenarios
from pages._panels import training_week as week
from pages._ui import views
from salesops.access.permissions import Permission
from salesops.core.i18n import N_

VIEWS: dict[str, views.View] = {
    "week": (N_("This week"), None, week.show),
    "scenarios": (N_("Scenarios"), None, scenarios.show),
    "coaching": (N_("1:1 coaching"), None, coaching.show),
    "points": (N_("Referral points"), Permission.CARE, points.show),
    "orders": (N_("Orders under way"), Permission.CARE, orders.show),
    "complaints": (N_("Complaints"), Permission.CARE, complaints.show),
}


def render() -> None:
    """Show one view at a time; only its rows are read. Its finding is the headline."""
    views.show("training", VIEWS, first="week")


render()
