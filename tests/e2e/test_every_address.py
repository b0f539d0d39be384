"""Every address of the contract opens, in both languages, without an error."""

from __future__ import annotations

import json
import sqlite3
import urllib.request

import pytest
from playwright.sync_api import expect

from salesops.access.permissions import PAGES
from tests.e2e.accessibility import barriers
from tests.e2e.conftest import OpenTab
from tests.e2e.fingers import sticks_out, too_small
from tests.e2e.serving import Server, settle

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_opens_without_errors(server: Server, open_tab: OpenTab, name: str, language: str) -> None:
    """Rules X1, U3: complete in both languages, without barriers, and large enough for fingers.

    In one language by day and lying, in the other by night and upright on a tablet.
    """
    upright = language == "en-GB"
    size, theme = ((820, 1180), "dark") if upright else ((1180, 820), "light")
    page = open_tab(size=size, language=language, theme=theme, touch=upright)
    page.goto(f"{server.url}/{'' if name == 'home' else name}")
    settle(page)
    expect(page.locator("[data-testid='stException']")).to_have_count(0)
    expect(page.locator("[data-testid='stMain'] h1, [data-testid='stMain'] h2").first).to_be_visible()
    assert page.problems == []
    assert barriers(page) == []
    assert not sticks_out(page)
    if upright and name != "wall":
        assert too_small(page) == []


@pytest.mark.parametrize("name", ["", "leads", "intent"])
def test_a_consultant_works_on_the_telephone(server: Server, open_tab: OpenTab, name: str) -> None:
    """Rules U3, U4: with one thumb, nothing cut off, nothing that only a mouse could reach."""
    page = open_tab(size=(390, 844), touch=True)
    page.goto(f"{server.url}/{name}?as=consultant")
    settle(page)
    assert not sticks_out(page)
    assert too_small(page) == []


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("address", ["login", "wall?embed=true&display=wall"])
def test_the_form_and_the_screen_are_without_barriers(
    server: Server, open_tab: OpenTab, address: str, language: str
) -> None:
    """Rules X1, U1."""
    page = open_tab(language=language)
    page.goto(f"{server.url}/{address}")
    if address != "login":
        settle(page)
    assert barriers(page) == []


def test_nothing_personal_is_sent_to_the_screen(server: Server, open_tab: OpenTab) -> None:
    """Rule U1: not hidden by the page, but never on the wire."""
    page = open_tab(size=(1920, 1080))
    sent: list[bytes] = []

    def keep(frame: str | bytes) -> None:
        sent.append(frame if isinstance(frame, bytes) else frame.encode())

    page.on("websocket", lambda line: line.on("framereceived", keep))
    page.goto(f"{server.url}/wall?embed=true&display=wall")
    settle(page)
    page.wait_for_timeout(1000)
    wire = b"".join(sent)
    with sqlite3.connect(server.log.with_name("store.db")) as store:
        customers = store.execute("SELECT name, phone FROM customer WHERE phone IS NOT NULL").fetchall()
        staff = {name for (name,) in store.execute("SELECT name FROM staff")}
    names = {name for name, _phone in customers if len(name) > 2} - staff
    assert "今日".encode() in wire
    assert not [phone for _name, phone in customers if phone[-11:].encode() in wire]
    assert not [name for name in names if name.encode() in wire]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_answered_in_json(server: Server, path: str) -> None:
    with urllib.request.urlopen(server.url + path) as answer:
        assert "status" in json.load(answer)
