"""Who may decide a price: consultant, supervisor, manager; upwards, never around (Rules I2, Z1)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from salesops.intent.rules.policies import AuthorityPolicy
from salesops.models.enums import Level, Role

_RANK = {Level.CONSULTANT: 0, Level.SUPERVISOR: 1, Level.MANAGER: 2}
_OF_ROLE = {Role.CONSULTANT: Level.CONSULTANT, Role.SUPERVISOR: Level.SUPERVISOR, Role.MANAGER: Level.MANAGER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What authority depends on: the car and the deal, never the person (Rule Z1)."""

    list_price: Decimal
    discount: Decimal
    gift_cost: Decimal
    gross_profit: Decimal
    floor: Decimal

    @property
    def below_floor(self) -> bool:
        """Whether the whole deal earns less than the floor."""
        return self.gross_profit < self.floor


def level_needed(terms: Terms, policy: AuthorityPolicy) -> Level:
    """The lowest level that may grant these terms; below the floor only the manager."""
    if terms.below_floor:
        return Level.MANAGER
    for level, most, percent, gifts in (
        (Level.CONSULTANT, policy.consultant_discount, policy.consultant_percent, policy.consultant_gifts),
        (Level.SUPERVISOR, policy.supervisor_discount, policy.supervisor_percent, policy.supervisor_gifts),
    ):
        room = min(most, terms.list_price * percent / 100)
        if terms.discount <= room and terms.gift_cost <= gifts:
            return level
    return Level.MANAGER


def level_of(role: Role) -> Level | None:
    """The level at which a role negotiates; None for those who do not."""
    return _OF_ROLE.get(role)


def may_decide(needed: Level, role: Role) -> bool:
    """Whether a role may decide what needs a level: a higher one may, a lower one never."""
    own = level_of(role)
    return own is not None and _RANK[own] >= _RANK[needed]
