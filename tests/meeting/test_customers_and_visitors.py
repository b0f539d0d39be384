"""Key customers with host and points; who is expected today."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed, NotFound
from salesops.meeting import queries
from salesops.meeting.operations.key_customers import Hosting, NoHost, host_customer
from salesops.models.enums import AppointmentStatus, Profile
from tests.builders import (
    NOON,
    TODAY,
    StoreFixture,
    a_customer,
    a_lead,
    a_visit,
    an_appointment,
    an_opportunity,
    at,
)

POINTS = "cares for rear privacy: show sunshades"


def test_a_key_customer_has_a_host_and_points(session: Session, store: StoreFixture) -> None:
    """Rule M6."""
    owner = store.trainee.staff_id
    first = a_customer(session, store.id, name="Wang Wu", owner_id=owner)
    second = a_customer(session, store.id, name="Zhao Liu", owner_id=owner)
    an_opportunity(session, store, customer_id=second.id)
    an_appointment(session, store, customer_id=second.id, at=at(16))
    for customer in (first, second):
        hosting = Hosting(host_id=store.senior.staff_id, points=POINTS)
        host_customer(session, store.manager, now=at(9), customer_id=customer.id, hosting=hosting)
    rows = queries.key_customers(session, store.manager, now=NOON)
    assert [(row.name, row.host, row.next_visit) for row in rows] == [
        ("Zhao Liu", "Senior", at(16)),
        ("Wang Wu", "Senior", None),
    ]
    assert (rows[0].model, rows[0].points) == (store.model.name, POINTS)


def test_the_host_sees_whom_he_receives_and_others_do_not(session: Session, store: StoreFixture) -> None:
    """Rules M6 and X2."""
    a_customer(session, store.id, name="Wang Wu", is_key=True, host_id=store.senior.staff_id, key_points="x")
    assert queries.key_customers(session, store.senior, now=NOON)[0].name == "Wang Wu"
    hidden = queries.key_customers(session, store.trainee, now=NOON)[0]
    assert (hidden.name, hidden.points) == ("W**", "")


def test_the_mark_can_be_taken_away(session: Session, store: StoreFixture) -> None:
    """Rule M6."""
    customer = a_customer(session, store.id, name="Wang Wu", is_key=True, host_id=store.senior.staff_id)
    gone = Hosting(host_id=None, points="", is_key=False)
    host_customer(session, store.manager, now=at(9), customer_id=customer.id, hosting=gone)
    assert queries.key_customers(session, store.manager, now=NOON) == []
    assert queries.candidates(session, store.manager, now=NOON, words="Wang")[0].name == "Wang Wu"
    assert queries.candidates(session, store.manager, now=NOON, words=" ") == []


def test_a_key_customer_needs_a_host(session: Session, store: StoreFixture) -> None:
    customer = a_customer(session, store.id)
    none = Hosting(host_id=None, points="")
    with pytest.raises(NoHost):
        host_customer(session, store.manager, now=at(9), customer_id=customer.id, hosting=none)
    stranger = Hosting(host_id=10_000, points="")
    with pytest.raises(NotFound):
        host_customer(session, store.manager, now=at(9), customer_id=customer.id, hosting=stranger)
    with pytest.raises(NotFound):
        host_customer(session, store.manager, now=at(9), customer_id=10_000, hosting=none)
    with pytest.raises(NotAllowed):
        host_customer(session, store.senior, now=at(9), customer_id=customer.id, hosting=none)


def test_expected_visitors_are_appointments_and_usual_walk_ins(session: Session, store: StoreFixture) -> None:
    """Rule M8: with the points to stress for that mix."""
    store.model.selling_points = {"family": "boot of 560 l"}
    family = a_customer(session, store.id, name="Li Si", profile=Profile.FAMILY)
    lead = a_lead(session, store, customer_id=family.id, model_id=store.model.id)
    an_appointment(session, store, customer_id=family.id, lead_id=lead.id)
    an_appointment(session, store, status=AppointmentStatus.CANCELLED)
    for week in (1, 2):
        a_visit(session, store, arrived_at=at(11, day=TODAY - timedelta(weeks=week)), profile=Profile.FAMILY)
    found = queries.expected_day(session, store.manager, now=NOON)
    assert [(visit.customer, visit.profile, visit.model) for visit in found.visits] == [
        ("Li Si", Profile.FAMILY, store.model.name)
    ]
    (mix,) = found.profiles
    assert (mix.mix.booked, mix.mix.usual_walk_ins) == (1, 0.25)
    assert [(p.words, p.models) for p in mix.points] == [("boot of 560 l", (store.model.name,))]
