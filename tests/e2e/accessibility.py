"""Asks axe-core what somebody with a screen reader, a keyboard or weak eyes could not use on a page."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page, expect

_FAILS = ("serious", "critical")
_LOOKS = 3
_ASK = """async () => {
    const found = await axe.run(document, { resultTypes: ["violations"] });
    return found.violations.flatMap(rule => rule.nodes.slice(0, 5).map(
        node => [rule.impact, `${rule.id}: ${node.html.slice(0, 160)} (${node.failureSummary.slice(0, 200)})`]));
}"""


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def barriers(page: Page) -> list[str]:
    """The serious and critical violations of the page as it stands; none when all is well."""
    page.wait_for_timeout(1100)  # what screen readers are told (http/root.py) is put in once a second
    unnamed = page.locator("button:empty:not([aria-label])")
    expect(unnamed).to_have_count(0, timeout=15_000)  # what own scripts draw is there
    page.evaluate(_axe())
    found: list[str] = []
    for _ in range(
        _LOOKS
    ):  # a chart that is drawn late gets its roles up to a second later; what stays is a barrier
        found = [text for impact, text in page.evaluate(_ASK) if impact in _FAILS]
        if not found:
            break
        page.wait_for_timeout(1500)
    return found
