"""Intent customers by stage, those who need somebody first, and visitors who left without a next step (Rules I6, I9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from salesops.access import masking, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import Message
from salesops.intent.rules.policies import StepPolicy
from salesops.intent.rules.steps import Standing, at_risk
from salesops.models import CarModel, Customer, Opportunity, Order, PriceRequest, Staff, Visit
from salesops.models.enums import NextStep, Profile, RequestStatus, Stage, VisitKind

_SHOWN = (VisitKind.FIRST, VisitKind.FIRST_OF_LEAD, VisitKind.RETURN)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """An open intent customer as the viewer may see him, and why he needs somebody now."""

    id: int
    customer_id: int
    customer: str
    phone: str
    owner_id: int | None
    owner: str
    model: str
    profile: Profile
    is_key: bool
    stage: Stage
    next_step: NextStep
    next_step_on: date
    note: str
    last_progress_on: date
    reasons: tuple[Message, ...]
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCount:
    """Open intent customers of a stage: all, those whose next step is over, those that stand still."""

    stage: Stage
    customers: int
    without_step: int
    stuck: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfiled:
    """Somebody who visited and left without becoming an intent customer (Rule I6)."""

    visit_id: int
    customer_id: int
    customer: str
    phone: str
    owner_id: int | None
    owner: str
    model_id: int | None
    model: str
    profile: Profile
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which part of the board; what is None is left open."""

    owner_id: int | None = None
    stage: Stage | None = None


def board(
    session: Session, viewer: Actor, *, now: datetime, wanted: Wanted | None = None, limit: int = 200
) -> list[BoardRow]:
    """Open intent customers: who waits for a price, then overdue steps, then who stands still, then by next step."""
    today = viewer.today(now)
    policy = policies.load(session, viewer.store_id, StepPolicy)
    waits = price_waits(now)
    rank = case(
        (waits, 0),
        (Opportunity.next_step_on < today, 1),
        (_stuck(today, policy), 2),
        else_=3,
    )
    asked = wanted or Wanted()
    statement = (
        select(
            Opportunity,
            Customer.name,
            Customer.phone,
            Customer.owner_id.label("looks_after"),
            Customer.profile,
            Customer.is_key,
            CarModel.name.label("model"),
            Staff.name.label("owner"),
            waits.label("price_waits"),
        )
        .join(Customer, Customer.id == Opportunity.customer_id)
        .outerjoin(CarModel, CarModel.id == Opportunity.model_id)
        .outerjoin(Staff, Staff.id == Opportunity.owner_id)
        .where(*_open(viewer))
        .order_by(rank, Opportunity.next_step_on, Opportunity.id)
        .limit(limit)
    )
    if asked.owner_id is not None:
        statement = statement.where(Opportunity.owner_id == asked.owner_id)
    if asked.stage is not None:
        statement = statement.where(Opportunity.stage == asked.stage)
    return [_row(viewer, row, today, policy) for row in session.execute(statement)]


def stage_counts(session: Session, viewer: Actor, *, now: datetime) -> list[StageCount]:
    """How many stand in each open stage; a consultant's own."""
    today = viewer.today(now)
    policy = policies.load(session, viewer.store_id, StepPolicy)
    rows = session.execute(
        select(
            Opportunity.stage,
            func.count().label("customers"),
            func.count().filter(Opportunity.next_step_on < today).label("without_step"),
            func.count().filter(_stuck(today, policy)).label("stuck"),
        )
        .where(*_open(viewer))
        .group_by(Opportunity.stage)
    )
    found = {
        row.stage: StageCount(
            stage=row.stage, customers=row.customers, without_step=row.without_step, stuck=row.stuck
        )
        for row in rows
    }
    stages = (Stage.VISITED, Stage.DRIVEN, Stage.NEGOTIATING, Stage.ORDERED)
    return [
        found.get(stage, StageCount(stage=stage, customers=0, without_step=0, stuck=0)) for stage in stages
    ]


