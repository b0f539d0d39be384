"""Which leads a list shows, and the filters that somebody keeps under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.models import Lead, LeadFilter
from salesops.models.enums import LeadStatus, SetBy, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which leads to list; what is None is left open."""

    tier: Tier | None = None
    owner_id: int | None = None
    channel_id: int | None = None
    by_hand_only: bool = False
    unowned_only: bool = False
    untouched_only: bool = False

    def as_dict(self) -> dict[str, Any]:
        """As it is kept: what is left open is left out."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Filter:
        """A kept filter; what a newer or older version of the software does not know is left out."""
        known = {name: value for name, value in kept.items() if name in cls.__dataclass_fields__}
        if known.get("tier"):
            known["tier"] = Tier(known["tier"])
        return cls(**known)

    def conditions(self) -> list[ColumnElement[bool]]:
        """As SQL."""
        found: list[ColumnElement[bool]] = []
        if self.tier is not None:
            found.append(Lead.tier == self.tier)
        if self.owner_id is not None:
            found.append(Lead.owner_id == self.owner_id)
        if self.channel_id is not None:
            found.append(Lead.channel_id == self.channel_id)
        if self.by_hand_only:
            found.append(Lead.tier_set_by == SetBy.PERSON)
        if self.unowned_only:
            found.append(Lead.owner_id.is_(None))
        if self.untouched_only:
            found.append(Lead.status == LeadStatus.NEW)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFilter:
    """A filter that somebody keeps."""

    id: int
    name: str
    wanted: Filter


def saved_filters(session: Session, viewer: Actor) -> list[SavedFilter]:
    """The viewer's own filters by name."""
    rows = session.execute(
        select(LeadFilter.id, LeadFilter.name, LeadFilter.wanted)
        .where(LeadFilter.store_id == viewer.store_id, LeadFilter.staff_id == viewer.staff_id)
        .order_by(LeadFilter.name)
    )
    return [SavedFilter(id=row.id, name=row.name, wanted=Filter.from_dict(row.wanted)) for row in rows]
