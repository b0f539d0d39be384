"""Orders under way: stage and lateness, and a card without anything that names the customer (Rules T5, Z3)."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from salesops.models import OrderCompensation, OrderMilestone
from salesops.models.enums import MilestoneKind
from salesops.training import queries
from salesops.training.rules.progress import Milestone, OrderStanding, progress
from tests.builders import NOON, TODAY, StoreFixture, a_customer, a_vehicle, an_order

DAY = timedelta(days=1)
STEPS = list(MilestoneKind)


def steps(done: int, *, start: date = TODAY - 10 * DAY) -> list[Milestone]:
    return [
        Milestone(kind=kind, planned_on=start + n * 3 * DAY, done_on=start + n * DAY if n < done else None)
        for n, kind in enumerate(STEPS)
    ]


def test_an_order_is_late_when_its_day_is_past_the_promise() -> None:
    found = progress(steps(2), promised_on=TODAY + DAY, eta_on=TODAY + 5 * DAY, today=TODAY)
    assert (found.standing, found.late_days) == (OrderStanding.LATE, 4)


def test_an_overdue_step_is_a_risk_while_the_promise_holds() -> None:
    found = progress(steps(2), promised_on=TODAY + 20 * DAY, eta_on=TODAY + 20 * DAY, today=TODAY)
    assert found.standing is OrderStanding.AT_RISK
    assert found.next is not None
    assert found.next.kind is MilestoneKind.SHIPPED


def test_a_promise_that_passed_is_late_whatever_the_expected_day_says() -> None:
    found = progress(steps(1), promised_on=TODAY - DAY, eta_on=TODAY - DAY, today=TODAY)
    assert found.late_days == 1


@given(st.permutations(steps(5)), st.integers(-30, 30), st.integers(-30, 30))
def test_stage_does_not_depend_on_the_order_of_rows(rows: list[Milestone], promised: int, eta: int) -> None:
    found = progress(rows, promised_on=TODAY + promised * DAY, eta_on=TODAY + eta * DAY, today=TODAY)
    assert found.stage is MilestoneKind.INSPECTED
    assert found.late_days == max(0, max(eta, 0) - promised)


def an_open_order(session: Session, store: StoreFixture, **values: object) -> int:
    owner = values.pop("owner_id", store.senior.staff_id)
    customer = a_customer(session, store.id, name="李秘密", owner_id=owner)
    car = a_vehicle(session, store, vin="LSECRETVIN0000001")
    order = an_order(
        session, store, customer_id=customer.id, vehicle_id=car.id, order_no="SECRET-9", **values
    )
    for step in steps(2):
        session.add(
            OrderMilestone(
                store_id=store.id,
                order_id=order.id,
                kind=step.kind,
                planned_on=step.planned_on,
                done_on=step.done_on,
            )
        )
    session.flush()
    return order.id


def test_the_card_names_nobody(session: Session, store: StoreFixture) -> None:
    an_open_order(session, store)
    row = queries.open_orders(session, store.senior, now=NOON)[0]
    card = queries.share_card(session, store.senior, now=NOON, order=row)
    phone = row.phone
    assert phone
    for secret in ("李", "秘密", phone, "SECRET-9", "LSECRETVIN"):
        assert secret not in card.text
        assert secret not in card.html
    assert row.model in card.text
    assert card.html.startswith("<!doctype html>")


def test_the_card_speaks_the_store_language_and_is_safe_html(session: Session, store: StoreFixture) -> None:
    store.model.name = "S5 <script>"
    an_open_order(session, store)
    row = queries.open_orders(session, store.senior, now=NOON)[0]
    card = queries.share_card(session, store.senior, now=NOON, order=row)
    assert "<script>" not in card.html
    assert "承诺交车" in card.text  # the store's customers are Chinese


def test_consultants_see_the_orders_of_their_own_customers(session: Session, store: StoreFixture) -> None:
    an_open_order(session, store)
    assert len(queries.open_orders(session, store.senior, now=NOON)) == 1
    assert queries.open_orders(session, store.trainee, now=NOON) == []
    assert len(queries.open_orders(session, store.manager, now=NOON)) == 1


def test_late_orders_come_first_and_say_when_the_customer_was_told(
    session: Session, store: StoreFixture
) -> None:
    an_open_order(session, store, promised_on=TODAY + 30 * DAY, eta_on=TODAY + 30 * DAY)
    late = an_order(session, store, promised_on=TODAY - 3 * DAY, eta_on=TODAY + 2 * DAY)
    told = {"item": "Car fridge", "cost": 0, "told_at": NOON, "new_eta_on": TODAY + 2 * DAY}
    session.add(OrderCompensation(store_id=store.id, order_id=late.id, **told))
    session.flush()
    rows = queries.open_orders(session, store.manager, now=NOON)
    assert rows[0].id == late.id
    assert rows[0].progress.late_days == 5
    assert rows[0].told_at == NOON
    assert queries.owed(session, store.senior, now=NOON).count == 1
