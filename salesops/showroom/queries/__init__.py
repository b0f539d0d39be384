"""What the showroom's pages show, as frozen rows."""

from salesops.showroom.queries.cost_of_use import ModelFacts, Rate, Wall, wall
from salesops.showroom.queries.floor import FloorArea, FloorCar, FloorView, Proposed, floor
from salesops.showroom.queries.history import PastPlacement, placements
from salesops.showroom.queries.inspections import (
    Check,
    Defect,
    Item,
    OldCard,
    Round,
    RoundScore,
    items,
    old_cards,
    open_defects,
    photo,
    round_of_day,
    scores,
)
from salesops.showroom.queries.owed import owed
from salesops.showroom.queries.paths import (
    Flow,
    HourCount,
    SeenPath,
    flow,
    footfall,
    latest_paths,
    paths_between,
)

__all__ = [
    "Check",
    "Defect",
    "FloorArea",
    "FloorCar",
    "FloorView",
    "Flow",
    "HourCount",
    "Item",
    "ModelFacts",
    "OldCard",
    "PastPlacement",
    "Proposed",
    "Rate",
    "Round",
    "RoundScore",
    "SeenPath",
    "Wall",
    "floor",
    "flow",
    "footfall",
    "items",
    "latest_paths",
    "old_cards",
    "open_defects",
    "owed",
    "paths_between",
    "photo",
    "placements",
    "round_of_day",
    "scores",
    "wall",
]
