"""Count the SQL statements that something runs, and tell those of a page from those of the frame around it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

PAGES = str(Path(__file__).resolve().parents[1] / "pages")


@contextmanager
def statements(engine: Engine | type[Engine]) -> Iterator[list[str]]:
    """The statements that run on the engine inside the block, in order; what begins and ends them is left out."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if counts(statement):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def counts(statement: str) -> bool:
    """Whether a statement asks or changes something."""
    return not statement.startswith(("BEGIN", "PRAGMA"))


def asked_by_page() -> bool:
    """Whether the statement that runs now was asked for by a page, not by the frame around all pages."""
    frame = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename.rpartition("/")[0] == PAGES:
            return True
        frame = frame.f_back
    return False
