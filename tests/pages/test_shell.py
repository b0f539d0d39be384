"""The frame: who sees which page, whom the demo looks through, in which language (Rules X1, X2)."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from pages._ui import nav
from pages._ui.failure import show_calm_page
from salesops.access.permissions import PAGES
from salesops.core import i18n
from salesops.core.settings import settings
from salesops.models import Store
from salesops.models.enums import Role
from tests.builders import StoreFixture
from tests.pages.conftest import MAIN, ROOT, OpenPage


@pytest.mark.parametrize("role", list(Role))
def test_pages_of_other_roles_are_not_registered(role: Role) -> None:
    """Rule X2."""
    names = {entry.name for entry in nav.allowed(role)}
    assert names == {name for name, roles in PAGES.items() if role in roles and nav.page_file(name).is_file()}


def test_a_consultant_cannot_open_settings_by_its_address(open_page: OpenPage) -> None:
    """Rule X2."""
    app = open_page(role="consultant")
    with pytest.raises(ValueError, match="settings"):
        app.switch_page(str(ROOT / "pages" / "settings.py"))


def test_the_demo_can_be_looked_at_through_others(open_page: OpenPage) -> None:
    """Rule X6."""
    app = open_page()
    chooser = app.selectbox(key="shell.view_as")
    assert chooser.value
    trainee = next(option for option in chooser.options if "Trainee" in option)
    chooser.select(trainee).run()
    assert "Trainee" in app.selectbox(key="shell.view_as").format_func(
        app.selectbox(key="shell.view_as").value
    )


def test_the_language_can_be_switched(open_page: OpenPage) -> None:
    """Rule X1."""
    app = open_page(language="en")
    app.button_group(key="shell.language").set_value("zh").run()
    assert app.title[0].value == "11月24日 周二"


def test_the_language_of_the_first_address_holds_for_the_tab(open_page: OpenPage) -> None:
    """Rule X1: a link to another page carries no `?lang=`; a switch made meanwhile goes before it."""
    app = open_page(language="zh")
    app.query_params.clear()
    app.switch_page(str(ROOT / "pages" / "leads.py")).run()
    assert app.title[0].value == "潜在客户"
    assert app.query_params["lang"] == "zh"
    app.button_group(key="shell.language").set_value("en").run()
    app.query_params.clear()
    app.switch_page(str(ROOT / "pages" / "intent.py")).run()
    assert app.title[0].value == "Intent"


@pytest.mark.parametrize(("locale", "spoken"), [("zh-TW", "11月24日 周二"), ("de-DE", "Tue 24 Nov")])
def test_the_browser_decides_the_language(
    demo: StoreFixture, monkeypatch: pytest.MonkeyPatch, locale: str, spoken: str
) -> None:
    """Rule X1."""
    monkeypatch.setenv("SALESOPS_LANG", "auto")
    settings.cache_clear()
    i18n.set_language(None)
    app = AppTest.from_file(str(MAIN), default_timeout=30)
    app.context["locale"] = locale
    app.run()
    assert app.title[0].value == spoken


def test_without_sign_in_nothing_is_shown_outside_the_demo(
    session: Session, demo: StoreFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rule X2."""
    row = session.get(Store, demo.id)
    assert row is not None
    row.is_demo = False
    session.commit()
    app = AppTest.from_file(str(MAIN), default_timeout=30).run()
    assert not app.title
    assert app.info[0].value == "You are signed out. Sign in to go on."


def test_the_demo_store_asks_for_a_sign_in_when_the_demo_is_off(
    demo: StoreFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rule X2."""
    monkeypatch.setenv("SALESOPS_DEMO", "off")
    settings.cache_clear()
    app = AppTest.from_file(str(MAIN), default_timeout=30).run()
    assert not app.title


def test_a_failure_is_logged_under_the_number_that_is_shown(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("pages._ui.failure.st.error", lambda text, **_look: said.append(text))
    assert show_calm_page(RuntimeError("broken"))
    number = said[0].rsplit(" ", 1)[1]
    assert number in caplog.text
    assert "broken" in caplog.text
    assert "broken" not in said[0]


def test_an_unknown_wish_shows_the_manager(demo: StoreFixture, open_page: OpenPage) -> None:
    """Rule X6."""
    app = open_page(role="nobody")
    assert app.selectbox(key="shell.view_as").value == str(demo.manager.staff_id)
