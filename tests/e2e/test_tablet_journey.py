"""A walk-in on a tablet held upright, from the door to the delivery date; the keyboard only for the name (Rules I1, I2, I6, T5)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import NOON, OpenTab
from tests.e2e.driving import choose, enter, keyed, keyed_like, press, press_in, says, visit
from tests.e2e.serving import Server, fill, serving

pytestmark = pytest.mark.e2e

UPRIGHT, PHONE = (820, 1180), (390, 844)
NAME = "Ouyang Test"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A small demo store at noon."""
    folder: Path = tmp_path_factory.mktemp("tablet")
    fill(folder, now=NOON)
    with serving(folder, now=NOON, SALESOPS_LANG="en") as running:
        yield running


def asked(server: Server, statement: str, *values: object) -> tuple[object, ...]:
    """The one row of a question to the store's database."""
    with closing(sqlite3.connect(server.log.parent / "store.db")) as database:
        [row] = database.execute(statement, values)
        return tuple(row)


def test_from_the_door_to_the_delivery_date(server: Server, open_tab: OpenTab) -> None:
    """Rules I1, I2, I6 and T5: each step is a tap on what the page offers."""
    tablet = open_tab(size=UPRIGHT, language="en-GB")
    staff = receive(tablet, server)
    (staff_id,) = asked(server, "SELECT id FROM staff WHERE name = ?", staff)
    lead_on(tablet, f"{server.url}/intent?as={staff_id}&view=reception", server)
    customer_id, deal = asked(
        server,
        "SELECT customer_id, opportunity.id FROM opportunity JOIN customer ON customer.id = customer_id "
        "WHERE customer.name = ?",
        NAME,
    )
    hear_and_answer(tablet, f"intent.feedback.{customer_id}")
    ask_for_a_price(tablet, f"intent.desk.{deal}")
    fits(tablet)
    (request,) = asked(server, "SELECT id FROM price_request WHERE opportunity_id = ?", deal)
    for role in ("supervisor", "manager"):
        decide_in_two_taps(open_tab(size=PHONE, language="en-GB"), f"{server.url}/?as={role}", request)
    sign(tablet, f"{server.url}/intent?as={staff_id}", deal)
    (order, promised) = asked(
        server, "SELECT id, promised_on FROM sales_order WHERE opportunity_id = ?", deal
    )
    assert promised
    reserve_the_day(tablet, f"{server.url}/intent?as={staff_id}&view=orders", order)
    assert asked(
        server, "SELECT at FROM appointment WHERE kind = 'delivery' AND customer_id = ?", customer_id
    )
    assert tablet.problems == []


def receive(page: Page, server: Server) -> str:
    """Reception notes who came, asked for whom, and that he was greeted; gives the consultant's name."""
    visit(page, f"{server.url}/intent?as=reception")
    press(page, "intent.arrival.new")
    choose(page, "intent.arrival.profile", "Family", exact=False)
    enter(page, "intent.arrival.name", NAME)
    options(page, "intent.arrival.model").first.click()
    asked_for = options(page, "intent.arrival.staff").last  # supervisors stand before the consultants
    staff = asked_for.inner_text()
    asked_for.click()
    press(page, "intent.arrival.save")
    says(page, "Arrival noted")
    press(page, f"intent.greet.{newest_visit(server)}")
    says(page, "Greeted")
    fits(page)
    return staff


def newest_visit(server: Server) -> object:
    return asked(server, "SELECT max(id) FROM visit")[0]


def options(page: Page, key: str) -> Locator:
    """The lines of a list, opened."""
    keyed(page, key).locator("input").first.click()
    return page.get_by_role("option")


def lead_on(page: Page, url: str, server: Server) -> None:
    """The next step; the card then opens where one asks what was liked."""
    visit(page, url)
    press(page, f"intent.visitor.step.{newest_visit(server)}")
    choose(page, "intent.visitor.near", "Tomorrow")
    press(page, "intent.visitor.save")
    expect(keyed(page, "intent.card.section")).to_be_visible(timeout=15_000)


def hear_and_answer(page: Page, form: str) -> None:
    """What held him back, the first solution of the library, and that it helped."""
    choose(page, f"{form}.liked", "Space", exact=False)
    choose(page, f"{form}.disliked", "Price", exact=False)
    press(page, f"{form}.save")
    press_in(page, keyed_like(page, "intent.offer.").first)
    press_in(page, keyed_like(page, "intent.helped.").first)
    says(page, "helped")


def ask_for_a_price(page: Page, desk: str) -> None:
    choose(page, "intent.card.section", "Price")
    press(page, f"{desk}.quick.5000")
    says(page, "Goes up to the")
    choose(page, f"{desk}.reason", "Signs today", exact=False)
    press(page, f"{desk}.ask")
    says(page, "Waits for")


def decide_in_two_taps(page: Page, url: str, request: object) -> None:
    """The alert stands on the page that happens to be open; a tap leads to the list, the next one decides."""
    visit(page, url)
    press(page, "shell.prices.decide")
    fits(page)
    press(page, f"intent.approve.{request}")
    expect(keyed(page, f"intent.approve.{request}")).to_have_count(0)
    assert page.problems == []


def sign(page: Page, url: str, deal: object) -> None:
    """At the granted price, with the first car of the list and the day that the page reckons."""
    visit(page, url)
    press(page, f"intent.board.open.{deal}")
    choose(page, "intent.card.section", "Order")
    says(page, "As granted, holds until")
    press(page, f"intent.sign.{deal}.save")
    says(page, "Order signed")


def reserve_the_day(page: Page, url: str, order: object) -> None:
    """The delivery date stands on the order; the ceremony is reserved for it."""
    visit(page, url)
    press(page, f"intent.order.open.{order}")
    says(page, "Promised for")
    page.get_by_text("Handover", exact=True).first.click()
    press(page, f"intent.handover.{order}.book")
    says(page, "Ceremony reserved for")


def fits(page: Page) -> None:
    """Nothing is cut off at the side."""
    wide = page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
    assert wide <= 0
