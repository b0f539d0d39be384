"""Briefing items: valid for a time, read by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed, NotFound
from salesops.meeting import queries
from salesops.meeting.operations.briefing import BadItem, Item, mark_read, retire_item, write_item
from salesops.models.enums import BriefingKind
from tests.builders import TODAY, StoreFixture, at

ITEM = Item(
    kind=BriefingKind.POLICY,
    title="Factory subsidy",
    body="¥3,000 a car",
    valid_from=TODAY,
    valid_until=TODAY + timedelta(days=2),
    talk_track="Only this week",
)


def written(session: Session, store: StoreFixture, **changes: object) -> int:
    item = replace(ITEM, **changes)  # type: ignore[arg-type]
    return write_item(session, store.manager, now=at(8), item=item)


def titles(session: Session, store: StoreFixture, *, in_days: int = 0) -> list[str]:
    day = TODAY + timedelta(days=in_days)
    return [row.title for row in queries.briefing(session, store.senior, day=day)]


def test_an_expired_item_leaves_by_itself(session: Session, store: StoreFixture) -> None:
    """Rule M7."""
    written(session, store)
    assert titles(session, store) == titles(session, store, in_days=2) == ["Factory subsidy"]
    assert titles(session, store, in_days=3) == titles(session, store, in_days=-1) == []


def test_what_ends_first_comes_first(session: Session, store: StoreFixture) -> None:
    """Rule M7."""
    written(session, store)
    written(session, store, title="Rival", valid_until=TODAY)
    assert titles(session, store) == ["Rival", "Factory subsidy"]


def test_who_has_read_it_is_shown(session: Session, store: StoreFixture) -> None:
    """Rule M11."""
    item = written(session, store)
    assert mark_read(session, store.senior, now=at(9), item_id=item) is None
    mark_read(session, store.senior, now=at(10), item_id=item)
    (row,) = queries.briefing(session, store.senior, day=TODAY)
    assert (row.read_by, row.not_read_by, row.read_at) == (("Senior",), ("Supervisor", "Trainee"), at(9))


def test_a_check_question_is_answered(session: Session, store: StoreFixture) -> None:
    """Rule M11: optional; a wrong answer can be bettered."""
    item = written(session, store, question="How much?", answer="3000 yuan")
    assert mark_read(session, store.trainee, now=at(9), item_id=item, answer="5000") is False
    assert mark_read(session, store.trainee, now=at(9), item_id=item, answer=" 3000YUAN") is True
    assert queries.briefing(session, store.trainee, day=TODAY)[0].answered_right is True


def test_a_changed_text_is_read_again(session: Session, store: StoreFixture) -> None:
    """Rule M11."""
    item = written(session, store)
    mark_read(session, store.senior, now=at(9), item_id=item)
    write_item(session, store.manager, now=at(10), item=replace(ITEM, source="fax"), item_id=item)
    assert queries.briefing(session, store.senior, day=TODAY)[0].read_by == ("Senior",)
    write_item(session, store.manager, now=at(10), item=replace(ITEM, body="¥2,000 a car"), item_id=item)
    assert queries.briefing(session, store.senior, day=TODAY)[0].read_by == ()


def test_an_item_can_be_ended(session: Session, store: StoreFixture) -> None:
    item = written(session, store)
    retire_item(session, store.manager, now=at(12), item_id=item)
    assert titles(session, store) == []


@pytest.mark.parametrize(
    "change",
    [{"title": " "}, {"body": ""}, {"valid_until": TODAY - timedelta(days=1)}, {"question": "Why?"}],
)
def test_an_item_that_says_too_little_is_refused(
    session: Session, store: StoreFixture, change: dict[str, object]
) -> None:
    with pytest.raises(BadItem):
        written(session, store, **change)


def test_only_who_leads_writes(session: Session, store: StoreFixture) -> None:
    """Rule X2."""
    with pytest.raises(NotAllowed):
        write_item(session, store.senior, now=at(8), item=ITEM)
    with pytest.raises(NotFound):
        mark_read(session, store.senior, now=at(8), item_id=10_000)
