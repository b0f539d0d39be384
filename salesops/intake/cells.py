"""A cell as a value: dates, numbers and words as people and systems write them (Rule L7)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from zoneinfo import ZoneInfo

from salesops.core.errors import SalesOpsError
from salesops.core.i18n import N_

MISSING = frozenset(
    {
        "", "-", "--", "—", "——", "/", "null", "(null)", "none", "n/a", "#n/a", "na", "nan", "\\n", "undefined", "nil",
        "select", "please select", "请选择", "无", "空", "暂无", "未填写", "未提供",
    }
)  # fmt: skip
_EXCEL_EPOCH = date(1899, 12, 30)
_YEARS = (1990, 2100)
_NUMBERS = re.compile(r"\d+")
_YEAR_LAST = re.compile(r"\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})(?!\d)")
_ZONE = re.compile(r"([+-]\d\d):?\d?$")
_HALF = re.compile(r"(?i)\b[ap]\.?m\b\.?|上午|下午|晚上|早上|凌晨")
_MONEY = re.compile(r"(\d+(?:\.\d+)?)\s*(万|w|千|k)?", re.IGNORECASE)


class DateOrder(StrEnum):
    """Which number comes first in a date that ends with the year, such as 03/04/2026."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class BadCell(SalesOpsError):
    """A cell that does not say what its column is for."""


def text(cell: str) -> str:
    """The cell without spaces around it; empty for words that stand for a missing value."""
    stripped = cell.strip().lstrip("'")
    return "" if stripped.lower() in MISSING else stripped


def moment(cell: str, zone: ZoneInfo, order: DateOrder | None = None) -> datetime:
    """A date with or without time in the store's zone: ISO, slashes, 年月日, spreadsheet serials, epoch seconds.

    A date that begins with the day or the month is read by `order`, which holds for a whole file. Raises BadCell
    when the cell is none of them.
    """
    raw = text(cell)
    if re.fullmatch(r"\d+(\.\d+)?", raw):
        return _from_number(raw, zone)
    try:
        parsed = datetime.fromisoformat(_ZONE.sub(r"\1:00", raw) if "T" in raw else raw.replace("/", "-"))
    except ValueError:
        parsed = _from_parts(raw, order)
    return parsed.replace(tzinfo=zone) if parsed.tzinfo is None else parsed


def day(cell: str, zone: ZoneInfo, order: DateOrder | None = None) -> date:
    """A date. Raises BadCell."""
    return moment(cell, zone, order).astimezone(zone).date()


def order_of(dates: Iterable[str]) -> tuple[DateOrder | None, str]:
    """Whether day or month comes first in a column of dates, and a date that leaves it open.

    A number above 12 settles it for all. Without one, or where rows contradict each other, a person is asked: the
    answer is None, with an example. No example means that no date begins with day or month.
    """
    seen: set[DateOrder] = set()
    example = ""
    for cell in dates:
        found = _YEAR_LAST.match(text(cell))
        if found is None:
            continue
        first, second = int(found[1]), int(found[2])
        if first <= 12 and second <= 12:
            example = example or text(cell)
        else:
            seen.add(DateOrder.DAY_FIRST if first > 12 else DateOrder.MONTH_FIRST)
            if len(seen) > 1:
                return None, text(cell)
    return (seen.pop(), "") if seen else (None, example)


def whole(cell: str) -> int:
    """A whole number, as 12, 12.0 or 1,200. Raises BadCell."""
    raw = text(cell).replace(",", "").replace("，", "")
    try:
        number = Decimal(raw)
    except InvalidOperation:
        raise BadCell(N_("“{value}” is not a number."), value=cell) from None
    if not number.is_finite() or number != number.to_integral_value():
        raise BadCell(N_("“{value}” is not a whole number."), value=cell)
    return int(number)


def money(cell: str) -> Decimal:
    """Yuan, as 149800, 149,800元, ¥14.98万. Raises BadCell."""
    low, high = money_range(cell)
    if low is None or low != high:
        raise BadCell(N_("“{value}” is not an amount of money."), value=cell)
    return low


