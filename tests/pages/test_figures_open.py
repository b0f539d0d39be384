"""Every figure on a page opens to its rows and says what it means (Rule X7)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from salesops.kpi.registry import FIGURES
from tests.builders import StoreFixture
from tests.pages.conftest import OpenPage

PAGES = Path(__file__).resolve().parents[2] / "pages"
NO_FIGURES = {"meeting_rota"}
"""Cards that show a name, large enough for a projector."""


def _calls(file: Path, name: str) -> Iterator[ast.Call]:
    for call in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(call, ast.Call) and name in (
            getattr(call.func, "id", ""),
            getattr(call.func, "attr", ""),
        ):
            yield call


def test_every_card_has_rows_and_a_definition() -> None:
    lacking = []
    for file in PAGES.rglob("*.py"):
        for card in _calls(file, "Card") if file.stem not in NO_FIGURES else ():
            given = {each.arg for each in card.keywords}
            if "help" not in given or not given & {"opens", "behind"}:
                lacking.append(f"{file.name}:{card.lineno}")
    assert lacking == []


def test_numbers_stand_in_cards_only() -> None:
    """Streamlit's own metric opens to nothing."""
    past = [file.name for file in PAGES.rglob("*.py") if any(_calls(file, "metric"))]
    assert past == ["figures.py"]


def test_rows_come_with_the_definition() -> None:
    lacking = [
        f"{file.name}:{call.lineno}"
        for file in PAGES.rglob("*.py")
        for call in _calls(file, "rows_dialog")
        if "definition" not in {each.arg for each in call.keywords}
    ]
    assert lacking == []


def test_a_figure_opens_to_what_it_counts(demo: StoreFixture, open_page: OpenPage) -> None:
    app = open_page("home")
    app.button(key="home.day.visits.rows").click().run()
    assert not app.exception
    assert FIGURES["visits"].formula in [each.value.replace("\\", "") for each in app.markdown]
