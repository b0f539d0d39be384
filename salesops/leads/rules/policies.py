"""The business numbers of leads, which the manager edits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from salesops.core.i18n import N_
from salesops.core.policy import Policy, setting
from salesops.kpi.policies import CadencePolicy as CadencePolicy  # noqa: PLC0414 - leads decide by it, kpi counts by it

MINUTES = N_("minutes")
DAYS = N_("days")
PERCENT = N_("percent")
TIMES = N_("touches")
LEADS = N_("leads")


@dataclass(frozen=True, kw_only=True)
class FirstTouchPolicy(Policy):
    """How soon a new lead is touched for the first time; a channel may have its own limit (Rules L2, L9)."""

    prefix = "first_touch"
    title = N_("First touch")

    short_video_minutes: int = setting(
        60, unit=MINUTES, label=N_("Short video messages"), rule="L2", minimum=1, maximum=1440
    )
    portal_minutes: int = setting(
        30, unit=MINUTES, label=N_("Vertical media and factory leads"), rule="L2", minimum=1, maximum=1440
    )
    other_minutes: int = setting(
        120, unit=MINUTES, label=N_("Other channels"), rule="L2", minimum=1, maximum=2880
    )
    amber_minutes: int = setting(
        30,
        unit=MINUTES,
        label=N_("The manager hears of a waiting lead after"),
        help=N_("Opening hours count. Where a channel's limit is short, half of the limit counts instead."),
        rule="L9",
        minimum=1,
        maximum=1440,
    )
    reassign_minutes: int = setting(
        30,
        unit=MINUTES,
        label=N_("A breached lead is proposed to somebody else after"),
        rule="L9",
        minimum=0,
        maximum=1440,
    )


@dataclass(frozen=True, kw_only=True)
class TierPolicy(Policy):
    """The table by which leads are tiered (Rule L3)."""

    prefix = "tier"
    title = N_("Lead tiers")

    a_days: int = setting(3, unit=DAYS, label=N_("A: buys within"), rule="L3", minimum=0, maximum=30)
    b_days: int = setting(30, unit=DAYS, label=N_("B: buys within"), rule="L3", minimum=1, maximum=120)
    booked_visit_is_a: bool = setting(
        True, label=N_("A visit booked within the days of A makes a lead an A"), rule="L3"
    )
    budget_tolerance_percent: int = setting(
        10,
        unit=PERCENT,
        label=N_("A budget may fall short of the model's price by"),
        rule="L3",
        minimum=0,
        maximum=100,
    )
    short_budget_lowers: bool = setting(
        True, label=N_("A budget that does not reach the model lowers the tier by one"), rule="L3"
    )
    h_days: int = setting(7, unit=DAYS, label=N_("Trade grade H: within"), rule="L3", minimum=1, maximum=30)
    grade_a_days: int = setting(
        15, unit=DAYS, label=N_("Trade grade A: within"), rule="L3", minimum=1, maximum=60
    )
    grade_b_days: int = setting(
        30, unit=DAYS, label=N_("Trade grade B: within"), rule="L3", minimum=1, maximum=120
    )


@dataclass(frozen=True, kw_only=True)
class AssignmentPolicy(Policy):
    """Who gets which lead, and how many (Rules L4, L9)."""

    prefix = "assignment"
    title = N_("Assignment of leads")

    automatic: bool = setting(True, label=N_("Assign new leads automatically"), rule="L4")
    daily_cap: int = setting(
        12, unit=LEADS, label=N_("At most per consultant and day"), rule="L9", minimum=1, maximum=200
    )
    monthly_cap: int = setting(
        200, unit=LEADS, label=N_("At most per consultant and month"), rule="L9", minimum=1, maximum=5000
    )
    load_weight: float = setting(
        1.0,
        label=N_("Weight of an even load"),
        help=N_("0 ignores how many open leads somebody has already."),
        rule="L4",
        minimum=0.0,
        maximum=10.0,
    )
    strength_weight: float = setting(
        2.0,
        label=N_("Weight of close strength"),
        help=N_("0 ignores how well somebody sells the model."),
        rule="L4",
        minimum=0.0,
        maximum=10.0,
    )
    prior_strength: int = setting(
        40,
        label=N_("Visits after which somebody's own close rate counts half"),
        help=N_("Few visits say little: the rate is drawn towards that of the store."),
        rule="L4",
        minimum=1,
        maximum=1000,
    )


@dataclass(frozen=True, kw_only=True)
class LossPolicy(Policy):
    """When a lead may be given up (Rule L8)."""

    prefix = "loss"
    title = N_("Lost leads")

    a_touches: int = setting(
        5, unit=TIMES, label=N_("A: touches before a loss"), rule="L8", minimum=0, maximum=30
    )
    b_touches: int = setting(
        4, unit=TIMES, label=N_("B: touches before a loss"), rule="L8", minimum=0, maximum=30
    )
    c_touches: int = setting(
        2, unit=TIMES, label=N_("C: touches before a loss"), rule="L8", minimum=0, maximum=30
    )
    no_contact_touches: int = setting(
        6, unit=TIMES, label=N_("Out of contact: attempts before a loss"), rule="L8", minimum=1, maximum=30
    )
    no_contact_days: int = setting(
        10, unit=DAYS, label=N_("Out of contact: attempts spread over"), rule="L8", minimum=0, maximum=90
    )
    call_back_percent: int = setting(
        15, unit=PERCENT, label=N_("Lost customers called back to check"), rule="L8", minimum=0, maximum=100
    )


@dataclass(frozen=True, kw_only=True)
class DormantPolicy(Policy):
    """When a lead sleeps, and how it may be woken (Rules L6, Z3, Z4)."""

    prefix = "dormant"
    title = N_("Dormant leads")

    after_days: int = setting(
        30, unit=DAYS, label=N_("A lead sleeps without progress after"), rule="L6", minimum=7, maximum=365
    )
    overdue_days: int = setting(
        7,
        unit=DAYS,
        label=N_("A sleeping lead leaves the daily list when overdue for"),
        rule="L5",
        minimum=1,
        maximum=90,
    )
    held_back_percent: int = setting(
        20,
        unit=PERCENT,
        label=N_("Held back to compare"),
        help=N_(
            "So many of a campaign's leads are not contacted, so that its effect can be told from chance."
        ),
        rule="L6",
        minimum=5,
        maximum=50,
    )
    quiet_from: time = setting(time(20, 30), label=N_("Quiet in the evening from"), rule="Z4")
    quiet_until: time = setting(time(9, 0), label=N_("Quiet in the morning until"), rule="Z4")
    noon_from: time = setting(time(12, 30), label=N_("Quiet at noon from"), rule="Z4")
    noon_until: time = setting(time(13, 30), label=N_("Quiet at noon until"), rule="Z4")
    most_touches: int = setting(
        2, unit=TIMES, label=N_("Marketing touches per person at most"), rule="Z4", minimum=1, maximum=20
    )
    within_days: int = setting(7, unit=DAYS, label=N_("… within"), rule="Z4", minimum=1, maximum=90)
    result_days: int = setting(
        14, unit=DAYS, label=N_("A campaign's answers count for"), rule="L6", minimum=1, maximum=90
    )


@dataclass(frozen=True, kw_only=True)
class ChannelPolicy(Policy):
    """How channels are kept and judged (Rule L1)."""

    prefix = "channel"
    title = N_("Channels")

    partner_contact_days: int = setting(
        7, unit=DAYS, label=N_("A partner store is contacted every"), rule="L1", minimum=1, maximum=60
    )
    recent_days: int = setting(
        7, unit=DAYS, label=N_("Days looked at for a change"), rule="L1", minimum=1, maximum=28
    )
    baseline_days: int = setting(
        28, unit=DAYS, label=N_("Days compared with"), rule="L1", minimum=7, maximum=180
    )
    change_percent: int = setting(
        30,
        unit=PERCENT,
        label=N_("A change is spoken of from"),
        rule="L1",
        minimum=5,
        maximum=90,
    )
    least_expected: int = setting(
        10,
        unit=LEADS,
        label=N_("Nothing is said where fewer were expected than"),
        rule="L1",
        minimum=1,
        maximum=100,
    )
