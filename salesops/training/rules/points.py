"""Referral points: a ledger whose balance is its sum, is never negative, and expires oldest first (Rule T4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from salesops.models.enums import LedgerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger: points are positive when they come in and negative when they go out."""

    id: int
    on: date
    kind: LedgerKind
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """What is left of points that came in together."""

    entry_id: int
    on: date
    left: int


def balance(entries: Iterable[Entry]) -> int:
    """What can be redeemed."""
    return sum(entry.points for entry in entries)


def lots(entries: Sequence[Entry]) -> list[Lot]:
    """What is left of each incoming entry: points that go out use up the oldest first.

    The entries stand in the order in which they were written.
    """
    left: list[list[int]] = []  # entry id, day as ordinal, points
    for entry in entries:
        if entry.points >= 0:
            left.append([entry.id, entry.on.toordinal(), entry.points])
            continue
        owed = -entry.points
        for lot in sorted(left, key=lambda each: each[1]):
            used = min(owed, lot[2])
            lot[2] -= used
            owed -= used
    return [
        Lot(entry_id=number, on=date.fromordinal(day), left=points) for number, day, points in left if points
    ]


def expires_on(earned_on: date, *, months: int) -> date:
    """The first day on which points earned on a day are worth nothing."""
    month = earned_on.year * 12 + earned_on.month - 1 + months
    year, number = month // 12, month % 12 + 1
    day = earned_on.day
    while True:
        try:
            return date(year, number, day)
        except ValueError:
            day -= 1


def still_worth(today: date, *, months: int) -> date:
    """The first day whose points may still be worth something today."""
    month = today.year * 12 + today.month - 1 - months
    return date(month // 12, month % 12 + 1, 1)


def expired(entries: Sequence[Entry], *, today: date, months: int) -> list[Lot]:
    """What has outlived its time and is not used up yet."""
    return [lot for lot in lots(entries) if expires_on(lot.on, months=months) <= today]


def expiring(entries: Sequence[Entry], *, today: date, until: date, months: int) -> int:
    """Points that will be worth nothing by a day, unless they are redeemed."""
    return sum(lot.left for lot in lots(entries) if today < expires_on(lot.on, months=months) <= until)


def taken_back(points: int, available: int) -> int:
    """How much of earned points can be taken back when the order is cancelled: never more than is left."""
    return min(points, max(0, available))
