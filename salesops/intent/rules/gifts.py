"""Value-added gifts in place of cash (Rule I3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from salesops.intent.rules.policies import ProfitPolicy
from salesops.intent.rules.profit import FEN, before_vat


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftFacts:
    """A gift: what it shows, what it costs, how often it is taken up."""

    id: int
    name: str
    face_value: Decimal
    cost: Decimal
    redemption_percent: int

    @property
    def expected_cost(self) -> Decimal:
        """Cost by how often it is taken up."""
        return self.cost * self.redemption_percent / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A discount replaced by gifts that show at least as much; `saved` is gross profit."""

    gifts: tuple[GiftFacts, ...]
    discount: Decimal
    saved: Decimal

    @property
    def shown(self) -> Decimal:
        """What the gifts show together."""
        return sum((gift.face_value for gift in self.gifts), Decimal(0))

    @property
    def cost(self) -> Decimal:
        """What the gifts really cost."""
        return sum((gift.expected_cost for gift in self.gifts), Decimal(0))


def expected_cost(gifts: Sequence[tuple[GiftFacts, int]]) -> Decimal:
    """What a package really costs the store."""
    return sum((gift.expected_cost * quantity for gift, quantity in gifts), Decimal(0))


def swap(discount: Decimal, gifts: Sequence[GiftFacts], policy: ProfitPolicy) -> Swap | None:
    """The gifts of at least the same perceived value that cost least; None when cash is cheaper.

    A discount costs the store what it is without VAT, a gift its expected cost (Rule I2's gross profit).
    """
    usable = [gift for gift in gifts if gift.face_value > 0]
    if discount <= 0 or sum(gift.face_value for gift in usable) < discount:
        return None
    chosen = tuple(_cheapest(discount, usable))
    cost = sum((gift.expected_cost for gift in chosen), Decimal(0))
    saved = (before_vat(discount, policy) - cost).quantize(FEN, ROUND_HALF_UP)
    return Swap(gifts=chosen, discount=discount, saved=saved) if chosen and saved > 0 else None


def _cheapest(wanted: Decimal, gifts: Sequence[GiftFacts]) -> list[GiftFacts]:
    """Each gift once at most: least cost that shows as much as wanted, and of equal ones the fewest gifts.

    Packages grow gift by gift; one that shows no more than another and costs no less is dropped at once.
    """
    front: list[_Package] = [_Package()]
    for gift in gifts:
        more = [package.plus(gift, wanted) for package in front if package.shown < wanted]
        front = _undominated([*front, *more])
    return list(front[-1].gifts) if front[-1].shown >= wanted else []


@dataclass(frozen=True, slots=True, kw_only=True)
class _Package:
    """Gifts taken so far; what they show is not counted beyond what is wanted."""

    shown: Decimal = Decimal(0)
    cost: Decimal = Decimal(0)
    gifts: tuple[GiftFacts, ...] = ()

    def plus(self, gift: GiftFacts, wanted: Decimal) -> _Package:
        """The package with one gift more."""
        return _Package(
            shown=min(self.shown + gift.face_value, wanted),
            cost=self.cost + gift.expected_cost,
            gifts=(*self.gifts, gift),
        )


def _undominated(packages: Sequence[_Package]) -> list[_Package]:
    """Those that nothing beats, from the least shown to the most."""
    best: list[_Package] = []
    for each in sorted(packages, key=lambda package: (-package.shown, package.cost, len(package.gifts))):
        if not best or each.cost < best[-1].cost:
            best.append(each)
    return best[::-1]
