"""The one place where a figure is defined; every page asks here."""

from salesops.kpi.figures import Dimension, Figure, Unit
from salesops.kpi.measure import Measured, daily, measure_many
from salesops.kpi.registry import FIGURES, may_see, visible_figures
from salesops.kpi.reporting import report

__all__ = [
    "FIGURES",
    "Dimension",
    "Figure",
    "Measured",
    "Unit",
    "daily",
    "may_see",
    "measure_many",
    "report",
    "visible_figures",
]
