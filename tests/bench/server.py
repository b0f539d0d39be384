"""What the bench measures, each in a process of its own: `python -m tests.bench.server PORT app|bare`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import uvicorn

ROOT = Path(__file__).resolve().parents[2]
BARE = Path(__file__).with_name("bare.py")


def the_app() -> Any:
    """SalesOps as it is served, with two more addresses: which statements ran, and forget what was read."""
    from sqlalchemy import Engine, event

    from app import app
    from pages._ui import store
    from tests.statements import asked_by_page, counts

    seen: list[tuple[bool, str]] = []

    @event.listens_for(Engine, "before_cursor_execute")
    def _note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if counts(statement):
            seen.append((asked_by_page(), statement))

    async def asked(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/_bench/"):
            await app(scope, receive, send)
            return
        if scope["path"] == "/_bench/forget":
            store.forget_answers()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": json.dumps(seen).encode()})
        seen.clear()

    return asked


def bare() -> Any:
    """Streamlit alone, with the script that draws as many elements as it is told."""
    import streamlit as st

    return st.App(BARE)


if __name__ == "__main__":
    port, which = int(sys.argv[1]), sys.argv[2]
    uvicorn.run(the_app() if which == "app" else bare(), host="127.0.0.1", port=port, log_level="error")
