"""Tomorrow's targets, moved by what today left undone (Rule R3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.core.calendar import DAY
from salesops.core.hours import HoursPolicy
from salesops.core.i18n import Message
from salesops.planning.queries.must_do import Proposal, follow_ups, proposals
from salesops.planning.queries.targets import DayTargetRow, day_targets_of
from salesops.planning.rules.adjust import Limits, Today, Traffic, tomorrow
from salesops.planning.rules.policies import MustDoPolicy

MOVED = ("touches", "invitations", "test_drives")
"""Actions that a shortfall of today raises; visits and orders follow the month's plan, which counts it already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TomorrowRow:
    """One target of tomorrow beside what today asked and brought."""

    staff_id: int | None
    staff: str
    figure: str
    today_target: int
    today_done: int
    base: int
    value: int
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TomorrowPlan:
    """The next selling day and its targets; `written` when they stand already."""

    day: date
    rows: tuple[TomorrowRow, ...]
    written: bool


def next_selling_day(session: Session, viewer: Actor, *, day: date) -> date:
    """The next day on which the store opens."""
    hours = policies.load(session, viewer.store_id, HoursPolicy).hours()
    following = day + DAY
    while not hours.is_open_day(following) and following < day + timedelta(days=60):
        following += DAY
    return following


def tomorrow_plan(session: Session, viewer: Actor, *, now: datetime) -> TomorrowPlan:
    """What the next selling day asks of everybody, with the arithmetic."""
    today = viewer.today(now)
    following = next_selling_day(session, viewer, day=today)
    rows_of = day_targets_of(session, viewer, days=(today, following))
    asked = {(row.staff_id, row.figure): row for row in rows_of if row.day == today}
    base = proposals(session, viewer, now=now, day=following, beside=today)
    done = dict(base.brought)
    for staff_id, spoken in follow_ups(session, viewer, day=today).items():
        done[staff_id, "drive_follow_ups"] = spoken.done
    policy = policies.load(session, viewer.store_id, MustDoPolicy)
    people = {each.staff_id for each in base.rows if each.staff_id is not None}
    traffic = Traffic(
        target=_store_visits(asked),
        done=done.get((None, "visits"), 0),
        shown_per_invitation=base.shown_per_invitation,
        people=len(people),
    )
    rows = tuple(_row(each, asked, done, policy, traffic) for each in base.rows)
    written = any(row.day == following for row in rows_of)
    return TomorrowPlan(day=following, rows=rows, written=written)


def _store_visits(asked: dict[tuple[int | None, str], DayTargetRow]) -> int:
    """The store's target of visits today; without one, the sum of everybody's."""
    whole = asked.get((None, "visits"))
    if whole is not None:
        return whole.value
    return sum(row.value for (_, figure), row in asked.items() if figure == "visits")


def _row(
    base: Proposal,
    asked: dict[tuple[int | None, str], DayTargetRow],
    done: dict[tuple[int | None, str], int],
    policy: MustDoPolicy,
    traffic: Traffic,
) -> TomorrowRow:
    key = (base.staff_id, base.figure)
    today = Today(target=asked[key].value if key in asked else 0, done=done.get(key, 0))
    value, reasons = base.value, base.reasons
    if base.staff_id is not None and base.figure in MOVED:
        limits = Limits(raise_percent=policy.raise_percent, cap=int(getattr(policy, f"cap_{base.figure}")))
        moved = tomorrow(base.value, today, limits, traffic=traffic if base.figure == "invitations" else None)
        value, reasons = moved.value, (*base.reasons, *moved.reasons)
    return TomorrowRow(
        staff_id=base.staff_id,
        staff=base.staff,
        figure=base.figure,
        today_target=today.target,
        today_done=today.done,
        base=base.value,
        value=value,
        reasons=reasons,
    )
