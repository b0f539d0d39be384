"""How values stand inside a sentence: filled into {placeholders} by locale, and kept as JSON."""

import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from babel import Locale, dates, lists, numbers, units

from salesops.core.settings import STORE_ZONE


@dataclass(frozen=True, slots=True)
class Wording:
    """A language, and who gives the text of values that are sentences or labels themselves."""

    locale: str
    say: Callable[[object], str | None]


@cache
def babel_locale(language: str) -> Locale:
    """A language as Babel knows it; kept, because finding it by name takes as long as writing ten numbers."""
    return Locale.parse(language)


@cache
def date_locale(language: str) -> Locale:
    """The locale that writes dates: in English the day comes before the month, as on the pages."""
    return Locale.parse("en_GB" if language == "en" else language)


def fill(text: str, values: Mapping[str, object], manner: Wording) -> str:
    """The text with its placeholders filled; text and whole numbers as they are, the rest by locale."""
    if all(type(value) is str or type(value) is int for value in values.values()):
        return text.format(**values)
    return _Filler(manner).vformat(text, (), values)


class _Filler(string.Formatter):
    """str.format, but a value without a format of its own is written by locale."""

    def __init__(self, manner: Wording) -> None:
        self._manner = manner

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec:
            return format(value, format_spec)
        return written(value, self._manner)

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return kwargs[str(key)]


def written(value: object, manner: Wording) -> str:
    """One value as people of the language write it; moments in store time."""
    said = manner.say(value)
    if said is not None:
        return said
    if isinstance(value, float | Decimal):
        return numbers.format_decimal(value, locale=babel_locale(manner.locale))
    if isinstance(value, datetime):
        local = value.astimezone(STORE_ZONE) if value.tzinfo else value
        return f"{dates.format_skeleton('MMMd', local, locale=date_locale(manner.locale))} {local:%H:%M}"
    if isinstance(value, date):
        return dates.format_date(value, "medium", locale=date_locale(manner.locale))
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return duration(value, manner.locale)
    if isinstance(value, tuple | list):
        return lists.format_list(
            [written(each, manner) for each in value], locale=babel_locale(manner.locale)
        )
    return "" if value is None else str(value)


def duration(length: timedelta, locale: str) -> str:
    """Whole days, hours and minutes: `1小时30分钟`; nothing smaller is shown."""
    minutes = round(abs(length).total_seconds() / 60)
    parts = ((minutes // 1440, "day"), (minutes // 60 % 24, "hour"), (minutes % 60, "minute"))
    shown = [
        units.format_unit(n, f"duration-{unit}", length="short", locale=babel_locale(locale))
        for n, unit in parts
        if n
    ]
    sign = "-" if length < timedelta(0) and minutes else ""
    nothing = units.format_unit(0, "duration-minute", length="short", locale=babel_locale(locale))
    return sign + ("" if locale.startswith("zh") else " ").join(shown or [nothing])


def settled(value: object, labelled: Callable[[Enum], object]) -> object:
    """The value as a message keeps it: enum members as labels, lists as tuples; equal after storage."""
    if isinstance(value, Enum):
        return labelled(value)
    if isinstance(value, list | tuple):
        return tuple(settled(each, labelled) for each in value)
    return value


def pack(value: object) -> object:
    """A plain value as JSON; what JSON lacks is named (`{"$": "date", "of": "2026-03-01"}`)."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Decimal):
        return {"$": "decimal", "of": str(value)}
    if isinstance(value, timedelta):
        return {"$": "seconds", "of": value.total_seconds()}
    for kind in (datetime, date, time):  # a datetime is a date too: it comes first
        if isinstance(value, kind):
            return {"$": kind.__name__, "of": value.isoformat()}
    raise TypeError(f"A message cannot keep a {type(value).__name__}.")


def unpack(stored: object) -> object:
    """The value that `pack` wrote."""
    if not isinstance(stored, dict):
        return stored
    kind, of = stored["$"], stored["of"]
    readers: dict[str, Callable[[Any], object]] = {
        "decimal": Decimal,
        "seconds": lambda seconds: timedelta(seconds=seconds),
        "datetime": datetime.fromisoformat,
        "date": date.fromisoformat,
        "time": time.fromisoformat,
    }
    return readers[kind](of)
