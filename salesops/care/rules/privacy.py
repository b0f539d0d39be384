"""How long personal data are kept, and what remains of them (Rule Z3)."""

from __future__ import annotations

from datetime import date

NOBODY = "***"
"""What an anonymised customer is called."""


def retention_ends(today: date, *, months: int) -> date:
    """Prospects without any contact since before this day are anonymised."""
    month = today.year * 12 + today.month - 1 - months
    return _day(month // 12, month % 12 + 1, today.day)


def keep_until(sold_on: date | None, *, years: int) -> date | None:
    """The day until which a buyer's file must be kept; None for somebody who never bought."""
    if sold_on is None:
        return None
    return _day(sold_on.year + years, sold_on.month, sold_on.day)


def national_number(phone: str) -> str:
    """A Chinese number as people write it, without the country's code."""
    return phone.removeprefix("+86")


def _day(year: int, month: int, day: int) -> date:
    """The day of the month, or its last one where the month is shorter."""
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1
