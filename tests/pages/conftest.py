"""What every page test starts from: the demo store behind the real shell, in one language or the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from pages._ui import store as ui_store
from salesops.core import i18n
from salesops.models import Store
from tests.builders import NOON, StoreFixture

ROOT = Path(__file__).resolve().parents[2]
MAIN = ROOT / "pages" / "_ui" / "main.py"

OpenPage = Callable[..., AppTest]


@pytest.fixture
def backend() -> str:
    """Pages are drawn on the embedded database; what they ask is proven on both elsewhere."""
    return "sqlite"


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The language of the interface: the test runs once in each (Rule X1)."""
    i18n.set_language(None)
    chosen: str = request.param
    return chosen


@pytest.fixture
def demo(session: Session, store: StoreFixture, freeze: Callable[[str], object]) -> StoreFixture:
    """The small store, opened as the demo store, with the clock held at noon (store time 12:00)."""
    row = session.get(Store, store.id)
    assert row is not None
    row.is_demo = True
    session.commit()
    freeze(NOON.isoformat())
    return store


@pytest.fixture
def open_page(demo: StoreFixture) -> OpenPage:
    """Open a page through the shell: `open_page("leads", language="zh", role="consultant")`.

    Rows that a test adds must be committed before (`session.commit()`).
    """

    def open_it(name: str = "", *, language: str = "en", role: str = "manager") -> AppTest:
        PagesManager.uses_pages_directory = False
        ui_store.forget_answers()
        app = AppTest.from_file(str(MAIN), default_timeout=30)
        app.query_params["lang"] = language
        app.query_params["as"] = role
        app.run()
        if name and name != "home":
            app.switch_page(str(ROOT / "pages" / f"{name}.py"))
            app.query_params["lang"] = language
            app.query_params["as"] = role
            app.run()
        assert not app.exception, app.exception
        return app

    return open_it
