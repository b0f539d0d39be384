"""Measuring costs a fixed, small number of statements, and none of them reads the history."""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from salesops.core.calendar import Period
from salesops.db.engine import get_engine
from salesops.kpi.figures import Dimension
from salesops.kpi.measure import daily, measure, measure_many
from salesops.kpi.registry import FIGURES
from salesops.kpi.rows import rows
from tests.builders import NOON, TODAY, StoreFixture
from tests.kpi.random_store import RandomStore
from tests.statements import statements

TABLES = ("visit", "lead", "touch", "sales_order", "appointment", "test_drive", "vehicle")
BOUNDED = re.compile(r">\?|=\? AND \w+=\?|\((?!store_id)\w+=\?")
"""A plan that starts at a day, or at one row's own key: not one that reads whatever the store has."""

MONTH = Period.month_to_date(TODAY)


@pytest.fixture
def backend() -> str:
    """What a measure asks is the same for both databases; the plan is SQLite's."""
    return "sqlite"


@pytest.mark.parametrize("by", [None, *Dimension])
def test_all_figures_take_four_statements_at_most(
    session: Session, store: StoreFixture, by: Dimension | None
) -> None:
    with statements(get_engine()) as seen:
        measure(session, store.id, list(FIGURES), MONTH, by=by, now=NOON)
    assert len(seen) <= 4


def test_more_periods_take_no_more_statements(session: Session, store: StoreFixture) -> None:
    """Rule M1: yesterday, the month so far and eight equal weekdays at once."""
    periods = {f"{n} weeks ago": Period.day(TODAY - timedelta(weeks=n)) for n in range(1, 9)}
    with statements(get_engine()) as seen:
        measure_many(session, store.id, list(FIGURES), {"month": MONTH, **periods}, now=NOON)
    assert len(seen) <= 4
    with statements(get_engine()) as seen:
        daily(session, store.id, list(FIGURES), Period.days(60, until=TODAY), now=NOON)
    assert len(seen) <= 3  # the settings are known by now


def test_counts_alone_take_one_statement_beside_the_settings(session: Session, store: StoreFixture) -> None:
    with statements(get_engine()) as seen:
        measure(session, store.id, ["visits", "orders", "close_rate", "leads"], MONTH, now=NOON)
    assert len(seen) == 2


@pytest.mark.parametrize("figure", FIGURES)
def test_rows_take_one_statement_for_each_kind(session: Session, store: StoreFixture, figure: str) -> None:
    """Rule X7."""
    with statements(get_engine()) as seen:
        rows(session, store.manager, figure, MONTH, now=NOON)
    assert len(seen) <= 4


@pytest.mark.parametrize("by", [None, Dimension.STAFF, Dimension.DAY])
@pytest.mark.parametrize("analysed", [True, False], ids=["with statistics", "without"])
def test_no_table_is_read_from_end_to_end(
    session: Session, store: StoreFixture, by: Dimension | None, analysed: bool
) -> None:
    """A store with ten years of history is measured as fast as one with ten weeks."""
    RandomStore(session=session, store=store, random=Random(1)).fill(30)
    if analysed:
        session.execute(text("ANALYZE"))
    plans: list[str] = []
    with statements(get_engine()) as seen:
        measure(session, store.id, list(FIGURES), MONTH, by=by, now=NOON)
    for statement in seen:
        marks = tuple(0 for _ in range(statement.count("?")))
        found = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", marks)
        plans += [str(row[3]) for row in found]
    unbounded = [plan for plan in plans if plan.split()[1] in TABLES and not BOUNDED.search(plan)]
    assert not unbounded
