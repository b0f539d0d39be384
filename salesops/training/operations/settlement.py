"""The ledger by itself: points for successful referrals, back from cancelled orders, gone when they are old (Rule T4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.models import Customer, Order, ReferralEntry, Store
from salesops.models.enums import LedgerKind, OrderStatus
from salesops.training.operations.ledger import Line, lock, trace, write
from salesops.training.queries.points import ledger_of
from salesops.training.rules import points as rules
from salesops.training.rules.policies import PointsPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a run of the ledger wrote."""

    earned: int
    taken_back: int
    expired: int

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return bool(self.earned or self.taken_back or self.expired)


def settle_referrals(session: Session, actor: Actor, *, now: datetime) -> Settled:
    """Give points for successful referrals, take back those of cancelled orders, expire old ones (Rule T4).

    Every entry has a key, so that running this again writes nothing twice.
    """
    actor.require(Permission.CARE)
    session.execute(select(Store.id).where(Store.id == actor.store_id).with_for_update())  # one run at a time
    policy = load(session, actor.store_id, PointsPolicy)
    result = Settled(
        earned=_earn(session, actor, policy, now=now),
        taken_back=_take_back(session, actor, now=now),
        expired=_expire(session, actor, policy, now=now),
    )
    if result.changed:
        after: dict[str, object] = {
            "earned": result.earned,
            "taken_back": result.taken_back,
            "expired": result.expired,
        }
        trace(session, actor, now=now, action="points.settle", customer_id=0, after=after)
    return result


def _earn(session: Session, actor: Actor, policy: PointsPolicy, *, now: datetime) -> int:
    """One entry per successful referral: a car that an owner's friend was handed, or ordered."""
    won: ColumnElement[bool] = Order.status == OrderStatus.DELIVERED
    if not policy.on_delivery:
        won = or_(won, Order.status == OrderStatus.OPEN)
    rows = session.execute(
        select(Order.id, Order.referrer_id)
        .join(Customer, Customer.id == Order.referrer_id)
        .outerjoin(
            ReferralEntry,
            and_(
                ReferralEntry.store_id == Order.store_id,
                ReferralEntry.order_id == Order.id,
                ReferralEntry.kind == LedgerKind.EARN,
            ),
        )
        .where(
            Order.store_id == actor.store_id,
            Order.referrer_id != Order.customer_id,
            Customer.anonymised_at.is_(None),
            ReferralEntry.id.is_(None),
            won,
        )
        .order_by(Order.id)
    ).all()
    for row in rows:
        line = Line(
            row.referrer_id,
            LedgerKind.EARN,
            policy.per_referral,
            order_id=row.id,
            key=f"earn:order:{row.id}",
        )
        write(session, actor, now=now, line=line)
    return len(rows)


def _take_back(session: Session, actor: Actor, *, now: datetime) -> int:
    """Points of orders that were cancelled afterwards, as far as they are not used up."""
    rows = session.execute(
        select(Order.id, ReferralEntry.customer_id, ReferralEntry.points)
        .join(
            ReferralEntry,
            and_(ReferralEntry.order_id == Order.id, ReferralEntry.kind == LedgerKind.EARN),
        )
        .where(Order.store_id == actor.store_id, Order.status == OrderStatus.CANCELLED)
        .order_by(Order.id)
    ).all()
    count = 0
    for row in rows:
        key = f"cancel:order:{row.id}"
        if _is_written(session, actor, key):
            continue
        lock(session, row.customer_id)
        available = rules.balance(ledger_of(session, actor, row.customer_id))
        points = -rules.taken_back(row.points, available)
        line = Line(row.customer_id, LedgerKind.CORRECT, points, order_id=row.id, key=key)
        write(session, actor, now=now, line=line)
        count += 1
    return count


def _expire(session: Session, actor: Actor, policy: PointsPolicy, *, now: datetime) -> int:
    """Points that outlived their time and were not redeemed."""
    today = actor.today(now)
    oldest = datetime.combine(
        rules.still_worth(today, months=policy.months), time(0), tzinfo=actor.zone
    ).astimezone(UTC)
    came_in = case((ReferralEntry.points > 0, ReferralEntry.at))
    owners = session.scalars(
        select(ReferralEntry.customer_id)
        .where(ReferralEntry.store_id == actor.store_id)
        .group_by(ReferralEntry.customer_id)
        .having(func.sum(ReferralEntry.points) > 0, func.min(came_in) < oldest)
        .order_by(ReferralEntry.customer_id)
    ).all()
    count = 0
    for customer_id in owners:
        lock(session, customer_id)
        due = rules.expired(ledger_of(session, actor, customer_id), today=today, months=policy.months)
        for lot in due:
            line = Line(customer_id, LedgerKind.EXPIRE, -lot.left, key=f"expire:{lot.entry_id}")
            write(session, actor, now=now, line=line)
            count += 1
    return count


def _is_written(session: Session, actor: Actor, key: str) -> bool:
    return (
        session.scalar(
            select(ReferralEntry.id).where(ReferralEntry.store_id == actor.store_id, ReferralEntry.key == key)
        )
        is not None
    )
