"""The one place that tells the time; pages, routes, commands and jobs call it, nothing below them."""

from datetime import UTC, datetime

from salesops.core.settings import settings


def now() -> datetime:
    """The present moment (aware, UTC), or the moment that SALESOPS_NOW freezes."""
    return settings().now or datetime.now(UTC)


def frozen() -> bool:
    """Whether SALESOPS_NOW holds the clock still."""
    return settings().now is not None
