"""How a channel does: what its leads cost, whether they changed beyond chance, when it is to be looked after (L1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from salesops.core.money import round_to_fen
from salesops.kpi.statistics import Change, change_of_count, judge
from salesops.leads.rules.policies import ChannelPolicy
from salesops.models.enums import ChannelKind, UpkeepKind

K = TypeVar("K")

CONTACTS = frozenset({UpkeepKind.CONTACT, UpkeepKind.MATERIALS})
"""Entries of the log that count as a contact with the partner."""


FEWEST_CASES = 10
"""Of fewer cases no rate is told, only their numbers: 1 of 1 is not 100 %."""


class Health(StrEnum):
    """What may be said of a channel's volume."""

    FALLING = "falling"
    RISING = "rising"
    STEADY = "steady"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A channel's leads of the days looked at, and of those before."""

    recent: int
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A channel's volume against what it was: recent, expected, change as a share, how likely by chance."""

    health: Health
    recent: int
    expected: float
    share: float | None
    chance: float | None


def trends(channels: Mapping[K, Counted], policy: ChannelPolicy) -> dict[K, Trend]:
    """Every channel's trend, all tested together (Rule L1).

    Many channels looked at at once bring a false alarm among them by chance alone: the chances are adjusted for
    their number, a change must also be large, and where few leads were to be expected nothing is said.
    """
    falls = _tested(channels, policy, drop=True)
    rises = _tested(channels, policy, drop=False)
    fallen, risen = judge(falls), judge(rises)
    found = {}
    for key, counted in channels.items():
        expected = _expected(counted, policy)
        fall, rise = fallen.get(key), risen.get(key)
        share = counted.recent / expected - 1 if expected else None
        health, chance = Health.TOO_FEW, None
        if fall is not None and rise is not None and share is not None:
            side = fall if share <= 0 else rise
            chance = side.adjusted_p
            is_large = abs(share) * 100 >= policy.change_percent
            health = Health.STEADY
            if side.significant and is_large:
                health = Health.FALLING if share < 0 else Health.RISING
        found[key] = Trend(
            health=health, recent=counted.recent, expected=expected, share=share, chance=chance
        )
    return found


def cost_per(cost: Decimal | None, count: int) -> Decimal | None:
    """What one lead, visit or order cost; None without a cost or without any."""
    return round_to_fen(cost / count) if cost is not None and count else None


def contact_due(
    kind: ChannelKind, last_contact_on: date | None, *, today: date, policy: ChannelPolicy
) -> date | None:
    """When a partner store is to be contacted next; other channels have no such duty (Rule L1)."""
    if kind is not ChannelKind.PARTNER:
        return None
    if last_contact_on is None:
        return today
    return last_contact_on + timedelta(days=policy.partner_contact_days)


def _tested(channels: Mapping[K, Counted], policy: ChannelPolicy, *, drop: bool) -> dict[K, Change]:
    changes = {
        key: change_of_count(
            counted.recent, policy.recent_days, counted.before, policy.baseline_days, drop=drop
        )
        for key, counted in channels.items()
        if _expected(counted, policy) >= policy.least_expected
    }
    return {key: change for key, change in changes.items() if change is not None}


def _expected(counted: Counted, policy: ChannelPolicy) -> float:
    return counted.before * policy.recent_days / policy.baseline_days


def worst(trends: Sequence[Trend]) -> Trend | None:
    """The fall that lost most leads."""
    falls = [each for each in trends if each.health is Health.FALLING]
    return min(falls, key=lambda each: each.recent - each.expected, default=None)
