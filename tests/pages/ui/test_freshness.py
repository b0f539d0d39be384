"""A page sees what was just written, by itself or by others, and asks no more often than that takes."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from pages._ui import store as ui_store
from pages._ui import viewer
from salesops.db import unit_of_work
from salesops.db.engine import get_engine
from salesops.models import Staff
from tests.builders import StoreFixture, a_staff
from tests.statements import statements


def page() -> None:
    """Counts the staff twice, each time in a unit of work of its own; a button hires somebody."""
    import streamlit as st

    from pages._ui import store, viewer
    from tests.pages.ui.test_freshness import hire, how_many

    viewer.enter()
    st.button("hire", on_click=lambda: store.run(hire))
    for place in ("first", "second"):
        with store.reading() as read:
            st.text(f"{place} {read(how_many)}")


def how_many(session: Session, viewer: object) -> int:
    return session.query(Staff).count()


def hire(session: Session, actor: object, *, now: object) -> None:
    a_staff(session, 1)


@pytest.fixture
def app(demo: StoreFixture) -> AppTest:
    ui_store.forget_answers()
    return AppTest.from_function(page, default_timeout=30).run()


def texts(app: AppTest) -> list[str]:
    assert not app.exception, app.exception
    return [each.value for each in app.text]


def test_what_the_page_wrote_is_seen_in_the_same_run(app: AppTest) -> None:
    before = int(texts(app)[0].split()[1])
    app.button[0].click().run()
    assert texts(app) == [f"first {before + 1}", f"second {before + 1}"]


def test_what_somebody_else_wrote_is_seen_in_the_next_run(app: AppTest) -> None:
    before = int(texts(app)[0].split()[1])
    with unit_of_work.writing(1) as session:
        a_staff(session, 1)
    assert texts(app.run()) == [f"first {before + 1}", f"second {before + 1}"]


def test_a_run_that_changes_nothing_asks_once(app: AppTest) -> None:
    with statements(get_engine()) as asked:
        app.run()
    assert len(asked) == 1


def test_the_mark_is_dropped_when_something_is_written(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, object] = {"viewing": object(), "viewing.checked": 0.0}
    monkeypatch.setattr(viewer.state, "run_cache", lambda: kept)
    viewer.look_again()
    assert viewer.lately() is None
