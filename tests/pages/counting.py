"""Counts what a page asks the database for itself, without the shell around it."""

from __future__ import annotations

from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from pages._ui import store as ui_store
from salesops.db.engine import get_engine

_BEGINS = "SELECT version FROM data_version"
"""Each unit of work begins with it; the page's is the last one of a run."""


def statements_of_page(app: AppTest) -> list[str]:
    """The reads of one run of the page with an empty cache, the first of which asks for the data's version."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            asked.append(statement)

    ui_store.forget_answers()
    event.listen(get_engine(), "before_cursor_execute", note)
    app.run()
    event.remove(get_engine(), "before_cursor_execute", note)
    last = max(place for place, statement in enumerate(asked) if statement.startswith(_BEGINS))
    return asked[last:]
