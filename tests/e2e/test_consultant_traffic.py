"""What the server sends to a consultant: no cost, no floor, no profit, in no frame and no body (Rules I2, X2)."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page

from salesops.access.permissions import PAGES
from salesops.models.enums import Role
from tests.e2e.conftest import NOON, OpenTab
from tests.e2e.driving import choose, keyed_like, press, press_in, visit
from tests.e2e.serving import Server, fill, serving
from tests.e2e.traffic import Traffic, found_in

pytestmark = pytest.mark.e2e

VIEWS = {
    "intent": ("board", "reception", "drives", "prices", "saving", "orders", "experiences", "library"),
    "inventory": ("slow", "plans", "risk", "orders", "late", "cars"),
}
ENOUGH = {"intent": ("prices", "library"), "inventory": ("cars",)}
"""Where a manager meets every kind of figure."""
TELLING = (
    "UPDATE car_model SET floor_gross_profit = 1213759 + id * 100073, rebate = 1311737 + id * 79193",
    "UPDATE car_model SET purchase_cost = list_price - 1300000 - id * 130157",
    "UPDATE vehicle SET purchase_cost = purchase_cost / 100 * 100 - 1713 * id",
    "UPDATE gift SET cost = 1061737 + id * 13301",
    "UPDATE price_request SET gross_profit = 1713531 + id * 3137, floor = 913531 + id * 4139",
    "UPDATE sales_order SET gross_profit = 2713531 + id * 3137",
    "UPDATE data_version SET version = version + 1",
)
"""Figures that nothing else comes to by chance, odd to the fen."""
SECRETS = {
    "floor": "SELECT floor_gross_profit FROM car_model UNION SELECT floor FROM price_request",
    "rebate": "SELECT rebate FROM car_model",
    "cost of cars": "SELECT purchase_cost FROM car_model UNION SELECT purchase_cost FROM vehicle",
    "cost of gifts": "SELECT cost FROM gift",
    "profit": "SELECT gross_profit FROM price_request UNION SELECT gross_profit FROM sales_order",
}
QUIET = (
    "SELECT id FROM opportunity WHERE stage = 'driven' AND model_id IS NOT NULL "
    "AND id NOT IN (SELECT opportunity_id FROM price_request)"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo store at noon, with figures that can be told apart."""
    folder: Path = tmp_path_factory.mktemp("traffic")
    fill(folder, now=NOON)
    with serving(folder, now=NOON) as running:
        with closing(sqlite3.connect(folder / "store.db")) as database:
            for statement in TELLING:
                database.execute(statement)
            database.commit()
        yield running


def figures(server: Server, statement: str) -> list[int]:
    with closing(sqlite3.connect(server.log.parent / "store.db")) as database:
        return [row[0] for row in database.execute(statement)]


def received(server: Server, page: Page, role: Role, *, everywhere: bool) -> dict[str, set[int]]:
    """The secret figures that a person of this role gets while looking around and composing an offer."""
    traffic = Traffic.of(page)
    for name, views in (VIEWS if everywhere else ENOUGH).items():
        for view in views:
            visit(page, f"{server.url}/{name}?as={role.value}&view={view}")
    compose_an_offer(server, page, role)
    for name in sorted(PAGES) if everywhere else ():
        if role in PAGES[name] and name not in VIEWS:
            visit(page, f"{server.url}/{'' if name == 'home' else name}?as={role.value}")
    whole = traffic.received()
    assert len(traffic.frames) > 50
    return {name: found_in(whole, figures(server, statement)) for name, statement in SECRETS.items()}


def compose_an_offer(server: Server, page: Page, role: Role) -> None:
    """A discount on the desk of a customer whose price nobody has asked for yet."""
    visit(page, f"{server.url}/intent?as={role.value}")
    quiet = {str(number) for number in figures(server, QUIET)}
    for opener in keyed_like(page, "intent.board.open.").all():
        named = re.search(r"st-key-intent-board-open-(\d+)", opener.get_attribute("class") or "")
        if named is not None and named.group(1) in quiet:
            press_in(page, opener)
            choose(page, "intent.card.section", "Price")
            press(page, f"intent.desk.{named.group(1)}.quick.3000")
            return
    raise AssertionError("no customer on the board without a price request")


def test_a_consultant_s_browser_receives_no_cost_and_no_floor(server: Server, open_tab: OpenTab) -> None:
    """Rules I2 and X2: all pages that he may open, read frame by frame; the manager's session shows that it would be seen."""
    consultant = received(server, open_tab(language="en-GB"), Role.CONSULTANT, everywhere=True)
    assert consultant == {name: set() for name in SECRETS}
    manager = received(server, open_tab(language="en-GB"), Role.MANAGER, everywhere=False)
    assert all(manager[name] for name in ("floor", "cost of cars", "cost of gifts", "profit"))
