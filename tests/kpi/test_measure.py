"""What counts on which day, what is marked, and what a figure is worth where there is nothing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.core.calendar import Period
from salesops.kpi.figures import Dimension
from salesops.kpi.measure import Measured, measure
from salesops.kpi.registry import FIGURES
from salesops.kpi.stock import ageing
from salesops.models.enums import InvalidReason, LeadStatus, OrderStatus, Tier, VehicleKind, VisitKind
from tests.builders import (
    NOON,
    TODAY,
    StoreFixture,
    a_customer,
    a_lead,
    a_touch,
    a_vehicle,
    a_visit,
    an_order,
    at,
)

DAY = timedelta(days=1)


def of_today(session: Session, store: StoreFixture, figure: str, **more: object) -> Measured:
    return measure(session, store.id, [figure], Period.day(TODAY), now=NOON, **more)[None][figure]  # type: ignore[arg-type]


def test_an_empty_store_has_counts_of_zero_and_no_rates(session: Session, store: StoreFixture) -> None:
    """Rule M1."""
    found = measure(session, store.id, list(FIGURES), Period.month(TODAY), now=NOON)[None]
    for name, measured in found.items():
        counts = FIGURES[name].denominator is None or name == "slow_cars"
        assert measured.value == (0 if counts else None), name


def test_a_day_ends_at_midnight_in_the_store(session: Session, store: StoreFixture) -> None:
    a_visit(session, store, arrived_at=at(23, 59))
    a_visit(session, store, arrived_at=at(0, 0, day=TODAY + DAY))
    assert of_today(session, store, "visits").value == 1


def test_an_errand_is_no_visit_and_an_incomplete_one_is(session: Session, store: StoreFixture) -> None:
    """Rule M1: parties, whatever is still to be written down about them."""
    for kind in (VisitKind.ERRAND, VisitKind.INCOMPLETE, VisitKind.RETURN):
        a_visit(session, store, kind=kind)
    assert of_today(session, store, "visits").value == 2
    assert of_today(session, store, "return_visits").value == 1


@pytest.mark.parametrize(("days", "counts"), [(0, 0), (1, 1), (None, 1)])
def test_an_order_counts_unless_cancelled_on_its_day(
    session: Session, store: StoreFixture, days: int | None, counts: int
) -> None:
    cancelled = None if days is None else TODAY + days * DAY
    status = OrderStatus.OPEN if days is None else OrderStatus.CANCELLED
    an_order(session, store, status=status, cancelled_on=cancelled)
    assert of_today(session, store, "orders").value == counts


def test_profit_is_that_of_orders_and_exact(session: Session, store: StoreFixture) -> None:
    for profit in ("1000.01", "-500.02", "0.02"):
        an_order(session, store, gross_profit=Decimal(profit))
    measured = of_today(session, store, "gross_profit_per_car")
    assert (measured.value, measured.numerator) == (Decimal("166.67"), Decimal("500.01"))


def test_a_wait_counts_from_the_limit_that_the_store_sets(session: Session, store: StoreFixture) -> None:
    """Rule R1: over 15 minutes unless the store says otherwise; who still waits counts once it is over."""
    for minutes in (5, 15, 16):
        a_visit(session, store, greeted_at=at(11, minutes))
    a_visit(session, store, arrived_at=at(11, 50), greeted_at=None)
    a_visit(session, store, arrived_at=at(11, 40), greeted_at=None)
    assert of_today(session, store, "wait_over_limit").numerator == 2
    policies.change(session, store.manager, now=NOON, key="wait.limit_minutes", value=4)
    assert of_today(session, store, "wait_over_limit").numerator == 5


def test_a_merged_duplicate_is_no_second_lead(session: Session, store: StoreFixture) -> None:
    """Rule L7; an invalid lead was received but is not valid, a lost one is valid."""
    a_lead(session, store)
    a_lead(session, store, status=LeadStatus.INVALID, invalid_reason=InvalidReason.DUPLICATE)
    a_lead(session, store, status=LeadStatus.INVALID, invalid_reason=InvalidReason.WRONG_NUMBER)
    a_lead(session, store, status=LeadStatus.LOST)
    assert of_today(session, store, "leads").value == 3
    assert of_today(session, store, "valid_leads").value == 2


def test_a_first_touch_is_due_when_its_time_is_over(session: Session, store: StoreFixture) -> None:
    """Rule L2: whose limit runs still is not judged yet."""
    a_lead(session, store, received_at=at(10), first_touched_at=at(10, 50))
    a_lead(session, store, received_at=at(10), first_touched_at=at(11, 1))
    a_lead(session, store, received_at=at(10))
    a_lead(session, store, received_at=at(11, 30))
    measured = of_today(session, store, "first_touch_on_time")
    assert (measured.numerator, measured.denominator) == (1, 3)


def test_first_touch_time_counts_open_minutes(session: Session, store: StoreFixture) -> None:
    """Rule L2: a lead of the evening waits from the next opening on."""
    yesterday = TODAY - DAY
    a_lead(session, store, received_at=at(20, day=yesterday), first_touched_at=at(9, 20))
    found = measure(session, store.id, ["first_touch_minutes"], Period.day(yesterday), now=NOON)
    assert found[None]["first_touch_minutes"].value == 20


@pytest.mark.parametrize(
    ("tier", "days", "active"), [(Tier.A, 1, 1), (Tier.A, 2, 0), (Tier.B, 3, 1), (Tier.C, 16, 0)]
)
def test_activation_asks_for_the_cadence_of_the_tier(
    session: Session, store: StoreFixture, tier: Tier, days: int, active: int
) -> None:
    """Rule L5: A every day, B every 3 days, C twice a month."""
    lead = a_lead(session, store, received_at=at(10, day=TODAY - 20 * DAY), tier=tier)
    a_touch(session, store, lead, at=at(10, day=TODAY - days * DAY))
    measured = of_today(session, store, "activation_rate", by=Dimension.TIER)
    assert (measured.numerator, measured.denominator) == (active, 1)


def test_a_cohort_is_immature_while_somebody_has_time_left(session: Session, store: StoreFixture) -> None:
    customer = a_customer(session, store.id)
    for days, immature in ((14, True), (15, False)):
        day = TODAY - days * DAY
        a_lead(session, store, received_at=at(10, day=day), customer_id=customer.id)
        a_visit(session, store, arrived_at=at(10, day=day + 14 * DAY), customer_id=customer.id)
        found = measure(session, store.id, ["lead_to_visit"], Period.day(day), now=NOON)[None][
            "lead_to_visit"
        ]
        assert (found.value, found.immature) == (1, immature)


def test_few_cases_are_marked_not_hidden(session: Session, store: StoreFixture) -> None:
    """Rule M1: the store says from how many cases on a rate is more than chance."""
    a_visit(session, store)
    an_order(session, store)
    measured = of_today(session, store, "close_rate")
    assert (measured.value, measured.small) == (1, True)
    policies.change(session, store.manager, now=NOON, key="figures.small_sample", value=1)
    assert not of_today(session, store, "close_rate").small


def test_stock_ages_into_bands_and_costs_money(session: Session, store: StoreFixture) -> None:
    """Rule V1: 0-30, 31-60, 61-90, more; slow over 60 days; interest by the day, for those who see cost."""
    for days in (0, 30, 31, 60, 61, 90, 91):
        a_vehicle(session, store, arrived_on=TODAY - days * DAY, purchase_cost=Decimal(120000))
    a_vehicle(session, store, kind=VehicleKind.TEST_DRIVE)
    a_vehicle(session, store, sold_on=TODAY)
    a_vehicle(session, store, arrived_on=None)
    whole = ageing(session, store.manager, now=NOON)[None]
    assert [band.cars for band in whole.bands] == [2, 2, 2, 1]
    assert (whole.cars, whole.slow, whole.cost_per_day) == (7, 3, Decimal("105.00"))
    assert ageing(session, store.senior, now=NOON)[None].cost_per_day is None
    assert ageing(session, store.manager, now=NOON)[store.model.id].cars == 7
