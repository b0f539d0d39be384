"""Every list of every page leaves as a file, and none is drawn past the builders that see to it (Rules X3, X7)."""

from __future__ import annotations

import ast
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from pages._ui import nav
from pages._ui import store as ui_store
from salesops import demo
from salesops.db import unit_of_work
from salesops.meeting.rules.screens import Screen
from salesops.models import AuditEntry
from tests.builders import NOON
from tests.pages.conftest import MAIN, OpenPage

PAGES = Path(__file__).resolve().parents[2] / "pages"
DRAWS = {"dataframe", "table", "pager", "data_editor"}
OTHERWISE = {
    "settings_files": {
        "dataframe",
        "pager",
    },  # a file before it is taken in; rejected rows, handed out to be mended
    "settings_targets": {"data_editor"},
    "showroom_setup": {"data_editor"},
    "showroom_wall_inputs": {"data_editor"},
    "training_assess": {"data_editor"},
}
"""What is drawn without an export, and why not: forms that look like a table."""

VIEWS = {"settings": "section", "review": "part"}
FEWEST = 50
Files = dict[str, Callable[[], bytes]]


@pytest.fixture
def lived_in(session: Session, freeze: Callable[[str], object]) -> None:
    """The demo store after two weeks."""
    PagesManager.uses_pages_directory = False
    ui_store.forget_answers()
    freeze(NOON.isoformat())
    demo.fill(session, now=NOON, days=14, scale=0.3)
    session.commit()


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Files:
    """The files that the pages offer, by the key of the list."""
    found: Files = {}
    drawn = st.download_button

    def note(label: str, data: Any, **options: Any) -> bool:
        key = str(options.get("key"))
        if key.endswith(".export"):
            found[key.removesuffix(".export")] = data
        return drawn(label, data, **options)

    monkeypatch.setattr(st, "download_button", note)
    return found


def _calls(file: Path) -> Iterator[str]:
    for call in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            of = getattr(call.func.value, "id", "")
            if of in {"st", "ui"} and call.func.attr in DRAWS:
                yield call.func.attr


def test_lists_are_drawn_by_the_builders() -> None:
    """Which export them: tables.table, pick, work_list and work_rows, or tables.foot under lines drawn by hand."""
    files = [file for file in PAGES.rglob("*.py") if file.parent.name != "_ui"]
    past = {file.stem: set(_calls(file)) for file in files}
    assert {name: found for name, found in past.items() if found} == OTHERWISE


def test_what_is_listed_is_in_the_file(lived_in: None, offered: Files) -> None:
    """Rules X2, X3: asked for outside the page, with headings and lines, and an entry in the trail."""
    for page in (entry.name for entry in nav.ENTRIES):
        look_through(page)
    assert len(offered) >= FEWEST, sorted(offered)
    for key, made in offered.items():
        rows = list(load_workbook(io.BytesIO(made())).active.iter_rows(values_only=True))
        assert len(rows) > 1, key
        assert all(rows[0]), key
    with unit_of_work.reading() as looking:
        traces = looking.scalars(select(AuditEntry.after).where(AuditEntry.action == "export.file"))
        assert {trace["list"] for trace in traces if trace} == offered.keys()


def look_through(page: str) -> None:
    """Every view of a page, one after the other."""
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.query_params["lang"] = "en"
    app.run()
    if page != nav.HOME:
        app.switch_page(str(PAGES / f"{page}.py")).run()
    name = "screen" if page == "meeting" else f"{page}.{VIEWS.get(page, 'view')}"
    views = [each for each in app.segmented_control if each.key == name]
    wanted = list(Screen) if page == "meeting" else views[0].options if views else []
    for number in range(1, len(wanted)):
        if page == "meeting":
            app.query_params["screen"] = wanted[number]
            app.run()
        else:
            control = app.segmented_control(key=name)
            control.set_value(control.options[number]).run()
        assert not app.exception, (page, wanted[number], app.exception)


def test_a_consultant_is_offered_no_list(lived_in: None, open_page: OpenPage, offered: Files) -> None:
    """Rule X2: exports are for leading roles."""
    for page in ("leads", "intent"):
        open_page(page, role="consultant")
    assert not offered
