"""Every page asks the database a fixed, small number of times, whatever the store holds."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from pages._ui import nav
from pages._ui import store as ui_store
from tests.builders import StoreFixture
from tests.kpi.random_store import RandomStore
from tests.pages.conftest import OpenPage
from tests.statements import asked_by_page, counts

MOST_OF_A_PAGE = 12
MOST_OF_A_RERUN = 6

EACH = pytest.mark.parametrize(
    "page", [entry.name for entry in nav.ENTRIES if nav.page_file(entry.name).is_file()]
)


@pytest.fixture
def asked() -> Iterator[list[tuple[bool, str]]]:
    """The statements that run, each with whether a page asked for it."""
    seen: list[tuple[bool, str]] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if counts(statement):
            seen.append((asked_by_page(), statement))

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def filled(session: Session, demo: StoreFixture) -> None:
    """A store in which something has happened."""
    RandomStore(session=session, store=demo, random=Random(5)).fill(30)
    session.commit()


@EACH
def test_a_page_with_nothing_cached(
    page: str, filled: None, open_page: OpenPage, asked: list[tuple[bool, str]]
) -> None:
    app = open_page(page)
    ui_store.forget_answers()
    asked.clear()
    app.run()
    own = [statement for mine, statement in asked if mine]
    assert len(own) <= MOST_OF_A_PAGE, "\n".join(own)


@EACH
def test_a_click_on_a_page_that_changes_nothing(
    page: str, filled: None, open_page: OpenPage, asked: list[tuple[bool, str]]
) -> None:
    app = open_page(page)
    app.run()
    asked.clear()
    app.run()
    assert len(asked) <= MOST_OF_A_RERUN, "\n".join(statement for _, statement in asked)
