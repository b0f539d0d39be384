"""Where messages go; empty means off."""

from __future__ import annotations

from dataclasses import dataclass

from salesops.core.i18n import N_
from salesops.core.policy import Policy, setting


@dataclass(frozen=True, kw_only=True)
class MessagingPolicy(Policy):
    """Robots and mail, as addresses that apprise understands (Rule X4)."""

    prefix = "messaging"
    title = N_("Messages")

    team_url: str = setting(
        "", label=N_("Robot of the team's group"), rule="X4", help=N_("Empty: no messages leave the store.")
    )
    manager_url: str = setting("", label=N_("Robot or mail of the manager"), rule="X4")
    tries: int = setting(8, label=N_("Tries before a message is given up"), rule="X4", minimum=1, maximum=50)
