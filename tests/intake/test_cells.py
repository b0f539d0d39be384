"""Cells as people write them become values, or a reason (Rule L7)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.intake import cells
from salesops.intake.cells import BadCell
from tests.builders import ZONE

NINE = datetime(2026, 11, 3, 9, 5, tzinfo=ZONE)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-03 09:05:00",
        "2026/11/3 9:05",
        "2026年11月3日 9:05",
        "2026-11-03T01:05:00+00:00",
        "46329.378472222",
        str(int(NINE.timestamp())),
        str(int(NINE.timestamp() * 1000)),
    ],
)
def test_every_usual_way_to_write_a_moment(cell: str) -> None:
    assert cells.moment(cell, ZONE).replace(second=0, microsecond=0) == NINE


@pytest.mark.parametrize("cell", ["20261103", "2026-11-03", "2026/11/03", "46329"])
def test_every_usual_way_to_write_a_day(cell: str) -> None:
    assert cells.day(cell, ZONE) == date(2026, 11, 3)


@pytest.mark.parametrize("cell", ["yesterday", "03/11/2026", "2026-13-40", "12", "99999999"])
def test_what_is_no_date_is_refused(cell: str) -> None:
    with pytest.raises(BadCell):
        cells.day(cell, ZONE)


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("15-18万", 150000, 180000),
        ("15万以下", None, 150000),
        ("20万以上", 200000, None),
        ("149,800元", 149800, 149800),
        ("¥14.98万", 149800, 149800),
        ("", None, None),
        ("-", None, None),
    ],
)
def test_a_budget_is_a_range(cell: str, low: int | None, high: int | None) -> None:
    assert cells.money_range(cell) == (low, high)


def test_an_amount_is_one_number() -> None:
    assert cells.money("12.98万") == Decimal(129800)
    with pytest.raises(BadCell):
        cells.money("15-18万")
    with pytest.raises(BadCell):
        cells.money("面议")


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("3天内", 3), ("一周内", 7), ("两周内", 14), ("1个月内", 30), ("1-3个月", 90), ("半年", 180), ("半个月", 15),
        ("3个月以上", 90), ("within 2 weeks", 14), ("立即", 0), ("未定", None), ("", None), ("看情况", None),
    ],
)  # fmt: skip
def test_a_purchase_window_is_days_or_unknown(cell: str, days: int | None) -> None:
    """Rule L3: what does not tell a time is unknown, never guessed."""
    assert cells.horizon(cell) == days


@pytest.mark.parametrize("cell", ["null", "N/A", "-", "请选择", "Select", "  "])
def test_words_for_nothing_are_missing(cell: str) -> None:
    assert cells.text(cell) == ""


@given(st.integers(0, 10**9))
def test_a_whole_number_survives_separators_and_a_decimal_point(number: int) -> None:
    assert cells.whole(f"{number:,}") == number
    assert cells.whole(f"{number}.0") == number


@given(st.datetimes(datetime(1995, 1, 1), datetime(2090, 1, 1)))  # noqa: DTZ001 - the zone is given below
def test_a_moment_survives_being_written(moment: datetime) -> None:
    written = moment.replace(microsecond=0)
    assert cells.moment(written.isoformat(sep=" "), ZONE) == written.replace(tzinfo=ZONE)
