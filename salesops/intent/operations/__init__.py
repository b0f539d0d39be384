"""Changes of intent customers; each is audited and refuses with a sentence."""

from salesops.intent.operations.arrivals import Party, complete_visit, greet, leave, record_arrival
from salesops.intent.operations.customers import (
    Point,
    Said,
    choose_model,
    lead_on,
    lose_opportunity,
    mark_solution,
    offer_solution,
    open_opportunity,
    record_feedback,
    set_next_step,
)
from salesops.intent.operations.drives import (
    DriveSlot,
    book_test_drive,
    cancel_test_drive,
    finish_test_drive,
    hand_over_keys,
    mark_drive_no_show,
)
from salesops.intent.operations.errors import Refused
from salesops.intent.operations.experiences import Experience, invite_guest, save_experience, set_guest
from salesops.intent.operations.handover import (
    LateNews,
    allocate,
    book_ceremony,
    cancel_order,
    deliver,
    mark_milestone,
    tell_late,
)
from salesops.intent.operations.library import GiftDraft, SolutionDraft, save_gift, save_solution
from salesops.intent.operations.naming import note_phone
from salesops.intent.operations.noshows import correct_no_show, settle_no_shows
from salesops.intent.operations.orders import NewOrder, place_order
from salesops.intent.operations.prices import (
    PriceRuling,
    ask_price,
    decide_price,
    expire_requests,
    withdraw_price,
)
from salesops.intent.operations.saving import Rescue, decide_rescue
from salesops.intent.operations.unexplained import explain_orders, hold_to_floor, tell_manager
from salesops.intent.queries.composing import BadOffer, PriceOffer

__all__ = [
    "BadOffer", "DriveSlot", "Experience", "GiftDraft", "LateNews", "NewOrder", "Party", "Point", "PriceOffer",
    "PriceRuling", "Refused", "Rescue", "Said", "SolutionDraft", "allocate", "ask_price", "book_ceremony",
    "book_test_drive", "cancel_order", "cancel_test_drive", "choose_model", "complete_visit", "correct_no_show", "decide_price",
    "decide_rescue", "deliver", "expire_requests", "explain_orders", "finish_test_drive", "greet", "hand_over_keys", "hold_to_floor", "invite_guest", "lead_on", "leave",
    "lose_opportunity", "mark_drive_no_show", "mark_milestone", "mark_solution", "note_phone", "offer_solution", "open_opportunity",
    "place_order", "record_arrival", "record_feedback", "save_experience", "save_gift", "save_solution", "set_guest",
    "set_next_step", "settle_no_shows", "tell_late", "tell_manager", "withdraw_price",
]  # fmt: skip
