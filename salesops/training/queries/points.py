"""Owners' points: balances, the ledger line by line, and what points can be redeemed for (Rule T4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from salesops.access import masking
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.models import Customer, Order, ReferralEntry, ReferralReward, Staff
from salesops.models.enums import LedgerKind
from salesops.training.rules import points as rules
from salesops.training.rules.policies import PointsPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceRow:
    """One owner: what he has, what he earned and used, and what is about to expire."""

    customer_id: int
    customer: str
    owner: str
    balance: int
    earned: int
    redeemed: int
    referrals: int
    expiring: int
    badges: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One line of an owner's ledger with the balance after it."""

    id: int
    at: datetime
    kind: LedgerKind
    points: int
    balance: int
    about: str
    staff: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One line of the store's ledger."""

    at: datetime
    customer: str
    kind: LedgerKind
    points: int
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardRow:
    """What points can be redeemed for; the cost is None for whoever may not see it."""

    id: int
    name: str
    points: int
    cost: Decimal | None
    is_badge: bool
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSum:
    """The whole ledger: it balances when earned, redeemed, expired and corrected add up to what is open."""

    earned: int
    redeemed: int
    expired: int
    corrected: int
    open: int
    owners: int

    @property
    def balances(self) -> bool:
        """Whether the sides add up."""
        return self.earned + self.redeemed + self.expired + self.corrected == self.open


def ledger_of(session: Session, actor: Actor, customer_id: int) -> list[rules.Entry]:
    """The ledger of one owner as the rules read it, in the order in which it was written."""
    rows = session.execute(
        select(ReferralEntry.id, ReferralEntry.at, ReferralEntry.kind, ReferralEntry.points)
        .where(ReferralEntry.store_id == actor.store_id, ReferralEntry.customer_id == customer_id)
        .order_by(ReferralEntry.at, ReferralEntry.id)
    )
    return [_entry(actor, row) for row in rows]


