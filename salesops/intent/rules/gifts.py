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
    """Each gift once at most: least cost that shows as much as wanted."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    found = milp(
        np.array([float(gift.expected_cost) + 1e-6 for gift in gifts]),
        constraints=LinearConstraint(
            np.array([[float(gift.face_value) for gift in gifts]]), lb=float(wanted), ub=np.inf
        ),
        integrality=np.ones(len(gifts)),
        bounds=Bounds(0, 1),
    )
    if found.x is None:
        return []
    return [gift for gift, taken in zip(gifts, found.x, strict=True) if taken > 0.5]
