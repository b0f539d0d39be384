"""Digestion plans: compose, stop, finish with the result (Rules V2, Z2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import Conflict, NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.inventory.operations.requests import ask_factory
from salesops.inventory.queries.plans import timed_ends
from salesops.inventory.rules.digestion import PlanTerms, faults, under_cost
from salesops.inventory.rules.policies import DigestionPolicy
from salesops.models import CarModel, DigestionCar, DigestionPlan, Vehicle
from salesops.models.enums import FactoryRequestKind, PlanKind, PlanStatus, VehicleStatus

_SELLABLE = (VehicleStatus.IN_STOCK, VehicleStatus.ORDERED, VehicleStatus.IN_TRANSIT)


class BadPlan(SalesOpsError):
    """A plan that is incomplete or would not be true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """A plan as somebody composed it; dates are both included."""

    model_id: int
    kind: PlanKind
    title: str
    offer: str
    cost_per_car: Decimal
    expected_units: int
    owner_id: int | None
    starts_on: date
    ends_on: date
    vehicle_ids: tuple[int, ...]
    under_cost_reason: str = ""


def compose_plan(session: Session, actor: Actor, *, now: datetime, draft: PlanDraft) -> int:
    """Begin a plan for chosen cars and return its id; one that needs factory money asks for it at once.

    Raises BadPlan with what makes the offer incomplete or untrue: what it is, true dates, a pause between
    time-limited prices, a reason for a price under purchase cost (Rule Z2).
    """
    actor.require(Permission.MANAGE_STOCK)
    model = session.scalars(
        select(CarModel).where(CarModel.store_id == actor.store_id, CarModel.id == draft.model_id)
    ).one_or_none()
    if model is None:
        raise NotFound(N_("This model is not in the catalogue."))
    cars = _cars(session, actor, draft)
    _refuse_second_plan(session, actor, [car.id for car in cars])
    _check(session, actor, now, draft, len(cars))
    cost = max(car.purchase_cost for car in cars)
    if under_cost(model.list_price, cost, draft.cost_per_car) and not draft.under_cost_reason.strip():
        raise BadPlan(N_("The price would be under purchase cost. Write down why that is justified."))
    plan = _begin(session, actor, now, draft)
    session.add_all(DigestionCar(store_id=actor.store_id, plan_id=plan.id, vehicle_id=car.id) for car in cars)
    if draft.kind is PlanKind.FACTORY_SUBSIDY:
        ask_factory(
            session,
            actor,
            now=now,
            kind=FactoryRequestKind.SUBSIDY,
            model_id=model.id,
            quantity=draft.expected_units,
            reason=draft.offer,
        )
    audit.record(
        session,
        actor,
        now=now,
        action="inventory.compose_plan",
        entity="digestion_plan",
        entity_id=plan.id,
        after={
            "kind": draft.kind,
            "cars": [car.id for car in cars],
            "cost_per_car": draft.cost_per_car,
            "starts_on": draft.starts_on,
            "ends_on": draft.ends_on,
        },
        note=draft.under_cost_reason,
    )
    return plan.id


def _begin(session: Session, actor: Actor, now: datetime, draft: PlanDraft) -> DigestionPlan:
    plan = DigestionPlan(
        store_id=actor.store_id,
        model_id=draft.model_id,
        kind=draft.kind,
        title=draft.title.strip(),
        offer=draft.offer.strip(),
        cost_per_car=draft.cost_per_car,
        expected_units=draft.expected_units,
        owner_id=draft.owner_id,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        status=PlanStatus.RUNNING,
        under_cost_reason=draft.under_cost_reason.strip(),
        created_at=now,
        closed_on=None,
    )
    session.add(plan)
    session.flush()
    return plan


def close_plan(
    session: Session, actor: Actor, *, now: datetime, plan_id: int, result: str, reached: bool
) -> None:
    """End a plan with what came of it: done, or stopped before its time. Raises BadPlan, NotFound, Conflict."""
    actor.require(Permission.MANAGE_STOCK)
    plan = session.scalars(
        select(DigestionPlan).where(DigestionPlan.store_id == actor.store_id, DigestionPlan.id == plan_id)
    ).one_or_none()
    if plan is None:
        raise NotFound(N_("This plan does not exist any more."))
    if plan.status is not PlanStatus.RUNNING:
        raise Conflict(N_("This plan was closed already."))
    if not result.strip():
        raise BadPlan(N_("Write in a few words what came of it; the next plan learns from that."))
    plan.status = PlanStatus.DONE if reached else PlanStatus.STOPPED
    plan.result_note, plan.closed_on = result.strip(), actor.today(now)
    audit.record(
        session,
        actor,
        now=now,
        action="inventory.close_plan",
        entity="digestion_plan",
        entity_id=plan.id,
        before={"status": PlanStatus.RUNNING},
        after={"status": plan.status, "closed_on": plan.closed_on},
        note=plan.result_note,
    )


def _check(session: Session, actor: Actor, now: datetime, draft: PlanDraft, cars: int) -> None:
    if not draft.title.strip() or not draft.offer.strip():
        raise BadPlan(N_("Give the plan a name, and say in full what the customer gets."))
    terms = PlanTerms(
        kind=draft.kind,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        cars=cars,
        cost_per_car=draft.cost_per_car,
        expected_units=draft.expected_units,
    )
    found = faults(
        terms,
        today=actor.today(now),
        earlier_ends=timed_ends(session, actor, model_id=draft.model_id),
        policy=policies.load(session, actor.store_id, DigestionPolicy),
    )
    if found:
        raise BadPlan(found[0].text, **found[0].values)


def _refuse_second_plan(session: Session, actor: Actor, vehicle_ids: Sequence[int]) -> None:
    """A car in two plans at once would count for both."""
    other = session.scalar(
        select(DigestionPlan.title)
        .join(DigestionCar, DigestionCar.plan_id == DigestionPlan.id)
        .where(
            DigestionPlan.store_id == actor.store_id,
            DigestionPlan.status == PlanStatus.RUNNING,
            DigestionCar.vehicle_id.in_(vehicle_ids),
        )
        .limit(1)
    )
    if other is not None:
        raise BadPlan(N_("A car of the plan is in the running plan “{plan}” already."), plan=other)


def _cars(session: Session, actor: Actor, draft: PlanDraft) -> Sequence[Vehicle]:
    cars = session.scalars(
        select(Vehicle).where(
            Vehicle.store_id == actor.store_id,
            Vehicle.id.in_(draft.vehicle_ids),
            Vehicle.model_id == draft.model_id,
            Vehicle.status.in_(_SELLABLE),
        )
    ).all()
    if not cars:
        raise BadPlan(N_("Choose at least one car for the plan."))
    if len(cars) != len(set(draft.vehicle_ids)):
        raise BadPlan(N_("A car of the plan was sold meanwhile, or is of another model. Choose again."))
    return cars
