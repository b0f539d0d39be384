"""Nothing without sign-in: the gate, the form, and the links of screens (Rule X2)."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from salesops import http
from salesops.access import accounts, sessions, stores, tokens
from salesops.access.actors import actor_of_staff
from salesops.core.settings import settings
from salesops.db import unit_of_work
from salesops.http.sign_in import local_path
from salesops.http.throttle import Tries
from salesops.models import Store
from salesops.models.enums import Role
from tests.builders import NOON, a_staff

PASSWORD = "correct horse"


async def _page(_request: object) -> PlainTextResponse:
    return PlainTextResponse("inside")


async def _stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("inside")
    await socket.close()


@pytest.fixture
def client(database: str, freeze: object) -> TestClient:
    """The server with a page and a websocket, and an account `boss` in a store of its own."""
    freeze(NOON.isoformat())  # type: ignore[operator]
    with unit_of_work.writing() as session:
        store_id = stores.new_store(session, now=NOON, code="S1", name="Store")
        boss = actor_of_staff(session, a_staff(session, store_id, name="Boss", role=Role.MANAGER).id)
        assert boss.staff_id is not None
        accounts.add_account(
            session, boss, now=NOON, username="boss", staff_id=boss.staff_id, password=PASSWORD
        )
        session.info["secret"] = tokens.new_device_link(session, boss, now=NOON, name="Screen")
        secret = session.info["secret"]
    routes = [*http.routes, Route("/leads", _page), WebSocketRoute("/_stcore/stream", _stream)]
    made = TestClient(Starlette(routes=routes, middleware=http.middleware), follow_redirects=False)
    made.screen_secret = secret  # type: ignore[attr-defined]
    return made


def _sign_in(client: TestClient, password: str = PASSWORD, target: str = "/leads") -> int:
    answer = client.post(f"/login?next={target}", data={"username": "boss", "password": password})
    return answer.status_code


def test_a_stranger_is_sent_to_the_form(client: TestClient) -> None:
    answer = client.get("/leads")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=/leads"


def test_a_strangers_websocket_never_opens(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream"):
        pass


def test_after_signing_in_pages_and_websocket_open(client: TestClient) -> None:
    assert _sign_in(client) == 303
    assert client.get("/leads").text == "inside"
    with client.websocket_connect("/_stcore/stream") as socket:
        assert socket.receive_text() == "inside"


def test_a_wrong_password_says_so_keeps_the_name_and_opens_nothing(client: TestClient) -> None:
    answer = client.post("/login", data={"username": "boss", "password": "nonsense"})
    assert answer.status_code == 401
    assert 'value="boss"' in answer.text
    assert client.get("/leads").status_code == 303


def test_one_address_cannot_try_name_after_name(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rule X2."""
    monkeypatch.setattr(
        import_module("salesops.http.sign_in"), "TRIES", Tries(most=3, within=timedelta(minutes=5))
    )
    for name in ("anna", "bob", "carl"):
        assert client.post("/login", data={"username": name, "password": "nonsense"}).status_code == 401
    assert _sign_in(client) == 429
    monkeypatch.setenv("SALESOPS_NOW", (NOON + timedelta(minutes=6)).isoformat())
    settings.cache_clear()
    assert _sign_in(client) == 303


def test_signing_out_closes_again(client: TestClient) -> None:
    _sign_in(client)
    client.get("/logout")
    assert client.get("/leads").status_code == 303


def test_the_cookie_is_out_of_reach_of_scripts(client: TestClient) -> None:
    answer = client.post("/login", data={"username": "boss", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/a\nb"]
)
def test_a_sign_in_never_leads_to_another_server(target: str) -> None:
    assert local_path(target) == "/"


def test_typed_names_are_text_in_the_form(client: TestClient) -> None:
    answer = client.post("/login", data={"username": '"><script>x</script>', "password": "x"})
    assert "<script>x" not in answer.text


def test_a_screens_link_opens_the_wall_until_it_is_revoked(client: TestClient) -> None:
    """Rule U1."""
    answer = client.get(f"/device/{client.screen_secret}")  # type: ignore[attr-defined]
    assert answer.headers["location"].startswith("/wall?")
    assert client.get("/leads").text == "inside"
    with unit_of_work.writing() as session:
        store_id = stores.find_store(session, "S1")
        boss = next(iter(session.query(Store).all()))
        assert boss.id == store_id
        manager = actor_of_staff(session, 1)
        tokens.revoke_device_link(
            session, manager, now=NOON, link_id=tokens.device_links(session, manager)[0].id
        )
    assert client.get("/leads").status_code == 303


def test_the_demo_store_is_open_to_all(client: TestClient) -> None:
    with unit_of_work.writing() as session:
        session.query(Store).update({"is_demo": True})
    assert client.get("/leads").text == "inside"


def test_health_needs_no_sign_in(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}


def test_the_cookie_has_one_name() -> None:
    assert sessions.COOKIE == "so_session"
