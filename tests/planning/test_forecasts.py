"""Forecasts are stated in the morning, each by oneself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed
from salesops.planning import queries
from salesops.planning.operations.forecasts import BadForecast, Expected, TooLate, state_forecast
from tests.builders import TODAY, StoreFixture, at

SOME = Expected(visits=3, orders=1, deliveries=0)


def stated(session: Session, store: StoreFixture) -> list[queries.ForecastRow]:
    return queries.forecasts(session, store.manager, start=TODAY, end=TODAY + timedelta(days=1))


def test_a_forecast_can_be_changed_until_ten(session: Session, store: StoreFixture) -> None:
    """Rule M10."""
    state_forecast(session, store.senior, now=at(9), expected=SOME)
    state_forecast(session, store.senior, now=at(9, 59), expected=Expected(visits=4, orders=1, deliveries=1))
    (row,) = stated(session, store)
    assert (row.staff, row.visits, row.deliveries, row.stated_at) == ("Senior", 4, 1, at(9, 59))


def test_after_ten_it_stands(session: Session, store: StoreFixture) -> None:
    """Rule M10."""
    state_forecast(session, store.senior, now=at(9), expected=SOME)
    with pytest.raises(TooLate):
        state_forecast(session, store.senior, now=at(10, 1), expected=SOME)


def test_a_late_first_forecast_is_taken_with_its_time(session: Session, store: StoreFixture) -> None:
    """Rule M10."""
    state_forecast(session, store.senior, now=at(11), expected=SOME)
    assert stated(session, store)[0].stated_at == at(11)


def test_a_supervisor_may_state_for_somebody_and_a_consultant_not(
    session: Session, store: StoreFixture
) -> None:
    """Rule X2."""
    state_forecast(session, store.supervisor, now=at(9), expected=SOME, staff_id=store.senior.staff_id)
    with pytest.raises(NotAllowed):
        state_forecast(session, store.trainee, now=at(9), expected=SOME, staff_id=store.senior.staff_id)
    with pytest.raises(NotAllowed):
        state_forecast(session, store.reception, now=at(9), expected=SOME)


def test_nothing_below_zero(session: Session, store: StoreFixture) -> None:
    with pytest.raises(BadForecast):
        state_forecast(session, store.senior, now=at(9), expected=Expected(visits=-1, orders=0, deliveries=0))
