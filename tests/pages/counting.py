"""Counts what a page asks the database for itself, without the shell around it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from pages._ui import store as ui_store
from salesops.db.engine import get_engine
from tests.statements import asked_by_page, counts


@contextmanager
def asked_of_page() -> Iterator[list[str]]:
    """What pages ask inside the block."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if counts(statement) and asked_by_page():
            asked.append(statement)

    event.listen(get_engine(), "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(get_engine(), "before_cursor_execute", note)


def statements_of_page(app: AppTest) -> list[str]:
    """What one run of the page asks with an empty cache."""
    ui_store.forget_answers()
    with asked_of_page() as asked:
        app.run()
    return asked
