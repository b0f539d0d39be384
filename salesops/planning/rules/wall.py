"""How the showroom screen behaves (Rule U1)."""

from __future__ import annotations

from dataclasses import dataclass

from salesops.core.i18n import N_
from salesops.core.policy import Policy, setting


@dataclass(frozen=True, kw_only=True)
class WallPolicy(Policy):
    """How the showroom screen behaves (Rule U1)."""

    prefix = "wall"
    title = N_("Showroom screen")

    rotate_seconds: int = setting(
        20, unit=N_("seconds"), label=N_("Each board is shown for"), rule="U1", minimum=5, maximum=300
    )
    refresh_seconds: int = setting(
        10, unit=N_("seconds"), label=N_("Refreshed every"), rule="U1", minimum=5, maximum=120
    )
    wait_amber_minutes: int = setting(
        10,
        unit=N_("minutes"),
        label=N_("A waiting customer turns amber after"),
        rule="U1",
        minimum=1,
        maximum=60,
    )
    celebrate_minutes: int = setting(
        10, unit=N_("minutes"), label=N_("A delivery is celebrated for"), rule="U1", minimum=0, maximum=60
    )


def board_at(second: float, *, boards: int, rotate_seconds: int) -> int:
    """Which board is shown at a second of the clock: every screen shows the same, and a reconnect loses nothing."""
    return int(second // rotate_seconds) % boards
