"""The showroom screen: boards in turn, nothing personal, a delivery first (Rule U1)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from pages._ui import board
from salesops.access import policies
from salesops.models import BriefingItem, Target
from salesops.models.enums import BriefingKind, OrderStatus, Role
from salesops.planning.rules.wall import BOARDS
from tests.builders import NOON, TODAY, StoreFixture, a_customer, a_lead, a_visit, an_order
from tests.pages.conftest import OpenPage

TURN = timedelta(seconds=20)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[board.Board, board.Frame]]:
    """What the screen was told to show."""
    seen: list[tuple[board.Board, board.Frame]] = []
    monkeypatch.setattr(board, "show", lambda what, frame, *, key: seen.append((what, frame)))
    return seen


def all_boards(open_page: OpenPage, freeze: Any, shown: list[Any], **how: str) -> dict[str, board.Board]:
    """Every board of one full turn, by its place."""
    found = {}
    for turn in range(6):
        freeze((NOON + turn * TURN).isoformat())
        open_page("wall", **how)
        what, frame = shown[-1]
        found[str(frame.at)] = what
    return found


def test_every_board_comes_in_both_languages(
    open_page: OpenPage, freeze: Any, shown: list[Any], language: str
) -> None:
    """Rules U1, X1."""
    boards = all_boards(open_page, freeze, shown, language=language)
    assert len(boards) == 6
    titles = {what.title for what in boards.values()}
    assert ("今日进展" if language == "zh" else "The store today") in titles


def test_progress_stands_against_the_target(
    session: Session, demo: StoreFixture, open_page: OpenPage, freeze: Any, shown: list[Any]
) -> None:
    """Rule U1."""
    session.add(Target(store_id=demo.id, month=TODAY.replace(day=1), figure="visits", value=4))
    a_visit(session, demo)
    session.commit()
    boards = all_boards(open_page, freeze, shown)
    month = next(what for what in boards.values() if what.title == "This month")
    visits = month.tiles[0]
    assert (visits.value, visits.of, visits.share) == ("1", "/ 4", 0.25)


def test_the_store_chooses_its_boards(
    session: Session, demo: StoreFixture, open_page: OpenPage, freeze: Any, shown: list[Any]
) -> None:
    """Rule U1: what customers may know of policies, and no board that was switched off."""
    for title, public in (("Subsidy for hybrids", True), ("Floor of the month", False)):
        session.add(
            BriefingItem(
                store_id=demo.id,
                kind=BriefingKind.POLICY,
                title=title,
                body="",
                valid_from=TODAY,
                valid_until=TODAY,
                for_customers=public,
            )
        )
    off = {f"wall.show_{name}": False for name in BOARDS if name != "news"}
    policies.change_all(session, demo.manager, now=NOON, values=off)
    session.commit()
    open_page("wall")
    what, frame = shown[-1]
    assert ([row.label for row in what.rows], frame.boards) == (["Subsidy for hybrids"], 1)


def test_nothing_personal_is_shown(
    session: Session, demo: StoreFixture, open_page: OpenPage, freeze: Any, shown: list[Any]
) -> None:
    """Rule U1."""
    customer = a_customer(session, demo.id, name="Unmistakable Name")
    a_visit(session, demo, customer_id=customer.id, greeted_at=None, arrived_at=NOON - timedelta(minutes=3))
    a_lead(session, demo, customer_id=customer.id)
    an_order(session, demo, customer_id=customer.id, promised_on=TODAY)
    session.commit()
    boards = all_boards(open_page, freeze, shown)
    assert [len(what.rows) for what in boards.values() if what.rows] == [1, 1]
    assert "Unmistakable" not in str(boards)
    assert "¥" not in str(boards)


def test_a_fresh_delivery_is_celebrated_before_all_else(
    session: Session, demo: StoreFixture, open_page: OpenPage, shown: list[Any]
) -> None:
    """Rule U1."""
    an_order(
        session,
        demo,
        promised_on=TODAY,
        delivered_on=TODAY,
        delivered_at=NOON - timedelta(minutes=2),
        status=OrderStatus.DELIVERED,
    )
    session.commit()
    open_page("wall")
    what, frame = shown[-1]
    assert frame.boards == 1
    assert what.cheer is not None
    assert what.cheer.small == demo.model.name


def test_every_role_may_look_at_the_screen(open_page: OpenPage, shown: list[Any]) -> None:
    """Rule X2."""
    for role in Role:
        if role is not Role.WALL:
            open_page("wall", role=role.value)
    assert len(shown) == 4
