"""What became of owners who were cared for, and of the others (Rule C4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from salesops.access import masking
from salesops.access.actors import Actor
from salesops.access.policies import load
from salesops.care.rules import effect as rules
from salesops.care.rules.policies import CarePolicy
from salesops.core.i18n import N_, Message
from salesops.kpi.dialect import days_after
from salesops.models import CareTask, Customer, Order, Staff
from salesops.models.enums import CareStatus, OrderStatus

DAYS_OF_MONTH = 30
_MONTH = timedelta(days=DAYS_OF_MONTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class CareEffect:
    """Owners delivered in some months, split by whether they were cared for in the first days after."""

    since: date
    until: date
    days: int
    cared: rules.Group
    others: rules.Group
    referrals: rules.Compared
    repeats: rules.Compared
    findings: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerRow:
    """One owner behind the comparison."""

    customer_id: int
    customer: str
    owner: str
    delivered_on: date
    cared: bool
    referred: int
    """Orders that he brought after the time of care."""
    bought: int


def care_effect(session: Session, viewer: Actor, *, now: datetime) -> CareEffect:
    """Referrals and repeat purchases of owners who were cared for against the others, in one statement (Rule C4).

    Both groups are watched from the same day after delivery, so that nobody counts as cared for because of what he
    did later.
    """
    policy = load(session, viewer.store_id, CarePolicy)
    owners = _owners(viewer, now, policy).subquery()
    rows = session.execute(
        select(
            owners.c.cared,
            owners.c.delivered_on,
            func.count().label("owners"),
            func.sum(owners.c.referred).label("referred"),
            func.sum(owners.c.bought).label("bought"),
        ).group_by(owners.c.cared, owners.c.delivered_on)
    ).all()
    watched_until = viewer.today(now)
    cared, others = (_group(rows, watched_until, policy.effect_days, cared=which) for which in (True, False))
    referrals = rules.compared(cared.referred, cared, others.referred, others)
    repeats = rules.compared(cared.bought, cared, others.bought, others)
    counts = {"cared": cared.owners, "others": others.owners}
    since, until = _span(viewer, now, policy)
    return CareEffect(
        since=since,
        until=until,
        days=policy.effect_days,
        cared=cared,
        others=others,
        referrals=referrals,
        repeats=repeats,
        findings=(
            rules.sentence(referrals, what=Message(N_("Brought a buyer")), **counts),
            rules.sentence(repeats, what=Message(N_("Bought again")), **counts),
        ),
    )


def effect_rows(session: Session, viewer: Actor, *, now: datetime, limit: int = 500) -> list[OwnerRow]:
    """The owners behind the comparison, those with a result first (Rule X7)."""
    policy = load(session, viewer.store_id, CarePolicy)
    owners = _owners(viewer, now, policy).subquery()
    rows = session.execute(
        select(
            Customer.id,
            Customer.name,
            Customer.owner_id,
            Staff.name.label("owner"),
            owners.c.delivered_on,
            owners.c.cared,
            owners.c.referred,
            owners.c.bought,
        )
        .join(owners, owners.c.customer_id == Customer.id)
        .outerjoin(Staff, Staff.id == Customer.owner_id)
        .order_by(owners.c.referred.desc(), owners.c.bought.desc(), owners.c.delivered_on.desc(), Customer.id)
        .limit(limit)
    )
    return [
        OwnerRow(
            customer_id=row.id,
            customer=masking.shown_name(viewer, row.owner_id, row.name),
            owner=row.owner or "",
            delivered_on=row.delivered_on,
            cared=bool(row.cared),
            referred=row.referred,
            bought=row.bought,
        )
        for row in rows
    ]


def _span(viewer: Actor, now: datetime, policy: CarePolicy) -> tuple[date, date]:
    """First and last day of the deliveries compared: the last owners have had their days of care."""
    today = viewer.today(now)
    return today - policy.effect_months * _MONTH, today - timedelta(days=policy.effect_days + 1)


def _owners(viewer: Actor, now: datetime, policy: CarePolicy) -> Select[Any]:
    """Each owner by his first delivery in the months, with whether he was cared for and what he did afterwards."""
    since, until = _span(viewer, now, policy)
    first = (
        select(Order.customer_id, func.min(Order.delivered_on).label("delivered_on"))
        .where(
            Order.store_id == viewer.store_id,
            Order.status == OrderStatus.DELIVERED,
            Order.delivered_on >= since,
            Order.delivered_on <= until,
        )
        .group_by(Order.customer_id)
        .subquery()
    )
    watched_from = days_after(first.c.delivered_on, policy.effect_days)
    later = aliased(Order)

    def ordered(who: Any) -> Any:
        return (
            select(func.count())
            .where(
                later.store_id == viewer.store_id,
                who == first.c.customer_id,
                later.status != OrderStatus.CANCELLED,
                later.ordered_on > watched_from,
            )
            .correlate(first)
            .scalar_subquery()
        )

    cared = exists().where(
        and_(
            CareTask.store_id == viewer.store_id,
            CareTask.customer_id == first.c.customer_id,
            CareTask.status == CareStatus.DONE,
            CareTask.due_on >= first.c.delivered_on,
            CareTask.due_on <= watched_from,
        )
    )
    return select(
        first.c.customer_id,
        first.c.delivered_on,
        cared.label("cared"),
        ordered(later.referrer_id).label("referred"),
        ordered(later.customer_id).label("bought"),
    )


def _group(rows: Sequence[Any], until: date, days: int, *, cared: bool) -> rules.Group:
    """One side of the comparison; each owner is watched from the end of the time of care until today."""
    own = [row for row in rows if bool(row.cared) is cared]
    return rules.Group(
        owners=sum(row.owners for row in own),
        months=sum(row.owners * (until - row.delivered_on).days - row.owners * days for row in own)
        / DAYS_OF_MONTH,
        referred=sum(int(row.referred) for row in own),
        bought=sum(int(row.bought) for row in own),
    )
