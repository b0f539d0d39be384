"""What happens when the server starts and while it runs: schema, demo store, memory."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from salesops import demo, jobs
from salesops.access import stores
from salesops.core import clock
from salesops.core.settings import settings
from salesops.db import migrate, unit_of_work

_COLLECT_EVERY = 120


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any] | None]:
    """Bring the database up to date before the first page, then run the jobs and keep memory flat."""
    await asyncio.to_thread(prepare)
    scheduler = None if clock.frozen() else jobs.start()  # with the clock held, nothing comes due
    gc.collect()
    gc.freeze()
    collecting = asyncio.create_task(_collect_forever())
    try:
        yield None
    finally:
        collecting.cancel()
        if scheduler is not None:
            scheduler.shutdown(wait=False)


def prepare() -> None:
    """Newest schema; the demo store, filled when the database is empty and lived on until now."""
    migrate.upgrade()
    if settings().demo != "auto":
        return
    with unit_of_work.writing() as session:
        known = stores.stores(session)
        if not known:
            demo.fill(session, now=clock.now(), lang="en" if settings().lang == "en" else "zh")
        elif any(each.is_demo for each in known):
            demo.extend(session, now=clock.now())


async def _collect_forever() -> None:
    """Streamlit's own collection after every run is off (it costs ten times the run); this one is enough."""
    while True:
        await asyncio.sleep(_COLLECT_EVERY)
        await asyncio.to_thread(gc.collect)
