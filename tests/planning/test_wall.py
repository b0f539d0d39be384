"""What the showroom screen may know: counts and times (Rule U1)."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.models.enums import LeadStatus, OrderStatus
from salesops.planning.queries import wall
from salesops.planning.rules.wall import board_at
from tests.builders import NOON, TODAY, StoreFixture, a_lead, a_visit, an_order


def test_only_parties_that_nobody_greeted_wait(session: Session, store: StoreFixture) -> None:
    """Rule U1."""
    a_visit(session, store, arrived_at=NOON - timedelta(minutes=20))
    a_visit(session, store, arrived_at=NOON - timedelta(minutes=4), greeted_at=None, party_size=3)
    a_visit(session, store, arrived_at=NOON - timedelta(minutes=9), greeted_at=None)
    a_visit(session, store, arrived_at=NOON - timedelta(minutes=9), greeted_at=None, left_at=NOON)
    a_visit(session, store, arrived_at=NOON - timedelta(days=1), greeted_at=None)
    waiting = wall.waiting_parties(session, store.manager, now=NOON)
    assert [(NOON - party.arrived_at).seconds // 60 for party in waiting] == [9, 4]
    assert [party.party_size for party in waiting] == [1, 3]


def test_first_touches_are_counted_by_time_left(session: Session, store: StoreFixture) -> None:
    """Rules U1, L2."""
    for minutes in (-5, 10, 25, 90):
        a_lead(session, store, first_touch_due_at=NOON + timedelta(minutes=minutes))
    a_lead(session, store, first_touch_due_at=NOON, status=LeadStatus.WORKING, first_touched_at=NOON)
    found = wall.first_touches(session, store.manager, now=NOON)
    assert (found.over, found.within_30, found.later) == (1, 2, 1)
    assert found.next_due_at == NOON + timedelta(minutes=10)


def test_without_leads_nothing_is_counted(session: Session, store: StoreFixture) -> None:
    found = wall.first_touches(session, store.manager, now=NOON)
    assert (found.over, found.within_30, found.later, found.next_due_at) == (0, 0, 0, None)


def test_deliveries_are_those_of_today(session: Session, store: StoreFixture) -> None:
    """Rule U1."""
    an_order(session, store, promised_on=TODAY)
    an_order(
        session, store, promised_on=TODAY, delivered_on=TODAY, delivered_at=NOON, status=OrderStatus.DELIVERED
    )
    an_order(session, store, promised_on=TODAY, status=OrderStatus.CANCELLED)
    an_order(session, store, promised_on=TODAY + timedelta(days=1))
    found = wall.deliveries_today(session, store.manager, now=NOON)
    assert [car.delivered_at for car in found] == [None, NOON]


def test_no_row_of_the_screen_has_a_customer_or_money() -> None:
    """Rule U1."""
    names = {
        field.name
        for row in (wall.WaitingParty, wall.FirstTouches, wall.DeliveryToday)
        for field in fields(row)
    }
    assert not {
        name for name in names if any(word in name for word in ("customer", "phone", "price", "cost", "name"))
    }


@pytest.mark.parametrize(("second", "board"), [(0, 0), (19.9, 0), (20, 1), (40, 2), (60, 0)])
def test_every_screen_shows_the_same_board(second: float, board: int) -> None:
    """Rule U1."""
    assert board_at(second, boards=3, rotate_seconds=20) == board
