"""A store at the end of a day, for the pages' tests: targets, an open visit, an appointment past, a clock, a car."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from salesops.models.enums import TaskKind, VehicleKind
from salesops.planning.operations.targets import Goal, prepare_day, set_targets
from salesops.planning.operations.tasks import add_task
from tests.builders import (
    NOON,
    TODAY,
    StoreFixture,
    a_customer,
    a_lead,
    a_vehicle,
    a_visit,
    an_appointment,
    an_order,
    at,
)


def fill_evening(session: Session, store: StoreFixture) -> None:
    """Everything that the evening review has to do with; committed."""
    goals = [Goal(figure="orders", staff_id=None, value=40), Goal(figure="visits", staff_id=None, value=150)]
    set_targets(session, store.manager, now=at(8), month=TODAY, goals=goals)
    prepare_day(session, store.manager, now=at(8))
    a_lead(session, store, owner_id=store.senior.staff_id, received_at=at(9))
    a_visit(session, store, left_at=None)
    an_appointment(session, store, at=at(10))
    an_order(session, store, ordered_at=NOON - timedelta(days=1))
    a_vehicle(session, store, kind=VehicleKind.TEST_DRIVE, plate="沪A12345")
    a_customer(session, store.id, name="Wang Wu", is_key=True, host_id=store.senior.staff_id)
    add_task(
        session,
        store.manager,
        now=at(9),
        kind=TaskKind.OTHER,
        owner_id=store.senior.staff_id,
        due_at=at(11),
        title="Call the bank",
    )
    session.commit()
