"""Everything that is kept of one customer, handed out on his request; leaves a trace (Rule Z3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.care.operations.errors import customer_to_change
from salesops.core.i18n import N_, Message
from salesops.models import (
    Appointment,
    CareTask,
    CarModel,
    Channel,
    Complaint,
    Consent,
    Customer,
    EventGuest,
    Feedback,
    Lead,
    Order,
    ReferralEntry,
    StoreEvent,
    TestDrive,
    Touch,
    Visit,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One kind of record: its heading, its columns, its rows."""

    title: Message
    header: tuple[Message, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFile:
    """All sections of one customer."""

    customer_id: int
    sections: tuple[Section, ...]


_Asked = Callable[[int, int], Any]


def hand_out(session: Session, actor: Actor, *, now: datetime, customer_id: int) -> CustomerFile:
    """Collect what is kept of a customer: who he is, what he agreed to, and every contact (Rule Z3).

    Raises NotFound, NotAllowed. What it cost and what others wrote about prices is not the customer's and stays.
    """
    actor.require(Permission.CARE)
    customer_to_change(session, actor, customer_id)
    sections = tuple(
        _section(session, title, header, asked(actor.store_id, customer_id))
        for title, header, asked in _SECTIONS
    )
    audit.record(
        session,
        actor,
        now=now,
        action="care.hand_out",
        entity="customer",
        entity_id=customer_id,
        after={"sections": len(sections), "rows": sum(len(section.rows) for section in sections)},
    )
    return CustomerFile(customer_id=customer_id, sections=sections)


def _section(session: Session, title: str, header: Sequence[str], asked: Any) -> Section:
    return Section(
        title=Message(title),
        header=tuple(Message(name) for name in header),
        rows=tuple(tuple(row) for row in session.execute(asked)),
    )


def _person(store: int, customer: int) -> Any:
    return select(
        Customer.name,
        Customer.phone,
        Customer.gender,
        Customer.city,
        Customer.birthday,
        Customer.profile,
        Customer.note,
        Customer.key_points,
        Customer.created_at,
    ).where(Customer.store_id == store, Customer.id == customer)


def _consents(store: int, customer: int) -> Any:
    return (
        select(Consent.at, Consent.channel, Consent.purpose, Consent.granted, Consent.source)
        .where(Consent.store_id == store, Consent.customer_id == customer)
        .order_by(Consent.at)
    )


def _leads(store: int, customer: int) -> Any:
    return (
        select(Lead.received_at, Channel.name, Lead.model_text, Lead.horizon_text, Lead.remark, Lead.status)
        .join(Channel, Channel.id == Lead.channel_id)
        .where(Lead.store_id == store, Lead.customer_id == customer)
        .order_by(Lead.received_at)
    )


def _touches(store: int, customer: int) -> Any:
    return (
        select(Touch.at, Touch.kind, Touch.outcome, Touch.objection, Touch.note)
        .where(Touch.store_id == store, Touch.customer_id == customer)
        .order_by(Touch.at)
    )


def _appointments(store: int, customer: int) -> Any:
    return (
        select(Appointment.at, Appointment.kind, Appointment.status, Appointment.note)
        .where(Appointment.store_id == store, Appointment.customer_id == customer)
        .order_by(Appointment.at)
    )


def _visits(store: int, customer: int) -> Any:
    return (
        select(Visit.arrived_at, Visit.kind, Visit.party_size, Visit.note)
        .where(Visit.store_id == store, Visit.customer_id == customer)
        .order_by(Visit.arrived_at)
    )


def _feedback(store: int, customer: int) -> Any:
    return (
        select(Feedback.at, Feedback.aspect, Feedback.liked, Feedback.objection, Feedback.words)
        .where(Feedback.store_id == store, Feedback.customer_id == customer)
        .order_by(Feedback.at)
    )


def _drives(store: int, customer: int) -> Any:
    return (
        select(TestDrive.starts_at, CarModel.name, TestDrive.status, TestDrive.licence_until, TestDrive.note)
        .join(CarModel, CarModel.id == TestDrive.model_id)
        .where(TestDrive.store_id == store, TestDrive.customer_id == customer)
        .order_by(TestDrive.starts_at)
    )


def _orders(store: int, customer: int) -> Any:
    return (
        select(
            Order.order_no,
            Order.ordered_at,
            CarModel.name,
            Order.price,
            Order.status,
            Order.promised_on,
            Order.delivered_on,
        )
        .join(CarModel, CarModel.id == Order.model_id)
        .where(Order.store_id == store, Order.customer_id == customer)
        .order_by(Order.ordered_at)
    )


def _complaints(store: int, customer: int) -> Any:
    return (
        select(Complaint.day, Complaint.topic, Complaint.words, Complaint.settled_on, Complaint.settlement)
        .where(Complaint.store_id == store, Complaint.customer_id == customer)
        .order_by(Complaint.day)
    )


def _care(store: int, customer: int) -> Any:
    return (
        select(CareTask.due_on, CareTask.kind, CareTask.status, CareTask.channel, CareTask.text)
        .where(CareTask.store_id == store, CareTask.customer_id == customer)
        .order_by(CareTask.due_on)
    )


def _events(store: int, customer: int) -> Any:
    return (
        select(StoreEvent.day, StoreEvent.title, EventGuest.status)
        .join(StoreEvent, StoreEvent.id == EventGuest.event_id)
        .where(EventGuest.store_id == store, EventGuest.customer_id == customer)
        .order_by(StoreEvent.day)
    )


def _points(store: int, customer: int) -> Any:
    return (
        select(ReferralEntry.at, ReferralEntry.kind, ReferralEntry.points, ReferralEntry.note)
        .where(ReferralEntry.store_id == store, ReferralEntry.customer_id == customer)
        .order_by(ReferralEntry.at)
    )


_WHEN, _WHAT, _STATE, _WORDS = N_("When"), N_("What"), N_("State"), N_("Words")
_SECTIONS: tuple[tuple[str, tuple[str, ...], _Asked], ...] = (
    (
        N_("Person"),
        (
            N_("Name"),
            N_("Telephone"),
            N_("Form of address"),
            N_("City"),
            N_("Birthday"),
            N_("Profile"),
            _WORDS,
            N_("Points to stress"),
            N_("On file since"),
        ),
        _person,
    ),
    (N_("Consents"), (_WHEN, N_("Way"), N_("Purpose"), N_("Agreed"), N_("Source")), _consents),
    (N_("Leads"), (_WHEN, N_("Channel"), N_("Model"), N_("Window"), _WORDS, _STATE), _leads),
    (N_("Contacts"), (_WHEN, N_("Way"), N_("Outcome"), N_("Objection"), _WORDS), _touches),
    (N_("Appointments"), (_WHEN, _WHAT, _STATE, _WORDS), _appointments),
    (N_("Visits"), (_WHEN, _WHAT, N_("People"), _WORDS), _visits),
    (N_("Feedback"), (_WHEN, N_("Aspect"), N_("Liked"), N_("Objection"), _WORDS), _feedback),
    (N_("Test drives"), (_WHEN, N_("Model"), _STATE, N_("Licence until"), _WORDS), _drives),
    (
        N_("Orders"),
        (
            N_("Order"),
            _WHEN,
            N_("Model"),
            N_("Price"),
            _STATE,
            N_("Promised for"),
            N_("Delivered on"),
        ),
        _orders,
    ),
    (N_("Complaints"), (_WHEN, _WHAT, _WORDS, N_("Settled on"), N_("Settlement")), _complaints),
    (N_("Care"), (_WHEN, _WHAT, _STATE, N_("Way"), N_("Text")), _care),
    (N_("Events"), (_WHEN, _WHAT, _STATE), _events),
    (N_("Referral points"), (_WHEN, _WHAT, N_("Points"), _WORDS), _points),
)
