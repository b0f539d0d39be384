"""Demand against stock and pipeline, with a probability (Rules V3, V5, V7)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from salesops.inventory import queries
from salesops.inventory.rules.ordering import Stakes, critical_ratio, suggest
from salesops.inventory.rules.policies import OrderingPolicy, SupplyPolicy
from salesops.inventory.rules.supply import (
    Demand,
    RiskLevel,
    Supply,
    chance_of_more,
    demand_of,
    enough_for,
    risk_of,
    spread_of,
)
from salesops.models.enums import Tier, VehicleKind, VehicleStatus
from tests.builders import NOON, TODAY, StoreFixture, a_lead, a_vehicle, an_order

POLICY = SupplyPolicy()
means = st.floats(0.05, 60)
spreads = st.floats(1.0, 4.0)


@pytest.mark.parametrize(("stock", "percent"), [(7, 40), (8, 27), (9, 17), (10, 9.9), (11, 5.3), (12, 2.7)])
def test_half_a_car_a_day_over_two_weeks(stock: int, percent: float) -> None:
    """Rule V3: the probability is stated; these were worked out by hand."""
    assert chance_of_more(stock, mean=7, spread=1, policy=POLICY) * 100 == pytest.approx(percent, abs=0.5)


def test_bursty_demand_runs_out_more_often() -> None:
    assert chance_of_more(9, mean=7, spread=1.6, policy=POLICY) == pytest.approx(0.21, abs=0.005)


@given(stock=st.integers(-5, 80), mean=means, spread=spreads)
def test_more_stock_never_raises_the_risk(stock: int, mean: float, spread: float) -> None:
    """Rule V3: probabilities fall with stock and rise with demand."""
    risk = chance_of_more(stock, mean=mean, spread=spread, policy=POLICY)
    assert 0 <= risk <= 1
    assert chance_of_more(stock + 1, mean=mean, spread=spread, policy=POLICY) <= risk + 1e-12
    assert chance_of_more(stock, mean=mean + 1, spread=spread, policy=POLICY) >= risk - 1e-12


@given(share=st.floats(0.05, 0.99), mean=means, spread=spreads)
def test_enough_is_the_smallest_number_that_suffices(share: float, mean: float, spread: float) -> None:
    """Rule V5: the newsvendor's level."""
    level = enough_for(share, mean=mean, spread=spread, policy=POLICY)
    assert 1 - chance_of_more(level, mean=mean, spread=spread, policy=POLICY) >= share - 1e-9
    if level > 0:
        assert 1 - chance_of_more(level - 1, mean=mean, spread=spread, policy=POLICY) < share + 1e-9


@given(weeks=st.lists(st.integers(0, 30), min_size=1, max_size=12))
def test_the_spread_is_at_least_that_of_chance(weeks: list[int]) -> None:
    assert spread_of(weeks) >= 1


def test_a_trim_is_drawn_to_its_series() -> None:
    alone = demand_of([0] * 8, [0] * 8, trims=1, policy=POLICY)
    with_series = demand_of([0] * 8, [6] * 8, trims=2, policy=POLICY)
    assert alone.a_day == 0
    assert with_series.a_day == pytest.approx(4 * 3 / 12 / 7)


def a_supply(**values: float) -> Supply:
    defaults = {
        "in_stock": 3,
        "coming": 2,
        "waiting": 0,
        "queue": 0,
        "lead_time_days": 14,
        "arrivals_a_week": 2.0,
    }
    return Supply(**(defaults | values))  # type: ignore[arg-type]


def test_a_level_says_how_likely_and_how_many_are_missing() -> None:
    risk = risk_of(a_supply(), Demand(a_day=0.5), POLICY)
    assert (risk.level, risk.lasts_days, risk.missing) == (RiskLevel.HIGH, 10, 5)
    assert risk_of(a_supply(in_stock=12), Demand(a_day=0.5), POLICY).level is RiskLevel.FINE
    assert risk_of(a_supply(), Demand(a_day=0), POLICY).lasts_days is None


