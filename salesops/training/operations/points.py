"""Points redeemed and put right under a lock, and the rewards that they are redeemed for (Rule T4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import Conflict, NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import ReferralEntry, ReferralReward
from salesops.models.enums import LedgerKind
from salesops.training.operations.errors import NotEnough, require_reason
from salesops.training.operations.ledger import Line, lock_owner, trace, write
from salesops.training.queries.points import ledger_of
from salesops.training.rules import points as rules


class BadReward(SalesOpsError):
    """A reward that cannot be offered so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardFacts:
    """What points can be redeemed for."""

    name: str
    points: int
    cost: Decimal
    is_badge: bool = False
    active: bool = True


def redeem(session: Session, actor: Actor, *, now: datetime, customer_id: int, reward_id: int) -> int:
    """Exchange points for a reward and return what is left; never more than there is, whoever asks at once (Rule T4).

    Raises NotEnough, NotFound, Conflict for a badge that the owner has already.
    """
    actor.require(Permission.CARE)
    lock_owner(session, actor, customer_id)
    reward = session.scalars(
        select(ReferralReward).where(
            ReferralReward.store_id == actor.store_id,
            ReferralReward.id == reward_id,
            ReferralReward.active,
        )
    ).one_or_none()
    if reward is None:
        raise NotFound(N_("This reward is not offered any more."))
    if reward.is_badge and _has(session, actor, customer_id, reward_id):
        raise Conflict(N_("This owner has the badge “{badge}” already."), badge=reward.name)
    available = rules.balance(ledger_of(session, actor, customer_id))
    if available < reward.points:
        raise NotEnough(
            N_("“{reward}” takes {points} points; {available} are there."),
            reward=reward.name,
            points=reward.points,
            available=available,
        )
    write(
        session,
        actor,
        now=now,
        line=Line(customer_id, LedgerKind.REDEEM, -reward.points, reward_id=reward_id),
    )
    after = {"reward": reward.name, "points": -reward.points}
    trace(session, actor, now=now, action="points.redeem", customer_id=customer_id, after=after)
    return available - reward.points


def correct(
    session: Session, actor: Actor, *, now: datetime, customer_id: int, points: int, reason: str
) -> int:
    """Put a balance right by hand, with a reason, and return it; never below zero. Raises NotEnough, NeedsReason."""
    actor.require(Permission.RUN_TRAINING)
    words = require_reason(reason)
    lock_owner(session, actor, customer_id)
    if points == 0:
        raise NotEnough(N_("A correction of nothing changes nothing."))
    available = rules.balance(ledger_of(session, actor, customer_id))
    if available + points < 0:
        raise NotEnough(N_("The balance is {available}: it cannot go below zero."), available=available)
    write(session, actor, now=now, line=Line(customer_id, LedgerKind.CORRECT, points, note=words))
    trace(
        session,
        actor,
        now=now,
        action="points.correct",
        customer_id=customer_id,
        before={"balance": available},
        after={"balance": available + points, "reason": words},
    )
    return available + points


def save_reward(
    session: Session, actor: Actor, *, now: datetime, facts: RewardFacts, reward_id: int | None = None
) -> int:
    """Write a reward, or change one, and return its id; entries of before keep their points. Raises BadReward."""
    actor.require(Permission.EDIT_LIBRARY)
    name = facts.name.strip()
    if not name:
        raise BadReward(N_("Give the reward a name."))
    if facts.points < 1 or facts.cost < 0:
        raise BadReward(N_("A reward takes one point at least, and its cost is not negative."))
    rows = session.scalars(select(ReferralReward).where(ReferralReward.store_id == actor.store_id)).all()
    if any(row.name == name and row.id != reward_id for row in rows):
        raise BadReward(N_("There is a reward “{name}” already."), name=name)
    row = next((each for each in rows if each.id == reward_id), None)
    if row is None:
        if reward_id is not None:
            raise NotFound(N_("This reward is not offered any more."))
        row = ReferralReward(store_id=actor.store_id)
        session.add(row)
    row.name, row.points, row.cost = name, facts.points, facts.cost
    row.is_badge, row.active = facts.is_badge, facts.active
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="points.save_reward",
        entity="referral_reward",
        entity_id=row.id,
        after={"name": name, "points": facts.points, "cost": facts.cost, "active": facts.active},
    )
    return row.id


def _has(session: Session, actor: Actor, customer_id: int, reward_id: int) -> bool:
    found = session.scalar(
        select(ReferralEntry.id)
        .where(
            ReferralEntry.store_id == actor.store_id,
            ReferralEntry.customer_id == customer_id,
            ReferralEntry.reward_id == reward_id,
            ReferralEntry.kind == LedgerKind.REDEEM,
        )
        .limit(1)
    )
    return found is not None
