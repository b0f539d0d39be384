"""Numbers, money, dates and durations as the reader's language writes them, in the store's time."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from babel import dates, numbers

from pages._ui import viewer
from salesops.core.i18n import _, language, ngettext
from salesops.core.wording import babel_locale

Number: TypeAlias = int | float | Decimal

NOTHING = "—"
_TEN_THOUSAND = 10_000
_MILLION = 1_000_000
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#$~|])")
_HARMLESS = re.compile(r"[^\W\d_][^\\`*_\[\]<>#$~|:\n\r]*")
_BLOCK_START = re.compile(r"^(\s*)(\d+)([.)])(\s)|^(\s*)([-+])(\s)", re.MULTILINE)


def is_chinese() -> bool:
    """Whether the reader's language is Chinese."""
    return language().startswith("zh")


def number(value: Number | None, decimals: int = 0) -> str:
    """A plain number with grouping: 1,234 or 12.5."""
    if value is None:
        return NOTHING
    if decimals == 0 and type(value) is int:
        return f"{value:,}"  # both languages group alike
    return _grouped(value or 0, decimals, language())


@lru_cache(maxsize=2048)
def _grouped(value: Number, decimals: int, spoken: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return numbers.format_decimal(value, format=pattern, locale=babel_locale(spoken))


def percent(value: Number | None, decimals: int = 1) -> str:
    """A share between 0 and 1 as a percentage: 12.5%."""
    if value is None:
        return NOTHING
    return _shared(value or 0, decimals, language())


@lru_cache(maxsize=2048)
def _shared(value: Number, decimals: int, spoken: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + "%"
    return numbers.format_percent(value, format=pattern, locale=babel_locale(spoken))


def points(value: Number | None, decimals: int = 1) -> str:
    """A difference of two shares, in percentage points with its sign: +2.5 pts."""
    if value is None:
        return NOTHING
    return _("{value} pts", value=signed(Decimal(str(value)) * 100, decimals))


def signed(value: Number | None, decimals: int = 0) -> str:
    """A difference with its sign: +3, −2, 0."""
    if value is None:
        return NOTHING
    text = number(_size(value), decimals)
    if value > 0:
        return f"+{text}"
    return f"\N{MINUS SIGN}{text}" if value < 0 else text


def money(value: Decimal | int | None, decimals: int = 0) -> str:
    """Yuan: ¥129,800."""
    if value is None:
        return NOTHING
    sign = "\N{MINUS SIGN}" if value < 0 else ""
    return f"{sign}¥{number(_size(value), decimals)}"


def wan(value: Decimal | int | None) -> str:
    """Large amounts of yuan shortened: ¥12.98万 in Chinese, ¥129.8K or ¥1.3M in English."""
    if value is None:
        return NOTHING
    sign = "\N{MINUS SIGN}" if value < 0 else ""
    size = abs(Decimal(value))
    if is_chinese():
        if size < _TEN_THOUSAND:
            return money(value)
        return f"{sign}¥{_trim(size / _TEN_THOUSAND, 2)}万"
    if size < _TEN_THOUSAND:
        return money(value)
    if size < _MILLION:
        return f"{sign}¥{_trim(size / 1000, 1)}K"
    return f"{sign}¥{_trim(size / _MILLION, 2)}M"


def day(value: date | None, *, weekday: bool = True) -> str:
    """A date: 9月5日 周五, or Fri 5 Sep. The year is shown when it is not the present one."""
    if value is None:
        return NOTHING
    other_year = value.year != _today().year
    if is_chinese():
        pattern = ("y年" if other_year else "") + "M月d日" + (" EEE" if weekday else "")
    else:
        pattern = ("EEE " if weekday else "") + "d MMM" + (" y" if other_year else "")
    return _written(value, pattern, language())


@lru_cache(maxsize=2048)
def _written(value: date, pattern: str, spoken: str) -> str:
    """A date in a pattern; a page writes the same few days again and again."""
    return dates.format_date(value, format=pattern, locale=babel_locale(spoken))


def month(value: date) -> str:
    """A month: 2026年9月, or September 2026."""
    pattern = "y年M月" if is_chinese() else "MMMM y"
    return dates.format_date(value, format=pattern, locale=babel_locale(language()))


def weekday(value: date) -> str:
    """The short name of the day: 周五, Fri."""
    return _written(value, "EEE", language())


def clock_time(value: datetime | time | None) -> str:
    """The time of day in the store's zone: 09:30."""
    if value is None:
        return NOTHING
    local = value.astimezone(viewer.zone()) if isinstance(value, datetime) else value
    return f"{local:%H:%M}"


def moment(value: datetime | None) -> str:
    """A moment in the store's zone, as short as today allows: 09:30, yesterday 09:30, 9月5日 09:30."""
    if value is None:
        return NOTHING
    local = value.astimezone(viewer.zone())
    distance = (local.date() - _today()).days
    at = f"{local:%H:%M}"
    if distance == 0:
        return at
    if distance == -1:
        return _("yesterday {time}", time=at)
    if distance == 1:
        return _("tomorrow {time}", time=at)
    return f"{day(local.date(), weekday=False)} {at}"


def near_day(value: date | None) -> str:
    """A date in words when it is near: today, tomorrow, yesterday, else the date."""
    if value is None:
        return NOTHING
    distance = (value - _today()).days
    if distance == 0:
        return _("today")
    if distance == 1:
        return _("tomorrow")
    return _("yesterday") if distance == -1 else day(value)


def opening(text: str) -> str:
    """Words that stand alone, on a button or over a list: with a capital, where the language has one."""
    return text[:1].upper() + text[1:]


def duration(value: timedelta | None) -> str:
    """A length of time in its two largest units: 1小时20分, 1 h 20 min. The sign is left out."""
    if value is None:
        return NOTHING
    minutes = int(abs(value).total_seconds() // 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    if days and hours:
        return _("{days} d {hours} h", days=days, hours=hours)
    if days:
        return ngettext("{n} day", "{n} days", days)
    if hours and left:
        return _("{hours} h {minutes} min", hours=hours, minutes=left)
    return _("{hours} h", hours=hours) if hours else _("{minutes} min", minutes=left)


def until(due: datetime | None, now: datetime) -> str:
    """How long is left, or how long it is overdue: 20 min left, 1 h over."""
    if due is None:
        return NOTHING
    if due >= now:
        return _("{duration} left", duration=duration(due - now))
    return _("{duration} over", duration=duration(now - due))


def ratio(numerator: Number | None, denominator: Number | None) -> str:
    """The two parts of a rate: 12 / 80."""
    return f"{number(numerator)} / {number(denominator)}"


def listed(parts: list[str]) -> str:
    """Words in a row, joined as the language joins them: A、B和C; A, B and C."""
    from babel.lists import format_list

    return format_list(parts, locale=babel_locale(language())) if parts else NOTHING


def plain(text: str) -> str:
    """The text with Markdown made harmless: what a customer is called must not become formatting."""
    if _HARMLESS.fullmatch(text):
        return text
    escaped = _MARKDOWN.sub(r"\\\1", text).replace(":material/", r"\:material/")
    return _BLOCK_START.sub(_escape_block, escaped)


def _escape_block(found: re.Match[str]) -> str:
    if found.group(2) is not None:
        return f"{found.group(1)}{found.group(2)}\\{found.group(3)}{found.group(4)}"
    return f"{found.group(5)}\\{found.group(6)}{found.group(7)}"


def _size(value: Number) -> Number:
    return -value if value < 0 else value


def _trim(value: Decimal, decimals: int) -> str:
    return numbers.format_decimal(value, format="#,##0." + "#" * decimals, locale=babel_locale(language()))


def _today() -> date:
    from pages._ui import clock

    return clock.today()
