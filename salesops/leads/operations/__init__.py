"""Changes of leads and channels; each is audited and refuses with a sentence."""

from salesops.leads.operations.assigning import (
    Assigned,
    accept_proposal,
    assign,
    assign_many,
    assign_waiting,
    take_back,
    unassign_many,
)
from salesops.leads.operations.errors import BadLead, LeadClosed, NeedsReason, NoRoom, TooEarly
from salesops.leads.operations.escalation import Escalated, escalate_first_touches
from salesops.leads.operations.filters import drop_filter, save_filter
from salesops.leads.operations.incoming import LeadResult, NewLead, create_or_merge_lead
from salesops.leads.operations.losses import (
    Reason,
    Verdict,
    ask_loss,
    decide_loss,
    mark_invalid,
    record_call_back,
    reopen,
)
from salesops.leads.operations.spreading import spread
from salesops.leads.operations.tier_rules import change_tier_rules
from salesops.leads.operations.tiers import NewWish, change_wish, override_tier, retier
from salesops.leads.operations.touches import TouchDetails, TouchResult, record_touch
from salesops.leads.operations.upkeep import UpkeepEntry, log_upkeep, set_channel_cost
from salesops.leads.operations.waking import (
    MayNotContact,
    NewCampaign,
    Started,
    record_wake_contact,
    record_wake_response,
    start_campaign,
)

__all__ = [
    "Assigned",
    "BadLead",
    "Escalated",
    "LeadClosed",
    "LeadResult",
    "MayNotContact",
    "NeedsReason",
    "NewCampaign",
    "NewLead",
    "NewWish",
    "NoRoom",
    "Reason",
    "Started",
    "TooEarly",
    "TouchDetails",
    "TouchResult",
    "UpkeepEntry",
    "Verdict",
    "accept_proposal",
    "ask_loss",
    "assign",
    "assign_many",
    "assign_waiting",
    "change_tier_rules",
    "change_wish",
    "create_or_merge_lead",
    "decide_loss",
    "drop_filter",
    "escalate_first_touches",
    "log_upkeep",
    "mark_invalid",
    "override_tier",
    "record_call_back",
    "record_touch",
    "record_wake_contact",
    "record_wake_response",
    "reopen",
    "retier",
    "save_filter",
    "set_channel_cost",
    "spread",
    "start_campaign",
    "take_back",
    "unassign_many",
]
