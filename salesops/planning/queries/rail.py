"""The store's time rail (times of the stages are settings)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.planning.rules.rail import RailPolicy, Stop, stops


def rail(session: Session, viewer: Actor) -> tuple[Stop, ...]:
    """The stages of the day with their spans, in order."""
    return stops(policies.load(session, viewer.store_id, RailPolicy))
