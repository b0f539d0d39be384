"""The points ledger always balances and is never negative, whatever is written in whatever order (Rule T4)."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from salesops.models.enums import LedgerKind
from salesops.training.rules import points as rules
from salesops.training.rules.points import Entry

START = date(2024, 1, 31)
MONTHS = 24

wishes = st.lists(
    st.tuples(
        st.sampled_from(["earn", "redeem", "correct", "cancel", "expire"]),
        st.integers(min_value=0, max_value=120),
        st.integers(min_value=1, max_value=3000),
    ),
    max_size=40,
)


def written(wanted: list[tuple[str, int, int]]) -> tuple[list[Entry], date]:
    """The ledger that the operations would write of these wishes: refused ones leave no line."""
    entries: list[Entry] = []
    today = START

    def write(kind: LedgerKind, points: int) -> None:
        entries.append(Entry(id=len(entries) + 1, on=today, kind=kind, points=points))

    for wish, days, points in wanted:
        today += timedelta(days=days)
        available = rules.balance(entries)
        if wish == "earn":
            write(LedgerKind.EARN, points)
        elif wish == "redeem" and available >= points:
            write(LedgerKind.REDEEM, -points)
        elif wish == "correct" and available - points >= 0:
            write(LedgerKind.CORRECT, -points)
        elif wish == "cancel":
            write(LedgerKind.CORRECT, -rules.taken_back(points, available))
        elif wish == "expire":
            for lot in rules.expired(entries, today=today, months=MONTHS):
                write(LedgerKind.EXPIRE, -lot.left)
    return entries, today


@given(wishes)
def test_the_balance_is_never_negative_at_any_line(wanted: list[tuple[str, int, int]]) -> None:
    entries, _today = written(wanted)
    assert all(rules.balance(entries[:n]) >= 0 for n in range(len(entries) + 1))


@given(wishes)
def test_what_is_left_of_all_lots_is_the_balance(wanted: list[tuple[str, int, int]]) -> None:
    entries, _today = written(wanted)
    lots = rules.lots(entries)
    assert sum(lot.left for lot in lots) == rules.balance(entries)
    assert all(lot.left > 0 for lot in lots)


@given(wishes)
def test_expiry_leaves_nothing_to_expire(wanted: list[tuple[str, int, int]]) -> None:
    """Running it twice writes nothing twice, and takes no more than there is."""
    entries, today = written(wanted)
    due = rules.expired(entries, today=today, months=MONTHS)
    assert sum(lot.left for lot in due) <= rules.balance(entries)
    entries += [
        Entry(id=1000 + n, on=today, kind=LedgerKind.EXPIRE, points=-lot.left) for n, lot in enumerate(due)
    ]
    assert rules.expired(entries, today=today, months=MONTHS) == []


def test_points_go_out_oldest_first() -> None:
    entries = [
        Entry(id=1, on=date(2025, 1, 1), kind=LedgerKind.EARN, points=1000),
        Entry(id=2, on=date(2025, 6, 1), kind=LedgerKind.EARN, points=500),
        Entry(id=3, on=date(2025, 7, 1), kind=LedgerKind.REDEEM, points=-1200),
    ]
    assert [(lot.entry_id, lot.left) for lot in rules.lots(entries)] == [(2, 300)]


def test_points_expire_on_the_day_and_not_before() -> None:
    entries = [Entry(id=1, on=date(2024, 11, 24), kind=LedgerKind.EARN, points=100)]
    assert rules.expired(entries, today=date(2026, 11, 23), months=24) == []
    assert [lot.left for lot in rules.expired(entries, today=date(2026, 11, 24), months=24)] == [100]


def test_the_last_of_a_month_expires_on_the_last_of_a_shorter_month() -> None:
    assert rules.expires_on(date(2025, 8, 31), months=6) == date(2026, 2, 28)


def test_points_that_expire_soon_are_told_of() -> None:
    entries = [Entry(id=1, on=date(2024, 12, 20), kind=LedgerKind.EARN, points=700)]
    today = date(2026, 11, 24)
    assert rules.expiring(entries, today=today, until=today + timedelta(days=60), months=24) == 700
    assert rules.expiring(entries, today=today, until=today + timedelta(days=20), months=24) == 0
