"""Measures what a finger has to hit on a page, and whether something is cut off at the side (Rule U3)."""

from __future__ import annotations

from playwright.sync_api import Page

TARGET = 44
_ROUNDING = 0.5
_MEASURE = """least => {
    const fields = "[role=group], [data-testid=stTextInputRootElement], [data-testid=stNumberInputContainer], [data-testid=stDateInputField], label";
    const shown = element => element.offsetParent !== null && getComputedStyle(element).visibility !== "hidden";
    const found = [];
    for (const each of document.querySelectorAll("button, a[href], input, textarea, summary, [role=tab], [role=radio]")) {
        if (each.disabled || !shown(each) || each.closest(".js-plotly-plot, .hidden-dateinput-container, [data-testid=stFileUploaderDropzoneInput]")) continue;
        const box = (each.matches("input, textarea") && each.closest(fields) || each).getBoundingClientRect();
        if (box.width < 2 || box.height < 2 || box.right <= 0) continue;
        if (box.width < least || box.height < least)
            found.push(`${each.tagName} ${Math.round(box.width)}x${Math.round(box.height)} ${each.innerText || each.getAttribute("aria-label") || each.type}`);
    }
    return found;
}"""
_WIDER = """() => [...document.querySelectorAll("html, [data-testid=stMain], [data-testid=stMain] [data-testid=stButtonGroup] div")].some(
    place => place.scrollWidth > place.clientWidth + 1 && !["inline", "contents"].includes(getComputedStyle(place).display))"""


def too_small(page: Page) -> list[str]:
    """What stands on the page to be tapped and is narrower or lower than a finger needs."""
    found: list[str] = page.evaluate(_MEASURE, TARGET - _ROUNDING)
    return found


def sticks_out(page: Page) -> bool:
    """Whether the page is wider than the screen, or some of several choices are off its edge."""
    wider: bool = page.evaluate(_WIDER)
    return wider