def money_range(cell: str) -> tuple[Decimal | None, Decimal | None]:
    """A budget: 15-18万, 15万以下, 20万以上, 150000. Both None for an empty cell. Raises BadCell."""
    raw = text(cell).replace(",", "").replace("，", "").replace("¥", "").replace("￥", "")
    if not raw:
        return None, None
    found = _MONEY.findall(raw)
    if not found or len(found) > 2:
        raise BadCell(N_("“{value}” is not an amount of money."), value=cell)
    unit = found[-1][1].lower()
    factors = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000, "": 1}
    values = [Decimal(number) * factors[(own.lower() or unit)] for number, own in found]
    if len(values) == 2:
        return min(values), max(values)
    if "以下" in raw or "以内" in raw or raw.startswith("<"):
        return None, values[0]
    if "以上" in raw or raw.startswith(">"):
        return values[0], None
    return values[0], values[0]


def _from_number(raw: str, zone: ZoneInfo) -> datetime:
    number = float(raw)
    if len(raw.partition(".")[0]) == 8:
        return _from_parts(f"{raw[:4]}-{raw[4:6]}-{raw[6:8]}").replace(tzinfo=zone)
    if number > 1e11:
        return datetime.fromtimestamp(number / 1000, UTC)
    if number > 1e8:
        return datetime.fromtimestamp(number, UTC)
    if 20_000 < number < 80_000:  # days since the spreadsheet's epoch: 1954 to 2119
        whole_days = int(number)
        seconds = round((number - whole_days) * 86_400)
        start = datetime.combine(_EXCEL_EPOCH + timedelta(days=whole_days), datetime.min.time(), tzinfo=zone)
        return start + timedelta(seconds=seconds)
    raise BadCell(N_("“{value}” is not a date. Write it like 2026-11-03 09:05."), value=raw)


def _from_parts(raw: str, order: DateOrder | None = None) -> datetime:
    parts = [int(number) for number in _NUMBERS.findall(raw)]
    if len(parts) >= 3 and _YEAR_LAST.match(raw):
        if order is None:
            raise BadCell(N_("“{value}” leaves open whether the day or the month comes first."), value=raw)
        first, second, year = parts[:3]
        by_month = order is DateOrder.MONTH_FIRST
        parts[:3] = [year, first, second] if by_month else [year, second, first]
    if len(parts) < 3 or not _YEARS[0] <= parts[0] <= _YEARS[1]:
        raise BadCell(N_("“{value}” is not a date. Write it like 2026-11-03 09:05."), value=raw)
    try:
        return datetime(*_by_half(raw, parts[:6]))  # type: ignore[arg-type]  # noqa: DTZ001 - the caller gives the zone
    except (ValueError, TypeError):
        raise BadCell(N_("“{value}” is not a date. Write it like 2026-11-03 09:05."), value=raw) from None


def _by_half(raw: str, parts: list[int]) -> list[int]:
    """The parts with the hour counted from midnight where it was written with am, pm, 上午 or 下午."""
    half = _HALF.search(raw)
    if half is None or len(parts) < 4 or parts[3] > 12:
        return parts
    after_noon = half[0].lower() in ("pm", "p.m.", "下午", "晚上")
    return [*parts[:3], parts[3] % 12 + 12 * after_noon, *parts[4:]]


_UNITS = (
    ("天", 1), ("日", 1), ("day", 1), ("周", 7), ("星期", 7), ("week", 7),
    ("个月", 30), ("月", 30), ("month", 30), ("半年", 180), ("年", 365), ("year", 365),
)  # fmt: skip
_CHINESE_DIGITS = {
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_AT_ONCE = ("立即", "马上", "现在", "随时", "今天", "now", "immediately", "today")
_UNKNOWN = ("未定", "不确定", "暂无", "unknown", "not sure")


def horizon(cell: str) -> int | None:
    """A purchase window in days: 3天内, 一周内, 1-3个月, 半年, within 2 weeks; the later end of a range counts.

    None when the words do not tell a time: the window is then unknown, not wrong.
    """
    raw = text(cell).lower()
    if not raw or any(word in raw for word in _UNKNOWN):
        return None
    if any(word in raw for word in _AT_ONCE):
        return 0
    if "半年" in raw:
        return 180
    if "半个月" in raw or "半月" in raw:
        return 15
    for digit, value in _CHINESE_DIGITS.items():
        raw = raw.replace(digit, str(value))
    numbers = [int(number) for number in _NUMBERS.findall(raw)]
    unit = next((days for word, days in _UNITS if word in raw), None)
    if not numbers or unit is None:
        return None
    return max(numbers) * unit
