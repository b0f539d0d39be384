"""Changes of the showroom."""

from salesops.showroom.operations.cards import renew_spec_cards
from salesops.showroom.operations.inspections import (
    Defect,
    add_defect,
    describe_defect,
    finish_round,
    mark_fixed,
    recheck,
    record_check,
    start_round,
)
from salesops.showroom.operations.items import ItemDraft, add_items, change_item
from salesops.showroom.operations.observing import count_people, record_path, remove_path
from salesops.showroom.operations.placements import Step, accept_proposal, move_car
from salesops.showroom.operations.plans import PlanDraft, SlotDraft, draw_plan, save_slots

__all__ = [
    "Defect",
    "ItemDraft",
    "PlanDraft",
    "SlotDraft",
    "Step",
    "accept_proposal",
    "add_defect",
    "add_items",
    "change_item",
    "count_people",
    "describe_defect",
    "draw_plan",
    "finish_round",
    "mark_fixed",
    "move_car",
    "recheck",
    "record_check",
    "record_path",
    "remove_path",
    "renew_spec_cards",
    "save_slots",
    "start_round",
]
