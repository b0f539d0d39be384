"""The handover's ceremony: reserved, moved, called off with the order (Rule T5)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.intent import operations, queries
from salesops.intent.operations import NewOrder
from salesops.models import Appointment, BookingSlot
from salesops.models.enums import AppointmentStatus
from salesops.planning.operations.bookings import Taken
from tests.builders import NOON, StoreFixture, an_opportunity, at

NEXT_DAY = timedelta(days=1)


def an_order(session: Session, store: StoreFixture) -> int:
    deal = an_opportunity(session, store)
    order = NewOrder(deposit=Decimal(5000))
    return operations.place_order(session, store.senior, now=NOON, opportunity_id=deal.id, order=order)


def reserve(session: Session, store: StoreFixture, order: int, starts_at: datetime) -> None:
    operations.book_ceremony(session, store.senior, now=NOON, order_id=order, starts_at=starts_at)
    session.flush()


def shown(session: Session, store: StoreFixture) -> list[datetime | None]:
    return [row.ceremony_at for row in queries.open_orders(session, store.senior, now=NOON)]


def held(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(BookingSlot)) or 0


def test_a_second_day_moves_the_ceremony(session: Session, store: StoreFixture) -> None:
    """Rule T5: one kit is held and one appointment expected, at the new time; the order says when."""
    order = an_order(session, store)
    assert shown(session, store) == [None]
    for starts_at in (at(14) + NEXT_DAY, at(15) + NEXT_DAY):
        reserve(session, store, order, starts_at)
        assert shown(session, store) == [starts_at]
    assert held(session) == 4
    kept = session.scalars(select(Appointment.status).order_by(Appointment.id)).all()
    assert kept == [AppointmentStatus.CANCELLED, AppointmentStatus.BOOKED]


def test_a_cancelled_order_frees_its_kit_and_nobody_is_expected(
    session: Session, store: StoreFixture
) -> None:
    """Rule T5."""
    order = an_order(session, store)
    reserve(session, store, order, at(14) + NEXT_DAY)
    operations.cancel_order(session, store.manager, now=NOON, order_id=order, reason="Bought elsewhere")
    assert held(session) == 0
    assert session.scalars(select(Appointment.status)).all() == [AppointmentStatus.CANCELLED]


def test_there_are_no_more_ceremonies_than_kits(session: Session, store: StoreFixture) -> None:
    """Rule T5: two kits, so the third customer at the same hour is told to choose another."""
    for _kit in range(2):
        reserve(session, store, an_order(session, store), at(14) + NEXT_DAY)
    with pytest.raises(Taken):
        reserve(session, store, an_order(session, store), at(14) + NEXT_DAY)