@pytest.mark.parametrize(
    ("queue", "arrivals", "weeks", "flagged"),
    [(4, 2.0, 2.0, False), (5, 2.0, 2.5, True), (1, 0.0, None, True), (0, 0.0, 0.0, False)],
)
def test_a_backlog_over_two_weeks_is_flagged(
    queue: int, arrivals: float, weeks: float | None, flagged: bool
) -> None:
    """Rule V3: open orders against weekly arrivals; without arrivals any order is too many."""
    risk = risk_of(a_supply(queue=queue, arrivals_a_week=arrivals), Demand(a_day=0.1), POLICY)
    assert (risk.backlog_weeks, risk.backlog) == (weeks, flagged)


def test_the_newsvendor_orders_up_to_the_critical_ratio() -> None:
    """Rule V5: 4,000 for one too few, 1,200 for one too many: nine cars over two weeks of half a car a day."""
    assert critical_ratio(Decimal(4000), Decimal(1200)) == pytest.approx(0.769, abs=0.001)
    policies = (
        OrderingPolicy(
            review_days=7,
            aftersales_value=Decimal(0),
            lost_percent=100,
            extra_days=60,
            decay_a_day=Decimal(0),
        ),
        POLICY,
    )
    stakes = Stakes(gross_profit=Decimal(4000), carrying_a_day=Decimal(20))
    found = suggest(Demand(a_day=0.5), a_supply(lead_time_days=7), stakes, asked=1, policies=policies)
    assert (found.too_few, found.too_many, found.level, found.free) == (4000, 1200, 9, 5)
    assert (found.order, found.surplus) == (3, 0)
    full = suggest(Demand(a_day=0.5), a_supply(in_stock=20), stakes, asked=0, policies=policies)
    assert full.order == 0
    assert full.surplus > 0


@given(profit=st.integers(0, 20_000), more=st.integers(0, 5_000), a_day=st.floats(0.05, 3))
def test_a_dearer_miss_never_means_a_smaller_order(profit: int, more: int, a_day: float) -> None:
    def order(gross_profit: int) -> int:
        stakes = Stakes(gross_profit=Decimal(gross_profit), carrying_a_day=Decimal(20))
        return suggest(
            Demand(a_day=a_day), a_supply(), stakes, asked=0, policies=(OrderingPolicy(), POLICY)
        ).order

    assert order(profit + more) >= order(profit)


def test_stock_pipeline_and_orders_are_counted_as_they_stand(session: Session, store: StoreFixture) -> None:
    """Rule V3: cars kept for an order are not free, cars that come too late do not help."""
    arrived = TODAY - timedelta(days=10)
    a_vehicle(session, store)
    a_vehicle(session, store, kind=VehicleKind.TEST_DRIVE)
    a_vehicle(session, store, status=VehicleStatus.ALLOCATED)
    a_vehicle(session, store, status=VehicleStatus.SOLD, sold_on=TODAY)
    coming = {"status": VehicleStatus.IN_TRANSIT, "arrived_on": None}
    a_vehicle(session, store, eta_on=TODAY + timedelta(days=5), **coming)
    a_vehicle(session, store, eta_on=TODAY + timedelta(days=40), **coming)
    kept = a_vehicle(session, store, eta_on=TODAY + timedelta(days=5), **coming)
    an_order(session, store, vehicle_id=kept.id)
    an_order(session, store, ordered_at=NOON - timedelta(days=3))
    (row,) = queries.model_supply(session, store.manager, today=TODAY)
    assert (row.supply.in_stock, row.supply.coming, row.supply.waiting, row.supply.queue) == (1, 1, 1, 2)
    assert sum(row.weeks) == 1
    assert row.supply.arrivals_a_week == pytest.approx(4 / 8)
    assert arrived < TODAY


def test_what_a_stock_out_would_hit_is_listed(session: Session, store: StoreFixture) -> None:
    """Rule V7: open A leads and reservations of the model, names masked where they must be."""
    wanted = {"model_id": store.model.id, "owner_id": store.trainee.staff_id}
    a_lead(session, store, tier=Tier.A, **wanted)
    a_lead(session, store, tier=Tier.B, **wanted)
    order = an_order(session, store, order_no="R7")
    ids = [store.model.id]
    assert len(queries.leads_hit(session, store.manager, model_ids=ids)) == 1
    assert queries.leads_hit(session, store.senior, model_ids=ids)[0].customer == "Z**"
    (hit,) = queries.orders_hit(session, store.manager, model_ids=ids)
    assert (hit.order_id, hit.order_no, hit.has_car) == (order.id, "R7", False)
    assert queries.leads_hit(session, store.manager, model_ids=[]) == []
