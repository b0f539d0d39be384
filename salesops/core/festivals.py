"""Festivals and birthdays, solar and lunar (Rule C1); lunar dates by lunardate, 1900 to 2099."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from lunardate import LunarDate

from salesops.core.calendar import DAY, Period


class Festival(StrEnum):
    """Days on which customers are greeted; never on the days of the dead (清明, 中元)."""

    NEW_YEAR = "new_year"
    SPRING_FESTIVAL = "spring_festival"
    LANTERN = "lantern"
    LABOUR_DAY = "labour_day"
    DRAGON_BOAT = "dragon_boat"
    QIXI = "qixi"
    MID_AUTUMN = "mid_autumn"
    NATIONAL_DAY = "national_day"
    DOUBLE_NINTH = "double_ninth"


@dataclass(frozen=True, slots=True, kw_only=True)
class FestivalDay:
    """When a festival falls."""

    day: date
    festival: Festival


_SOLAR: Final = {
    Festival.NEW_YEAR: (1, 1),
    Festival.LABOUR_DAY: (5, 1),
    Festival.NATIONAL_DAY: (10, 1),
}
_LUNAR: Final = {
    Festival.SPRING_FESTIVAL: (1, 1),
    Festival.LANTERN: (1, 15),
    Festival.DRAGON_BOAT: (5, 5),
    Festival.QIXI: (7, 7),
    Festival.MID_AUTUMN: (8, 15),
    Festival.DOUBLE_NINTH: (9, 9),
}


def festivals(period: Period) -> tuple[FestivalDay, ...]:
    """The festivals of the period in order; each falls in the calendar year of its lunar year."""
    days = [
        day
        for year in range(period.start.year, period.end.year + 1)
        for day in _festivals_of_year(year)
        if day.day in period
    ]
    return tuple(sorted(days, key=lambda found: found.day))


def _festivals_of_year(year: int) -> list[FestivalDay]:
    solar = [FestivalDay(day=date(year, *at), festival=name) for name, at in _SOLAR.items()]
    lunar = [FestivalDay(day=lunar_day(year, *at), festival=name) for name, at in _LUNAR.items()]
    return solar + lunar


def lunar_day(year: int, month: int, day: int) -> date:
    """The date of a day of the lunar year; the 30th of a month of 29 days is its last."""
    try:
        found: date = LunarDate(year, month, day).to_solar_date()
    except ValueError:
        found = LunarDate(year, month, day - 1).to_solar_date()
    return found


def next_birthday(born: date, *, today: date, lunar: bool = False) -> date:
    """The first birthday on or after today; `born` is the solar date of birth either way.

    Born on 29 February: kept on the 28th in other years. Born in a leap month: kept in the month itself.
    """
    years = range(today.year - 1, today.year + 2)
    return next(day for year in years if (day := _birthday(born, year, lunar)) >= today)


def _birthday(born: date, year: int, lunar: bool) -> date:
    if lunar:
        of_birth = LunarDate.from_solar_date(born.year, born.month, born.day)
        return lunar_day(year, of_birth.month, of_birth.day)
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1) - DAY
