"""What goes on in a demo store, read back from its rows, so that it can live on from there."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from salesops.access import policies
from salesops.core.hours import HoursPolicy
from salesops.demo import filling
from salesops.demo.rows import Row
from salesops.demo.standing import catalogue, people, sources
from salesops.demo.world import State, World
from salesops.leads.rules.losses import is_called_back
from salesops.models import (
    Absence,
    Appointment,
    Assignment,
    AuditEntry,
    BookingSlot,
    CareTask,
    CarModel,
    Channel,
    Complaint,
    Customer,
    FloorSlot,
    Gift,
    InspectionItem,
    InspectionResult,
    Lead,
    LossRequest,
    Meeting,
    Opportunity,
    Order,
    OrderCompensation,
    OrderMilestone,
    Placement,
    PriceRequest,
    ReferralEntry,
    ReferralReward,
    Scenario,
    Solution,
    Staff,
    Store,
    Task,
    TestDrive,
    TrainingAttendance,
    TrainingSession,
    Vehicle,
    Visit,
)
from salesops.models.enums import (
    AppointmentKind,
    AppointmentStatus,
    CareStatus,
    CheckResult,
    LeadStatus,
    OrderStatus,
    RequestStatus,
    TaskStatus,
    TestDriveStatus,
    TrainingStatus,
    VehicleKind,
    VehicleStatus,
)

_OPEN_LEADS = (LeadStatus.NEW, LeadStatus.WORKING, LeadStatus.LOSS_ASKED)
_REMEMBERED = timedelta(days=120)


def load(world: World, store: Store) -> None:
    """Everybody, everything, and what is under way."""
    world.rows.store_id = store.id
    store_id, rows = store.id, world.rows
    world.hours = policies.load(rows.session, store_id, HoursPolicy).hours()
    world.team = people.team_of(
        world, rows.load(Staff), rows.load(Absence, Absence.ends_on >= world.today - timedelta(days=30))
    )
    world.models = catalogue.models_of(rows.load(CarModel))
    world.sources = sources.sources_of(rows.load(Channel))
    world.state = State()
    _people(world)
    _leads(world)
    _showroom(world)
    _deals(world)
    _cars(world)
    _duties(world)
    world.facts |= filling.blank_facts() | _facts(world)
    world.left_alone = _left_alone(world, store)


def _people(world: World) -> None:
    world.state.customers = {row["id"]: row for row in world.rows.load(Customer)}
    world.phones = {row["phone"] for row in world.state.customers.values() if row["phone"]}


def _leads(world: World) -> None:
    rows, state = world.rows, world.state
    state.leads = {row["id"]: row for row in rows.load(Lead, Lead.status.in_(_OPEN_LEADS))}
    lately = world.today - timedelta(days=30)
    waiting = or_(
        LossRequest.status == RequestStatus.PENDING,
        and_(
            LossRequest.status == RequestStatus.APPROVED,
            LossRequest.called_back_at.is_(None),
            LossRequest.asked_on >= lately,
        ),
    )
    state.losses = {
        row["id"]: row
        for row in rows.load(LossRequest, waiting)
        if row["status"] == RequestStatus.PENDING or is_called_back(row["id"], world.loss_policy)
    }
    counted = (
        select(Assignment.staff_id, func.count())
        .where(Assignment.store_id == rows.store_id, Assignment.day == world.day_of(world.since))
        .group_by(Assignment.staff_id)
    )
    for staff_id, number in rows.session.execute(counted):
        state.leads_today[staff_id or 0] = number
    state.visited = set(
        rows.session.scalars(
            select(Visit.customer_id)
            .where(
                Visit.store_id == rows.store_id, Visit.customer_id.is_not(None), Visit.left_at.is_not(None)
            )
            .distinct()
        )
    )


def _showroom(world: World) -> None:
    rows, state = world.rows, world.state
    for row in rows.load(Appointment, Appointment.status == AppointmentStatus.BOOKED):
        state.appointments[row["id"]] = row
        if row["kind"] != AppointmentKind.DELIVERY:
            state.booked.setdefault(row["customer_id"], row)
    state.visits = {row["id"]: row for row in rows.load(Visit, Visit.left_at.is_(None))}
    for row in rows.load(TestDrive, TestDrive.status == TestDriveStatus.BOOKED):
        if row["visit_id"] is not None:
            state.drives[row["visit_id"]] = row
        else:
            state.booked_drives[row["customer_id"]] = row
    begins = world.at(world.day_of(world.since), 0)
    held = select(BookingSlot.resource, BookingSlot.slot_at).where(
        BookingSlot.store_id == rows.store_id, BookingSlot.slot_at >= begins
    )
    state.slots = {(resource, slot) for resource, slot in rows.session.execute(held)}
    state.placements = {row["slot_id"]: row for row in rows.load(Placement, Placement.until.is_(None))}


def _deals(world: World) -> None:
    rows, state = world.rows, world.state
    state.deals = {row["customer_id"]: row for row in rows.load(Opportunity, Opportunity.closed_on.is_(None))}
    last = (
        select(Visit.customer_id, func.max(Visit.id))
        .where(Visit.store_id == rows.store_id, Visit.customer_id.in_(list(state.deals)))
        .group_by(Visit.customer_id)
    )
    state.last_visit = {
        customer: visit for customer, visit in rows.session.execute(last) if customer is not None
    }
    here = {row["customer_id"] for row in state.visits.values()}
    undecided = {deal["id"] for customer, deal in state.deals.items() if customer in here}
    known = or_(PriceRequest.status == RequestStatus.PENDING, PriceRequest.opportunity_id.in_(undecided))
    state.prices = {row["opportunity_id"]: row for row in rows.load(PriceRequest, known)}
    state.orders = {row["id"]: row for row in rows.load(Order, Order.status == OrderStatus.OPEN)}
    state.reserved = {row["vehicle_id"]: row["id"] for row in state.orders.values() if row["vehicle_id"]}
    for row in rows.load(OrderMilestone, OrderMilestone.order_id.in_(list(state.orders))):
        state.milestones[row["order_id"]][row["kind"]] = row
    lately = Order.delivered_on >= world.today - _REMEMBERED
    delivered = rows.load(Order, Order.status == OrderStatus.DELIVERED, lately)
    state.delivered = {row["id"]: row for row in delivered}
    owners = (
        select(Order.customer_id, Order.staff_id)
        .where(Order.store_id == rows.store_id, Order.status == OrderStatus.DELIVERED)
        .order_by(Order.delivered_on, Order.id)
    )
    state.owners = [(customer, staff) for customer, staff in rows.session.execute(owners)]


def _cars(world: World) -> None:
    unsold = world.rows.load(Vehicle, Vehicle.status != VehicleStatus.SOLD)
    world.state.vehicles = {row["id"]: row for row in unsold}


def _duties(world: World) -> None:
    rows, state = world.rows, world.state
    for row in rows.load(Task, Task.status == TaskStatus.OPEN):
        state.tasks[row["key"] or f"#{row['id']}"] = row
    state.care = {row["id"]: row for row in rows.load(CareTask, CareTask.status == CareStatus.DUE)}


def _facts(world: World) -> dict[str, Any]:
    """What a run notes for itself, as far as rows say it."""
    rows, state = world.rows, world.state
    store_id = rows.store_id
    points = (
        select(ReferralEntry.customer_id, func.sum(ReferralEntry.points))
        .where(ReferralEntry.store_id == store_id)
        .group_by(ReferralEntry.customer_id)
    )
    balances = {row[0]: row[1] for row in rows.session.execute(points)}
    told = select(OrderCompensation.order_id).where(OrderCompensation.store_id == store_id)
    cared = rows.load(CareTask, CareTask.due_on >= world.today - timedelta(days=45))
    won = [row["lead_id"] for row in state.orders.values() if row["lead_id"]]
    meetings = rows.load(Meeting, Meeting.ended_at.is_(None), Meeting.day == world.day_of(world.since))
    return {
        "living": True,
        "gifts": rows.load(Gift, Gift.active),
        "solutions": rows.load(Solution, Solution.active),
        "rewards": rows.load(ReferralReward, ReferralReward.active),
        "scenarios": rows.load(Scenario, Scenario.active),
        "items": rows.load(InspectionItem, InspectionItem.active),
        "slots": {row["code"]: row for row in rows.load(FloorSlot)},
        "test_cars": [row for row in state.vehicles.values() if row["kind"] == VehicleKind.TEST_DRIVE],
        "points": Counter(balances),
        "compensated": set(rows.session.scalars(told)),
        "won": {row["id"]: row for row in rows.load(Lead, Lead.id.in_(won))},
        "defects": _defects(world),
        "complaints": {row["id"]: row for row in rows.load(Complaint, Complaint.settled_on.is_(None))},
        "sessions": _sessions(world),
        "cared": {(row["customer_id"], row["kind"], row["due_on"]) for row in cared},
        "meeting": meetings[0] if meetings else None,
    }


def _defects(world: World) -> dict[int, Row]:
    found = world.rows.load(
        InspectionResult, InspectionResult.result == CheckResult.FAIL, InspectionResult.rechecked_at.is_(None)
    )
    return {row["id"]: row for row in found}


def _sessions(world: World) -> dict[Any, tuple[Row, list[Row]]]:
    """Trainings to come, of the software's own planning hour, with who is expected."""
    planned = world.rows.load(TrainingSession, TrainingSession.status == TrainingStatus.PLANNED)
    listed = world.rows.load(
        TrainingAttendance, TrainingAttendance.session_id.in_([row["id"] for row in planned])
    )
    return {
        row["day"]: (row, [each for each in listed if each["session_id"] == row["id"]]) for row in planned
    }


def _left_alone(world: World, store: Store) -> dict[str, set[int]]:
    """Rows that a person has changed since the store was filled, by the trail of changes."""
    found: dict[str, set[int]] = {}
    entries = select(AuditEntry.entity, AuditEntry.entity_id).where(
        AuditEntry.store_id == store.id,
        AuditEntry.at > store.created_at,
        AuditEntry.actor_staff_id.is_not(None),
    )
    for entity, number in world.rows.session.execute(entries):
        found.setdefault(entity, set()).add(number)
    return found
