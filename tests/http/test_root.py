"""The page that loads the application knows its root, however it is asked for."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from salesops.http.root import Root

PAGE = "<html><head></head><body>" + "x" * 2000 + "</body></html>"


async def _html(_request: object) -> HTMLResponse:
    return HTMLResponse(PAGE)


async def _text(_request: object) -> PlainTextResponse:
    return PlainTextResponse(PAGE)


@pytest.fixture
def client() -> TestClient:
    """A server that packs its answers."""
    routes = [Route("/leads", _html), Route("/text", _text)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Root), Middleware(GZipMiddleware)]))


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_page_says_where_the_root_is(client: TestClient, encoding: str) -> None:
    answer = client.get("/leads", headers={"Accept": "text/html", "Accept-Encoding": encoding})
    assert "window.__streamlit=" in answer.text
    assert answer.text.endswith("</body></html>")


def test_what_is_no_page_is_left_alone(client: TestClient) -> None:
    assert client.get("/text", headers={"Accept": "text/html"}).text == PAGE
    assert client.get("/leads", headers={"Accept": "application/json"}).text == PAGE
