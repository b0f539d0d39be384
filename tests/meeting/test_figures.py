"""Data review, diagnosis, forecasts, last evening and minutes, read from a store."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.meeting import queries
from salesops.meeting.queries.minutes import minutes
from salesops.meeting.queries.paper_pack import paper_pack
from salesops.meeting.rules.diagnosis import Cause, Outcome
from salesops.models import Forecast
from salesops.models.enums import BookingPurpose, LeadStatus
from salesops.planning import paper
from salesops.planning.operations.bookings import book
from salesops.planning.operations.rota import make_rota
from salesops.planning.operations.targets import Goal, prepare_day, set_targets, write_tomorrow
from tests.builders import TODAY, StoreFixture, a_channel, a_customer, a_lead, a_visit, an_order, at

YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)


def goals(session: Session, store: StoreFixture) -> None:
    wanted = [
        Goal(figure="orders", staff_id=None, value=40),
        Goal(figure="visits", staff_id=None, value=150),
        Goal(figure="close_rate", staff_id=None, value=0.25),
        Goal(figure="orders", staff_id=store.senior.staff_id, value=12),
    ]
    set_targets(session, store.manager, now=at(8), month=TODAY, goals=wanted)


def visits(session: Session, store: StoreFixture, day: date, count: int) -> None:
    for n in range(count):
        a_visit(session, store, arrived_at=at(10, n, day=day))


def test_yesterday_is_read_against_month_and_same_weekdays(session: Session, store: StoreFixture) -> None:
    """Rule M1."""
    goals(session, store)
    visits(session, store, YESTERDAY, 4)
    visits(session, store, YESTERDAY - timedelta(weeks=1), 8)
    an_order(session, store, ordered_at=at(12, day=YESTERDAY))
    found = queries.morning_figures(session, store.manager, now=at(9))
    lines = {line.figure: line for line in found.lines}
    assert found.day == YESTERDAY
    assert (lines["visits"].day.value, lines["visits"].usual, lines["visits"].month_target) == (4, 1.0, 150)
    assert (lines["close_rate"].day.value, lines["close_rate"].target) == (0.25, 0.25)
    senior = next(row for row in found.people if row.staff == "Senior")
    assert (senior.visits.value, senior.orders.value, senior.month_orders) == (4, 1, 1)
    assert found.pace is not None
    assert found.pace.per_day == pytest.approx(39 / 7)
    assert senior.pace is not None
    assert senior.pace.per_day == pytest.approx(11 / 7)
    trainee = next(row for row in found.people if row.staff == "Trainee")
    assert trainee.pace is None


def test_a_channel_that_went_silent_is_found(session: Session, store: StoreFixture) -> None:
    """Rule M2."""
    steady = a_channel(session, store.id, name="Portal")
    for back in range(1, 36):
        day = TODAY - timedelta(days=back)
        for n in range(2):
            a_lead(session, store, received_at=at(10, n, day=day), channel_id=steady.id)
            if back > 7:
                a_lead(session, store, received_at=at(11, n, day=day))
        visits(session, store, day, 2 if back > 7 else 1)
    found = queries.traffic(session, store.manager, now=at(9))
    assert found.diagnosis.outcome is Outcome.FOUND
    finding = found.diagnosis.findings[0]
    assert (finding.cause, finding.channel_id, finding.lost) == (Cause.CHANNEL, store.channel.id, 14)
    assert len(found.days) == 35


def test_forecasts_stand_beside_what_came(session: Session, store: StoreFixture) -> None:
    """Rule M10."""
    session.add(
        Forecast(
            store_id=store.id,
            day=YESTERDAY,
            staff_id=store.senior.staff_id,
            visits=4,
            orders=1,
            deliveries=0,
            stated_at=at(10, 30, day=YESTERDAY),
        )
    )
    visits(session, store, YESTERDAY, 2)
    found = queries.forecast_board(session, store.manager, now=at(9), before_day=YESTERDAY)
    senior = next(row for row in found.before if row.staff == "Senior")
    assert (senior.visits, senior.came_visits, senior.late) == (4, 2, True)
    assert senior.accuracy == found.accuracy_before == found.accuracy_28_days == pytest.approx(0.4)
    assert [row.stated_at for row in found.today] == [None, None]


def test_what_the_evening_decided_stands_in_the_morning(session: Session, store: StoreFixture) -> None:
    """Rules R2 and R3: the loop closes."""
    goals(session, store)
    prepare_day(session, store.manager, now=at(8))
    write_tomorrow(session, store.manager, now=at(17))
    book(
        session,
        store.manager,
        now=at(17),
        resource=f"person:{store.trainee.staff_id}",
        starts_at=at(14, day=TOMORROW),
        ends_at=at(16, day=TOMORROW),
        purpose=BookingPurpose.SHADOWING,
        staff_id=store.trainee.staff_id,
    )
    found = queries.from_last_evening(session, store.manager, now=at(9, day=TOMORROW))
    assert [row.staff for row in found.shadowings] == ["Trainee"]
    assert ("Senior", "test_drives") in {(row.staff, row.figure) for row in found.raised}


def test_minutes_and_paper_pack_hold_the_day(session: Session, store: StoreFixture) -> None:
    """Rules M9 and M12."""
    goals(session, store)
    prepare_day(session, store.manager, now=at(8))
    make_rota(session, store.manager, now=at(8))
    customer = a_customer(session, store.id, name="Li Si", owner_id=store.senior.staff_id)
    a_lead(
        session,
        store,
        customer_id=customer.id,
        owner_id=store.senior.staff_id,
        status=LeadStatus.WORKING,
        next_touch_due_on=TODAY,
    )
    said = paper.text(minutes(session, store.manager, now=at(9)))
    assert "Orders 0 of 40 this month" in said
    assert "Nothing was decided." in said
    pack = paper.text(paper_pack(session, store.manager, now=at(9)))
    for words in ("Call list of Senior", "Li Si", "09:00–09:30"):
        assert words in pack
