"""What the care page shows: frozen rows, bounded, in few statements."""

from salesops.care.queries.effect import CareEffect, OwnerRow, care_effect, effect_rows
from salesops.care.queries.events import (
    Candidate,
    EventRow,
    GuestRow,
    candidates,
    guests,
    owner_events,
)
from salesops.care.queries.market import NoteRow, notes, tag_counts
from salesops.care.queries.owed import owed
from salesops.care.queries.privacy import (
    ExpiredProspects,
    FoundCustomer,
    expired_prospects,
    find_customers,
)
from salesops.care.queries.queue import CareDone, CareItem, done_care, kinds_done, queue
from salesops.care.queries.reach import RuleRow, own_rules

__all__ = [
    "Candidate",
    "CareDone",
    "CareEffect",
    "CareItem",
    "EventRow",
    "ExpiredProspects",
    "FoundCustomer",
    "GuestRow",
    "NoteRow",
    "OwnerRow",
    "RuleRow",
    "candidates",
    "care_effect",
    "done_care",
    "effect_rows",
    "expired_prospects",
    "find_customers",
    "guests",
    "kinds_done",
    "notes",
    "owed",
    "own_rules",
    "owner_events",
    "queue",
    "tag_counts",
]
