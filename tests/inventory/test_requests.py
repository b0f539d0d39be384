"""What the factory is asked for, and what is suggested to order (Rules V3, V5)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed
from salesops.inventory import operations, queries
from salesops.inventory.operations.requests import BadRequest
from salesops.models import FactoryRequest
from salesops.models.enums import FactoryRequestKind
from tests.builders import NOON, TODAY, StoreFixture, an_order


def test_the_factory_is_asked_once_for_the_same(session: Session, store: StoreFixture) -> None:
    """Rule V3: expedite request."""
    ask = {
        "kind": FactoryRequestKind.EXPEDITE,
        "model_id": store.model.id,
        "quantity": 2,
        "reason": "orders wait",
    }
    operations.ask_factory(session, store.manager, now=NOON, **ask)
    with pytest.raises(BadRequest, match="not answered yet"):
        operations.ask_factory(session, store.manager, now=NOON, **ask)
    assert queries.model_supply(session, store.manager, today=TODAY)[0].expedited
    row = session.scalars(select(FactoryRequest)).one()
    operations.answer_request(session, store.manager, now=NOON, request_id=row.id, granted=False, answer="no")
    operations.ask_factory(session, store.manager, now=NOON, **ask)


def test_cars_asked_for_are_not_suggested_twice(session: Session, store: StoreFixture) -> None:
    """Rule V5: what the factory was asked for counts until it is on its way."""
    for days in range(1, 40, 3):
        an_order(session, store, ordered_at=NOON - timedelta(days=days), status="delivered")
    (line,) = queries.order_suggestions(session, store.manager, now=NOON)
    wanted = line.suggestion.order
    assert wanted > 0
    assert line.own_profit
    operations.ask_factory(
        session,
        store.manager,
        now=NOON,
        kind=FactoryRequestKind.ORDER,
        model_id=store.model.id,
        quantity=wanted,
        reason="plan",
    )
    (again,) = queries.order_suggestions(session, store.manager, now=NOON)
    assert (again.suggestion.order, again.suggestion.asked) == (0, wanted)
    with pytest.raises(NotAllowed):
        queries.order_suggestions(session, store.senior, now=NOON)
