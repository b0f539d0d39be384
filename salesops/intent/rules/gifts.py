"""Value-added gifts in place of cash (Rule I3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


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
    """A discount replaced by gifts that show at least as much."""

    gifts: tuple[GiftFacts, ...]
    discount: Decimal
    saved: Decimal

    @property
    def shown(self) -> Decimal:
        """What the gifts show together."""
        return sum((gift.face_value for gift in self.gifts), Decimal(0))


def expected_cost(gifts: Sequence[tuple[GiftFacts, int]]) -> Decimal:
    """What a package really costs the store."""
    return sum((gift.expected_cost * quantity for gift, quantity in gifts), Decimal(0))


def swap(discount: Decimal, gifts: Sequence[GiftFacts]) -> Swap | None:
    """Gifts of the same perceived value as a discount that cost least; None when cash is cheaper."""
    chosen: list[GiftFacts] = []
    shown = Decimal(0)
    by_worth = sorted(
        gifts, key=lambda gift: gift.expected_cost / gift.face_value if gift.face_value else Decimal(9)
    )
    for gift in by_worth:
        if shown >= discount:
            break
        chosen.append(gift)
        shown += gift.face_value
    cost = sum((gift.expected_cost for gift in chosen), Decimal(0))
    if shown < discount or cost >= discount or not chosen:
        return None
    return Swap(gifts=tuple(chosen), discount=discount, saved=discount - cost)
