"""What a lead says after all its arrivals, in whatever order they came (Rule L7)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One arrival: when, by which channel, under which number of the platform, and what it said."""

    received_at: datetime
    channel_id: int
    external_id: str | None
    facts: Mapping[str, Any]

    @property
    def rank(self) -> tuple[datetime, int, str, str]:
        """A total order that does not depend on when the software heard of the arrival."""
        said = json.dumps(dict(self.facts), sort_keys=True, ensure_ascii=False)
        return (self.received_at, self.channel_id, self.external_id or "", said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A lead as all its arrivals together make it."""

    received_at: datetime
    channel_id: int
    external_id: str | None
    facts: Mapping[str, Any]


LATEST: tuple[tuple[str, ...], ...] = (
    ("model_id", "model_text"),
    ("budget_low", "budget_high"),
    ("horizon_days", "horizon_text"),
    ("campaign",),
    ("remark",),
)
"""What the last arrival that says anything of the group decides, for the group as a whole: a wish changes."""

WISHED: tuple[str, ...] = tuple(name for group in LATEST for name in group)
"""What an arrival says of the wish, name by name: columns of the lead."""

EARLIEST: tuple[tuple[str, ...], ...] = (("name",), ("gender",), ("city",))
"""What the first arrival that says anything decides: who somebody is does not change."""


def merge(arrivals: Sequence[Arrival]) -> Merged:
    """The lead of these arrivals: the earliest counts as the arrival, the latest word as the wish."""
    ordered = sorted(arrivals, key=lambda arrival: arrival.rank)
    first = ordered[0]
    numbered = next((each.external_id for each in ordered if each.external_id), None)
    facts: dict[str, Any] = {}
    for group in EARLIEST:
        facts |= _first_said(ordered, group)
    for group in LATEST:
        facts |= _first_said(ordered[::-1], group)
    return Merged(
        received_at=first.received_at, channel_id=first.channel_id, external_id=numbered, facts=facts
    )


def is_known(arrival: Arrival, arrivals: Sequence[Arrival]) -> bool:
    """Whether the arrival was heard of before: the same message once more."""
    return any(each.rank == arrival.rank for each in arrivals)


def pack(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What an arrival said as JSON, without what it left open."""
    kept = {name: value for name, value in facts.items() if value not in (None, "")}
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in kept.items()}


def money(facts: Mapping[str, Any], name: str) -> Decimal | None:
    """An amount that an arrival named."""
    return Decimal(facts[name]) if facts.get(name) is not None else None


def _first_said(ordered: Sequence[Arrival], group: tuple[str, ...]) -> dict[str, Any]:
    said: Mapping[str, Any] = next(
        (each.facts for each in ordered if any(name in each.facts for name in group)), {}
    )
    return {name: said.get(name) for name in group}
