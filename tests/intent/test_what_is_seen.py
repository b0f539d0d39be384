"""What each sees: costs only who may, customers of others only masked or not at all."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from salesops.core.errors import NotFound
from salesops.db.engine import get_engine
from salesops.intent import queries
from salesops.models import AuthorityBudget, Customer
from salesops.models.enums import Level, Profile
from tests.builders import NOON, TODAY, StoreFixture, a_customer, a_store, a_visit, an_opportunity
from tests.intent.scenes import a_gift, ask
from tests.statements import statements

HIDDEN = ("gross_profit", "floor", "purchase_cost", "gift_cost", "gift.cost", "rebate")


def test_a_consultant_never_gets_costs_not_even_from_the_database(
    session: Session, store: StoreFixture
) -> None:
    """Rule X2: gross profit, floor and gift costs are not read for him at all (Rule I2)."""
    ask(session, store.senior, an_opportunity(session, store).id, 1400)
    a_gift(session, store)
    session.flush()
    with statements(get_engine()) as asked:
        rows = queries.awaiting(session, store.senior, now=NOON)
        gifts = queries.gifts(session, store.senior)
    assert [row.earnings for row in rows] == [None]
    assert [gift.cost for gift in gifts] == [None]
    assert not [word for word in HIDDEN for statement in asked if word in statement.lower()]
    known = queries.awaiting(session, store.supervisor, now=NOON)
    assert known[0].earnings is not None
    assert known[0].final


def test_a_consultant_sees_his_own_customers(session: Session, store: StoreFixture) -> None:
    """Rule I6: those who lead see all; another store sees nothing."""
    deal = an_opportunity(session, store)
    seen = {"now": NOON}
    assert [row.id for row in queries.board(session, store.senior, **seen)] == [deal.id]
    assert queries.board(session, store.trainee, **seen) == []
    assert len(queries.board(session, store.supervisor, **seen)) == 1
    assert queries.board(session, a_store(session, code="T02").manager, **seen) == []
    assert queries.customer_card(session, store.senior, **seen, opportunity_id=deal.id).name == "Zhang San"
    other = queries.customer_card(session, store.trainee, **seen, opportunity_id=deal.id)
    assert "San" not in other.name
    assert not other.in_full
    with pytest.raises(NotFound):
        queries.customer_card(session, a_store(session, code="T03").manager, **seen, opportunity_id=deal.id)


def test_a_colleague_s_customer_is_masked_at_the_door(session: Session, store: StoreFixture) -> None:
    """Rule X2: the reception list shows that somebody is here, not who."""
    customer = a_customer(session, store.id, name="Ouyang Xiaoming", owner_id=store.senior.staff_id)
    a_visit(session, store, customer_id=customer.id)
    own, other = (
        queries.visitors(session, viewer, now=NOON)[0].customer for viewer in (store.senior, store.trainee)
    )
    assert own == "Ouyang Xiaoming"
    assert other
    assert "Xiaoming" not in other


def test_what_the_stage_still_owes(session: Session, store: StoreFixture) -> None:
    """Rule I9: prices to decide, steps that are over and visitors who wait, in one statement."""
    late = an_opportunity(session, store, next_step_on=TODAY - timedelta(days=1))
    ask(session, store.senior, late.id, 1400)
    a_visit(session, store, greeted_at=None)
    session.flush()
    with statements(get_engine()) as asked:
        owed = queries.owed(session, store.supervisor, now=NOON)
    assert (owed.count, len(asked)) == (3, 1)


def test_a_preview_tells_a_consultant_who_decides_and_nothing_of_costs(
    session: Session, store: StoreFixture
) -> None:
    """Rules I2, I10 and Z1: what the customer pays and whose word it needs; the profile changes nothing."""
    deal = an_opportunity(session, store)
    values = {"now": NOON, "opportunity_id": deal.id, "offer": queries.PriceOffer(discount=Decimal(1400))}
    mine = queries.preview_offer(session, store.senior, **values)
    assert (mine.customer_total, mine.own_authority) == (store.model.list_price - 1400, False)
    assert mine.goes_to is Level.SUPERVISOR
    assert (mine.profit, mine.floor, mine.gift_cost, mine.reasons, mine.swap) == (None, None, None, (), None)
    for profile in Profile:
        session.get_one(Customer, deal.customer_id).profile = profile
        session.flush()
        assert queries.preview_offer(session, store.senior, **values) == mine
    known = queries.preview_offer(session, store.supervisor, **values)
    assert known.profit is not None
    assert known.own_authority


def test_what_a_level_has_left_this_month(session: Session, store: StoreFixture) -> None:
    """Rule I10: what was granted is taken off the budget of who granted it; an empty one sends the request up."""
    for level, discount in ((Level.CONSULTANT, 1000), (Level.SUPERVISOR, 9000)):
        session.add(
            AuthorityBudget(
                store_id=store.id, month=TODAY.replace(day=1), level=level, discount=Decimal(discount), gift=Decimal(500)
            )
        )  # fmt: skip
    session.flush()
    ask(session, store.senior, an_opportunity(session, store).id, 700)
    [own] = queries.budgets(session, store.senior, today=TODAY)
    assert (own.level, own.discount_left, own.gift_left) == (Level.CONSULTANT, Decimal(300), None)
    assert {row.level for row in queries.budgets(session, store.manager, today=TODAY)} == {
        Level.CONSULTANT,
        Level.SUPERVISOR,
    }
    offer = queries.PriceOffer(discount=Decimal(700))
    deal = an_opportunity(session, store)
    found = queries.preview_offer(session, store.senior, now=NOON, opportunity_id=deal.id, offer=offer)
    assert (found.own_authority, found.goes_to) == (False, Level.SUPERVISOR)
