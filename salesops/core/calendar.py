"""Days and opening hours: what counts as open time, a working day, a month (L2, Z5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

import chinese_calendar
import holidays

DAY: Final = timedelta(days=1)


class DayKind(StrEnum):
    """What the state's calendar makes of a day; dealers trade on all of them, with other weights."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKEUP_WORKDAY = "makeup_workday"
    """A Saturday or Sunday worked in exchange for a holiday (调休)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A day in the state's calendar."""

    day: date
    kind: DayKind
    published: bool
    """False where the State Council's notice for the year is not known: the kind is then a guess."""

    @property
    def works(self) -> bool:
        """Whether offices, banks and the vehicle registry work."""
        return self.kind in (DayKind.WORKDAY, DayKind.MAKEUP_WORKDAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDays:
    """The working days of a range, and the years in it whose calendar was guessed (Z5)."""

    days: tuple[date, ...]
    unpublished_years: tuple[int, ...]


@lru_cache(maxsize=1)
def _published_years() -> frozenset[int]:
    return frozenset(day.year for day in chinese_calendar.constants.holidays)


@lru_cache(maxsize=16)
def _expected_holidays(year: int) -> frozenset[date]:
    """The festival days fixed by law, without the exchanged days that only the notice names."""
    return frozenset(holidays.country_holidays("CN", years=year, observed=False))


def working_day(day: date) -> CalendarDay:
    """What kind of day it is by the yearly notice on holidays (source: chinesecalendar).

    A year without notice falls back to weekends and the festival days fixed by law, marked unpublished.
    """
    published = day.year in _published_years()
    weekend = day.weekday() >= 5
    if published:
        works = bool(chinese_calendar.is_workday(day))
        off = day in chinese_calendar.constants.holidays or day in chinese_calendar.constants.in_lieu_days
    else:
        works = not weekend and day not in _expected_holidays(day.year)
        off = day in _expected_holidays(day.year)
    if works:
        kind = DayKind.MAKEUP_WORKDAY if weekend else DayKind.WORKDAY
    else:
        kind = DayKind.WEEKEND if weekend and not off else DayKind.HOLIDAY
    return CalendarDay(day=day, kind=kind, published=published)


def working_days(start: date, end: date) -> WorkingDays:
    """The working days from start until before end; never raises for a year not yet published."""
    days = [working_day(day) for day in Period(start, end).dates()]
    return WorkingDays(
        days=tuple(day.day for day in days if day.works),
        unpublished_years=tuple(sorted({day.day.year for day in days if not day.published})),
    )


@dataclass(frozen=True, slots=True)
class Period:
    """Days from start until before end (half-open); what happened after `until` is left out, if it is given."""

    start: date
    end: date
    until: datetime | None = None

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"A period cannot end ({self.end}) before it starts ({self.start}).")

    @classmethod
    def day(cls, day: date) -> "Period":
        """That day alone."""
        return cls(day, day + DAY)

    @classmethod
    def month(cls, day: date) -> "Period":
        """The whole calendar month of the day."""
        start = month_start(day)
        return cls(start, next_month(day))

    @classmethod
    def month_to_date(cls, day: date) -> "Period":
        """From the first of the month to the day, the day included."""
        return cls(month_start(day), day + DAY)

    @classmethod
    def days(cls, n: int, until: date) -> "Period":
        """The n days before `until`, which itself is not included."""
        return cls(until - n * DAY, until)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __len__(self) -> int:
        return (self.end - self.start).days

    def dates(self) -> Iterator[date]:
        """Each day in order."""
        return (self.start + n * DAY for n in range(len(self)))

    def previous(self) -> "Period":
        """The period of equal length right before."""
        return Period(self.start - (self.end - self.start), self.start)


def month_start(day: date) -> date:
    """The first of the day's month."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first of the month after the day's."""
    return month_start(month_start(day) + 31 * DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """When a store is open, in its local time; open at `opens`, closed from `closes` on."""

    opens: time
    closes: time
    closed_weekdays: frozenset[int] = frozenset()
    """0 is Monday."""
    closed_days: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if self.closes <= self.opens:
            raise ValueError("A store closes after it opens, on the same day.")
        if self.closed_weekdays >= frozenset(range(7)):
            raise ValueError("A store opens on one weekday at least.")

    def is_open_day(self, day: date) -> bool:
        """Whether the store opens on the day."""
        return day.weekday() not in self.closed_weekdays and day not in self.closed_days

    def is_over(self, local: datetime) -> bool:
        """Whether the day's trade is over: the store has closed, or does not open on the day."""
        return not self.is_open_day(local.date()) or local >= self._bounds(local)[1]

    def is_open(self, local: datetime) -> bool:
        """Whether the store is open at the moment."""
        opening, closing = self._bounds(local)
        return self.is_open_day(local.date()) and opening <= local < closing

    def next_opening(self, local: datetime) -> datetime:
        """The moment itself while the store is open, else when it opens next."""
        if self.is_open(local):
            return local
        opening, _ = self._bounds(local)
        if local >= opening:
            opening += DAY
        while not self.is_open_day(opening.date()):
            opening += DAY
        return opening

    def add_open_time(self, start: datetime, amount: timedelta) -> datetime:
        """The moment by which the store was open for `amount` after `start` (Rule L2).

        What is left at closing carries over to the next opening; an amount that ends exactly at closing ends there.
        """
        if amount < timedelta(0):
            raise ValueError("Open time is added, not taken away.")
        moment, left = self.next_opening(start), amount
        while left > (room := self._bounds(moment)[1] - moment):
            left -= room
            moment = self.next_opening(moment + room)
        return moment + left

    def open_time_between(self, start: datetime, end: datetime) -> timedelta:
        """How long the store was open between the two moments; nothing when they are the wrong way round."""
        total = timedelta(0)
        moment = self.next_opening(start)
        while moment < end:
            closing = self._bounds(moment)[1]
            total += min(closing, end) - moment
            moment = self.next_opening(closing)
        return total

    def _bounds(self, local: datetime) -> tuple[datetime, datetime]:
        day, zone = local.date(), local.tzinfo
        return datetime.combine(day, self.opens, zone), datetime.combine(day, self.closes, zone)
