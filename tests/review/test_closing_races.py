"""Several people close or correct the same day at once: one closing, a chain of amendments, each refusal a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from sqlalchemy import select

from salesops.core.errors import SalesOpsError
from salesops.db import unit_of_work
from salesops.models import DayAmendment, DayReview
from salesops.review import queries
from salesops.review.operations.closing import Correction, amend_day, close_day
from tests.builders import TODAY, StoreFixture, a_store, a_visit, at

PEOPLE = 10
EVENING = at(17, 30)


@pytest.fixture
def house(database: str) -> StoreFixture:
    """A store that is saved, with a visit today, so that several connections see it."""
    with unit_of_work.writing() as session:
        store = a_store(session)
        a_visit(session, store, left_at=at(12))
        return store


def all_at_once(work: Callable[[int], object]) -> Counter[str]:
    """How everybody ended: 'done', or the sentence that refused."""

    def one(number: int) -> str:
        try:
            work(number)
        except SalesOpsError as refused:
            return refused.message.in_english()
        return "done"

    with ThreadPoolExecutor(PEOPLE) as pool:
        return Counter(pool.map(one, range(PEOPLE)))


def close(house: StoreFixture, number: int) -> None:
    with unit_of_work.writing(house.id) as session:
        close_day(session, (house.manager, house.supervisor)[number % 2], now=EVENING, note=str(number))


def test_ten_people_close_the_day_and_one_does(house: StoreFixture) -> None:
    """Rule R6: two people closing at once."""
    ended = all_at_once(lambda number: close(house, number))
    assert ended["done"] == 1
    assert all(sentence == "done" or "closed" in sentence for sentence in ended)
    with unit_of_work.reading() as session:
        (review,) = session.scalars(select(DayReview))
        assert review.figures["visits"]["value"] == 1


def test_corrections_at_once_make_one_chain(house: StoreFixture) -> None:
    """Rule R6: every amendment says what stood before it, and the last one stands."""
    close(house, 0)

    def correct(number: int) -> None:
        correction = Correction(figure="visits", after=number + 2, reason=f"paper {number}")
        with unit_of_work.writing(house.id) as session:
            amend_day(session, house.manager, now=at(18), day=TODAY, correction=correction)

    assert all_at_once(correct) == {"done": PEOPLE}
    with unit_of_work.reading() as session:
        rows = session.scalars(select(DayAmendment).order_by(DayAmendment.id)).all()
        assert rows[0].before == 1
        assert all(earlier.after == later.before for earlier, later in pairwise(rows))
        closed = queries.closed_day(session, house.manager, day=TODAY)
        assert closed is not None
        visits = next(figure for figure in closed.figures if figure.figure == "visits")
        assert (visits.frozen, visits.stands) == (1, rows[-1].after)
