"""Points on a real database: earned once, redeemed once, whoever asks at the same moment (Rule T4)."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.core.errors import Conflict, NotAllowed, SalesOpsError
from salesops.db import unit_of_work
from salesops.models import AuditEntry, Customer, Order, ReferralEntry, ReferralReward
from salesops.models.enums import LedgerKind, OrderStatus
from salesops.training import operations, queries
from salesops.training.operations import NeedsReason, NotEnough, RewardFacts, Settled
from tests.builders import NOON, TODAY, StoreFixture, a_customer, a_store, an_order


def a_referral(session: Session, store: StoreFixture, referrer: Customer, **values: object) -> Order:
    """A car that was handed to somebody whom an owner referred."""
    defaults = {"referrer_id": referrer.id, "status": OrderStatus.DELIVERED, "delivered_on": TODAY}
    return an_order(session, store, **(defaults | values))


def an_owner(session: Session, store: StoreFixture) -> Customer:
    return a_customer(session, store.id, name="Owner", owner_id=store.senior.staff_id)


def a_reward(session: Session, store: StoreFixture, points: int = 600, *, badge: bool = False) -> int:
    facts = RewardFacts(name=f"Reward {points}", points=points, cost=Decimal(200), is_badge=badge)
    return operations.save_reward(session, store.manager, now=NOON, facts=facts)


def balance(session: Session, store: StoreFixture, customer_id: int) -> int:
    found = session.scalar(
        select(func.sum(ReferralEntry.points)).where(ReferralEntry.customer_id == customer_id)
    )
    return int(found or 0)


def settle(session: Session, store: StoreFixture, days: int = 0) -> Settled:
    return operations.settle_referrals(session, store.manager, now=NOON + timedelta(days=days))


def test_a_successful_referral_earns_once(session: Session, store: StoreFixture) -> None:
    owner = an_owner(session, store)
    a_referral(session, store, owner)
    assert settle(session, store).earned == 1
    assert not settle(session, store).changed
    assert balance(session, store, owner.id) == 1000


def test_an_open_order_earns_only_when_the_store_says_so(session: Session, store: StoreFixture) -> None:
    from salesops.access import policies

    owner = an_owner(session, store)
    order = a_referral(session, store, owner, status=OrderStatus.OPEN, delivered_on=None)
    assert settle(session, store).earned == 0
    policies.change(session, store.manager, now=NOON, key="points.on_delivery", value=False)
    assert settle(session, store).earned == 1
    order.status = OrderStatus.CANCELLED
    session.flush()
    assert settle(session, store).taken_back == 1
    assert not settle(session, store).changed
    assert balance(session, store, owner.id) == 0


def test_nobody_earns_by_referring_himself(session: Session, store: StoreFixture) -> None:
    owner = an_owner(session, store)
    a_referral(session, store, owner, customer_id=owner.id)
    assert settle(session, store).earned == 0


def test_what_was_redeemed_is_not_taken_back_below_zero(session: Session, store: StoreFixture) -> None:
    from salesops.access import policies

    policies.change(session, store.manager, now=NOON, key="points.on_delivery", value=False)
    owner = an_owner(session, store)
    order = a_referral(session, store, owner, status=OrderStatus.OPEN, delivered_on=None)
    settle(session, store)
    reward = a_reward(session, store)
    assert operations.redeem(session, store.senior, now=NOON, customer_id=owner.id, reward_id=reward) == 400
    order.status = OrderStatus.CANCELLED
    session.flush()
    settle(session, store)
    assert balance(session, store, owner.id) == 0


def test_old_points_expire_once(session: Session, store: StoreFixture) -> None:
    owner = an_owner(session, store)
    a_referral(session, store, owner)
    settle(session, store)
    assert settle(session, store, days=700).expired == 0
    assert settle(session, store, days=740).expired == 1
    assert not settle(session, store, days=741).changed
    assert balance(session, store, owner.id) == 0


def test_nothing_is_redeemed_that_is_not_there(session: Session, store: StoreFixture) -> None:
    owner = an_owner(session, store)
    a_referral(session, store, owner)
    settle(session, store)
    reward = a_reward(session, store, 1200)
    with pytest.raises(NotEnough, match="takes 1200 points; 1000 are there"):
        operations.redeem(session, store.senior, now=NOON, customer_id=owner.id, reward_id=reward)


def test_a_badge_is_given_once(session: Session, store: StoreFixture) -> None:
    owner = an_owner(session, store)
    a_referral(session, store, owner)
    settle(session, store)
    badge = a_reward(session, store, 100, badge=True)
    operations.redeem(session, store.senior, now=NOON, customer_id=owner.id, reward_id=badge)
    with pytest.raises(Conflict):
        operations.redeem(session, store.senior, now=NOON, customer_id=owner.id, reward_id=badge)
    assert queries.balances(session, store.senior, now=NOON)[0].badges == ("Reward 100",)


def test_a_consultant_redeems_for_his_own_customers_only(session: Session, store: StoreFixture) -> None:
    owner = an_owner(session, store)
    reward = a_reward(session, store)
    with pytest.raises(NotAllowed):
        operations.redeem(session, store.trainee, now=NOON, customer_id=owner.id, reward_id=reward)


def test_a_correction_says_why_and_stays_above_zero(session: Session, store: StoreFixture) -> None:
    owner = an_owner(session, store)
    correct = {"now": NOON, "customer_id": owner.id}
    with pytest.raises(NeedsReason):
        operations.correct(session, store.manager, points=100, reason=" ", **correct)
    assert operations.correct(session, store.manager, points=100, reason="Moved by hand", **correct) == 100
    with pytest.raises(NotEnough):
        operations.correct(session, store.manager, points=-200, reason="Too much", **correct)
    with pytest.raises(NotAllowed):
        operations.correct(session, store.senior, points=1, reason="Mine", **correct)
    assert session.scalar(select(func.count()).where(AuditEntry.action == "points.correct")) == 1


def test_the_ledger_and_its_sums_balance(session: Session, store: StoreFixture) -> None:
    owner = an_owner(session, store)
    for _ in range(3):
        a_referral(session, store, owner)
    settle(session, store)
    operations.redeem(
        session, store.senior, now=NOON, customer_id=owner.id, reward_id=a_reward(session, store)
    )
    total = queries.ledger_sum(session, store.manager)
    assert total.balances
    assert total.open == 2400
    lines = queries.ledger(session, store.senior, customer_id=owner.id)
    assert [(line.kind, line.balance) for line in lines[:1]] == [(LedgerKind.REDEEM, 2400)]
    assert len(queries.ledger_lines(session, store.manager, kinds=(LedgerKind.EARN,))) == 3


def test_ten_redeem_at_once_and_one_succeeds(database: str) -> None:
    """The lock on the owner holds on both databases: the balance never goes below zero."""
    with unit_of_work.writing() as session:
        store = a_store(session)
        owner = an_owner(session, store).id
        a_referral(session, store, session.get_one(Customer, owner))
        settle(session, store)
        reward = a_reward(session, store)

    def redeem(_number: int) -> str:
        try:
            with unit_of_work.writing(store.id) as session:
                operations.redeem(session, store.senior, now=NOON, customer_id=owner, reward_id=reward)
        except SalesOpsError as refused:
            return type(refused).__name__
        return "done"

    with ThreadPoolExecutor(10) as pool:
        ended = Counter(pool.map(redeem, range(10)))
    assert ended == {"done": 1, "NotEnough": 9}
    with unit_of_work.reading() as session:
        assert balance(session, store, owner) == 400
        assert session.scalar(select(func.count()).select_from(ReferralReward)) == 1


def test_two_runs_at_once_earn_once(database: str) -> None:
    with unit_of_work.writing() as session:
        store = a_store(session)
        owner = an_owner(session, store)
        a_referral(session, store, owner)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _n: _settle_alone(store), range(4)))
    with unit_of_work.reading() as session:
        assert balance(session, store, owner.id) == 1000


def _settle_alone(store: StoreFixture) -> None:
    with unit_of_work.writing(store.id) as session:
        settle(session, store)