def unfiled(session: Session, viewer: Actor, *, now: datetime, limit: int = 100) -> list[Unfiled]:
    """Known visitors of the last days without a next step, the latest first; a consultant's own."""
    today = viewer.today(now)
    policy = policies.load(session, viewer.store_id, StepPolicy)
    statement = (
        select(
            Visit.id,
            Visit.customer_id,
            Visit.day,
            Visit.model_id,
            Visit.profile,
            Customer.name,
            Customer.phone,
            Customer.owner_id,
            Visit.staff_id,
            Staff.name.label("owner"),
            CarModel.name.label("model"),
        )
        .join(Customer, Customer.id == Visit.customer_id)
        .outerjoin(Staff, Staff.id == func.coalesce(Customer.owner_id, Visit.staff_id))
        .outerjoin(CarModel, CarModel.id == Visit.model_id)
        .where(*unfiled_visits(viewer, today, policy))
        .order_by(Visit.id.desc())
        .limit(limit)
    )
    found: dict[int, Unfiled] = {}
    for row in session.execute(statement):
        owner_id = row.owner_id if row.owner_id is not None else row.staff_id
        person = Unfiled(
            visit_id=row.id,
            customer_id=row.customer_id,
            customer=masking.shown_name(viewer, owner_id, row.name),
            phone=masking.shown_phone(viewer, owner_id, row.phone),
            owner_id=owner_id,
            owner=row.owner or "",
            model_id=row.model_id,
            model=row.model or "",
            profile=row.profile,
            day=row.day,
        )
        found.setdefault(row.customer_id, person)
    return list(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedRow:
    """An intent customer who was closed of late: delivered or lost."""

    id: int
    customer: str
    owner: str
    model: str
    stage: Stage
    opened_on: date
    closed_on: date


def closed_lately(session: Session, viewer: Actor, *, now: datetime, limit: int = 40) -> list[ClosedRow]:
    """Who was closed in the last two weeks, the latest first; a consultant's own."""
    since = viewer.today(now) - timedelta(days=14)
    statement = (
        select(
            Opportunity,
            Customer.name,
            Customer.owner_id,
            CarModel.name.label("model"),
            Staff.name.label("owner"),
        )
        .join(Customer, Customer.id == Opportunity.customer_id)
        .outerjoin(CarModel, CarModel.id == Opportunity.model_id)
        .outerjoin(Staff, Staff.id == Opportunity.owner_id)
        .where(Opportunity.store_id == viewer.store_id, Opportunity.closed_on >= since)
        .order_by(Opportunity.closed_on.desc(), Opportunity.id.desc())
        .limit(limit)
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(Opportunity.owner_id == viewer.staff_id)
    return [
        ClosedRow(
            id=row.Opportunity.id,
            customer=masking.shown_name(viewer, row.owner_id, row.name),
            owner=row.owner or "",
            model=row.model or "",
            stage=row.Opportunity.stage,
            opened_on=row.Opportunity.opened_on,
            closed_on=row.Opportunity.closed_on,
        )
        for row in session.execute(statement)
    ]


def unfiled_visits(viewer: Actor, today: date, policy: StepPolicy) -> list[ColumnElement[bool]]:
    """Visits of the last days, over by now, of known people who are no intent customers; Customer is joined."""
    opened = exists().where(
        Opportunity.store_id == Visit.store_id,
        Opportunity.customer_id == Visit.customer_id,
        or_(Opportunity.closed_on.is_(None), Opportunity.closed_on >= Visit.day),
    )
    bought = exists().where(
        Order.store_id == Visit.store_id,
        Order.customer_id == Visit.customer_id,
        Order.ordered_on >= Visit.day,
    )
    conditions = [
        Visit.store_id == viewer.store_id,
        Visit.day >= today - timedelta(days=policy.unfiled_days),
        or_(Visit.left_at.is_not(None), Visit.day < today),
        Visit.customer_id.is_not(None),
        Visit.kind.in_(_SHOWN),
        ~opened,
        ~bought,
    ]
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        conditions.append(or_(Visit.staff_id == viewer.staff_id, Customer.owner_id == viewer.staff_id))
    return conditions


def price_waits(now: datetime) -> ColumnElement[bool]:
    """Whether a price request of the opportunity waits."""
    return exists().where(
        PriceRequest.store_id == Opportunity.store_id,
        PriceRequest.opportunity_id == Opportunity.id,
        PriceRequest.status == RequestStatus.PENDING,
        PriceRequest.expires_at > now,
    )


def _open(viewer: Actor) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        Opportunity.store_id == viewer.store_id,
        Opportunity.closed_on.is_(None),
    ]
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        conditions.append(Opportunity.owner_id == viewer.staff_id)
    return conditions


def _stuck(today: date, policy: StepPolicy) -> ColumnElement[bool]:
    return and_(
        Opportunity.last_progress_on <= today - timedelta(days=policy.stuck_days),
        Opportunity.stage != Stage.ORDERED,
    )


def _row(viewer: Actor, row: Any, today: date, policy: StepPolicy) -> BoardRow:
    deal: Opportunity = row.Opportunity
    standing = Standing(
        stage=deal.stage,
        next_step_on=deal.next_step_on,
        last_progress_on=deal.last_progress_on,
        price_waits=row.price_waits,
    )
    looks_after = row.looks_after if row.looks_after is not None else deal.owner_id
    return BoardRow(
        id=deal.id,
        customer_id=deal.customer_id,
        customer=masking.shown_name(viewer, looks_after, row.name),
        phone=masking.shown_phone(viewer, looks_after, row.phone),
        owner_id=deal.owner_id,
        owner=row.owner or "",
        model=row.model or "",
        profile=row.profile,
        is_key=row.is_key,
        stage=deal.stage,
        next_step=deal.next_step,
        next_step_on=deal.next_step_on,
        note=deal.next_step_note,
        last_progress_on=deal.last_progress_on,
        reasons=at_risk(standing, today, policy),
        overdue=deal.next_step_on < today,
    )
