"""One intent customer: how he stands, and everything that happened on one timeline (Rule I6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from salesops.access import masking, policies
from salesops.access.actors import Actor
from salesops.core.errors import NotFound
from salesops.core.i18n import N_, Message
from salesops.intent.queries.board import price_waits
from salesops.intent.rules.policies import StepPolicy
from salesops.intent.rules.reasons import spoken
from salesops.intent.rules.steps import Standing, at_risk
from salesops.models import (
    CarModel,
    Customer,
    Feedback,
    Opportunity,
    Order,
    PriceRequest,
    Staff,
    TestDrive,
    Touch,
    Visit,
)
from salesops.models.enums import (
    Aspect,
    NextStep,
    OrderStatus,
    Profile,
    RequestStatus,
    Stage,
    TestDriveStatus,
    TouchKind,
    TouchOutcome,
    VisitKind,
)


class Happening(StrEnum):
    """What stands on a customer's timeline."""

    TOUCH = "touch"
    VISIT = "visit"
    TEST_DRIVE = "test_drive"
    FEEDBACK = "feedback"
    PRICE = "price"
    ORDER = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerCard:
    """An open intent customer as the viewer may see him."""

    id: int
    customer_id: int
    name: str
    phone: str
    in_full: bool
    profile: Profile
    is_key: bool
    key_points: str
    owner_id: int | None
    owner: str
    model_id: int | None
    model: str
    list_price: Decimal | None
    stage: Stage
    next_step: NextStep
    next_step_on: date
    note: str
    opened_on: date
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One thing that happened, told in a sentence; what was said only to those who may see the customer."""

    kind: Happening
    at: datetime
    what: Message
    who: str
    note: Message


def customer_card(session: Session, viewer: Actor, *, opportunity_id: int, now: datetime) -> CustomerCard:
    """How an intent customer stands. Raises NotFound."""
    row = session.execute(
        select(
            Opportunity,
            Customer,
            CarModel.name.label("model"),
            CarModel.list_price,
            Staff.name.label("owner"),
            price_waits(now).label("price_waits"),
        )
        .join(Customer, Customer.id == Opportunity.customer_id)
        .outerjoin(CarModel, CarModel.id == Opportunity.model_id)
        .outerjoin(Staff, Staff.id == Opportunity.owner_id)
        .where(Opportunity.store_id == viewer.store_id, Opportunity.id == opportunity_id)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This does not exist any more."))
    deal: Opportunity = row.Opportunity
    person: Customer = row.Customer
    looks_after = _looks_after(viewer, person, deal)
    in_full = masking.sees_customer(viewer, looks_after)
    standing = Standing(
        stage=deal.stage,
        next_step_on=deal.next_step_on,
        last_progress_on=deal.last_progress_on,
        price_waits=row.price_waits,
    )
    policy = policies.load(session, viewer.store_id, StepPolicy)
    return CustomerCard(
        id=deal.id,
        customer_id=person.id,
        name=masking.shown_name(viewer, looks_after, person.name),
        phone=masking.shown_phone(viewer, looks_after, person.phone),
        in_full=in_full,
        profile=person.profile,
        is_key=person.is_key,
        key_points=person.key_points if in_full else "",
        owner_id=deal.owner_id,
        owner=row.owner or "",
        model_id=deal.model_id,
        model=row.model or "",
        list_price=row.list_price,
        stage=deal.stage,
        next_step=deal.next_step,
        next_step_on=deal.next_step_on,
        note=deal.next_step_note if in_full else "",
        opened_on=deal.opened_on,
        reasons=at_risk(standing, viewer.today(now), policy),
    )


def _looks_after(viewer: Actor, person: Customer, deal: Opportunity) -> int | None:
    """Whose customer it is to this viewer: who handles the deal sees it in full though another owns the customer."""
    if person.owner_id is None or deal.owner_id == viewer.staff_id:
        return deal.owner_id
    return person.owner_id


def timeline(session: Session, viewer: Actor, *, customer_id: int, limit: int = 60) -> list[TimelineRow]:
    """Touches, visits, drives, feedback, prices and orders of a customer in one list, the latest first (Rule I6)."""
    events = union_all(
        _touches(viewer, customer_id),
        _visits(viewer, customer_id),
        _drives(viewer, customer_id),
        _feedback(viewer, customer_id),
        _prices(viewer, customer_id),
        _orders(viewer, customer_id),
    ).subquery()
    rows = session.execute(
        select(events, Staff.name.label("who"), Customer.owner_id)
        .select_from(events)
        .join(Customer, Customer.id == customer_id)
        .outerjoin(Staff, Staff.id == events.c.staff_id)
        .where(Customer.store_id == viewer.store_id)
        .order_by(events.c.at.desc(), events.c.id.desc())
        .limit(limit)
    )
    return [_event(viewer, row) for row in rows]


def _part(
    record: type[Any], kind: Happening, at: Any, says: tuple[Any, Any, Any], note: Any
) -> Select[*tuple[Any, ...]]:
    """One arm of the timeline: all arms have the same columns; enum members travel as their values."""
    first, second, number = says
    return select(
        literal(kind.value).label("kind"),
        record.id.label("id"),
        at.label("at"),
        cast(first, String).label("first"),
        cast(second, String).label("second"),
        number.label("number"),
        note.label("note"),
        record.staff_id.label("staff_id"),
    )


def _mine(record: Any, viewer: Actor, customer_id: int) -> tuple[ColumnElement[bool], ...]:
    return record.store_id == viewer.store_id, record.customer_id == customer_id


_NO_NUMBER = cast(null(), PriceRequest.discount.type)


def _touches(viewer: Actor, customer_id: int) -> Select[*tuple[Any, ...]]:
    says = (Touch.kind, Touch.outcome, _NO_NUMBER)
    return _part(Touch, Happening.TOUCH, Touch.at, says, Touch.note).where(*_mine(Touch, viewer, customer_id))


def _visits(viewer: Actor, customer_id: int) -> Select[*tuple[Any, ...]]:
    says = (Visit.kind, Visit.party_size, _NO_NUMBER)
    return _part(Visit, Happening.VISIT, Visit.arrived_at, says, Visit.note).where(
        *_mine(Visit, viewer, customer_id)
    )


def _drives(viewer: Actor, customer_id: int) -> Select[*tuple[Any, ...]]:
    says = (TestDrive.status, func.coalesce(TestDrive.rating, 0), _NO_NUMBER)
    return _part(TestDrive, Happening.TEST_DRIVE, TestDrive.starts_at, says, TestDrive.note).where(
        *_mine(TestDrive, viewer, customer_id)
    )


def _feedback(viewer: Actor, customer_id: int) -> Select[*tuple[Any, ...]]:
    liked = func.coalesce(cast(Feedback.liked, String), "")
    return _part(
        Feedback, Happening.FEEDBACK, Feedback.at, (Feedback.aspect, liked, _NO_NUMBER), Feedback.words
    ).where(*_mine(Feedback, viewer, customer_id))


def _prices(viewer: Actor, customer_id: int) -> Select[*tuple[Any, ...]]:
    says = (PriceRequest.status, PriceRequest.level, PriceRequest.discount)
    return (
        _part(PriceRequest, Happening.PRICE, PriceRequest.asked_at, says, PriceRequest.reason)
        .join(Opportunity, Opportunity.id == PriceRequest.opportunity_id)
        .where(PriceRequest.store_id == viewer.store_id, Opportunity.customer_id == customer_id)
    )


def _orders(viewer: Actor, customer_id: int) -> Select[*tuple[Any, ...]]:
    says = (Order.status, Order.order_no, Order.price)
    return _part(Order, Happening.ORDER, Order.ordered_at, says, literal("")).where(
        *_mine(Order, viewer, customer_id)
    )


def _event(viewer: Actor, row: Any) -> TimelineRow:
    kind = Happening(row.kind)
    sees = masking.sees_customer(viewer, row.owner_id) or row.staff_id == viewer.staff_id
    return TimelineRow(
        kind=kind,
        at=row.at,
        what=_SENTENCES[kind](row),
        who=row.who or "",
        note=spoken(row.note if sees else ""),
    )


def _touch_says(row: Any) -> Message:
    return Message("{kind} · {outcome}", {"kind": TouchKind(row.first), "outcome": TouchOutcome(row.second)})


def _visit_says(row: Any) -> Message:
    return Message(N_("{kind}, party of {people}"), {"kind": VisitKind(row.first), "people": int(row.second)})


def _drive_says(row: Any) -> Message:
    status = TestDriveStatus(row.first)
    if row.second not in (None, "", "0"):
        return Message(
            N_("Test drive: {status}, rated {rating} of 5"), {"status": status, "rating": int(row.second)}
        )
    return Message(N_("Test drive: {status}"), {"status": status})


def _feedback_says(row: Any) -> Message:
    liked = str(row.second).lower() in ("1", "true", "t")
    aspect = {"aspect": Aspect(row.first)}
    return Message(N_("Liked: {aspect}") if liked else N_("Disliked: {aspect}"), aspect)


def _price_says(row: Any) -> Message:
    return Message(
        N_("Price request: {amount} yuan off, {status}"),
        {"amount": row.number, "status": RequestStatus(row.first)},
    )


def _order_says(row: Any) -> Message:
    return Message(
        N_("Order {order}, {price} yuan: {status}"),
        {"order": row.second, "price": row.number, "status": OrderStatus(row.first)},
    )


_SENTENCES: dict[Happening, Callable[[Any], Message]] = {
    Happening.TOUCH: _touch_says,
    Happening.VISIT: _visit_says,
    Happening.TEST_DRIVE: _drive_says,
    Happening.FEEDBACK: _feedback_says,
    Happening.PRICE: _price_says,
    Happening.ORDER: _order_says,
}
