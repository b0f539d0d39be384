"""SalesOps with a showroom screen that refreshes many times a second: `python -m tests.soak.server PORT SECONDS`."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import uvicorn

from salesops.planning.queries import wall


def main(port: int, seconds: float) -> None:
    """Serve; the screen's settings are the store's, but for the haste."""
    of_store = wall.wall_policy

    def in_haste(session: Any, viewer: Any) -> Any:
        return replace(of_store(session, viewer), refresh_seconds=seconds, rotate_seconds=1)

    wall.wall_policy = in_haste
    from app import app

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error")


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
