"""Every number opens to the rows behind it, and they add up (Rule X7)."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy.orm import Session

from salesops.core.calendar import Period
from salesops.core.errors import NotAllowed
from salesops.kpi.counts import COUNTS, parts_of
from salesops.kpi.figures import Kind
from salesops.kpi.losses import loss_reasons
from salesops.kpi.measure import measure
from salesops.kpi.registry import FIGURES
from salesops.kpi.rows import rows
from salesops.kpi.sources import RowKind
from tests import builders
from tests.builders import NOON, TODAY, StoreFixture
from tests.kpi.random_store import RandomStore

PERIOD = Period.days(30, until=TODAY + timedelta(days=1))


@pytest.fixture
def drawn(session: Session, store: StoreFixture) -> StoreFixture:
    RandomStore(session=session, store=store, random=Random(7)).fill()
    return store


@pytest.mark.parametrize("mine", [False, True], ids=["store", "one consultant"])
def test_rows_add_up_to_the_figure(session: Session, drawn: StoreFixture, mine: bool) -> None:
    """Rule X7."""
    person = drawn.senior.staff_id if mine else None
    found = measure(session, drawn.id, list(FIGURES), PERIOD, staff_id=person, now=NOON)[None]
    for name, figure in FIGURES.items():
        if figure.kind in (Kind.STOCK, Kind.AVERAGE):
            continue
        opened = rows(session, drawn.manager, name, PERIOD, staff_id=person, now=NOON)
        counted = [row for row in opened if row.counted]
        expected = found[name].denominator if figure.kind is Kind.MEDIAN else found[name].numerator
        assert len(counted) == expected, name
        if figure.denominator is not None:
            above = {COUNTS[each].source.name for each in parts_of(figure.numerator.count)}
            below = {COUNTS[each].source.name for each in parts_of(figure.denominator.count)}
            both = (
                found[name].denominator if above <= below else len(counted) + (found[name].denominator or 0)
            )
            assert len(opened) == both, name


def test_rows_of_the_stock_add_up(session: Session, drawn: StoreFixture) -> None:
    """Rules V1, X7."""
    found = measure(session, drawn.id, ["slow_cars", "days_supply"], PERIOD, now=NOON)[None]
    slow = rows(session, drawn.manager, "slow_cars", PERIOD, now=NOON)
    assert sum(row.counted for row in slow) == found["slow_cars"].value
    assert len(slow) == found["slow_cars"].denominator
    supply = rows(session, drawn.manager, "days_supply", PERIOD, now=NOON)
    assert sum(row.counted for row in supply) == found["days_supply"].numerator
    assert {row.kind for row in supply} == {RowKind.CAR}


def test_profit_is_the_sum_of_its_rows(session: Session, drawn: StoreFixture) -> None:
    """Rule X7."""
    found = measure(session, drawn.id, ["gross_profit_per_car"], PERIOD, now=NOON)[None][
        "gross_profit_per_car"
    ]
    opened = rows(session, drawn.manager, "gross_profit_per_car", PERIOD, now=NOON)
    assert sum(row.amount for row in opened if row.amount is not None) == found.numerator


def test_others_customers_are_masked_and_money_hidden(session: Session, store: StoreFixture) -> None:
    """Rule X2: a consultant sees his own customers in full, others' masked, and nobody's profit."""
    for owner in (store.senior, store.trainee):
        customer = builders.a_customer(session, store.id, name="Li Si", owner_id=owner.staff_id)
        builders.an_order(session, store, customer_id=customer.id, staff_id=owner.staff_id)
    seen = rows(session, store.senior, "orders", Period.day(TODAY))
    assert sorted(row.who for row in seen) == ["L**", "Li Si"]
    assert {row.amount for row in seen} == {None}
    assert None not in {row.amount for row in rows(session, store.supervisor, "orders", Period.day(TODAY))}
    with pytest.raises(NotAllowed):
        rows(session, store.senior, "gross_profit_per_car", Period.day(TODAY))


def test_rows_end_at_the_limit(session: Session, drawn: StoreFixture) -> None:
    assert len(rows(session, drawn.manager, "close_rate", PERIOD, limit=5)) == 5


def test_reasons_add_up_to_the_losses(session: Session, drawn: StoreFixture) -> None:
    """Rule L8."""
    lost = measure(session, drawn.id, ["lost_rate"], PERIOD, now=NOON)[None]["lost_rate"].numerator
    reasons = loss_reasons(session, drawn.manager, period=PERIOD)
    assert sum(each.losses for each in reasons) == lost
    assert sum(each.share for each in reasons) == pytest.approx(1)
