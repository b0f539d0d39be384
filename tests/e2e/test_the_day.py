"""The store's day in a browser: from the morning meeting to the next morning's (Rules M9, R3, R6)."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenTab
from tests.e2e.driving import choose, enter, key, keyed, keyed_like, press, press_in, says, visit
from tests.e2e.serving import Server, serving, settle

pytestmark = pytest.mark.e2e

DAY, NEXT_DAY = "2026-11-24", "2026-11-25"
At = Callable[[str], AbstractContextManager[Server]]


def test_the_day_runs_and_comes_back_the_next_morning(tmp_path: Path, open_tab: OpenTab) -> None:
    """One database, one store; the clock is moved on between the hours by starting the server anew."""

    def at(moment: str) -> AbstractContextManager[Server]:
        return serving(tmp_path, now=moment, SALESOPS_LANG="en")

    for hour, act in (
        (f"{DAY}T08:45:00", hold_the_meeting),
        (f"{DAY}T09:40:00", touch_a_lead),
        (f"{DAY}T11:00:00", lead_a_customer_to_the_signature),
        (f"{DAY}T15:10:00", inspect_the_showroom),
        (f"{DAY}T15:45:00", start_a_digestion_plan),
        (f"{DAY}T17:30:00", review_and_close),
        (f"{DAY}T20:30:00", care_for_an_owner),
        (f"{NEXT_DAY}T08:45:00", find_it_in_the_next_meeting),
    ):
        with at(hour) as server:
            page = open_tab(language="en-GB")
            act(page, server.url)
            assert page.problems == [], hour
            page.context.close()


def hold_the_meeting(page: Page, url: str) -> None:
    """Rule M9: without a mouse, from the first screen to the minutes."""
    visit(page, f"{url}/meeting")
    expect(keyed(page, "meeting.decision").locator("input")).to_be_visible()  # the last of the page
    for title in ("Why traffic is as it is", "Lost cases", "From last evening's review", "Today's must-do"):
        key(page, "ArrowRight")
        expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    key(page, "d")
    page.keyboard.type("Everybody calls two customers before ten")  # letters that are keys elsewhere
    key(page, "Enter")
    says(page, "Everybody calls two customers before ten")
    expect(keyed(page, "meeting.decision").locator("input")).to_have_value("")
    key(page, "Escape")
    key(page, "e")
    says(page, "Meeting held")
    says(page, "2 decisions were made.")  # with the one that the store's story brings


def touch_a_lead(page: Page, url: str) -> None:
    visit(page, f"{url}/leads")
    press_in(page, keyed_like(page, "leads.first.more").first)
    press_in(page, keyed_like(page, "leads.card.").filter(has_text="Save touch").last)
    says(page, "recorded")


def lead_a_customer_to_the_signature(page: Page, url: str) -> None:
    visit(page, f"{url}/intent?as=consultant")
    customer = keyed_like(page, "intent.board.open.").first
    opened = re.search(r"st-key-intent-board-open-(\d+)", customer.get_attribute("class") or "")
    assert opened is not None
    deal = opened.group(1)
    press_in(page, customer)
    choose(page, "intent.card.section", "Price")
    press(page, f"intent.desk.{deal}.quick.5000")
    enter(page, f"intent.desk.{deal}.words", "Pays a deposit today")
    press(page, f"intent.desk.{deal}.ask")
    for role in ("supervisor", "manager"):
        visit(page, f"{url}/intent?as={role}&view=prices")
        decide_prices(page)
    visit(page, f"{url}/intent?as=manager&view=drives")
    book_a_drive(page)
    visit(page, f"{url}/intent?as=consultant")
    press(page, f"intent.board.open.{deal}")
    choose(page, "intent.card.section", "Order")
    says(page, "As granted, holds until")
    press(page, f"intent.sign.{deal}.save")
    visit(page, f"{url}/intent?as=consultant&view=orders")


def decide_prices(page: Page) -> None:
    """Grant or pass up every price that waits and needs no further reason."""
    for _ in range(keyed_like(page, "intent.approve.").count()):
        press_in(page, keyed_like(page, "intent.approve.").first)


def book_a_drive(page: Page) -> None:
    keyed_like(page, "intent.free.").first.locator("button").last.click()
    page.wait_for_timeout(400)
    settle(page)
    keyed(page, "intent.book.customer").locator("input").first.click()
    page.get_by_role("option").first.click()
    settle(page)
    press(page, "intent.book.save")
    expect(keyed(page, "intent.book.save")).to_have_count(0)


def inspect_the_showroom(page: Page, url: str) -> None:
    visit(page, f"{url}/showroom?view=round")
    press(page, "showroom.start")
    areas = (
        keyed(page, "showroom.area").get_by_role("radio").or_(keyed(page, "showroom.area").locator("button"))
    )
    for area in range(areas.count()):
        areas.nth(area).click()
        page.wait_for_timeout(300)
        settle(page)
        checks = keyed_like(page, "showroom.check.")
        for at in range(checks.count()):
            checks.nth(at).get_by_text("Pass", exact=True).first.click()
            page.wait_for_timeout(300)
            settle(page)
    press(page, "showroom.finish")
    says(page, re.compile("finished a round|round is finished", re.IGNORECASE))


def start_a_digestion_plan(page: Page, url: str) -> None:
    visit(page, f"{url}/inventory?view=plans")
    press(page, "inventory.new_plan")
    enter(page, "inventory.compose.title", "Three years of service")
    enter(page, "inventory.compose.offer", "Six basic services within three years")
    press(page, "inventory.compose.save")
    says(page, "Three years of service")


def review_and_close(page: Page, url: str) -> None:
    visit(page, f"{url}/review?part=problems")
    page.get_by_role("button", name="Go along tomorrow").first.click()
    page.wait_for_timeout(400)
    press_in(page, keyed_like(page, "review.shadow.").filter(has_text="Put on the calendar").last)
    says(page, "calendar")
    visit(page, f"{url}/review?part=tomorrow")
    press(page, "review.tomorrow.write")
    says(page, "Written for tomorrow's meeting")
    page.get_by_role("button", name="Reserve", exact=True).click()
    says(page, "Reserved")
    visit(page, f"{url}/review?part=closing")
    enter(page, "review.carry.reason", "The customer asked for tomorrow")
    press(page, "review.carry.all")
    press(page, "review.close")
    says(page, "closed")


def care_for_an_owner(page: Page, url: str) -> None:
    visit(page, f"{url}/care")
    expect(keyed(page, "care.view")).to_be_visible()


def find_it_in_the_next_meeting(page: Page, url: str) -> None:
    visit(page, f"{url}/meeting?screen=evening")
    for words in ("targets raised", "Shadowing", "Test-drive car"):
        says(page, words)
    press(page, "meeting.next")
