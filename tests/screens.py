"""Takes a picture of every page in every size, language and theme: `python -m tests.screens` (into tmp/screens)."""

from __future__ import annotations

import argparse
import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from salesops.access.permissions import PAGES
from tests.e2e.serving import chromium, serving, settle

ROOT = Path(__file__).resolve().parents[1]
SIZES = {"wall": (1920, 1080), "tablet": (1180, 820), "upright": (820, 1180), "phone": (390, 844)}
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
THEMES = ("light", "dark")
KIOSK = "wall?embed=true&display=wall&look={theme}"
TALLEST = 6000


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One way of looking at the pages."""

    size: str
    language: str
    theme: str


def main() -> int:
    """Serve a demo store at a fixed moment and look at it; 1 when a page failed or was wider than the screen."""
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    looks = [
        Look(size=size, language=language, theme=theme)
        for size, language, theme in product(options.size, options.language, options.theme)
    ]
    found: list[str] = []
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(serving(folder, now=options.now)).url
        browser = chromium(stack.enter_context(sync_playwright()))
        for look in looks:
            found += _look_at(browser, url, look, options)
        browser.close()
    for problem in found:
        print(problem)
    print(f"{len(looks) * (len(options.page) + 1)} pictures in {options.out}, {len(found)} problems")
    return 1 if found else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.screens", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "tmp" / "screens", help="folder (ignored by git)")
    parser.add_argument(
        "--now", default="2026-11-24T14:10:00", help="the moment at which the store is looked at"
    )
    parser.add_argument("--role", default="manager", help="who looks")
    parser.add_argument("--page", nargs="+", default=sorted(PAGES), choices=sorted(PAGES))
    parser.add_argument("--size", nargs="+", default=list(SIZES), choices=list(SIZES))
    parser.add_argument("--language", nargs="+", default=list(LANGUAGES), choices=list(LANGUAGES))
    parser.add_argument("--theme", nargs="+", default=list(THEMES), choices=THEMES)
    return parser.parse_args()


def _look_at(browser: Browser, url: str, look: Look, options: argparse.Namespace) -> Iterator[str]:
    """Take the pictures of one way of looking; say what is wrong."""
    width, height = SIZES[look.size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale=LANGUAGES[look.language],
        color_scheme=look.theme,  # type: ignore[arg-type]
        has_touch=look.size != "wall",
    )
    page = context.new_page()
    addresses = {name: "" if name == "home" else name for name in options.page}
    addresses["kiosk"] = KIOSK.format(theme=look.theme)
    for name, address in addresses.items():
        picture = f"{name}-{look.size}-{look.language}-{look.theme}"
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{url}/{address}{'&' if '?' in address else '?'}as={options.role}")
        settle(page)
        page.wait_for_timeout(900)
        yield from (f"{picture}: {problem}" for problem in _problems(page, width))
        if name != "kiosk":
            page.set_viewport_size({"width": width, "height": _whole_height(page, height)})
            page.wait_for_timeout(300)
        page.screenshot(path=options.out / f"{picture}.png")
    context.close()


def _problems(page: Page, width: int) -> Iterator[str]:
    if page.locator("[data-testid='stException']").count():
        yield "shows a failure"
    drawn: int = page.evaluate("() => document.scrollingElement.scrollWidth")
    if drawn > width:
        yield f"is {drawn - width} px wider than the screen"


def _whole_height(page: Page, height: int) -> int:
    drawn: int = page.evaluate("() => document.querySelector(\"[data-testid='stMain']\")?.scrollHeight ?? 0")
    return min(max(drawn, height), TALLEST)


if __name__ == "__main__":
    raise SystemExit(main())
