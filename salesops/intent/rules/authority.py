"""Who may decide a price: consultant, supervisor, manager; one level up, never around (Rules I2, I10, Z1, Z2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from salesops.core.i18n import N_, Message
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
    under_cost: bool = False
    trade_in_over: Decimal = Decimal(0)
    """What an old car is overpaid by."""

    @property
    def given_away(self) -> Decimal:
        """Discount, and the discount that hides in the price of an old car."""
        return self.discount + self.trade_in_over

    @property
    def below_floor(self) -> bool:
        """Whether the whole deal earns less than the floor."""
        return self.gross_profit < self.floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a level may still give away this month; None where no budget is set (Rule I10)."""

    discount: Decimal | None = None
    gift: Decimal | None = None

    def covers(self, terms: Terms) -> bool:
        """Whether the month's budget still holds these terms."""
        cash = self.discount is None or terms.given_away <= self.discount or terms.given_away == 0
        gifts = self.gift is None or terms.gift_cost <= self.gift or terms.gift_cost == 0
        return cash and gifts


Budgets = Mapping[Level, Left]
NO_BUDGETS: Budgets = MappingProxyType({})


def level_needed(terms: Terms, policy: AuthorityPolicy, budgets: Budgets = NO_BUDGETS) -> Level:
    """The lowest level that may grant these terms; below the floor or the purchase cost only the manager.

    A level whose budget of the month is used up grants nothing that costs: the request goes on.
    """
    if terms.below_floor or terms.under_cost:
        return Level.MANAGER
    for level in (Level.CONSULTANT, Level.SUPERVISOR):
        if within_room(terms, level, policy) and budgets.get(level, Left()).covers(terms):
            return level
    return Level.MANAGER


def within_room(terms: Terms, level: Level, policy: AuthorityPolicy) -> bool:
    """Whether discount and gifts lie within what a level may give in one deal."""
    room = discount_room(terms.list_price, level, policy)
    gifts = {Level.CONSULTANT: policy.consultant_gifts, Level.SUPERVISOR: policy.supervisor_gifts}.get(
        level, policy.manager_gifts
    )
    return (room is None or terms.given_away <= room) and terms.gift_cost <= gifts


def discount_room(list_price: Decimal, level: Level, policy: AuthorityPolicy) -> Decimal | None:
    """How far a level may go below the list price; None for the manager, whom only the floor holds."""
    if level is Level.CONSULTANT:
        return min(policy.consultant_discount, list_price * policy.consultant_percent / 100)
    if level is Level.SUPERVISOR:
        return min(policy.supervisor_discount, list_price * policy.supervisor_percent / 100)
    return None


def exceptions(terms: Terms, policy: AuthorityPolicy, budgets: Budgets = NO_BUDGETS) -> tuple[Message, ...]:
    """What even the manager grants only with a recorded reason (Rules I2, I10, Z2)."""
    found = []
    if terms.below_floor:
        found.append(Message(N_("earns less than the floor")))
    if terms.under_cost:
        found.append(Message(N_("price under purchase cost")))
    if terms.gift_cost > policy.manager_gifts:
        found.append(Message(N_("gifts cost more than a deal may bear")))
    if not budgets.get(Level.MANAGER, Left()).covers(terms):
        found.append(Message(N_("this month's budget is used up")))
    return tuple(found)


def level_of(role: Role) -> Level | None:
    """The level at which a role negotiates; None for those who do not."""
    return _OF_ROLE.get(role)


def may_decide(needed: Level, role: Role) -> bool:
    """Whether a role may decide what needs a level: a higher one may, a lower one never."""
    own = level_of(role)
    return own is not None and _RANK[own] >= _RANK[needed]


def one_up(role: Role, *, has_supervisor: bool) -> Level:
    """Where a request goes that its owner, or who holds it, may not grant: one level up, never around (Rule I2)."""
    if level_of(role) is Level.CONSULTANT and has_supervisor:
        return Level.SUPERVISOR
    return Level.MANAGER
