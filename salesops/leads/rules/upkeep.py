"""When a channel must be looked after (Rule L1)."""

from __future__ import annotations

from datetime import date, timedelta

from salesops.leads.rules.policies import ChannelPolicy
from salesops.models.enums import ChannelKind, UpkeepKind

CONTACTS = frozenset({UpkeepKind.CONTACT, UpkeepKind.MATERIALS})
"""Entries of the log that count as a contact with the partner."""


def contact_due(
    kind: ChannelKind, last_contact_on: date | None, *, today: date, policy: ChannelPolicy
) -> date | None:
    """When a partner store is to be contacted next; other channels have no such duty (Rule L1)."""
    if kind is not ChannelKind.PARTNER:
        return None
    if last_contact_on is None:
        return today
    return last_contact_on + timedelta(days=policy.partner_contact_days)
