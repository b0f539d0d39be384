"""Orders that files bring are held against the floor: kept, flagged, explained by the manager (Rules I2, Z2, L7)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from salesops.access.actors import Actor
from salesops.core.errors import NotAllowed
from salesops.core.i18n import render
from salesops.db import unit_of_work
from salesops.intake.runs import Incoming, Outcome, import_file
from salesops.intent import operations, queries
from salesops.intent.operations import NewOrder, Refused
from salesops.models import Customer, Order, Task
from salesops.models.enums import ImportKind, TaskStatus
from tests.builders import NOON, StoreFixture, a_store, an_opportunity
from tests.intent.scenes import REASON, ask

HEAD = "Order,Ordered,Name,Phone,Model,Price,Cancelled\n"
UNDER, FAIR = 110_000, 146_000


@pytest.fixture
def house(database: str) -> StoreFixture:
    """A store that is saved."""
    with unit_of_work.writing() as session:
        return a_store(session)


def line(
    house: StoreFixture, number: str, price: int | Decimal, phone: str = "13812345678", out: str = ""
) -> str:
    return f"{number},2026-11-20,Chen,{phone},{house.model.name},{price},{out}\n"


def bring(house: StoreFixture, *lines: str, dry_run: bool = False) -> Outcome:
    content = (HEAD + "".join(lines)).encode()
    file = Incoming(kind=ImportKind.ORDERS, name="orders.csv", content=content)
    return import_file(house.manager, now=NOON, file=file, dry_run=dry_run)


def explain(actor: Actor, *numbers: int, reason: str = "Ninety days old") -> int:
    with unit_of_work.writing() as session:
        return operations.explain_orders(session, actor, now=NOON, order_ids=numbers, reason=reason)


def flagged(viewer: Actor) -> queries.Unexplained:
    with unit_of_work.reading() as session:
        return queries.unexplained_orders(session, viewer)


def task_status() -> TaskStatus | None:
    with unit_of_work.reading() as session:
        return session.scalar(select(Task.status).where(Task.key == "orders:unexplained"))


def of(number: str) -> Any:
    with unit_of_work.reading() as session:
        return session.scalars(select(Order).where(Order.order_no == number)).one()


def test_an_order_below_the_floor_is_kept_and_shown_to_those_who_see_costs(house: StoreFixture) -> None:
    """Rules I2, L7: what was signed elsewhere is not lost, and not silent either; the manager gets one task."""
    outcome = bring(
        house, line(house, "U1", UNDER), line(house, "F1", FAIR), line(house, "U2", UNDER),
        line(house, "X1", UNDER, out="2026-11-21"),
    )  # fmt: skip
    assert (outcome.created, outcome.rejected, outcome.unexplained) == (4, 0, 2)
    assert {row.order_no for row in flagged(house.manager).orders} == {"U1", "U2"}
    assert all(row.above_floor < 0 and row.under_cost for row in flagged(house.supervisor).orders)
    assert flagged(house.senior).count == 0
    assert task_status() is TaskStatus.OPEN
    with unit_of_work.reading() as session:
        assert queries.waiting(session, house.manager, now=NOON).unexplained == 2
        assert queries.waiting(session, house.senior, now=NOON).unexplained == 0


def test_a_rehearsal_counts_them_and_leaves_nothing(house: StoreFixture) -> None:
    assert bring(house, line(house, "U1", UNDER), dry_run=True).unexplained == 1
    assert flagged(house.manager).count == 0
    assert task_status() is None


def test_only_the_manager_explains_and_the_last_reason_ends_the_task(house: StoreFixture) -> None:
    """Rule Z2: the reason stands with the order; the same file again does not ask a second time."""
    lines = (line(house, "U1", UNDER), line(house, "U2", UNDER))
    bring(house, *lines)
    first, second = (row.id for row in flagged(house.manager).orders)
    with pytest.raises(NotAllowed):
        explain(house.supervisor, first)
    with pytest.raises(Refused):
        explain(house.manager, first, reason=" ")
    assert explain(house.manager, first) == 1
    assert task_status() is TaskStatus.OPEN
    assert explain(house.manager, first, second) == 1
    assert task_status() is TaskStatus.DONE
    assert of("U1").under_cost_reason == "Ninety days old"
    assert bring(house, *lines).unexplained == 0
    with pytest.raises(Refused):
        explain(house.manager, first)


def test_a_lower_price_in_a_later_file_asks_again(house: StoreFixture) -> None:
    bring(house, line(house, "U1", UNDER))
    explain(house.manager, flagged(house.manager).orders[0].id)
    assert bring(house, line(house, "U1", UNDER - 1)).unexplained == 1
    assert task_status() is TaskStatus.OPEN


def test_a_cancelled_order_needs_no_reason_any_more(house: StoreFixture) -> None:
    bring(house, line(house, "U1", UNDER))
    with unit_of_work.writing() as session:
        operations.cancel_order(
            session, house.manager, now=NOON, order_id=of("U1").id, reason="The customer moved away"
        )
    assert flagged(house.manager).count == 0
    assert task_status() is TaskStatus.DONE


def test_what_was_signed_here_keeps_its_price(house: StoreFixture) -> None:
    """Rule I2: a file does not get round the approval; the row waits with its reason, and the days still come in."""
    with unit_of_work.writing() as session:
        deal = an_opportunity(session, house).id
        number = operations.place_order(
            session, house.senior, now=NOON, opportunity_id=deal, order=NewOrder(deposit=Decimal(5000))
        )
        signed = session.get_one(Order, number)
        was = (signed.order_no, signed.price, signed.gross_profit, signed.deposit)
    outcome = bring(house, line(house, was[0], UNDER))
    assert outcome.rejected == 1
    assert "signed here" in render(outcome.quarantine[0].reasons[0])
    assert bring(house, line(house, was[0], was[1])).merged == 1
    now = of(was[0])
    assert (now.order_no, now.price, now.gross_profit, now.deposit) == was
    assert now.ordered_on.day == 20


@pytest.mark.parametrize(("price", "unexplained"), [(120_000, 0), (119_000, 1)])
def test_a_price_that_the_manager_granted_explains_itself(
    house: StoreFixture, price: int, unexplained: int
) -> None:
    """Rules I2 and Z2: asked for here, signed in the factory's system; what goes beyond the grant is asked about."""
    with unit_of_work.writing() as session:
        deal = an_opportunity(session, house)
        phone = session.get_one(Customer, deal.customer_id).phone
        ask(session, house.manager, deal.id, int(house.model.list_price) - 120_000)
    outcome = bring(house, f"G1,2026-11-24,Chen,{phone},{house.model.name},{price},\n")
    assert outcome.unexplained == unexplained
    assert of("G1").under_cost_reason == ("" if unexplained else REASON)
