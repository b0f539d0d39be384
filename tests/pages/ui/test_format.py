"""Numbers, money and times as the reader's language writes them (Rule X1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from pages._ui import clock, viewer
from pages._ui import format as fmt
from salesops.core import i18n
from tests.builders import NOON, TODAY


@pytest.fixture(autouse=True)
def _in_the_store(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(viewer, "zone", lambda: ZoneInfo("Asia/Shanghai"))
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    yield
    i18n.set_language("en")


@pytest.mark.parametrize(
    ("language", "amount", "shown"),
    [
        ("zh_CN", Decimal(129800), "¥12.98万"),
        ("zh_CN", Decimal(9800), "¥9,800"),
        ("zh_CN", Decimal(-50000), "\N{MINUS SIGN}¥5万"),
        ("en", Decimal(129800), "¥129.8K"),
        ("en", Decimal(1298000), "¥1.3M"),
        ("en", None, "—"),
    ],
)
def test_large_money_is_short(language: i18n.Language, amount: Decimal | None, shown: str) -> None:
    """Rule X1."""
    i18n.set_language(language)
    assert fmt.wan(amount) == shown


@pytest.mark.parametrize(("language", "shown"), [("zh_CN", "11月24日 周二"), ("en", "Tue 24 Nov")])
def test_days_carry_their_weekday(language: i18n.Language, shown: str) -> None:
    """Rule X1."""
    i18n.set_language(language)
    assert fmt.day(TODAY) == shown


def test_another_year_is_named() -> None:
    i18n.set_language("zh_CN")
    assert fmt.day(date(2025, 1, 2), weekday=False) == "2025年1月2日"


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (NOON, "12:00"),
        (NOON - timedelta(days=1), "昨天 12:00"),
        (NOON + timedelta(days=1), "明天 12:00"),
        (NOON + timedelta(days=3), "11月27日 12:00"),
        (None, "—"),
    ],
)
def test_moments_are_as_short_as_today_allows(moment: datetime | None, shown: str) -> None:
    """Rule X1."""
    i18n.set_language("zh_CN")
    assert fmt.moment(moment) == shown


@pytest.mark.parametrize(
    ("length", "english", "chinese"),
    [
        (timedelta(minutes=5), "5 min", "5分钟"),
        (timedelta(minutes=80), "1 h 20 min", "1小时20分"),
        (timedelta(hours=2), "2 h", "2小时"),
        (timedelta(days=1, hours=3), "1 d 3 h", "1天3小时"),
        (timedelta(days=2), "2 days", "2天"),
    ],
)
def test_durations_use_their_two_largest_units(length: timedelta, english: str, chinese: str) -> None:
    """Rule X1."""
    i18n.set_language("en")
    assert fmt.duration(length) == english
    i18n.set_language("zh_CN")
    assert fmt.duration(length) == chinese


def test_what_is_over_says_so() -> None:
    i18n.set_language("en")
    assert fmt.until(NOON - timedelta(minutes=20), NOON) == "20 min over"
    assert fmt.until(NOON + timedelta(minutes=20), NOON) == "20 min left"


def test_shares_and_differences() -> None:
    i18n.set_language("en")
    assert fmt.percent(0.1234) == "12.3%"
    assert fmt.points(0.025) == "+2.5 pts"
    assert fmt.signed(-3) == "\N{MINUS SIGN}3"
    assert fmt.ratio(3, 18) == "3 / 18"


@pytest.mark.parametrize(
    ("name", "harmless"),
    [
        ("张*三*", "张\\*三\\*"),
        (":red[x]", ":red\\[x\\]"),
        ("1. first", "1\\. first"),
        ("- item", "\\- item"),
    ],
)
def test_names_do_not_become_formatting(name: str, harmless: str) -> None:
    assert fmt.plain(name) == harmless
