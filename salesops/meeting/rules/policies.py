"""Business numbers of the morning meeting."""

from __future__ import annotations

from dataclasses import dataclass

from salesops.core.i18n import N_
from salesops.core.policy import Policy, setting


@dataclass(frozen=True, kw_only=True)
class DiagnosisPolicy(Policy):
    """When traffic is thin, and how sure one must be of its cause (Rule M2)."""

    prefix = "diagnosis"
    title = N_("Diagnosis of thin traffic")

    recent_days: int = setting(
        7, unit=N_("days"), label=N_("Days that are looked at"), rule="M2", minimum=3, maximum=28
    )
    baseline_days: int = setting(
        28, unit=N_("days"), label=N_("Days before, to compare with"), rule="M2", minimum=14, maximum=120
    )
    drop_percent: int = setting(
        30,
        unit=N_("percent"),
        label=N_("A channel's leads must fall by at least"),
        rule="M2",
        minimum=5,
        maximum=90,
    )
    expected_leads: int = setting(
        10,
        label=N_("Leads a channel must have been expected to bring"),
        help=N_("Fewer than this cannot be told from chance in so short a time."),
        rule="M2",
        minimum=1,
        maximum=100,
    )
    chance_percent: float = setting(
        5.0,
        unit=N_("percent"),
        label=N_("Chance that a finding is a false alarm, at most"),
        rule="M2",
        minimum=0.1,
        maximum=20.0,
    )


@dataclass(frozen=True, kw_only=True)
class MeetingPolicy(Policy):
    """What the meeting shows (Rules M1, M3, M8)."""

    prefix = "meeting"
    title = N_("Morning meeting")

    same_weekdays: int = setting(
        8, unit=N_("weeks"), label=N_("Same weekday mean over"), rule="M1", minimum=2, maximum=26
    )
    lost_cases: int = setting(3, label=N_("Lost cases to take apart"), rule="M3", minimum=1, maximum=10)
    lost_days: int = setting(
        14, unit=N_("days"), label=N_("Lost cases are looked for over"), rule="M3", minimum=3, maximum=90
    )
