"""Measures the leads page as people feel it, in a browser: `python -m tests.bench.leads`.

Prints how long a lead sent over HTTP takes to stand on an open page, and how long a consultant needs to clear ten due
touches by clicking as fast as the page lets him.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.e2e.driving import keyed_like, visit
from tests.e2e.knocking import Sender, sender_to
from tests.e2e.serving import chromium, serving, settle

NOW = "2026-11-24T10:40:00"
TOUCHES, ARRIVALS = 10, 5


def main() -> int:
    """Measure and print; the figures are read by people."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), now=NOW, SALESOPS_LANG="en") as server,
        sync_playwright() as playwright,
    ):
        browser = chromium(playwright)
        page = browser.new_page(viewport={"width": 1180, "height": 820})
        print(f"{TOUCHES} due touches cleared in {_clear(page, server.url):.1f} s")
        visit(page, f"{server.url}/leads?as=manager")
        waits = [_arrival(page, sender_to(server, now=NOW), number) for number in range(ARRIVALS)]
        shown = ", ".join(f"{wait:.1f}" for wait in waits)
        print(f"leads over HTTP stood on the open page after {shown} s (longest {max(waits):.1f} s)")
        browser.close()
    return 0


def _clear(page: Page, url: str) -> float:
    """Seconds from the first click until the tenth touch is recorded."""
    visit(page, f"{url}/leads?as=consultant")
    started = time.perf_counter()
    for _ in range(TOUCHES):
        line = keyed_like(page, "leads.due.reached.").first
        line.wait_for(state="visible")
        key = (line.get_attribute("class") or "").partition("st-key-")[2].split()[0]
        line.locator("button").first.click()
        page.wait_for_selector(f".st-key-{key}", state="detached", timeout=20_000)
        settle(page)
    return time.perf_counter() - started


def _arrival(page: Page, portal: Sender, number: int) -> float:
    """Seconds from the request until the name can be read."""
    name = f"Passer-by {number}"
    started = time.perf_counter()
    status, answer = portal.send(
        {"name": name, "phone": f"1360000{number:04d}", "channel": "抖音"}, key=f"bench-{number}"
    )
    if status != 200:
        raise SystemExit(f"The lead was refused: {answer}")
    page.get_by_text(name).first.wait_for(state="visible", timeout=30_000)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
