"""Twenty at once over prices: no budget spent twice, no request twice, no approval above authority (Rules I2, I10)."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import func, select

from salesops.db import unit_of_work
from salesops.intent import operations
from salesops.intent.operations import PriceRuling
from salesops.intent.queries.budgets import budgets_left
from salesops.models import AuthorityBudget, PriceDecision, PriceRequest
from salesops.models.enums import Level, RequestStatus
from tests.builders import NOON, TODAY, StoreFixture, an_opportunity
from tests.intent.crowd import WRITERS, all_at_once
from tests.intent.scenes import ask

ASKED = Decimal(1400)
"""Above a consultant's authority, within a supervisor's."""


def a_budget(house: StoreFixture, level: Level, discount: int) -> None:
    with unit_of_work.writing(house.id) as session:
        session.add(
            AuthorityBudget(
                store_id=house.id, month=TODAY.replace(day=1), level=level,
                discount=Decimal(discount), gift=Decimal(0),
            )
        )  # fmt: skip


def waiting(house: StoreFixture) -> list[int]:
    """One request of each of twenty customers."""
    with unit_of_work.writing(house.id) as session:
        return [ask(session, house.senior, an_opportunity(session, house).id, 1400) for _ in range(WRITERS)]


def left(house: StoreFixture, level: Level) -> Decimal | None:
    with unit_of_work.reading() as session:
        return budgets_left(session, house.manager, today=TODAY)[level].discount


def test_a_supervisor_s_budget_is_spent_once(house: StoreFixture) -> None:
    """Rules I2 and I10: six fit into the month; the others go up to the manager with the recommendation."""
    a_budget(house, Level.SUPERVISOR, 9000)
    requests = waiting(house)

    def approve(number: int) -> None:
        with unit_of_work.writing(house.id) as session:
            ruling = PriceRuling(status=RequestStatus.APPROVED)
            operations.decide_price(
                session, house.supervisor, now=NOON, request_id=requests[number], ruling=ruling
            )

    assert all_at_once(approve) == {"done": WRITERS}
    assert left(house, Level.SUPERVISOR) == 9000 - 6 * ASKED
    with unit_of_work.reading() as session:
        ended = session.execute(
            select(PriceRequest.status, PriceRequest.level, func.count()).group_by(
                PriceRequest.status, PriceRequest.level
            )
        ).all()
        granted = session.scalars(
            select(PriceDecision.level).where(PriceDecision.decision == RequestStatus.APPROVED)
        ).all()
    assert sorted(tuple(row) for row in ended) == [
        (RequestStatus.APPROVED, Level.SUPERVISOR, 6),
        (RequestStatus.PENDING, Level.MANAGER, WRITERS - 6),
    ]
    assert granted == [Level.SUPERVISOR] * 6


def test_consultants_grant_no_more_than_their_month_holds(house: StoreFixture) -> None:
    """Rule I10: three of 700 fit into 2,300; the fourth and all after it ask the supervisor."""
    a_budget(house, Level.CONSULTANT, 2300)
    with unit_of_work.writing(house.id) as session:
        deals = [an_opportunity(session, house).id for _ in range(WRITERS)]

    def grant(number: int) -> None:
        with unit_of_work.writing(house.id) as session:
            ask(session, house.senior, deals[number], 700)

    assert all_at_once(grant) == {"done": WRITERS}
    assert left(house, Level.CONSULTANT) == 200
    with unit_of_work.reading() as session:
        pending = session.scalar(select(func.count()).where(PriceRequest.status == RequestStatus.PENDING))
    assert pending == WRITERS - 3


def test_a_customer_has_one_request_at_a_time(house: StoreFixture) -> None:
    """Rule I2: the same button on twenty tablets; the others are told in a sentence."""
    with unit_of_work.writing(house.id) as session:
        deal = an_opportunity(session, house).id

    def again(_number: int) -> None:
        with unit_of_work.writing(house.id) as session:
            ask(session, house.senior, deal, 1400)

    assert all_at_once(again) == {
        "done": 1,
        "A request of this customer waits for its decision already.": WRITERS - 1,
    }


def test_nobody_approves_above_his_authority(house: StoreFixture) -> None:
    """Rule I2: once it waits for the manager, a supervisor's taps are refused, however many come at once."""
    with unit_of_work.writing(house.id) as session:
        request = ask(session, house.senior, an_opportunity(session, house).id, 9000)

    def approve(_number: int) -> None:
        with unit_of_work.writing(house.id) as session:
            operations.decide_price(
                session, house.supervisor, now=NOON, request_id=request,
                ruling=PriceRuling(status=RequestStatus.APPROVED, reason="I would do it"),
            )  # fmt: skip

    assert all_at_once(approve) == {"done": 1, "This is for the manager to decide.": WRITERS - 1}
    with unit_of_work.reading() as session:
        [decision] = session.scalars(select(PriceDecision.decision)).all()
    assert decision is RequestStatus.PENDING
