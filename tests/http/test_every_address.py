"""Cell by cell: each address of the server against nobody, each role, a screen's link and a token (Rule X2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from sqlalchemy.orm import Session
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from salesops import http
from salesops.access import accounts, sessions, stores, tokens
from salesops.access.actors import Actor, actor_of_staff, system_actor
from salesops.access.permissions import PAGES
from salesops.access.sessions import SignedIn
from salesops.db import unit_of_work
from salesops.http.gate import is_open
from salesops.models.enums import Role
from tests.access.doors import ADDRESSES
from tests.builders import NOON, a_staff

PASSWORD = "correct horse"
VISITORS = ("nobody", *(role.value for role in Role), "token", "revoked link")
SIGNED_IN = frozenset(role.value for role in Role)
OPEN = {"/healthz": 200, "/readyz": 200, "/login": 200, "/logout": 303, "/device/made-up": 303}
"""What answers everybody alike, and how."""


@pytest.fixture
def backend() -> str:
    """Who may is proven on both databases by the stages; here the doors are tried."""
    return "sqlite"


async def _page(_request: object) -> PlainTextResponse:
    return PlainTextResponse("inside")


@pytest.fixture
def visitors(database: str, freeze: Callable[[str], object]) -> Mapping[str, Mapping[str, str]]:
    """The headers that each kind of visitor comes with."""
    freeze(NOON.isoformat())
    with unit_of_work.writing() as session:
        store_id = stores.new_store(session, now=NOON, code="S1", name="Store")
        boss = system_actor(session, store_id)
        known = {role.value: _cookie(session, boss, role) for role in Role if role is not Role.WALL}
        link = tokens.new_device_link(session, boss, now=NOON, name="Screen")
        gone = tokens.new_device_link(session, boss, now=NOON, name="Sold")
        tokens.revoke_device_link(session, boss, now=NOON, link_id=tokens.device_links(session, boss)[0].id)
        token = tokens.new_api_token(session, boss, now=NOON, name="Site")
    known |= {Role.WALL.value: link, "revoked link": gone}
    headers = {name: {"cookie": f"{sessions.COOKIE}={secret}"} for name, secret in known.items()}
    return headers | {"nobody": {}, "token": {"authorization": f"Bearer {token}"}}


def _cookie(session: Session, boss: Actor, role: Role) -> str:
    person = a_staff(session, boss.store_id, name=role.value, role=role)
    accounts.add_account(
        session,
        boss,
        now=NOON,
        username=role.value,
        staff_id=person.id,
        password=PASSWORD,
    )
    entered = sessions.sign_in(session, now=NOON, username=role.value, password=PASSWORD)
    assert isinstance(entered, SignedIn)
    assert entered.actor == actor_of_staff(session, person.id)
    return entered.secret


@pytest.fixture
def server() -> TestClient:
    """The server's doors, with a page behind every address of the contract."""
    pages = [Route(f"/{name}", _page) for name in (*PAGES, "_stcore/upload_file", "media/export.xlsx")]
    return TestClient(
        Starlette(routes=[*http.routes, *pages], middleware=http.middleware), follow_redirects=False
    )


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_address_answers_each_visitor_as_written(
    server: TestClient, visitors: Mapping[str, Mapping[str, str]], visitor: str
) -> None:
    """Pages, uploads and handed-out files only for who is signed in; which pages, the frame decides by role."""
    server.headers.update(visitors[visitor])
    for name in (*PAGES, "_stcore/upload_file", "media/export.xlsx"):
        answer = server.get(f"/{name}")
        assert answer.status_code == (200 if visitor in SIGNED_IN else 303), name
    answer = server.post("/api/v1/leads", json={"name": "Zhang San", "phone": "13800138000"})
    assert answer.status_code == (200 if visitor == "token" else 401)
    for path, status in OPEN.items():
        assert server.get(path).status_code == status, path


def test_no_address_is_left_out() -> None:
    """A new route is added to tests/access/doors.py and to this test."""
    known = {path.replace("made-up", "{secret}") for path in OPEN} | {"/api/v1/leads"}
    assert {route.path for route in http.routes} == known == ADDRESSES.keys()


@pytest.mark.parametrize(
    "path",
    ["/metrics", "/_stcore/metrics", "/_stcore/host-config", "/_stcore/stream", "/_stcore/bidi-components/x",
     "/component/x", "/auth/login", "/oauth2callback", "/_stcore/agent/v1", "/a-page-to-come"],
)  # fmt: skip
def test_what_nobody_wrote_down_is_shut(path: str) -> None:
    """Rule X2: Streamlit's own addresses, and one that a later version brings, ask for a sign-in."""
    assert not is_open(path)
