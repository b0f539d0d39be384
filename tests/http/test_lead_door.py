"""POST /api/v1/leads: created, merged or rejected, and harmless when repeated (Rule L7)."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from salesops import http
from salesops.access import stores, tokens
from salesops.access.actors import system_actor
from salesops.db import unit_of_work
from salesops.http.api import MOST_BYTES
from salesops.http.pace import Pace
from salesops.models import ImportRun, Lead, QuarantineRow
from tests.builders import NOON

ADDRESS = "/api/v1/leads"
LEAD = {"name": "张三", "phone": "13812345678", "channel": "官网"}
ADF = """<?ADF VERSION "1.0"?><adf><prospect><customer><contact><name>Li</name><phone>13912345678</phone></contact>
</customer></prospect><prospect/></adf>"""


@pytest.fixture
def client(database: str, freeze: object) -> TestClient:
    """The server with a store and its token."""
    freeze(NOON.isoformat())  # type: ignore[operator]
    with unit_of_work.writing() as session:
        store_id = stores.new_store(session, now=NOON, code="S1", name="Store")
        secret = tokens.new_api_token(session, system_actor(session, store_id), now=NOON, name="Website")
    app = Starlette(routes=http.routes, middleware=http.middleware)
    return TestClient(app, headers={"Authorization": f"Bearer {secret}"})


def _leads() -> int:
    with unit_of_work.reading() as session:
        return session.scalar(select(func.count()).select_from(Lead)) or 0


def test_a_lead_is_created_and_the_same_person_merges(client: TestClient) -> None:
    assert client.post(ADDRESS, json=LEAD).json() == {"results": [{"status": "created"}]}
    again = client.post(ADDRESS, json=[LEAD | {"channel": "抖音"}]).json()
    assert again == {"results": [{"status": "merged"}]}
    assert _leads() == 1


def test_each_lead_is_answered_for_itself(client: TestClient) -> None:
    answer = client.post(ADDRESS, json=[LEAD, {"name": "Nobody"}, LEAD | {"phone": "1.38E+10"}, {"odd": 1}])
    assert [each["status"] for each in answer.json()["results"]] == [
        "created",
        "rejected",
        "rejected",
        "rejected",
    ]
    assert all(each["reasons"] for each in answer.json()["results"][1:])
    assert _leads() == 1


def test_adf_is_taken(client: TestClient) -> None:
    answer = client.post(ADDRESS, content=ADF, headers={"Content-Type": "application/xml"})
    assert [each["status"] for each in answer.json()["results"]] == ["created", "rejected"]


def test_a_repeated_request_changes_nothing_and_answers_the_same(client: TestClient) -> None:
    headers = {"Idempotency-Key": "one"}
    first = client.post(ADDRESS, json=LEAD, headers=headers)
    assert client.post(ADDRESS, json=LEAD, headers=headers).json() == first.json()
    other = client.post(ADDRESS, json=LEAD | {"phone": "13912345678"}, headers=headers)
    assert other.status_code == 422
    assert _leads() == 1


@pytest.mark.parametrize("token", ["", "Basic abc", "Bearer wrong"])
def test_a_wrong_token_is_refused(client: TestClient, token: str) -> None:
    assert client.post(ADDRESS, json=LEAD, headers={"Authorization": token}).status_code == 401
    assert _leads() == 0


def test_a_revoked_token_is_refused(client: TestClient) -> None:
    with unit_of_work.writing() as session:
        actor = system_actor(session, stores.find_store(session, "S1"))
        tokens.revoke_api_token(session, actor, now=NOON, token_id=tokens.api_tokens(session, actor)[0].id)
    assert client.post(ADDRESS, json=LEAD).status_code == 401


BOMB = '<!DOCTYPE a [<!ENTITY x "y">]><adf><prospect>&x;</prospect></adf>'


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 400),
        ("[1]", "application/json", 400),
        ("<adf>", "application/xml", 400),
        (BOMB, "application/xml", 400),
        ("a=b", "text/plain", 415),
        ("x" * (MOST_BYTES + 1), "application/json", 413),
    ],
)
def test_what_is_no_request_is_refused_without_effect(
    client: TestClient, content: str, kind: str, status: int
) -> None:
    answer = client.post(ADDRESS, content=content, headers={"Content-Type": kind})
    assert (answer.status_code, bool(answer.json()["error"])) == (status, True)
    assert _leads() == 0


def test_what_was_rejected_waits_to_be_mended_and_waits_once(client: TestClient) -> None:
    for _ in range(2):
        client.post(ADDRESS, json=[LEAD, LEAD | {"phone": "1.38E+10"}, LEAD | {"request": "售后保养"}])
    with unit_of_work.reading() as session:
        rows = session.execute(select(QuarantineRow.row_no, QuarantineRow.cells)).all()
        counts = select(ImportRun.rows, ImportRun.created, ImportRun.merged, ImportRun.rejected)
        run = session.execute(counts).one()
    assert [row.row_no for row in rows] == [2, 3]
    assert rows[0].cells["phone"] == "1.38E+10"
    assert tuple(run) == (3, 1, 0, 2)


def test_a_sender_who_is_too_quick_is_told_when_to_come_again(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salesops.http.api._pace", Pace(at_once=1, per_second=0.1))
    assert client.post(ADDRESS, json=LEAD).status_code == 200
    refused = client.post(ADDRESS, json=LEAD | {"phone": "13912345678"})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "10")
    assert _leads() == 1
