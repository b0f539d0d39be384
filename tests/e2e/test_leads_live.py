"""A lead that another system sends stands on the open page by itself, once (Rules L2, L3, L4, L7)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NOON, OpenTab
from tests.e2e.driving import enter, keyed_like, visit
from tests.e2e.knocking import sender_to
from tests.e2e.serving import Server

pytestmark = pytest.mark.e2e

LEAD = {"name": "欧阳听雨", "phone": "13600001234", "channel": "抖音", "horizon": "3天内", "model": "云驰 S5"}


def test_a_lead_over_http_appears_without_a_reload(server: Server, open_tab: OpenTab) -> None:
    portal = sender_to(server, now=NOON)
    page = open_tab(size=(1920, 1080))
    visit(page, f"{server.url}/leads?as=manager")
    line = page.get_by_text(LEAD["name"])
    assert portal.send(LEAD, key="wrong", token="wrong")[0] == 401
    status, answer = portal.send(LEAD, key="one")
    assert (status, "created" in answer) == (200, True)
    expect(line.first).to_be_visible(timeout=15_000)
    assert portal.send(LEAD, key="one") == (status, answer)
    assert portal.send(LEAD, key="two")[1].count("merged") == 1
    visit(page, f"{server.url}/leads?as=manager")
    enter(page, "leads.search", "ouyang")
    expect(keyed_like(page, "leads.found").first).to_be_visible()
    expect(page.get_by_text(re.compile("找到 ?1 ?条线索")).first).to_be_visible()
    assert page.problems == []
