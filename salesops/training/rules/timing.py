"""When the next training can be held (Rule T1)."""

from __future__ import annotations

from datetime import datetime, time

from salesops.core.calendar import DAY, OpeningHours


def next_slot(local: datetime, *, hours: OpeningHours, at: time) -> datetime:
    """The next time of day at which training is held, on a day when the store is open; later than now."""
    moment = datetime.combine(local.date(), at, local.tzinfo)
    if moment <= local:
        moment += DAY
    while not hours.is_open_day(moment.date()):
        moment += DAY
    return moment
