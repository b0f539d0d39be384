"""What happens when the server starts and while it runs: schema, demo store, memory."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from salesops.db import migrate

_COLLECT_EVERY = 120


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any] | None]:
    """Bring the database up to date before the first page, then keep memory flat in the background."""
    await asyncio.to_thread(prepare)
    gc.collect()
    gc.freeze()
    collecting = asyncio.create_task(_collect_forever())
    try:
        yield None
    finally:
        collecting.cancel()


def prepare() -> None:
    """Newest schema; the demo store when the database is empty and the settings allow it."""
    migrate.upgrade()


async def _collect_forever() -> None:
    """Streamlit's own collection after every run is off (it costs ten times the run); this one is enough."""
    while True:
        await asyncio.sleep(_COLLECT_EVERY)
        await asyncio.to_thread(gc.collect)
