"""What the leads page shows: frozen rows, bounded, in few statements."""

from salesops.leads.queries.browsing import (
    LeadRow,
    TierCount,
    search_leads,
    tier_counts,
    tier_leads,
)
from salesops.leads.queries.campaign import Draft, Member, campaign_draft, campaign_members
from salesops.leads.queries.channels import (
    ChannelRow,
    Channels,
    UpkeepRow,
    channel_choices,
    channels,
    upkeep_log,
)
from salesops.leads.queries.detail import Happening, LeadDetail, What, lead_detail, timeline
from salesops.leads.queries.due import DueLead, DueList, OwnerDue, due_by_owner, due_touches
from salesops.leads.queries.filters import Filter, SavedFilter, saved_filters
from salesops.leads.queries.lately import TouchRow, recent_touches
from salesops.leads.queries.lost import (
    LossRow,
    decided_losses,
    losses_to_call_back,
    pending_losses,
)
from salesops.leads.queries.models import ModelChoice, model_choices
from salesops.leads.queries.owed import owed
from salesops.leads.queries.placing import (
    HandOver,
    HandOverRun,
    Placing,
    PoolLead,
    Room,
    hand_over_runs,
    hand_overs,
    placing,
    rooms,
)
from salesops.leads.queries.sleepers import (
    Campaign,
    Segment,
    Sleeper,
    Sleepers,
    campaigns,
    sleepers,
)
from salesops.leads.queries.texts import ReadyText, touch_texts
from salesops.leads.queries.trial import Move, tier_policy, tier_trial
from salesops.leads.queries.waiting import Waiting, WaitingLead, waiting_leads

__all__ = [
    "Campaign",
    "ChannelRow",
    "Channels",
    "Draft",
    "DueLead",
    "DueList",
    "Filter",
    "HandOver",
    "HandOverRun",
    "Happening",
    "LeadDetail",
    "LeadRow",
    "LossRow",
    "Member",
    "ModelChoice",
    "Move",
    "OwnerDue",
    "Placing",
    "PoolLead",
    "ReadyText",
    "Room",
    "SavedFilter",
    "Segment",
    "Sleeper",
    "Sleepers",
    "TierCount",
    "TouchRow",
    "UpkeepRow",
    "Waiting",
    "WaitingLead",
    "What",
    "campaign_draft",
    "campaign_members",
    "campaigns",
    "channel_choices",
    "channels",
    "decided_losses",
    "due_by_owner",
    "due_touches",
    "hand_over_runs",
    "hand_overs",
    "lead_detail",
    "losses_to_call_back",
    "model_choices",
    "owed",
    "pending_losses",
    "placing",
    "recent_touches",
    "rooms",
    "saved_filters",
    "search_leads",
    "sleepers",
    "tier_counts",
    "tier_leads",
    "tier_policy",
    "tier_trial",
    "timeline",
    "touch_texts",
    "upkeep_log",
    "waiting_leads",
]
