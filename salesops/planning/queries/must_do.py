"""The must-do of a day: worked out from targets and own rates, and how far the day has come (Rule M4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.core.calendar import Period, month_start
from salesops.core.hours import HoursPolicy
from salesops.core.i18n import Message
from salesops.kpi.measure import Dimension, Measured, measure, measure_many
from salesops.models import Lead, Order, TestDrive, Touch
from salesops.models.enums import LeadStatus, OrderStatus, TestDriveStatus
from salesops.planning.queries.people import Person, people
from salesops.planning.queries.targets import TargetRow, targets
from salesops.planning.rules.must_do import (
    Funnel,
    MustDo,
    Waiting,
    must_do,
    of_pace,
    rates,
    rounded_up,
)
from salesops.planning.rules.policies import MustDoPolicy, SellingDaysPolicy
from salesops.planning.rules.selling_days import Pace, SellingDays, pace, selling_days

COUNTS = ("touches", "invitations", "visits", "test_drives", "orders")
"""Figures whose progress is counted during the day."""
_FUNNEL = (*COUNTS, "invitation_rate")
_OF_STORE = ("visits", "orders", "test_drives", "invitations", "deliveries", "leads")
"""Month targets of the store that are counts, and so have a share for each day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One counted action or outcome that the day should bring, of one person or of the store (no staff)."""

    staff_id: int | None
    staff: str
    figure: str
    value: int
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """What a day should bring, how many visits the store's invitations bring, and what another day brought."""

    rows: tuple[Proposal, ...]
    shown_per_invitation: float
    brought: Mapping[tuple[int | None, str], int]
    """Counts of the day asked for beside (`beside`), by person and figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUps:
    """Customers who drove lately: not spoken to since, and those spoken to on the day."""

    open: int
    done: int


def month_days(session: Session, viewer: Actor, *, day: date) -> SellingDays:
    """The selling days of the day's month with their weights; unpublished years are named (Rules M1, Z5)."""
    return selling_days(
        Period.month(day),
        policies.load(session, viewer.store_id, HoursPolicy).hours(),
        policies.load(session, viewer.store_id, SellingDaysPolicy),
    )


def proposals(
    session: Session, viewer: Actor, *, now: datetime, day: date, beside: date | None = None
) -> Proposals:
    """What the day should bring: the store's shares of its month targets, and everybody's must-do (Rule M4)."""
    month = month_days(session, viewer, day=day)
    policy = policies.load(session, viewer.store_id, MustDoPolicy)
    periods = {"month": Period(month_start(day), day), "back": Period.days(policy.lookback_days, day)}
    if beside is not None:
        periods["beside"] = Period.day(beside)
    figures = [*_OF_STORE, *_FUNNEL]
    found = measure_many(session, viewer.store_id, figures, periods, by=Dimension.STAFF, now=now)
    goals = targets(session, viewer, month=day)
    team = people(session, viewer, day=day)
    ask = _Ask(
        team=tuple(team),
        day=day,
        month=month,
        goals=goals,
        so_far=found["month"],
        history=found["back"],
        policy=policy,
    )
    worked = _of_people(session, viewer, ask)
    brought = _counts(found["beside"]) if beside is not None else {}
    return replace(worked, rows=(*_of_store(ask), *worked.rows), brought=brought)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ask:
    team: tuple[Person, ...]
    day: date
    month: SellingDays
    goals: list[TargetRow]
    so_far: Mapping[Any, Mapping[str, Measured]]
    history: Mapping[Any, Mapping[str, Measured]]
    policy: MustDoPolicy


def _of_store(ask: _Ask) -> list[Proposal]:
    found = []
    for goal in ask.goals:
        if goal.staff_id is None and goal.figure in _OF_STORE:
            share = pace(goal.value, _done(ask.so_far, None, goal.figure), ask.month, today=ask.day)
            found.append(
                Proposal(
                    staff_id=None,
                    staff="",
                    figure=goal.figure,
                    value=rounded_up(share.today),
                    reasons=(of_pace(share),),
                )
            )
    return found


def _of_people(session: Session, viewer: Actor, ask: _Ask) -> Proposals:
    """The must-do of everybody who is there on the day."""
    weight = _weight(session, viewer, Period.days(ask.policy.lookback_days, ask.day))
    open_drives = follow_ups(session, viewer, day=ask.day)
    due = _touches_due(session, viewer, ask.day)
    whole = _funnel(ask.history.get(None, {}), weight * max(len(ask.team), 1))
    found: list[Proposal] = []
    for person in (each for each in ask.team if each.away is None):
        own = _funnel(ask.history.get(person.id, {}), weight)
        left = open_drives.get(person.id, FollowUps(open=0, done=0))
        counted = must_do(
            _pace_of(person, ask),
            rates(own, whole, ask.policy),
            waiting=Waiting(drives=left.open + left.done, touches=due.get(person.id, 0)),
            policy=ask.policy,
        )
        found += [_proposal(person, each) for each in counted]
    show = rates(whole, whole, ask.policy).show.of_store
    return Proposals(rows=tuple(found), shown_per_invitation=show, brought={})


