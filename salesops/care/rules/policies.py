"""The business numbers of care, which the manager edits."""

from __future__ import annotations

from dataclasses import dataclass

from salesops.core.i18n import N_
from salesops.core.policy import Policy, setting

DAYS = N_("days")
MONTHS = N_("months")


@dataclass(frozen=True, kw_only=True)
class CarePolicy(Policy):
    """When owners hear from the store, and what counts as its effect (Rules C1, C2, C4)."""

    prefix = "care"
    title = N_("Care for owners")

    thanks_days: int = setting(
        1, unit=DAYS, label=N_("Thanks after delivery within"), rule="C1", minimum=0, maximum=30
    )
    satisfaction_days: int = setting(
        3, unit=DAYS, label=N_("Satisfaction call after delivery within"), rule="C1", minimum=1, maximum=60
    )
    usage_tips_days: int = setting(
        7, unit=DAYS, label=N_("Usage tips after delivery within"), rule="C1", minimum=1, maximum=60
    )
    first_service_days: int = setting(
        30,
        unit=DAYS,
        label=N_("First-service reminder after delivery within"),
        rule="C1",
        minimum=1,
        maximum=365,
    )
    insurance_days: int = setting(
        335,
        unit=DAYS,
        label=N_("Insurance reminder after delivery within"),
        rule="C1",
        minimum=200,
        maximum=364,
    )
    ahead_days: int = setting(
        2, unit=DAYS, label=N_("Care is shown before its day by"), rule="C1", minimum=0, maximum=14
    )
    catch_up_days: int = setting(
        14,
        unit=DAYS,
        label=N_("Care that was missed is made up for"),
        help=N_("Greetings are never made up: their day has passed."),
        rule="C1",
        minimum=0,
        maximum=60,
    )
    greet_months: int = setting(
        24,
        unit=MONTHS,
        label=N_("Owners are greeted after delivery for"),
        help=N_("Key customers are greeted without end."),
        rule="C1",
        minimum=1,
        maximum=240,
    )
    snooze_days: int = setting(
        14, unit=DAYS, label=N_("Care can be put off by at most"), rule="C1", minimum=1, maximum=60
    )
    event_days: int = setting(
        90, unit=DAYS, label=N_("An event's results count for"), rule="C2", minimum=7, maximum=365
    )
    briefing_days: int = setting(
        14,
        unit=DAYS,
        label=N_("A briefing made of market news is valid for"),
        rule="C3",
        minimum=1,
        maximum=90,
    )
    effect_days: int = setting(
        30,
        unit=DAYS,
        label=N_("An owner counts as cared for by care that was due, and done, within"),
        help=N_("Days from delivery. Results count from then on, so that both groups are watched equally."),
        rule="C4",
        minimum=7,
        maximum=180,
    )
    effect_months: int = setting(
        24, unit=MONTHS, label=N_("Owners compared: delivered within"), rule="C4", minimum=3, maximum=120
    )


@dataclass(frozen=True, kw_only=True)
class PrivacyPolicy(Policy):
    """How long personal data are kept (Rule Z3)."""

    prefix = "privacy"
    title = N_("Personal data")

    retention_months: int = setting(
        24,
        unit=MONTHS,
        label=N_("Unsold prospects are anonymised without contact after"),
        rule="Z3",
        minimum=6,
        maximum=120,
    )
    sales_file_years: int = setting(
        10,
        unit=N_("years"),
        label=N_("Sales files are kept for"),
        help=N_("Rules on the sale of cars ask dealers to keep customer and car files that long."),
        rule="Z3",
        minimum=1,
        maximum=30,
    )
