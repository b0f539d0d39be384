"""What the demo store has to tell, and on which days: the facts behind every page's headline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from salesops.models.enums import LossReason, Objection

SETTING = "demo.story"
"""Under this key the store remembers how it was made, so that it can live on."""

MOVED_BACK = 15
"""Days since the high margin came into the golden zone, counted from the anchor."""

_COLLAPSE, _COLLAPSE_BACK, _COLLAPSE_AHEAD = 0.25, 10, 12
_SHORT_BACK, _SHORT = 49, 13.0
_RISING_DAYS = 14
_DRY_BACK = 3
_NORMAL: Mapping[Objection, float] = {
    Objection.PRICE: 0.23,
    Objection.OFFER_UNCLEAR: 0.10,
    Objection.COMPETITOR: 0.12,
    Objection.FINANCE_COMPLEX: 0.07,
    Objection.WINTER_RANGE: 0.06,
    Objection.FUEL_USE: 0.07,
    Objection.SPACE: 0.05,
    Objection.DELIVERY_TIME: 0.07,
    Objection.TRADE_IN_VALUE: 0.09,
    Objection.DISTANCE: 0.05,
    Objection.NO_HURRY: 0.09,
}
_RISING: Mapping[Objection, float] = {Objection.WINTER_RANGE: 0.20, Objection.FINANCE_COMPLEX: 0.15}
_LOSSES: Mapping[LossReason, float] = {
    LossReason.PRICE_HIGH: 0.15,
    LossReason.PRICE_DISCOUNT: 0.05,
    LossReason.PRICE_FINANCE: 0.07,
    LossReason.COMP_BRAND: 0.16,
    LossReason.COMP_DEALER: 0.07,
    LossReason.PROD_CONFIG: 0.03,
    LossReason.PROD_SPACE: 0.03,
    LossReason.PROD_RANGE: 0.06,
    LossReason.PROD_BRAND: 0.03,
    LossReason.STOCK_COLOUR: 0.03,
    LossReason.STOCK_NONE: 0.02,
    LossReason.LEAD_TIME: 0.07,
    LossReason.TRADE_VALUE: 0.05,
    LossReason.PLAN_CANCEL: 0.06,
    LossReason.FUNDS: 0.04,
    LossReason.FAMILY: 0.05,
    LossReason.PLATE: 0.02,
    LossReason.DISTANCE: 0.04,
    LossReason.SERVICE_WAIT: 0.02,
    LossReason.SERVICE_ATTITUDE: 0.01,
    LossReason.NO_TEST_CAR: 0.01,
    LossReason.SLOW_FOLLOW: 0.02,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """How a demo store was made; the anchor is the day on which it was filled, and the story is told from there."""

    anchor: date
    days: int
    scale: float
    seed: int
    chinese: bool

    @property
    def start(self) -> date:
        """The first day of the history."""
        return self.anchor - timedelta(days=self.days)

    def leads_factor(self, channel: str, day: date) -> float:
        """How many of its usual leads a channel brings: the short-video channel collapsed ten days ago."""
        since = (day - self.anchor).days
        collapsed = channel == "douyin" and -_COLLAPSE_BACK <= since <= _COLLAPSE_AHEAD
        return _COLLAPSE if collapsed else 1.0

    def shortage(self, day: date) -> float:
        """How many of the scarce hybrid are missing after the week's allotment: none at first, then more every week."""
        since = (day - self.anchor).days + _SHORT_BACK
        return -2.0 if since < 0 else min(since / _SHORT_BACK, 1.2) * _SHORT

    def sells(self, seller: str, day: date) -> bool:
        """Whether a seller can take an order on the day: one regular has been dry for three days."""
        return not (seller == "dry" and -_DRY_BACK <= (day - self.anchor).days <= 0)

    def objections(self, day: date) -> Mapping[Objection, float]:
        """What holds customers back: of late winter range and finance terms more often."""
        left = (self.anchor - day).days
        share = min(max(1 - left / _RISING_DAYS, 0.0), 1.0) if left >= -30 else 0.3
        return {kind: weight + share * _RISING.get(kind, 0.0) for kind, weight in _NORMAL.items()}

    def losses(self) -> Mapping[LossReason, float]:
        """Why customers go."""
        return _LOSSES

    def complaints_of_delay(self, day: date) -> int:
        """Customers who complain of late delivery on the day: seven in the week before the anchor."""
        since = (self.anchor - day).days
        return (0, 1, 2, 1, 1, 2, 0)[since] if 0 <= since < 7 else 0

    def as_setting(self) -> dict[str, Any]:
        """As the store remembers it."""
        return {
            "anchor": self.anchor.isoformat(),
            "days": self.days,
            "scale": self.scale,
            "seed": self.seed,
            "chinese": self.chinese,
        }

    @classmethod
    def from_setting(cls, kept: Mapping[str, Any]) -> Story:
        """What `as_setting` wrote."""
        return cls(**{**kept, "anchor": date.fromisoformat(kept["anchor"])})
