"""Driving the pages as a person does: find things by the key they carry, press, type, choose."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.serving import settle


def keyed(page: Page, key: str) -> Locator:
    """The element with a widget key."""
    return page.locator(f".st-key-{re.sub(r'[^a-zA-Z0-9_-]', '-', key)}")


def keyed_like(page: Page, start: str) -> Locator:
    """The elements whose widget key begins so."""
    return page.locator(f"[class*='st-key-{re.sub(r'[^a-zA-Z0-9_-]', '-', start)}']")


def visit(page: Page, url: str) -> None:
    """Open an address and wait until it is drawn."""
    page.goto(url)
    settle(page)
    expect(page.locator("[data-testid='stException']")).to_have_count(0)


def press(page: Page, key: str) -> None:
    """Press the button with a key, and wait for what comes of it."""
    press_in(page, keyed(page, key).first)


def key(page: Page, name: str) -> None:
    """Press a key of the keyboard, and wait for what comes of it."""
    page.keyboard.press(name)
    page.wait_for_timeout(300)
    settle(page)


def press_in(page: Page, place: Locator) -> None:
    """Press the first button in a place."""
    place.locator("button").first.click()
    page.wait_for_timeout(250)
    settle(page)


def enter(page: Page, key: str, words: str) -> None:
    """Type into the field with a key."""
    field = keyed(page, key).locator("input, textarea").first
    field.fill(words)
    field.press("Tab")
    settle(page)


def choose(page: Page, key: str, words: str, *, exact: bool = True) -> None:
    """Tap one of the pills or segments with a key."""
    keyed(page, key).get_by_role("button", name=words, exact=exact).or_(
        keyed(page, key).get_by_role("radio", name=words, exact=exact)
    ).first.click()
    page.wait_for_timeout(250)
    settle(page)


def pick(page: Page, key: str, words: str) -> None:
    """Choose from the list with a key the first line that holds the words."""
    keyed(page, key).locator("input").first.click()
    page.get_by_role("option").filter(has_text=words).first.click()
    settle(page)


def says(page: Page, words: str | re.Pattern[str]) -> None:
    """The page shows these words."""
    expect(page.get_by_text(words).first).to_be_visible(timeout=15_000)
