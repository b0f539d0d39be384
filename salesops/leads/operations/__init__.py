"""Changes of leads and channels; each is audited and refuses with a sentence."""

from salesops.leads.operations.assigning import (
    Assigned,
    accept_proposal,
    assign,
    assign_many,
    assign_waiting,
    unassign_many,
)
from salesops.leads.operations.errors import BadLead, LeadClosed, NeedsReason, NoRoom, TooEarly
from salesops.leads.operations.incoming import LeadResult, NewLead, create_or_merge_lead
from salesops.leads.operations.tiers import NewWish, change_wish, override_tier, retier

__all__ = [
    "Assigned",
    "BadLead",
    "LeadClosed",
    "LeadResult",
    "NeedsReason",
    "NewLead",
    "NewWish",
    "NoRoom",
    "TooEarly",
    "accept_proposal",
    "assign",
    "assign_many",
    "assign_waiting",
    "change_wish",
    "create_or_merge_lead",
    "override_tier",
    "retier",
    "unassign_many",
]
