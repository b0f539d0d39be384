"""Who may be written to with advertising: the last word of each customer on each way (Rules Z3, Z4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.models import Consent
from salesops.models.enums import ConsentChannel, ConsentPurpose


def marketing_consents(
    session: Session, store_id: int, customer_ids: Iterable[int]
) -> Mapping[int, Mapping[ConsentChannel, bool]]:
    """Per customer and way whether advertising is agreed to (True) or refused (False); absent when never asked."""
    rows = session.execute(
        select(Consent.customer_id, Consent.channel, Consent.granted)
        .where(
            Consent.store_id == store_id,
            Consent.customer_id.in_(list(customer_ids)),
            Consent.purpose == ConsentPurpose.MARKETING,
        )
        .order_by(Consent.at, Consent.id)
    )
    found: dict[int, dict[ConsentChannel, bool]] = {}
    for row in rows:
        found.setdefault(row.customer_id, {})[row.channel] = row.granted
    return found
