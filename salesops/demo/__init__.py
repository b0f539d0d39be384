"""The living demo store: three months of plausible history up to now, with a story in it (Rule X6).

The rows say it, not the pages: a short-video channel that collapsed ten days ago, a slow model, a hybrid whose orders
exceed its supply, a trainee who invites well and closes badly, a senior without referrals, a consultant without orders.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from salesops.core.errors import SalesOpsError
from salesops.core.i18n import N_
from salesops.demo import filling, living, removing
from salesops.demo.story import Story

SEED = 20261
_ZONE = ZoneInfo("Asia/Shanghai")


class NotEmpty(SalesOpsError):
    """A demo store is there already."""


def fill(
    session: Session,
    *,
    now: datetime,
    lang: str = "zh",
    days: int = 92,
    scale: float = 1.0,
    seed: int = SEED,
) -> int:
    """Make the demo store with `days` of history up to now, and return its id; the same seed makes the same store.

    `scale` multiplies leads, visitors and cars. Raises NotEmpty when there is a demo store.
    """
    if living.demo_store(session) is not None:
        raise NotEmpty(N_("There is a demo store already; --reset makes it anew."))
    today = now.astimezone(_ZONE).date()
    story = Story(anchor=today, days=days, scale=scale, seed=seed, chinese=lang != "en")
    return filling.fill(session, story, now=now)


def extend(session: Session, *, now: datetime) -> None:
    """Let the demo store live on until now; one that was forgotten for weeks begins anew."""
    store = living.demo_store(session)
    if store is None:
        return
    story = living.story_of(session, store)
    if story is None or living.is_stale(session, store, now=now):
        lang = "zh" if store.language.startswith("zh") else "en"
        days, scale = (story.days, story.scale) if story else (92, 1.0)
        seed = store.demo_seed or SEED
        removing.remove(session)
        fill(session, now=now, lang=lang, days=days, scale=scale, seed=seed)
        return
    living.live_on(session, store, story, now=now)


def reset(session: Session) -> None:
    """Take the demo store away with everything that is its own."""
    removing.remove(session)
