"""How the showroom screen behaves (Rule U1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from salesops.core.i18n import N_
from salesops.core.policy import Policy, setting

BOARDS = ("today", "month", "waiting", "leads", "deliveries", "news")


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
    show_today: bool = setting(True, label=N_("Board: the store today"), rule="U1")
    show_month: bool = setting(True, label=N_("Board: this month"), rule="U1")
    show_waiting: bool = setting(True, label=N_("Board: waiting customers"), rule="U1")
    show_leads: bool = setting(True, label=N_("Board: first touches"), rule="U1")
    show_deliveries: bool = setting(True, label=N_("Board: deliveries"), rule="U1")
    show_news: bool = setting(True, label=N_("Board: new models and policies"), rule="U1")
    light_from: time = setting(time(7, 0), label=N_("Light from"), rule="U1")
    dark_from: time = setting(time(18, 0), label=N_("Dark from"), rule="U1")

    def boards(self) -> list[str]:
        """The boards that take turns, in their order; without any, the store today."""
        chosen = [name for name in BOARDS if getattr(self, f"show_{name}")]
        return chosen or ["today"]


def board_at(second: float, *, boards: int, rotate_seconds: int) -> int:
    """Which board is shown at a second of the clock: every screen shows the same, and a reconnect loses nothing."""
    return int(second // rotate_seconds) % boards
