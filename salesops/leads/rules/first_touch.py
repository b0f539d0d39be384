"""When a new lead must have been touched, and how urgent that is (Rules L2, L9)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from salesops.core.calendar import OpeningHours
from salesops.leads.rules.policies import FirstTouchPolicy
from salesops.models.enums import ChannelKind

PORTALS = frozenset({ChannelKind.VERTICAL_MEDIA, ChannelKind.FACTORY})


class Urgency(StrEnum):
    """How a first touch stands."""

    ON_TIME = "on_time"
    AMBER = "amber"
    BREACHED = "breached"


def limit(kind: ChannelKind, own_minutes: int | None, policy: FirstTouchPolicy) -> timedelta:
    """The open time a channel's leads may wait: its own limit, else that of its kind (Rule L2)."""
    if own_minutes is not None:
        return timedelta(minutes=own_minutes)
    if kind is ChannelKind.SHORT_VIDEO:
        return timedelta(minutes=policy.short_video_minutes)
    return timedelta(minutes=policy.portal_minutes if kind in PORTALS else policy.other_minutes)


def first_touch_due(received_at: datetime, *, hours: OpeningHours, limit: timedelta) -> datetime:
    """When the first touch is due, in the zone of `received_at`, which is the store's (Rule L2).

    The clock runs only while the store is open: a lead that arrives after closing starts at the next opening,
    and what is left of the limit at closing carries over.
    """
    return hours.add_open_time(received_at, limit)


def amber_at(
    received_at: datetime, *, hours: OpeningHours, limit: timedelta, policy: FirstTouchPolicy
) -> datetime:
    """When the manager hears of a lead that still waits (Rule L9): never later than half of the limit."""
    return hours.add_open_time(received_at, min(timedelta(minutes=policy.amber_minutes), limit / 2))


def urgency(now: datetime, *, amber_at: datetime, due_at: datetime) -> Urgency:
    """How a lead without a touch stands now; only a logged touch ends this (Rule L9)."""
    if now >= due_at:
        return Urgency.BREACHED
    return Urgency.AMBER if now >= amber_at else Urgency.ON_TIME


def reassign_at(due_at: datetime, *, hours: OpeningHours, policy: FirstTouchPolicy) -> datetime:
    """From when on a breached lead is proposed to somebody else (Rule L9)."""
    return hours.add_open_time(due_at, timedelta(minutes=policy.reassign_minutes))
