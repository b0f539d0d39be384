"""The parts of the review in their order: what was, why, what is done, what tomorrow asks, the closing."""

from __future__ import annotations

from enum import StrEnum


class ReviewPart(StrEnum):
    """One part of the evening review."""

    FIGURES = "figures"
    PROBLEMS = "problems"
    TOMORROW = "tomorrow"
    MARKET = "market"
    CLOSING = "closing"