def _touches_due(session: Session, viewer: Actor, day: date) -> dict[int, int]:
    """Leads of everybody whose next touch is due by the day (Rule L5)."""
    rows = session.execute(
        select(Lead.owner_id, func.count())
        .where(
            Lead.store_id == viewer.store_id,
            Lead.status.in_((LeadStatus.WORKING, LeadStatus.LOSS_ASKED)),
            Lead.owner_id.is_not(None),
            Lead.next_touch_due_on <= day,
        )
        .group_by(Lead.owner_id)
    )
    return {owner_id: count for owner_id, count in rows if owner_id is not None}


def _pace_of(person: Person, ask: _Ask) -> Pace:
    """A person's own target, else an equal part of what the store's leaves to those without one."""
    own = {goal.staff_id: goal.value for goal in ask.goals if goal.figure == "orders"}
    target = own.get(person.id)
    if target is None:
        without = [p for p in ask.team if p.id not in own]
        given = sum(value for staff_id, value in own.items() if staff_id is not None)
        target = max(own.get(None, 0.0) - given, 0.0) / len(without)
    return pace(target, _done(ask.so_far, person.id, "orders"), ask.month, today=ask.day)


def _proposal(person: Person, counted: MustDo) -> Proposal:
    return Proposal(
        staff_id=person.id,
        staff=person.name,
        figure=counted.figure,
        value=counted.value,
        reasons=counted.reasons,
    )


def _weight(session: Session, viewer: Actor, period: Period) -> float:
    hours = policies.load(session, viewer.store_id, HoursPolicy).hours()
    return selling_days(period, hours, policies.load(session, viewer.store_id, SellingDaysPolicy)).weight


def _funnel(found: Mapping[str, Measured], weight: float) -> Funnel:
    rate = found.get("invitation_rate")
    return Funnel(
        **{figure: _value(found.get(figure)) for figure in COUNTS},
        invited_visits=float(rate.numerator or 0) if rate else 0.0,
        weight=weight,
    )


def _done(found: Mapping[Any, Mapping[str, Measured]], key: int | None, figure: str) -> float:
    return _value(found.get(key, {}).get(figure))


def _value(measured: Measured | None) -> float:
    return float(measured.value or 0) if measured is not None else 0.0


def progress(
    session: Session, viewer: Actor, *, now: datetime, day: date
) -> dict[tuple[int | None, str], int]:
    """How many of each action and outcome the day has brought, by person and for the store (None)."""
    found = measure(session, viewer.store_id, list(COUNTS), Period.day(day), by=Dimension.STAFF, now=now)
    counts = _counts(found)
    for staff_id, each in follow_ups(session, viewer, day=day).items():
        counts[staff_id, "drive_follow_ups"] = each.done
    return counts


def _counts(found: Mapping[Any, Mapping[str, Measured]]) -> dict[tuple[int | None, str], int]:
    return {
        (staff_id, figure): int(_value(found[staff_id].get(figure)))
        for staff_id in found
        for figure in COUNTS
    }


def follow_ups(session: Session, viewer: Actor, *, day: date) -> dict[int, FollowUps]:
    """By person: customers who drove in the days before, did not order, and still wait for a word, or got it today."""
    policy = policies.load(session, viewer.store_id, MustDoPolicy)
    ordered = exists().where(
        Order.store_id == viewer.store_id,
        Order.customer_id == TestDrive.customer_id,
        Order.status != OrderStatus.CANCELLED,
        Order.ordered_on >= TestDrive.day,
    )
    rows = session.execute(
        select(TestDrive.staff_id, TestDrive.customer_id, func.min(Touch.day).label("touched_on"))
        .outerjoin(
            Touch,
            (Touch.store_id == TestDrive.store_id)
            & (Touch.customer_id == TestDrive.customer_id)
            & (Touch.at > TestDrive.ends_at),
        )
        .where(
            TestDrive.store_id == viewer.store_id,
            TestDrive.status == TestDriveStatus.DONE,
            TestDrive.day >= day - timedelta(days=policy.follow_up_days),
            TestDrive.day < day,
            ~ordered,
        )
        .group_by(TestDrive.staff_id, TestDrive.customer_id)
    ).all()
    waiting = Counter(row.staff_id for row in rows if row.touched_on is None or row.touched_on > day)
    done = Counter(row.staff_id for row in rows if row.touched_on == day)
    return {
        staff_id: FollowUps(open=waiting[staff_id], done=done[staff_id]) for staff_id in {*waiting, *done}
    }
