"""The business numbers of training and coaching, which the manager edits."""

from __future__ import annotations

from dataclasses import dataclass

from salesops.core.i18n import N_
from salesops.core.policy import Policy, setting
from salesops.models.enums import PainSource

DAYS = N_("days")
MINUTES = N_("minutes")
POINTS = N_("points")


@dataclass(frozen=True, kw_only=True)
class TrainingPolicy(Policy):
    """What the week's topic follows, and how assessments are repeated (Rules T1, T2)."""

    prefix = "training"
    title = N_("Training")

    lookback_days: int = setting(
        30, unit=DAYS, label=N_("Topics follow the pains of the last"), rule="T1", minimum=7, maximum=180
    )
    least_cases: int = setting(
        2, unit=N_("cases"), label=N_("A topic needs at least"), rule="T1", minimum=1, maximum=50
    )
    complaint_weight: float = setting(
        3.0,
        label=N_("Weight of complaints"),
        help=N_("A pain counts by its share among all cases of its kind, times this weight."),
        rule="T1",
        minimum=0.0,
        maximum=20.0,
    )
    loss_weight: float = setting(
        2.0, label=N_("Weight of lost customers"), rule="T1", minimum=0.0, maximum=20.0
    )
    objection_weight: float = setting(
        1.0, label=N_("Weight of objections"), rule="T1", minimum=0.0, maximum=20.0
    )
    check_weight: float = setting(
        1.0, label=N_("Weight of failed checks"), rule="T1", minimum=0.0, maximum=20.0
    )
    slow_weight: float = setting(0.5, label=N_("Weight of slow cars"), rule="T1", minimum=0.0, maximum=20.0)
    market_weight: float = setting(
        2.0, label=N_("Weight of trends in the market"), rule="T1", minimum=0.0, maximum=20.0
    )
    minutes: int = setting(
        30, unit=MINUTES, label=N_("Length of a micro-training"), rule="T1", minimum=10, maximum=180
    )
    retest_days: int = setting(
        7, unit=DAYS, label=N_("Who failed is tested again within"), rule="T2", minimum=1, maximum=60
    )
    figure_days: int = setting(
        90,
        unit=DAYS,
        label=N_("Figures compared with scores look back over"),
        rule="T2",
        minimum=14,
        maximum=365,
    )

    def weight(self, source: PainSource) -> float:
        """How much the pains of this source count together."""
        return {
            PainSource.COMPLAINT: self.complaint_weight,
            PainSource.LOSS: self.loss_weight,
            PainSource.OBJECTION: self.objection_weight,
            PainSource.CHECK: self.check_weight,
            PainSource.SLOW_MODEL: self.slow_weight,
            PainSource.MARKET: self.market_weight,
        }[source]


@dataclass(frozen=True, kw_only=True)
class CoachingPolicy(Policy):
    """How consultants are compared and plans are checked (Rule T3)."""

    prefix = "coaching"
    title = N_("1:1 coaching")

    profile_days: int = setting(
        60, unit=DAYS, label=N_("Profiles look back over"), rule="T3", minimum=14, maximum=365
    )
    check_days: int = setting(
        14, unit=DAYS, label=N_("A plan is checked after"), rule="T3", minimum=7, maximum=120
    )
    least_gap_percent: int = setting(
        8,
        unit=N_("percent"),
        label=N_("A step is weak from this much below the others"),
        help=N_("After small numbers were drawn towards the average."),
        rule="T3",
        minimum=1,
        maximum=50,
    )
    most_luck_percent: int = setting(
        35,
        unit=N_("percent"),
        label=N_("A gap that luck alone explains more often than this is no weakness"),
        rule="T3",
        minimum=1,
        maximum=100,
    )


@dataclass(frozen=True, kw_only=True)
class PointsPolicy(Policy):
    """What a referral earns, and how long it lasts (Rule T4)."""

    prefix = "points"
    title = N_("Referral points")

    per_referral: int = setting(
        1000, unit=POINTS, label=N_("A successful referral earns"), rule="T4", minimum=1, maximum=100_000
    )
    on_delivery: bool = setting(
        True,
        label=N_("Points are earned when the car is handed over"),
        help=N_("Otherwise when the deposit is paid; a cancelled order then takes them back."),
        rule="T4",
    )
    months: int = setting(
        24, unit=N_("months"), label=N_("Points expire after"), rule="T4", minimum=1, maximum=120
    )
    warn_days: int = setting(
        60, unit=DAYS, label=N_("Owners are told before points expire by"), rule="T4", minimum=1, maximum=365
    )
