"""One intent customer: what happened so far, what he dislikes, what might help (Rules I1, I6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, String, case, cast, func, literal, select, type_coerce, union_all
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.masking import sees_customer, shown_name, shown_phone
from salesops.core.errors import NotFound
from salesops.core.i18n import N_
from salesops.db.types import UtcDateTime
from salesops.intent.rules.solutions import SolutionFacts, ranked
from salesops.models import (
    CarModel,
    Customer,
    Feedback,
    Opportunity,
    Order,
    PriceRequest,
    Solution,
    SolutionOffer,
    Staff,
    TestDrive,
    Touch,
    Visit,
)
from salesops.models.enums import (
    Aspect,
    NextStep,
    Objection,
    OrderStatus,
    Profile,
    RequestStatus,
    Stage,
    TestDriveStatus,
    TouchOutcome,
    VisitKind,
)

_MOST_EVENTS = 40


class TimelineKind(StrEnum):
    """What a line of the timeline tells."""

    TOUCH = "touch"
    VISIT = "visit"
    DRIVE = "drive"
    PRICE = "price"
    ORDER = "order"


_WHAT: dict[TimelineKind, type[StrEnum]] = {
    TimelineKind.TOUCH: TouchOutcome,
    TimelineKind.VISIT: VisitKind,
    TimelineKind.DRIVE: TestDriveStatus,
    TimelineKind.PRICE: RequestStatus,
    TimelineKind.ORDER: OrderStatus,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a customer's timeline; `what` is an enum member to label, `words` what was noted."""

    at: datetime
    kind: TimelineKind
    what: StrEnum | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A dislike with the solutions that fit it, best first."""

    feedback_id: int
    aspect: Aspect
    objection: Objection | None
    words: str
    solutions: tuple[SolutionFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFile:
    """Everything about one intent customer that a viewer may see."""

    id: int
    customer_id: int
    customer: str
    phone: str
    owner: str
    profile: Profile
    model_id: int | None
    model: str
    stage: Stage
    next_step: NextStep
    next_step_on: date
    note: str
    price_id: int | None
    price_status: RequestStatus | None
    events: tuple[Event, ...]
    concerns: tuple[Concern, ...]


def customer_file(session: Session, viewer: Actor, *, opportunity_id: int) -> CustomerFile:
    """The file of one intent customer. Raises NotFound, also for a customer whom the viewer may not see."""
    row = session.execute(
        select(Opportunity, Customer, CarModel.name, Staff.name)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .outerjoin(CarModel, CarModel.id == Opportunity.model_id)
        .outerjoin(Staff, Staff.id == Opportunity.owner_id)
        .where(Opportunity.store_id == viewer.store_id, Opportunity.id == opportunity_id)
    ).one_or_none()
    if row is None or not sees_customer(viewer, row[1].owner_id):
        raise NotFound(N_("This customer does not exist, or is somebody else's."))
    deal, customer, model, owner = row
    price = session.execute(
        select(PriceRequest.id, PriceRequest.status)
        .where(PriceRequest.store_id == viewer.store_id, PriceRequest.opportunity_id == deal.id)
        .order_by(PriceRequest.id.desc())
        .limit(1)
    ).one_or_none()
    return CustomerFile(
        id=deal.id,
        customer_id=customer.id,
        customer=shown_name(viewer, customer.owner_id, customer.name),
        phone=shown_phone(viewer, customer.owner_id, customer.phone),
        owner=owner or "",
        profile=customer.profile,
        model_id=deal.model_id,
        model=model or "",
        stage=deal.stage,
        next_step=deal.next_step,
        next_step_on=deal.next_step_on,
        note=deal.next_step_note,
        price_id=price.id if price else None,
        price_status=price.status if price else None,
        events=_events(session, viewer, customer.id, deal.id),
        concerns=_concerns(session, viewer, customer.id),
    )


def _events(session: Session, viewer: Actor, customer_id: int, deal_id: int) -> tuple[Event, ...]:
    """The last events of every kind, newest first, in one statement."""
    store = viewer.store_id

    def lines(kind: TimelineKind, at: Any, what: Any, words: Any) -> Select[*tuple[Any, ...]]:
        return select(
            type_coerce(at, UtcDateTime()).label("at"),
            literal(kind.value).label("kind"),
            cast(what, String).label("what"),
            words.label("words"),
        )

    parts = (
        lines(TimelineKind.TOUCH, Touch.at, Touch.outcome, Touch.note).where(
            Touch.store_id == store, Touch.customer_id == customer_id
        ),
        lines(TimelineKind.VISIT, Visit.arrived_at, Visit.kind, Visit.note).where(
            Visit.store_id == store, Visit.customer_id == customer_id
        ),
        lines(TimelineKind.DRIVE, TestDrive.starts_at, TestDrive.status, TestDrive.note).where(
            TestDrive.store_id == store, TestDrive.customer_id == customer_id
        ),
        lines(TimelineKind.PRICE, PriceRequest.asked_at, PriceRequest.status, PriceRequest.reason).where(
            PriceRequest.store_id == store, PriceRequest.opportunity_id == deal_id
        ),
        lines(TimelineKind.ORDER, Order.ordered_at, Order.status, Order.order_no).where(
            Order.store_id == store, Order.customer_id == customer_id
        ),
    )
    whole = union_all(*parts).subquery()
    rows = session.execute(select(whole).order_by(whole.c.at.desc()).limit(_MOST_EVENTS))
    return tuple(
        Event(
            at=row.at,
            kind=TimelineKind(row.kind),
            what=_WHAT[TimelineKind(row.kind)](row.what),
            words=row.words,
        )
        for row in rows
    )


def _concerns(session: Session, viewer: Actor, customer_id: int) -> tuple[Concern, ...]:
    disliked = session.scalars(
        select(Feedback)
        .where(
            Feedback.store_id == viewer.store_id,
            Feedback.customer_id == customer_id,
            Feedback.liked.is_(False),
        )
        .order_by(Feedback.id.desc())
        .limit(4)
    ).all()
    if not disliked:
        return ()
    known = library(session, viewer)
    return tuple(
        Concern(
            feedback_id=each.id,
            aspect=each.aspect,
            objection=each.objection,
            words=each.words,
            solutions=tuple(ranked(each.aspect, each.objection, known)[:2]),
        )
        for each in disliked
    )


def library(session: Session, viewer: Actor) -> list[SolutionFacts]:
    """The solutions in use, with how often each was offered and helped."""
    helped = func.coalesce(func.sum(case((SolutionOffer.helped.is_(True), 1), else_=0)), 0)
    rows = session.execute(
        select(Solution, func.count(SolutionOffer.helped), helped)
        .outerjoin(SolutionOffer, SolutionOffer.solution_id == Solution.id)
        .where(Solution.store_id == viewer.store_id, Solution.active)
        .group_by(Solution.id)
        .order_by(Solution.id)
    )
    return [
        SolutionFacts(
            id=row.id,
            aspect=row.aspect,
            objection=row.objection,
            kind=row.kind,
            title=row.title,
            talk_track=row.talk_track,
            used=used,
            helped=good,
        )
        for row, used, good in rows
    ]
