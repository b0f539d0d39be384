"""The demo store, recounted slowly: days, consultants and channels of a history that hangs together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops import demo
from salesops.core.calendar import Period
from salesops.kpi.figures import Dimension
from salesops.kpi.measure import Measured, measure, measure_many
from salesops.kpi.registry import FIGURES
from salesops.models import Channel, Staff
from salesops.models.enums import Role
from tests.kpi.slow import Slow, exported

TODAY = date(2026, 11, 24)
PERIODS = {
    "today": Period.day(TODAY),
    "yesterday": Period.day(TODAY - timedelta(days=1)),
    "a Saturday": Period.day(date(2026, 11, 14)),
    "the month": Period.month_to_date(TODAY),
    "October": Period.month(date(2026, 10, 1)),
}


@pytest.fixture
def backend() -> str:
    """Filling takes a while; the random stores prove both databases."""
    return "sqlite"


@pytest.fixture
def now(freeze: Callable[[str], datetime]) -> datetime:
    return freeze("2026-11-24T15:20")


@pytest.fixture
def store_id(session: Session, now: datetime) -> int:
    return demo.fill(session, now=now, days=60, scale=0.4)


def agrees(found: dict[str, Measured], slow: Slow, period: Period, by: Dimension | None = None) -> None:
    for name, measured in found.items():
        if by is not None and by not in FIGURES[name].dimensions:
            continue
        mine = (measured.value, measured.numerator, measured.denominator)
        for each, other in zip(mine, slow.figure(name, period.start, period.end), strict=True):
            expected: Any = None if other is None else pytest.approx(float(other), rel=1e-9)
            assert (None if each is None else float(each)) == expected, name


def test_the_demo_store_recounted(session: Session, store_id: int, now: datetime) -> None:
    """Rules M1, R1, X6: the whole store, each consultant, each channel."""
    tables = exported(session, store_id)
    whole = measure_many(session, store_id, list(FIGURES), PERIODS, now=now)
    for name, period in PERIODS.items():
        agrees(whole[name][None], Slow(tables, now), period)
    month = PERIODS["the month"]
    for by, field, ids in (
        (Dimension.STAFF, "staff", select(Staff.id).where(Staff.role == Role.CONSULTANT)),
        (Dimension.CHANNEL, "channel", select(Channel.id)),
    ):
        split = measure(session, store_id, list(FIGURES), month, by=by, now=now)
        for key in session.scalars(ids):
            agrees(split[key], Slow(tables, now, **{field: key}), month, by)
