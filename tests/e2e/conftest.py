"""One browser for the run, and pages that remember what went wrong in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.serving import Server, chromium, serving

NOON = "2026-11-24T12:00:00"
OpenTab = Callable[..., Page]


@pytest.fixture
def backend() -> str:
    """Journeys run on the embedded database, as a store starts."""
    return "sqlite"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The installed Chromium."""
    with sync_playwright() as playwright:
        opened = chromium(playwright)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo store at noon."""
    folder: Path = tmp_path_factory.mktemp("server")
    with serving(folder, now=NOON) as running:
        yield running


@pytest.fixture
def open_tab(browser: Browser) -> Iterator[OpenTab]:
    """Open a tab of a size and language; `page.problems` collects console errors and failed requests."""
    contexts = []

    def open_it(
        size: tuple[int, int] = (1180, 820),
        language: str = "zh-CN",
        theme: str = "light",
        touch: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=language,
            color_scheme=theme,
            has_touch=touch,
        )
        contexts.append(context)
        page = context.new_page()
        problems: list[str] = []
        page.on("console", lambda entry: problems.append(entry.text) if entry.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.problems = problems
        return page

    yield open_it
    for context in contexts:
        context.close()
