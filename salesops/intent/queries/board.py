"""The board: who is an intent customer, what comes next, and who is at risk (Rules I6, I9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.access.masking import shown_name
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, Message
from salesops.intent.rules.authority import level_of
from salesops.intent.rules.policies import StepPolicy
from salesops.intent.rules.steps import Standing, at_risk
from salesops.models import CarModel, Customer, Opportunity, PriceRequest, Staff, Visit
from salesops.models.enums import Level, NextStep, Profile, RequestStatus, Stage
from salesops.planning.owed import Owed

_LIMIT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """An intent customer as the board shows him."""

    id: int
    customer_id: int
    customer: str
    owner: str
    mine: bool
    model: str
    profile: Profile
    stage: Stage
    next_step: NextStep
    next_step_on: date
    note: str
    risks: tuple[Message, ...]
    days_late: int
    price_waits: bool


def board(session: Session, viewer: Actor, *, today: date, stage: Stage | None = None) -> list[BoardRow]:
    """Open intent customers, the most overdue next step first; a consultant sees his own."""
    policy = policies.load(session, viewer.store_id, StepPolicy)
    waits = exists().where(
        PriceRequest.store_id == Opportunity.store_id,
        PriceRequest.opportunity_id == Opportunity.id,
        PriceRequest.status == RequestStatus.PENDING,
    )
    statement = (
        select(
            Opportunity,
            Customer.name.label("customer"),
            Customer.owner_id,
            Customer.profile,
            CarModel.name.label("model"),
            Staff.name.label("owner"),
            waits.label("waits"),
        )
        .join(Customer, Customer.id == Opportunity.customer_id)
        .outerjoin(CarModel, CarModel.id == Opportunity.model_id)
        .outerjoin(Staff, Staff.id == Opportunity.owner_id)
        .where(Opportunity.store_id == viewer.store_id, Opportunity.closed_on.is_(None))
        .order_by(Opportunity.next_step_on, Opportunity.last_progress_on, Opportunity.id)
        .limit(_LIMIT)
    )
    statement = (
        statement.where(Opportunity.stage == stage)
        if stage is not None
        else statement.where(Opportunity.stage != Stage.ORDERED)
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(Opportunity.owner_id == viewer.staff_id)
    return [_row(viewer, today, policy, row) for row in session.execute(statement)]


def _row(viewer: Actor, today: date, policy: StepPolicy, row: Any) -> BoardRow:
    deal: Opportunity = row.Opportunity
    standing = Standing(
        stage=deal.stage,
        next_step_on=deal.next_step_on,
        last_progress_on=deal.last_progress_on,
        price_waits=row.waits,
    )
    return BoardRow(
        id=deal.id,
        customer_id=deal.customer_id,
        customer=shown_name(viewer, row.owner_id, row.customer),
        owner=row.owner or "",
        mine=deal.owner_id == viewer.staff_id,
        model=row.model or "",
        profile=row.profile,
        stage=deal.stage,
        next_step=deal.next_step,
        next_step_on=deal.next_step_on,
        note=deal.next_step_note,
        risks=at_risk(standing, today, policy),
        days_late=max((today - deal.next_step_on).days, 0),
        price_waits=row.waits,
    )


def owed(session: Session, viewer: Actor, *, now: datetime) -> Owed:
    """Prices that wait for this viewer, next steps that are due, visitors nobody has greeted; one statement."""
    today = viewer.today(now)
    steps = (
        select(func.count())
        .select_from(Opportunity)
        .where(
            Opportunity.store_id == viewer.store_id,
            Opportunity.closed_on.is_(None),
            Opportunity.stage != Stage.ORDERED,
            Opportunity.next_step_on <= today,
        )
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        steps = steps.where(Opportunity.owner_id == viewer.staff_id)
    prices = (
        select(func.count())
        .select_from(PriceRequest)
        .where(
            PriceRequest.store_id == viewer.store_id,
            PriceRequest.status == RequestStatus.PENDING,
            PriceRequest.expires_at > now,
            for_level(viewer),
        )
    )
    waiting = (
        select(func.count())
        .select_from(Visit)
        .where(
            Visit.store_id == viewer.store_id,
            Visit.day == today,
            and_(Visit.greeted_at.is_(None), Visit.left_at.is_(None)),
        )
    )
    row = session.execute(
        select(
            prices.scalar_subquery().label("prices"),
            steps.scalar_subquery().label("steps"),
            waiting.scalar_subquery().label("waiting"),
        )
    ).one()
    sentence = Message(
        N_("Prices to decide: {prices}; next steps due: {steps}; visitors waiting: {waiting}"),
        {"prices": row.prices, "steps": row.steps, "waiting": row.waiting},
    )
    total = row.prices + row.steps + row.waiting
    if not total:
        sentence = Message(N_("Every intent customer has his next step"))
    return Owed(count=total, sentence=sentence, page="intent")


def for_level(viewer: Actor) -> ColumnElement[bool]:
    """Which requests a viewer decides: the manager all, a supervisor those of his level, others none."""
    own = level_of(viewer.role)
    if own is Level.MANAGER:
        return or_(PriceRequest.level == Level.MANAGER, PriceRequest.level == Level.SUPERVISOR)
    return PriceRequest.level == Level.SUPERVISOR if own is Level.SUPERVISOR else false()
