"""Digestion plans and requests to the factory (Rules V2, V3, Z2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.core.errors import Conflict, NotAllowed
from salesops.inventory import operations, queries
from salesops.inventory.operations.plans import BadPlan, PlanDraft
from salesops.inventory.rules.digestion import PlanPace, PlanTerms, effect, faults, pace_of, under_cost
from salesops.inventory.rules.policies import DigestionPolicy
from salesops.models import AuditEntry, Task
from salesops.models.enums import (
    FactoryRequestKind,
    PlanKind,
    PlanStatus,
    RequestStatus,
    TaskStatus,
    VehicleStatus,
)
from tests.builders import NOON, TODAY, StoreFixture, a_vehicle, an_order

POLICY = DigestionPolicy()
TERMS = PlanTerms(
    kind=PlanKind.BUNDLE,
    starts_on=TODAY,
    ends_on=TODAY + timedelta(days=29),
    cars=5,
    cost_per_car=Decimal(3000),
    expected_units=4,
)


def texts(terms: PlanTerms, *earlier: int) -> list[str]:
    ends = [TODAY - timedelta(days=days) for days in earlier]
    return [each.in_english() for each in faults(terms, today=TODAY, earlier_ends=ends, policy=POLICY)]


def test_a_complete_plan_has_no_fault() -> None:
    assert texts(TERMS) == []


@pytest.mark.parametrize(
    "broken",
    [
        replace(TERMS, ends_on=TODAY - timedelta(days=1), starts_on=TODAY - timedelta(days=5)),
        replace(TERMS, starts_on=TODAY + timedelta(days=40)),
        replace(TERMS, cars=0),
        replace(TERMS, expected_units=6),
        replace(TERMS, expected_units=0),
        replace(TERMS, cost_per_car=Decimal(-1)),
        replace(TERMS, ends_on=TODAY + timedelta(days=93)),
        replace(TERMS, kind=PlanKind.TIMED_PRICE, ends_on=TODAY + timedelta(days=31)),
    ],
)
def test_an_incomplete_plan_says_what_is_missing(broken: PlanTerms) -> None:
    assert texts(broken)


def test_a_limited_time_is_really_limited() -> None:
    """Rule Z2: a time-limited price needs a pause before the next one."""
    timed = replace(TERMS, kind=PlanKind.TIMED_PRICE)
    assert texts(timed, 15) == []
    assert "can truthfully start on" in texts(timed, 60, 14)[0]
    assert texts(TERMS, 1) == []


def test_under_cost_is_known_before_it_is_sold() -> None:
    """Rule Z2: a sale under purchase cost needs a recorded reason."""
    assert under_cost(Decimal(149_800), Decimal(128_000), Decimal(21_801))
    assert not under_cost(Decimal(149_800), Decimal(128_000), Decimal(21_800))


def test_the_effect_is_the_waiting_that_is_saved() -> None:
    """Rule V2: cost and expected effect."""
    found = effect(TERMS, sold_a_day=0.05, carrying_a_day=Decimal(16))
    assert (found.days_without, found.days_with, found.cost) == (80, 30, 12_000)
    assert found.carrying_saved == 16 * 25 * 4
    assert found.net < 0
    assert effect(TERMS, sold_a_day=0, carrying_a_day=Decimal(16)).days_without is None


@given(sold=st.integers(0, 5), day=st.integers(-5, 60))
def test_selling_one_more_never_looks_worse(sold: int, day: int) -> None:
    rank = [PlanPace.OVER, PlanPace.BEHIND, PlanPace.NOT_BEGUN, PlanPace.ON_PACE, PlanPace.REACHED]
    today = TODAY + timedelta(days=day)
    before, after = (pace_of(TERMS, sold=number, today=today) for number in (sold, sold + 1))
    assert rank.index(after) >= rank.index(before)


def a_draft(store: StoreFixture, *cars: int, **values: object) -> PlanDraft:
    made = PlanDraft(
        model_id=store.model.id,
        kind=PlanKind.BUNDLE,
        title="Winter bundle",
        offer="3 years of maintenance",
        cost_per_car=Decimal(3000),
        expected_units=1,
        owner_id=store.supervisor.staff_id,
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=20),
        vehicle_ids=cars,
    )
    return replace(made, **values)  # type: ignore[arg-type]


def test_a_plan_counts_what_its_cars_sold_in_its_time(session: Session, store: StoreFixture) -> None:
    """Rule V2: units sold against expected, so far; the result is written at its end."""
    old = TODAY - timedelta(days=80)
    cars = [a_vehicle(session, store, arrived_on=old) for _ in range(3)]
    draft = a_draft(store, *(car.id for car in cars), expected_units=2)
    plan_id = operations.compose_plan(session, store.manager, now=NOON, draft=draft)
    an_order(session, store, vehicle_id=cars[0].id, ordered_at=NOON + timedelta(days=2))
    an_order(session, store, vehicle_id=cars[1].id, ordered_at=NOON + timedelta(days=40))
    (plan,) = queries.plans(session, store.manager, today=TODAY + timedelta(days=5))
    assert (plan.id, plan.sold, len(plan.cars), plan.pace) == (plan_id, 1, 3, PlanPace.ON_PACE)
    assert queries.aged_cars(session, store.manager, today=TODAY)[0].plan == "Winter bundle"
    assert queries.plans(session, store.senior, today=TODAY)[0].cost_per_car is None
    close = {"plan_id": plan_id, "reached": False}
    with pytest.raises(BadPlan):
        operations.close_plan(session, store.manager, now=NOON, result=" ", **close)
    operations.close_plan(session, store.manager, now=NOON, result="Too dear", **close)
    closed = queries.plans(session, store.manager, today=TODAY)[0]
    assert (closed.status, closed.result_note, closed.sold) == (PlanStatus.STOPPED, "Too dear", 0)
    with pytest.raises(Conflict):
        operations.close_plan(session, store.manager, now=NOON, result="again", **close)


def test_a_plan_under_cost_needs_its_reason(session: Session, store: StoreFixture) -> None:
    car = a_vehicle(session, store)
    draft = a_draft(store, car.id, cost_per_car=Decimal(30_000))
    with pytest.raises(BadPlan, match="under purchase cost"):
        operations.compose_plan(session, store.manager, now=NOON, draft=draft)
    reasoned = replace(draft, under_cost_reason="95 days old")
    operations.compose_plan(session, store.manager, now=NOON, draft=reasoned)
    assert session.scalars(select(AuditEntry.note)).all()[-1] == "95 days old"


def test_who_may_not_and_what_cannot_be_sold_is_refused(session: Session, store: StoreFixture) -> None:
    car = a_vehicle(session, store)
    sold = a_vehicle(session, store, status=VehicleStatus.SOLD)
    with pytest.raises(NotAllowed):
        operations.compose_plan(session, store.senior, now=NOON, draft=a_draft(store, car.id))
    with pytest.raises(BadPlan):
        operations.compose_plan(session, store.manager, now=NOON, draft=a_draft(store, car.id, sold.id))
    with pytest.raises(BadPlan):
        operations.compose_plan(session, store.manager, now=NOON, draft=a_draft(store, car.id, offer=" "))


def test_a_subsidy_plan_asks_the_factory(session: Session, store: StoreFixture) -> None:
    """Rule V2: factory subsidy request, with a task to get the answer."""
    draft = a_draft(store, a_vehicle(session, store).id, kind=PlanKind.FACTORY_SUBSIDY)
    operations.compose_plan(session, store.manager, now=NOON, draft=draft)
    (request,) = queries.factory_requests(session, store.manager)
    assert (request.kind, request.status) == (FactoryRequestKind.SUBSIDY, RequestStatus.PENDING)
    operations.answer_request(
        session, store.manager, now=NOON, request_id=request.id, granted=True, answer="2,000 a car"
    )
    assert session.scalars(select(Task.status)).all() == [TaskStatus.DONE]
    assert queries.factory_requests(session, store.manager)[0].answer == "2,000 a car"
