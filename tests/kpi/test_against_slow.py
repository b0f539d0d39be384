"""Every figure equals a slow, plain recomputation from exported rows, however it is split (Rules M1, R1, L5, V1)."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy.orm import Session

from salesops.core.calendar import Period
from salesops.kpi.figures import Dimension
from salesops.kpi.measure import Measured, daily, measure, measure_many
from salesops.kpi.registry import FIGURES
from salesops.models.enums import Tier
from tests.builders import NOON, TODAY, StoreFixture, a_store
from tests.kpi.random_store import RandomStore
from tests.kpi.slow import Slow, exported

DAY = timedelta(days=1)
PERIODS = {
    "today": Period.day(TODAY),
    "a day": Period.day(TODAY - 9 * DAY),
    "month so far": Period.month_to_date(TODAY),
    "whole month": Period.month(TODAY),
    "long": Period.days(60, until=TODAY),
    "empty": Period.day(TODAY - 200 * DAY),
}
FIELDS = {
    Dimension.STAFF: "staff",
    Dimension.CHANNEL: "channel",
    Dimension.MODEL: "model",
    Dimension.TIER: "tier",
}


@pytest.fixture(params=range(4))
def drawn(request: pytest.FixtureRequest, session: Session, store: StoreFixture) -> RandomStore:
    """A random store beside another one, whose rows must not be counted."""
    other = RandomStore(session=session, store=a_store(session, code="OTHER"), random=Random(99))
    other.fill(10)
    made = RandomStore(session=session, store=store, random=Random(request.param))
    made.fill()
    return made


def agrees(measured: Measured, expected: Any) -> None:
    found = (measured.value, measured.numerator, measured.denominator)
    for mine, theirs in zip(found, expected, strict=True):
        if mine is None or theirs is None:
            assert found == expected, measured.figure
        else:
            assert float(mine) == pytest.approx(float(theirs), rel=1e-9), measured.figure


def test_figures_of_the_whole_store(session: Session, drawn: RandomStore) -> None:
    """Rules M1, R1."""
    slow = Slow(exported(session, drawn.store.id), NOON)
    found = measure_many(session, drawn.store.id, list(FIGURES), PERIODS, now=NOON)
    for name, period in PERIODS.items():
        for figure in FIGURES:
            agrees(found[name][None][figure], slow.figure(figure, period.start, period.end))


def test_figures_of_one_consultant(session: Session, drawn: RandomStore) -> None:
    """Rule M1."""
    tables = exported(session, drawn.store.id)
    for person in (drawn.store.senior.staff_id, drawn.store.trainee.staff_id):
        slow = Slow(tables, NOON, staff=person)
        found = measure_many(session, drawn.store.id, list(FIGURES), PERIODS, staff_id=person, now=NOON)
        for name, period in PERIODS.items():
            for figure in FIGURES:
                if Dimension.STAFF in FIGURES[figure].dimensions:
                    agrees(found[name][None][figure], slow.figure(figure, period.start, period.end))
                else:
                    assert found[name][None][figure].value is None


@pytest.mark.parametrize("by", FIELDS)
def test_figures_split(session: Session, drawn: RandomStore, by: Dimension) -> None:
    """Rules M1, L1, L5, V1: each part equals the store seen through that part; the whole stays the whole."""
    tables = exported(session, drawn.store.id)
    period = PERIODS["month so far"]
    found = measure(session, drawn.store.id, list(FIGURES), period, by=by, now=NOON)
    keys: dict[Dimension, list[Any]] = {
        Dimension.STAFF: [drawn.store.senior.staff_id, drawn.store.trainee.staff_id],
        Dimension.CHANNEL: [channel.id for channel in drawn.channels],
        Dimension.MODEL: [model.id for model in drawn.models],
        Dimension.TIER: list(Tier),
    }
    assert set(found) == {None, *keys[by]}
    for key in (None, *keys[by]):
        slow = Slow(tables, NOON, **{FIELDS[by]: key})
        for figure in FIGURES:
            if key is None or by in FIGURES[figure].dimensions:
                agrees(found[key][figure], slow.figure(figure, period.start, period.end))
            else:
                assert found[key][figure].value is None


def test_figures_of_each_day(session: Session, drawn: RandomStore) -> None:
    """Rule M1: a day without anything is there, with nothing."""
    slow = Slow(exported(session, drawn.store.id), NOON)
    period = Period.days(20, until=TODAY + DAY)
    found = daily(session, drawn.store.id, list(FIGURES), period, now=NOON)
    assert list(found) == list(period.dates())
    for day, figures in found.items():
        for figure in FIGURES:
            agrees(figures[figure], slow.figure(figure, day, day + DAY))
