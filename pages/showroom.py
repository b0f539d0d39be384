"""Showroom: what stands where, whether it is in order, which way people take, what a car costs to use."""

from collections.abc import Callable

import streamlit as st

from pages._panels import showroom_floor as floor
from pages._panels import showroom_footfall as footfall
from pages._panels import showroom_history as history
from pages._panels import showroom_paths as paths
from pages._panels import showroom_round as rounds
from pages._panels import showroom_setup as setup
from pages._panels import showroom_wall as wall
from pages._ui import components as ui
from pages._ui import nav, store
from pages._ui.store import Reader
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, _

VIEWS: dict[str, tuple[str, Permission | None, Callable[[Reader], str]]] = {
    "round": (N_("Inspection"), Permission.INSPECT, rounds.show),
    "floor": (N_("Floor plan"), None, floor.show),
    "paths": (N_("Customer paths"), None, paths.show),
    "footfall": (N_("Footfall"), None, footfall.show),
    "wall": (N_("Comparison wall"), None, wall.show),
    "history": (N_("Before and after"), None, history.show),
    "setup": (N_("Plan and items"), Permission.ARRANGE_SHOWROOM, setup.show),
}


def render() -> None:
    """Show one view at a time; only its rows are read. Its finding is the headline."""
    head = st.container()
    mine = [
        name for name, (_title, needs, _show) in VIEWS.items() if needs is None or store.actor().may(needs)
    ]
    chosen = st.segmented_control(
        _("View"),
        mine,
        format_func=lambda name: _(VIEWS[name][0]),
        default=mine[0],
        required=True,
        key="showroom.view",
        bind="query-params",
        label_visibility="collapsed",
    )
    with store.reading() as read:
        answer = VIEWS[chosen][2](read)
    with head:
        ui.page_title(nav.title("showroom"), answer)


render()
