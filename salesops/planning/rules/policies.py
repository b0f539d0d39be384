"""Business numbers of planning: what a day is worth, how far targets move, how the door works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from salesops.core.i18n import N_
from salesops.core.policy import Policy, setting


@dataclass(frozen=True, kw_only=True)
class SellingDaysPolicy(Policy):
    """How much each kind of day counts when a month's target is spread (Rules M1, M4)."""

    prefix = "selling_days"
    title = N_("Selling days")

    workday: float = setting(1.0, label=N_("Weight of a working day"), rule="M1", minimum=0.1, maximum=5.0)
    weekend: float = setting(
        1.6, label=N_("Weight of a Saturday or Sunday"), rule="M1", minimum=0.1, maximum=5.0
    )
    holiday: float = setting(1.6, label=N_("Weight of a public holiday"), rule="M1", minimum=0.1, maximum=5.0)
    makeup_workday: float = setting(
        1.0, label=N_("Weight of a weekend day that is worked"), rule="M1", minimum=0.1, maximum=5.0
    )


@dataclass(frozen=True, kw_only=True)
class MustDoPolicy(Policy):
    """How a month's target becomes counted actions of today (Rules M4, R3)."""

    prefix = "must_do"
    title = N_("Must-do of the day")

    lookback_days: int = setting(
        60,
        unit=N_("days"),
        label=N_("Own conversion rates look back over"),
        rule="M4",
        minimum=14,
        maximum=365,
    )
    prior: int = setting(
        40,
        label=N_("Cases at which own rates count as much as the store's"),
        help=N_("Small numbers are drawn towards the store's rate; the larger this is, the more."),
        rule="M4",
        minimum=0,
        maximum=500,
    )
    cap_touches: int = setting(
        40, label=N_("At most this many touches a day"), rule="M4", minimum=1, maximum=200
    )
    cap_invitations: int = setting(
        12, label=N_("At most this many invitations a day"), rule="M4", minimum=1, maximum=60
    )
    least_invitations: int = setting(
        1, label=N_("At least this many invitations a day"), rule="M4", minimum=0, maximum=20
    )
    cap_visits: int = setting(
        10, label=N_("At most this many visits a day"), rule="M4", minimum=1, maximum=60
    )
    cap_test_drives: int = setting(
        6, label=N_("At most this many test drives a day"), rule="M4", minimum=1, maximum=30
    )
    cap_drive_follow_ups: int = setting(
        5, label=N_("At most this many test-drive follow-ups a day"), rule="M4", minimum=1, maximum=30
    )
    follow_up_days: int = setting(
        7, unit=N_("days"), label=N_("A test drive is followed up within"), rule="M4", minimum=1, maximum=30
    )
    raise_percent: int = setting(
        60,
        unit=N_("percent"),
        label=N_("A shortfall raises tomorrow's target by at most"),
        help=N_("With 60 percent, 5 invitations become 8 at most."),
        rule="R3",
        minimum=0,
        maximum=300,
    )


@dataclass(frozen=True, kw_only=True)
class RotaPolicy(Policy):
    """How the reception rota is planned (Rule M5)."""

    prefix = "rota"
    title = N_("Reception rota")

    slot_minutes: int = setting(
        30, unit=N_("minutes"), label=N_("Length of a turn at the door"), rule="M5", minimum=15, maximum=120
    )
    depth: int = setting(
        4, unit=N_("people"), label=N_("People named in each turn"), rule="M5", minimum=1, maximum=12
    )
    hold_minutes: int = setting(
        15,
        unit=N_("minutes"),
        label=N_("Kept free before and after an own appointment"),
        rule="M5",
        minimum=0,
        maximum=60,
    )


@dataclass(frozen=True, kw_only=True)
class DoorPolicy(Policy):
    """How the order at the door moves (Rule M5)."""

    prefix = "door"
    title = N_("Order at the door")

    late_minutes: int = setting(
        5,
        unit=N_("minutes"),
        label=N_("Late, and at the tail, after opening by"),
        rule="M5",
        minimum=0,
        maximum=60,
    )
    away_minutes: int = setting(
        15,
        unit=N_("minutes"),
        label=N_("Away longer than this loses the place"),
        rule="M5",
        minimum=1,
        maximum=120,
    )
    wrong_turn_minutes: int = setting(
        3,
        unit=N_("minutes"),
        label=N_("A visit shorter than this uses no turn"),
        rule="M5",
        minimum=0,
        maximum=15,
    )
    skips_flagged: int = setting(
        2, label=N_("Skips in a day that are pointed out"), rule="M5", minimum=1, maximum=10
    )
    skips_stopped: int = setting(
        3, label=N_("Skips in a day that end the turns"), rule="M5", minimum=1, maximum=10
    )
    stop_minutes: int = setting(
        240, unit=N_("minutes"), label=N_("Turns end for"), rule="M5", minimum=15, maximum=600
    )


@dataclass(frozen=True, kw_only=True)
class ForecastPolicy(Policy):
    """When consultants state their day (Rule M10)."""

    prefix = "forecast"
    title = N_("Forecast of the day")

    until: time = setting(time(10, 0), label=N_("Stated by"), rule="M10")


@dataclass(frozen=True, kw_only=True)
class RootCausePolicy(Policy):
    """Over which days a root cause is looked for, and how sure one must be (Rules M2, R1)."""

    prefix = "root_cause"
    title = N_("Root causes")

    days: int = setting(
        28, unit=N_("days"), label=N_("Days that are looked at"), rule="R1", minimum=7, maximum=91
    )
    before_days: int = setting(
        84, unit=N_("days"), label=N_("Days before, to compare with"), rule="R1", minimum=28, maximum=365
    )
    drop_percent: int = setting(
        30,
        unit=N_("percent"),
        label=N_("A channel's leads must fall by at least"),
        rule="R1",
        minimum=5,
        maximum=90,
    )
    expected_leads: int = setting(
        10,
        label=N_("Leads a channel must have been expected to bring"),
        help=N_("Fewer than this cannot be told from chance in so short a time."),
        rule="R1",
        minimum=1,
        maximum=100,
    )
    chance_percent: float = setting(
        3.0,
        unit=N_("percent"),
        label=N_("Chance that a finding is a false alarm, at most"),
        rule="R1",
        minimum=0.1,
        maximum=20.0,
    )
    causes: int = setting(3, label=N_("Causes that are named, at most"), rule="R1", minimum=1, maximum=10)
