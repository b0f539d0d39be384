"""How long a sign-in lasts and how many wrong passwords are borne."""

from __future__ import annotations

from dataclasses import dataclass

from salesops.core.i18n import N_
from salesops.core.policy import Policy, setting


@dataclass(frozen=True, kw_only=True)
class SignInPolicy(Policy):
    """Limits of sign-ins (Rule X2)."""

    prefix = "sign_in"
    title = N_("Sign-in")

    idle_hours: int = setting(
        12, unit=N_("hours"), label=N_("Signed out when idle for"), rule="X2", minimum=1, maximum=72
    )
    absolute_days: int = setting(
        14, unit=N_("days"), label=N_("Signed out in any case after"), rule="X2", minimum=1, maximum=90
    )
    tries: int = setting(
        5, label=N_("Wrong passwords before an account is locked"), rule="X2", minimum=3, maximum=20
    )
    lock_minutes: int = setting(
        15, unit=N_("minutes"), label=N_("An account stays locked for"), rule="X2", minimum=1, maximum=1440
    )
    password_length: int = setting(
        8, unit=N_("characters"), label=N_("Shortest password"), rule="X2", minimum=8, maximum=64
    )