def balances(session: Session, viewer: Actor, *, now: datetime, limit: int = 200) -> list[BalanceRow]:
    """Owners with points or a history of them, the greatest balance first; a consultant's own (three statements)."""
    policy = load(session, viewer.store_id, PointsPolicy)
    statement = (
        select(
            Customer.id,
            Customer.name,
            Customer.owner_id,
            Staff.name.label("owner"),
            func.sum(ReferralEntry.points).label("balance"),
            func.sum(_of(LedgerKind.EARN)).label("earned"),
            func.sum(_of(LedgerKind.REDEEM)).label("redeemed"),
            func.count(case((ReferralEntry.kind == LedgerKind.EARN, 1))).label("referrals"),
        )
        .join(ReferralEntry, ReferralEntry.customer_id == Customer.id)
        .outerjoin(Staff, Staff.id == Customer.owner_id)
        .where(Customer.store_id == viewer.store_id, Customer.anonymised_at.is_(None))
        .group_by(Customer.id, Staff.name)
        .order_by(func.sum(ReferralEntry.points).desc(), Customer.id)
        .limit(limit)
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(Customer.owner_id == viewer.staff_id)
    rows = session.execute(statement).all()
    ids = [row.id for row in rows]
    today = viewer.today(now)
    expiring = {
        customer: rules.expiring(
            entries, today=today, until=today + timedelta(days=policy.warn_days), months=policy.months
        )
        for customer, entries in _entries(session, viewer, ids).items()
    }
    badges = _badges(session, viewer, ids)
    return [
        BalanceRow(
            customer_id=row.id,
            customer=masking.shown_name(viewer, row.owner_id, row.name),
            owner=row.owner or "",
            balance=int(row.balance),
            earned=int(row.earned),
            redeemed=-int(row.redeemed),
            referrals=row.referrals,
            expiring=expiring.get(row.id, 0),
            badges=tuple(badges.get(row.id, ())),
        )
        for row in rows
    ]


def ledger(session: Session, viewer: Actor, *, customer_id: int, limit: int = 500) -> list[LedgerRow]:
    """The lines of one owner, the newest first, each with the balance after it."""
    rows = session.execute(
        select(ReferralEntry, ReferralReward.name, Order.order_no, Staff.name)
        .outerjoin(ReferralReward, ReferralReward.id == ReferralEntry.reward_id)
        .outerjoin(Order, Order.id == ReferralEntry.order_id)
        .outerjoin(Staff, Staff.id == ReferralEntry.staff_id)
        .where(ReferralEntry.store_id == viewer.store_id, ReferralEntry.customer_id == customer_id)
        .order_by(ReferralEntry.at, ReferralEntry.id)
        .limit(limit)
    )
    balance = 0
    found = []
    for entry, reward, order_no, staff in rows:
        balance += entry.points
        found.append(
            LedgerRow(
                id=entry.id,
                at=entry.at,
                kind=entry.kind,
                points=entry.points,
                balance=balance,
                about=reward or order_no or "",
                staff=staff or "",
                note=entry.note,
            )
        )
    return found[::-1]


def ledger_lines(
    session: Session, viewer: Actor, *, kinds: tuple[LedgerKind, ...], limit: int = 500
) -> list[LedgerLine]:
    """The lines of these kinds over all owners, the newest first (Rule X7)."""
    rows = session.execute(
        select(ReferralEntry, Customer.name, Customer.owner_id, ReferralReward.name, Order.order_no)
        .join(Customer, Customer.id == ReferralEntry.customer_id)
        .outerjoin(ReferralReward, ReferralReward.id == ReferralEntry.reward_id)
        .outerjoin(Order, Order.id == ReferralEntry.order_id)
        .where(ReferralEntry.store_id == viewer.store_id, ReferralEntry.kind.in_(kinds))
        .order_by(ReferralEntry.at.desc(), ReferralEntry.id.desc())
        .limit(limit)
    )
    return [
        LedgerLine(
            at=entry.at,
            customer=masking.shown_name(viewer, owner, name),
            kind=entry.kind,
            points=entry.points,
            about=reward or order_no or entry.note,
        )
        for entry, name, owner, reward, order_no in rows
    ]


def rewards(session: Session, viewer: Actor, *, active_only: bool = False) -> list[RewardRow]:
    """What points can be redeemed for, the cheapest first."""
    statement = (
        select(ReferralReward)
        .where(ReferralReward.store_id == viewer.store_id)
        .order_by(ReferralReward.active.desc(), ReferralReward.points, ReferralReward.id)
    )
    if active_only:
        statement = statement.where(ReferralReward.active)
    sees_cost = viewer.may(Permission.SEE_COST)
    return [
        RewardRow(
            id=row.id,
            name=row.name,
            points=row.points,
            cost=row.cost if sees_cost else None,
            is_badge=row.is_badge,
            active=row.active,
        )
        for row in session.scalars(statement)
    ]


def ledger_sum(session: Session, viewer: Actor) -> LedgerSum:
    """The store's whole ledger by side."""
    row = session.execute(
        select(
            *(func.coalesce(func.sum(_of(kind)), 0).label(kind.value) for kind in LedgerKind),
            func.coalesce(func.sum(ReferralEntry.points), 0).label("open"),
            func.count(ReferralEntry.customer_id.distinct()).label("owners"),
        ).where(ReferralEntry.store_id == viewer.store_id)
    ).one()
    return LedgerSum(
        earned=int(row.earn),
        redeemed=int(row.redeem),
        expired=int(row.expire),
        corrected=int(row.correct),
        open=int(row.open),
        owners=row.owners,
    )


def _of(kind: LedgerKind) -> Any:
    return case((ReferralEntry.kind == kind, ReferralEntry.points), else_=0)


def _entry(actor: Actor, row: Any) -> rules.Entry:
    return rules.Entry(id=row.id, on=actor.today(row.at), kind=row.kind, points=row.points)


def _entries(session: Session, viewer: Actor, ids: Iterable[int]) -> dict[int, list[rules.Entry]]:
    rows = session.execute(
        select(
            ReferralEntry.customer_id,
            ReferralEntry.id,
            ReferralEntry.at,
            ReferralEntry.kind,
            ReferralEntry.points,
        )
        .where(ReferralEntry.store_id == viewer.store_id, ReferralEntry.customer_id.in_(list(ids)))
        .order_by(ReferralEntry.customer_id, ReferralEntry.at, ReferralEntry.id)
    )
    return {
        customer: [_entry(viewer, row) for row in group]
        for customer, group in groupby(rows, key=lambda row: int(row.customer_id))
    }


def _badges(session: Session, viewer: Actor, ids: Iterable[int]) -> dict[int, list[str]]:
    rows = session.execute(
        select(ReferralEntry.customer_id, ReferralReward.name)
        .join(ReferralReward, ReferralReward.id == ReferralEntry.reward_id)
        .where(
            ReferralEntry.store_id == viewer.store_id,
            ReferralEntry.customer_id.in_(list(ids)),
            ReferralEntry.kind == LedgerKind.REDEEM,
            ReferralReward.is_badge,
        )
        .order_by(ReferralEntry.id)
    )
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.customer_id, []).append(row.name)
    return found
