"""The time that pages read: now, cut to the minute where a cached answer is good enough."""

from __future__ import annotations

from datetime import date, datetime

from salesops.core import clock as _clock


def now() -> datetime:
    """This moment, aware, UTC."""
    return _clock.now()


def minute() -> datetime:
    """This minute. Give it to reads as `now`, so that the answer can be shared until the minute is over."""
    return _clock.now().replace(second=0, microsecond=0)


def today() -> date:
    """The store's date."""
    from pages._ui import viewer

    return viewer.actor().today(_clock.now())


def frozen() -> bool:
    """Whether the time stands still (tests and demonstrations)."""
    return _clock.frozen()
