"""What became of customers with a concern who were shown a solution, and of those who were not (Rule I1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from salesops.access import masking
from salesops.access.actors import Actor
from salesops.access.policies import load
from salesops.kpi.dialect import days_after, seconds_between
from salesops.kpi.effect import Group, SolutionEffect, judged
from salesops.kpi.policies import FigurePolicy
from salesops.kpi.sources import LASTING_ORDER
from salesops.models import Customer, Feedback, Order, Solution, SolutionOffer, Staff

LOOKBACK = timedelta(days=365)
"""Concerns of the last year; what worked before says little of today's cars and prices."""
_SHOWN_WITHIN = 24 * 60 * 60
"""Seconds after the concern in which a solution counts as shown, so that nobody counts as shown for coming back later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionCase:
    """One customer behind the comparison (Rule X7)."""

    day: date
    customer: str
    owner: str
    shown: bool
    ordered_on: date | None


def solution_effects(session: Session, viewer: Actor, *, now: datetime) -> dict[int, SolutionEffect]:
    """The measured effect of each solution whose concern was heard, in one statement."""
    policy = load(session, viewer.store_id, FigurePolicy)
    cases = _cases(viewer, now, policy).subquery()
    rows = session.execute(
        select(
            cases.c.solution_id,
            cases.c.shown,
            func.count().label("cases"),
            func.count(cases.c.ordered_on).label("ordered"),
        ).group_by(cases.c.solution_id, cases.c.shown)
    ).all()
    found: dict[int, dict[bool, Group]] = {}
    for row in rows:
        found.setdefault(row.solution_id, {})[bool(row.shown)] = Group(cases=row.cases, ordered=row.ordered)
    nobody = Group(cases=0, ordered=0)
    pairs = {key: (each.get(True, nobody), each.get(False, nobody)) for key, each in found.items()}
    return judged(pairs, days=policy.visit_order_days, least=policy.small_sample)


def solution_cases(
    session: Session, viewer: Actor, *, now: datetime, solution_id: int, limit: int = 500
) -> list[SolutionCase]:
    """The customers behind a solution's effect, those who were shown it first (Rule X7)."""
    policy = load(session, viewer.store_id, FigurePolicy)
    cases = _cases(viewer, now, policy).where(Solution.id == solution_id).subquery()
    rows = session.execute(
        select(cases, Customer.name, Customer.owner_id, Staff.name.label("owner"))
        .join(Customer, Customer.id == cases.c.customer_id)
        .outerjoin(Staff, Staff.id == Customer.owner_id)
        .order_by(cases.c.shown.desc(), cases.c.day.desc(), cases.c.customer_id)
        .limit(limit)
    )
    return [
        SolutionCase(
            day=row.day,
            customer=masking.shown_name(viewer, row.owner_id, row.name),
            owner=row.owner or "",
            shown=bool(row.shown),
            ordered_on=row.ordered_on,
        )
        for row in rows
    ]


def _cases(viewer: Actor, now: datetime, policy: FigurePolicy) -> Select[Any]:
    """Solution by customer: the first day of the concern, whether it was shown then, and the order that followed."""
    today = viewer.today(now)
    firsts = (
        select(
            Solution.id.label("solution_id"),
            Feedback.customer_id,
            func.min(Feedback.day).label("day"),
        )
        .join(Feedback, _answers(Feedback))
        .where(
            Solution.store_id == viewer.store_id,
            Feedback.store_id == viewer.store_id,
            Feedback.day > today - LOOKBACK,
        )
        .group_by(Solution.id, Feedback.customer_id)
        .subquery()
    )
    said = aliased(Feedback)
    shown = exists().where(
        SolutionOffer.store_id == viewer.store_id,
        SolutionOffer.solution_id == firsts.c.solution_id,
        said.id == SolutionOffer.feedback_id,
        said.customer_id == firsts.c.customer_id,
        said.day == firsts.c.day,
        seconds_between(said.at, SolutionOffer.at) <= _SHOWN_WITHIN,
    )
    ordered_on = (
        select(func.min(Order.ordered_on))
        .where(
            Order.store_id == viewer.store_id,
            Order.customer_id == firsts.c.customer_id,
            Order.ordered_on >= firsts.c.day,
            Order.ordered_on < days_after(firsts.c.day, policy.visit_order_days),
            LASTING_ORDER,
        )
        .scalar_subquery()
    )
    return (
        select(
            firsts.c.solution_id,
            firsts.c.customer_id,
            firsts.c.day,
            case((shown, 1), else_=0).label("shown"),
            ordered_on.label("ordered_on"),
        )
        .join(Solution, Solution.id == firsts.c.solution_id)
        .where(firsts.c.day <= today - timedelta(days=policy.visit_order_days))
    )


def _answers(said: Any) -> Any:
    """Whether a solution answers what was said: this very objection, or the aspect where it names none."""
    return and_(
        said.liked.is_(False),
        or_(
            and_(Solution.objection.is_not(None), said.objection == Solution.objection),
            and_(Solution.objection.is_(None), said.aspect == Solution.aspect),
        ),
    )
