"""Changes of the stock."""

from salesops.inventory.operations.ageing import Watched, watch_ages
from salesops.inventory.operations.late import remind_to_tell
from salesops.inventory.operations.plans import PlanDraft, close_plan, compose_plan
from salesops.inventory.operations.requests import answer_request, ask_factory
from salesops.inventory.operations.vehicles import VehicleFacts, add_vehicle, correct, move, receive

__all__ = [
    "PlanDraft",
    "VehicleFacts",
    "Watched",
    "add_vehicle",
    "answer_request",
    "ask_factory",
    "close_plan",
    "compose_plan",
    "correct",
    "move",
    "receive",
    "remind_to_tell",
    "watch_ages",
]
