"""Units of work of a page: reads are shared until somebody writes, refusals become sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from pages._ui import state, store, viewer
from salesops.access.actors import Actor
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import N_
from salesops.models.enums import Role
from tests.builders import StoreFixture


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the actions left to say."""
    heard: list[tuple[str, str]] = []
    monkeypatch.setattr(state, "tell", lambda kind, sentence: heard.append((kind.value, sentence)))
    return heard


@pytest.fixture
def as_manager(monkeypatch: pytest.MonkeyPatch, session: Session, store_id: int) -> Iterator[Actor]:
    """The manager looks, without a browser."""
    actor = Actor(
        store_id=store_id, staff_id=None, role=Role.MANAGER, name="M", zone=ZoneInfo("Asia/Shanghai")
    )

    def look(opened: Session) -> viewer.Viewing:
        version = store.unit_of_work.data_version(opened, store_id)
        return viewer.Viewing(
            actor=actor, version=version, store_name="T", is_demo=True, asked=("", "", "", None)
        )

    monkeypatch.setattr(viewer, "refresh", look)
    monkeypatch.setattr(viewer, "actor", lambda: actor)
    store.forget_answers()
    yield actor
    store.forget_answers()


@pytest.fixture
def store_id(session: Session, store: StoreFixture) -> int:
    session.commit()
    return store.id


calls: list[str] = []


def names(session: Session, viewer: Actor, *, begins: str = "") -> list[str]:
    """A query that counts its calls."""
    calls.append(begins)
    rows = session.execute(
        text("SELECT name FROM staff WHERE name LIKE :begins ORDER BY name"), {"begins": f"{begins}%"}
    )
    return [row.name for row in rows]


def rename(session: Session, actor: Actor, *, now: datetime, name: str) -> str:
    """An operation."""
    if not name:
        raise SalesOpsError(N_("There is no telephone number."))
    session.execute(text("UPDATE staff SET name = :name WHERE role = 'manager'"), {"name": name})
    return name


def test_a_read_is_shared_until_somebody_writes(as_manager: Actor, said: list[tuple[str, str]]) -> None:
    calls.clear()
    for _round in range(3):
        with store.reading() as read:
            read(names, begins="M")
    assert len(calls) == 1
    store.run(rename, name="Meier")
    with store.reading() as read:
        assert read(names, begins="M") == ["Meier"]
    assert len(calls) == 2


def test_a_page_cannot_change_what_another_sees(as_manager: Actor) -> None:
    with store.reading() as read:
        read(names).clear()
        assert read(names)


def test_what_an_action_did_is_said(as_manager: Actor, said: list[tuple[str, str]]) -> None:
    assert store.run(rename, name="Meier", done=lambda name: f"Now {name}.") == "Meier"
    assert said == [("done", "Now Meier.")]


def test_a_refusal_is_a_sentence_and_saves_nothing(as_manager: Actor, said: list[tuple[str, str]]) -> None:
    assert store.run(rename, name="", done="Never said.") is None
    assert said == [("refused", "There is no telephone number.")]
