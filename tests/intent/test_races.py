"""Many at once: no double booking, no second decision, no car sold twice; each refusal is a sentence (Rules I5, I2, T5)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import func, select

from salesops.db import unit_of_work
from salesops.intent import operations
from salesops.intent.operations import DriveSlot, Experience, NewOrder, PriceRuling
from salesops.intent.rules.steps import Step
from salesops.models import AuditEntry, BookingSlot, Opportunity, Order, PriceDecision, TestDrive
from salesops.models.enums import EventKind, NextStep, Profile, RequestStatus
from tests.builders import NOON, TODAY, StoreFixture, a_customer, a_vehicle, an_opportunity, at
from tests.intent.crowd import WRITERS, all_at_once
from tests.intent.scenes import a_test_car, ask


def test_twenty_people_want_the_same_car_in_the_same_hour(house: StoreFixture) -> None:
    """Rule I5: three starts that overlap; one drive is booked."""
    with unit_of_work.writing(house.id) as session:
        car = a_test_car(session, house).id
        customers = [a_customer(session, house.id).id for _ in range(WRITERS)]

    def book(number: int) -> None:
        slot = DriveSlot(
            vehicle_id=car,
            starts_at=at(14) + timedelta(minutes=15 * (number % 3)),
            staff_id=house.senior.staff_id or 0,
        )
        with unit_of_work.writing(house.id) as session:
            operations.book_test_drive(
                session, house.senior, now=NOON, customer_id=customers[number], slot=slot
            )

    ended = all_at_once(book)
    assert ended["done"] == 1
    assert ended["This is taken in that time. Choose another time or another car."] == WRITERS - 1
    with unit_of_work.reading() as session:
        assert session.scalar(select(func.count()).select_from(TestDrive)) == 1
        assert session.scalar(select(func.count()).select_from(BookingSlot)) == 3


def test_a_price_is_decided_once(house: StoreFixture) -> None:
    """Rule I2: supervisor and manager tap at the same time, again and again."""
    with unit_of_work.writing(house.id) as session:
        request = ask(session, house.senior, an_opportunity(session, house).id, 1400)

    def decide(number: int) -> None:
        status = RequestStatus.APPROVED if number % 2 else RequestStatus.REJECTED
        with unit_of_work.writing(house.id) as session:
            operations.decide_price(
                session,
                house.manager if number % 3 else house.supervisor,
                now=NOON,
                request_id=request,
                ruling=PriceRuling(status=status, reason="enough margin"),
            )

    ended = all_at_once(decide)
    assert ended["done"] == 1
    assert ended["This request has been decided already."] == WRITERS - 1
    with unit_of_work.reading() as session:
        assert session.scalar(select(func.count()).select_from(PriceDecision)) == 1


def test_a_car_goes_to_one_customer_and_numbers_are_one_each(house: StoreFixture) -> None:
    """Rule T5: half want the one car, half order from the factory; every order has its own number."""
    with unit_of_work.writing(house.id) as session:
        car = a_vehicle(session, house).id
        deals = [an_opportunity(session, house).id for _ in range(WRITERS)]

    def sign(number: int) -> None:
        order = NewOrder(deposit=Decimal(5000), vehicle_id=car if number % 2 else None)
        with unit_of_work.writing(house.id) as session:
            operations.place_order(session, house.senior, now=NOON, opportunity_id=deals[number], order=order)

    ended = all_at_once(sign)
    assert ended["done"] == WRITERS // 2 + 1
    assert ended["This car has just been sold. Choose another."] == WRITERS // 2 - 1
    with unit_of_work.reading() as session:
        numbers = session.scalars(select(Order.order_no)).all()
        assert len(set(numbers)) == len(numbers) == WRITERS // 2 + 1
        sold = session.scalar(select(func.count()).select_from(Order).where(Order.vehicle_id == car))
        assert sold == 1


def test_an_experience_has_no_more_guests_than_places(house: StoreFixture) -> None:
    """Rule I4: twenty consultants invite at once; six places, fourteen clear answers."""
    with unit_of_work.writing(house.id) as session:
        event = operations.save_experience(
            session,
            house.manager,
            now=NOON,
            experience=Experience(
                kind=EventKind.NIGHT_DRIVE, title="Night drive", starts_at=at(19), capacity=6, profile=Profile.BUSINESS
            ),
        )  # fmt: skip
        customers = [a_customer(session, house.id).id for _ in range(WRITERS)]

    def invite(number: int) -> None:
        with unit_of_work.writing(house.id) as session:
            operations.invite_guest(
                session, house.senior, now=NOON, event_id=event, customer_id=customers[number]
            )

    assert all_at_once(invite) == {"done": 6, "All places are taken.": WRITERS - 6}


def test_no_word_on_a_customer_is_lost(house: StoreFixture) -> None:
    """Rule I6: twenty next steps at once; each is either in the trail or was refused in a sentence."""
    with unit_of_work.writing(house.id) as session:
        deal = an_opportunity(session, house).id

    def plan(number: int) -> None:
        step = Step(kind=NextStep.CALL, on=TODAY + timedelta(days=number), note=str(number))
        with unit_of_work.writing(house.id) as session:
            operations.set_next_step(session, house.senior, now=NOON, opportunity_id=deal, step=step)

    ended = all_at_once(plan)
    changed = "Somebody else has just changed this. Look at the new state and try again."
    assert set(ended) <= {"done", changed}
    with unit_of_work.reading() as session:
        trail = session.scalars(select(AuditEntry).where(AuditEntry.action == "opportunity.step")).all()
        assert len(trail) == ended["done"]
        last = session.get_one(Opportunity, deal)
        assert last.next_step_on == TODAY + timedelta(days=int(last.next_step_note))
