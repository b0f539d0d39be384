"""What customers agreed to: the last word on each way and purpose counts (Rules Z3, Z4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.models import Consent, Staff
from salesops.models.enums import ConsentChannel, ConsentPurpose

Said = Mapping[tuple[ConsentChannel, ConsentPurpose], bool]
"""Per way and purpose whether a customer agreed (True) or refused (False); absent when never asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRow:
    """One giving or withdrawing of consent, with time and source."""

    channel: ConsentChannel
    purpose: ConsentPurpose
    granted: bool
    at: datetime
    source: str
    recorded_by: str


def consents(session: Session, store_id: int, customer_ids: Iterable[int]) -> Mapping[int, Said]:
    """What each of these customers said last; a customer who was never asked is absent."""
    rows = session.execute(
        select(Consent.customer_id, Consent.channel, Consent.purpose, Consent.granted)
        .where(Consent.store_id == store_id, Consent.customer_id.in_(list(customer_ids)))
        .order_by(Consent.at, Consent.id)
    )
    found: dict[int, dict[tuple[ConsentChannel, ConsentPurpose], bool]] = {}
    for row in rows:
        found.setdefault(row.customer_id, {})[(row.channel, row.purpose)] = row.granted
    return found


def consent_history(
    session: Session, viewer: Actor, *, customer_id: int, limit: int = 200
) -> list[ConsentRow]:
    """Every giving and withdrawing of one customer, the newest first."""
    rows = session.execute(
        select(Consent, Staff.name)
        .outerjoin(Staff, Staff.id == Consent.recorded_by)
        .where(Consent.store_id == viewer.store_id, Consent.customer_id == customer_id)
        .order_by(Consent.at.desc(), Consent.id.desc())
        .limit(limit)
    )
    return [
        ConsentRow(
            channel=row.channel,
            purpose=row.purpose,
            granted=row.granted,
            at=row.at,
            source=row.source,
            recorded_by=by or "",
        )
        for row, by in rows
    ]
