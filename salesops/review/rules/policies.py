"""Business numbers of the evening review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from salesops.core.i18n import N_
from salesops.core.policy import Policy, setting


@dataclass(frozen=True, kw_only=True)
class ReviewPolicy(Policy):
    """When the review speaks up, and how far it looks (Rules R1, R2, R3, R5, R8)."""

    prefix = "review"
    title = N_("Evening review")

    dry_days: int = setting(
        3,
        unit=N_("days"),
        label=N_("Days without an order that call for shadowing"),
        rule="R2",
        minimum=1,
        maximum=30,
    )
    dry_history_days: int = setting(
        60, unit=N_("days"), label=N_("Own order rate looks back over"), rule="R2", minimum=14, maximum=365
    )
    shadowing_at: time = setting(time(14, 0), label=N_("Shadowing begins at"), rule="R2")
    shadowing_minutes: int = setting(
        120, unit=N_("minutes"), label=N_("Length of a shadowing"), rule="R2", minimum=15, maximum=480
    )
    baseline_days: int = setting(
        14, unit=N_("days"), label=N_("An action's figure is compared over"), rule="R8", minimum=3, maximum=90
    )
    same_weekdays: int = setting(
        8,
        unit=N_("weeks"),
        label=N_("A day is compared with the same weekday over"),
        rule="R1",
        minimum=2,
        maximum=26,
    )
    kits: tuple[str, ...] = setting(("1", "2"), label=N_("Delivery-ceremony kits"), rule="R3")
    respond_by: time = setting(time(21, 0), label=N_("A market response is due at"), rule="R5")
    response_valid_days: int = setting(
        7, unit=N_("days"), label=N_("A market response is briefed for"), rule="R5", minimum=1, maximum=90
    )
