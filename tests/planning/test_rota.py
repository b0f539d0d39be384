"""The rota as it is made and made anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed
from salesops.models import Absence, Staff, TrainingAttendance, TrainingSession
from salesops.models.enums import AbsenceKind, BookingPurpose
from salesops.planning import queries
from salesops.planning.operations.bookings import book
from salesops.planning.operations.rota import NobodyReceives, make_rota
from tests.builders import TODAY, StoreFixture, a_test_drive, an_appointment, at

EARLY = at(8)


def heads(session: Session, store: StoreFixture) -> dict[str, str]:
    return {
        f"{store.manager.local(slot.starts_at):%H:%M}": slot.names[0]
        for slot in queries.rota_of_day(session, store.manager, day=TODAY)
    }


def test_a_rota_covers_the_rest_of_the_week(session: Session, store: StoreFixture) -> None:
    """Rule M5: from Tuesday to Sunday, 18 turns a day, no gap."""
    made = make_rota(session, store.manager, now=EARLY)
    assert (made.turns, made.gaps, made.swaps) == (6 * 18, 0, ())
    day = queries.rota_of_day(session, store.manager, day=TODAY)
    assert (day[0].starts_at, day[-1].ends_at) == (at(9), at(18))


def test_days_off_appointments_drives_bookings_and_training_are_respected(
    session: Session, store: StoreFixture
) -> None:
    """Rule M5."""
    senior = store.senior.staff_id
    an_appointment(session, store, at=at(10))
    a_test_drive(session, store, starts_at=at(12))
    book(
        session,
        store.manager,
        now=EARLY,
        resource=f"person:{senior}",
        starts_at=at(14),
        ends_at=at(15),
        purpose=BookingPurpose.SHADOWING,
    )
    training = TrainingSession(store_id=store.id, topic="Closing", day=TODAY, starts_at=at(16), minutes=30)
    session.add(training)
    session.flush()
    session.add(TrainingAttendance(store_id=store.id, session_id=training.id, staff_id=senior, present=False))
    session.flush()
    make_rota(session, store.manager, now=EARLY)
    of_senior = {time for time, name in heads(session, store).items() if name == "Senior"}
    assert of_senior.isdisjoint({"09:30", "10:00", "12:00", "14:00", "14:30", "16:00"})
    assert len(of_senior) == 9


def test_who_is_off_is_not_planned(session: Session, store: StoreFixture) -> None:
    """Rule M5."""
    session.add(
        Absence(
            store_id=store.id,
            staff_id=store.senior.staff_id,
            kind=AbsenceKind.DAY_OFF,
            starts_on=TODAY,
            ends_on=TODAY,
        )
    )
    session.flush()
    make_rota(session, store.manager, now=EARLY)
    assert set(heads(session, store).values()) == {"Trainee"}


def test_what_began_stays_and_changes_are_counted(session: Session, store: StoreFixture) -> None:
    """Rule M5: what changed since the last rota is said."""
    make_rota(session, store.manager, now=EARLY)
    before = heads(session, store)
    an_appointment(session, store, at=at(15), staff_id=store.trainee.staff_id)
    made = make_rota(session, store.manager, now=at(12, 30) + timedelta(minutes=1))
    after = heads(session, store)
    assert {time: after[time] for time in before if time < "12:30"} == {
        time: name for time, name in before.items() if time < "12:30"
    }
    assert after["15:00"] == "Senior"
    changed = {
        f"{store.manager.local(swap.starts_at):%H:%M}": swap.after
        for swap in made.swaps
        if swap.starts_at.date() == TODAY
    }
    assert changed == {time: name for time, name in after.items() if name != before[time]}
    assert len(changed) <= 6  # the rest of the day stays as announced


def test_who_was_away_for_a_while_owes_nothing(session: Session, store: StoreFixture) -> None:
    """Rule M5: fair over four weeks, given presence."""
    monday = TODAY - timedelta(days=1)
    away = Absence(
        store_id=store.id,
        staff_id=store.senior.staff_id,
        kind=AbsenceKind.DAY_OFF,
        starts_on=monday - timedelta(days=7),
        ends_on=monday - timedelta(days=1),
    )
    session.add(away)
    session.flush()
    make_rota(session, store.manager, now=at(8, day=monday - timedelta(days=7)))
    make_rota(session, store.manager, now=at(8, day=monday))
    assert list(heads(session, store).values()).count("Senior") == 9


def test_only_who_leads_the_meeting_makes_a_rota(session: Session, store: StoreFixture) -> None:
    """Rule X2."""
    with pytest.raises(NotAllowed):
        make_rota(session, store.senior, now=EARLY)


def test_a_store_where_nobody_receives_is_told(session: Session, store: StoreFixture) -> None:
    for person in session.query(Staff).filter(Staff.store_id == store.id):
        person.receives = False
    session.flush()
    with pytest.raises(NobodyReceives):
        make_rota(session, store.manager, now=EARLY)
