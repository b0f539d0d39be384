"""The report of a day, and the command that prints it, equal a recount from exported rows."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy.orm import Session

from salesops import kpi
from salesops.cli import main
from salesops.core.calendar import Period
from salesops.kpi.figures import Dimension
from salesops.kpi.registry import FIGURES
from tests.builders import NOON, TODAY, StoreFixture
from tests.kpi.random_store import RandomStore
from tests.kpi.slow import Slow, exported

DAYS = [TODAY - timedelta(days=days) for days in (0, 1, 8, 24, 30)]


@pytest.fixture
def drawn(session: Session, store: StoreFixture) -> StoreFixture:
    RandomStore(session=session, store=store, random=Random(11)).fill()
    session.commit()
    return store


def agrees(report: dict[str, Any], slow: Slow, day: Any) -> None:
    periods = {"day": Period.day(day), "month_to_date": Period.month_to_date(day)}
    for name, figure in report["figures"].items():
        if slow.staff is not None and Dimension.STAFF not in FIGURES[name].dimensions:
            continue
        for key, period in periods.items():
            found = [figure[key][part] for part in ("value", "numerator", "denominator")]
            for mine, theirs in zip(found, slow.figure(name, period.start, period.end), strict=True):
                expected = None if theirs is None else pytest.approx(float(theirs), rel=1e-9)
                assert mine == expected, (name, key, day)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_report_equals_a_recount(session: Session, drawn: StoreFixture, day: Any) -> None:
    """Rules M1, R1: for the store and each consultant."""
    tables = exported(session, drawn.id)
    for person in (None, drawn.senior.staff_id, drawn.trainee.staff_id):
        report = kpi.report(session, drawn.manager, day=day, staff_id=person, now=NOON)
        assert set(report["figures"]) == set(FIGURES)
        agrees(report, Slow(tables, NOON, staff=person), day)


def test_the_command_prints_the_report(
    session: Session,
    drawn: StoreFixture,
    freeze: Callable[[str], datetime],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Rule X7: `kpi --date D --json` can be recomputed from an export."""
    now = freeze("2026-11-24T12:00")
    assert main(["kpi", "--date", "2026-11-20", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    agrees(printed, Slow(exported(session, drawn.id), now), TODAY - timedelta(days=4))


def test_a_report_shows_no_cost_to_those_who_may_not_see_it(session: Session, drawn: StoreFixture) -> None:
    """Rule X2."""
    assert "gross_profit_per_car" not in kpi.report(session, drawn.senior, day=TODAY)["figures"]


def test_a_day_measured_at_its_end_is_the_default(session: Session, drawn: StoreFixture) -> None:
    report = kpi.report(session, drawn.manager, day=TODAY)
    assert report["measured_at"] == "2026-11-25T00:00:00+08:00"
    assert report["figures"]["visits"]["name"] == "Showroom visits"
