"""Days away: noted once, by oneself or who leads (Rules M5, L4)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed, NotFound
from salesops.models.enums import AbsenceKind
from salesops.planning.operations.absences import Away, BadAbsence, add_absence, remove_absence
from salesops.planning.queries import absences
from tests.builders import NOON, TODAY, StoreFixture


def away(staff_id: int | None, *, start: int = 1, days: int = 3) -> Away:
    first = TODAY + timedelta(days=start)
    return Away(
        staff_id=staff_id or 0,
        kind=AbsenceKind.LEAVE,
        starts_on=first,
        ends_on=first + timedelta(days=days - 1),
    )


def test_days_away_are_noted_and_taken_back(session: Session, store: StoreFixture) -> None:
    """Rule M5."""
    noted = add_absence(session, store.supervisor, now=NOON, away=away(store.senior.staff_id))
    span = {"start": TODAY, "end": TODAY + timedelta(days=30)}
    assert [row.id for row in absences(session, store.manager, **span)] == [noted]
    remove_absence(session, store.senior, now=NOON, absence_id=noted)
    assert absences(session, store.manager, **span) == []
    with pytest.raises(NotFound):
        remove_absence(session, store.senior, now=NOON, absence_id=noted)


def test_the_same_days_are_not_noted_twice(session: Session, store: StoreFixture) -> None:
    add_absence(session, store.senior, now=NOON, away=away(store.senior.staff_id))
    with pytest.raises(BadAbsence):
        add_absence(session, store.senior, now=NOON, away=away(store.senior.staff_id, start=3))


def test_the_last_day_follows_the_first(session: Session, store: StoreFixture) -> None:
    with pytest.raises(BadAbsence):
        add_absence(session, store.senior, now=NOON, away=away(store.senior.staff_id, days=0))


def test_a_consultant_notes_only_his_own(session: Session, store: StoreFixture) -> None:
    """Rule X2."""
    with pytest.raises(NotAllowed):
        add_absence(session, store.senior, now=NOON, away=away(store.trainee.staff_id))
