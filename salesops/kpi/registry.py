"""Every figure, defined once, and who may see it; the definitions stand in kpi/definitions."""

from __future__ import annotations

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.kpi.definitions.follow_up import FOLLOW_UP
from salesops.kpi.definitions.sales import SALES
from salesops.kpi.definitions.stock import CARS
from salesops.kpi.definitions.traffic import TRAFFIC
from salesops.kpi.figures import Figure

FIGURES: dict[str, Figure] = {each.id: each for each in (*TRAFFIC, *FOLLOW_UP, *SALES, *CARS)}
"""Every figure by its id, in the order of the funnel."""


def figure(figure_id: str) -> Figure:
    """The figure with the id; a KeyError for an unknown one is a mistake in the code."""
    return FIGURES[figure_id]


def visible_figures(viewer: Actor) -> tuple[Figure, ...]:
    """The figures that the viewer may see: those of cost and profit only with the permission."""
    return tuple(each for each in FIGURES.values() if may_see(viewer, each.id))


def may_see(viewer: Actor, figure_id: str) -> bool:
    """Whether the viewer may see a figure and the rows behind it."""
    return not FIGURES[figure_id].sensitive or viewer.may(Permission.SEE_COST)
