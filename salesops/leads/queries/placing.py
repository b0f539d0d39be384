"""The pool of leads that nobody has, the proposal for them, and the room of each consultant (Rules L4, L9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from salesops.access.actors import Actor
from salesops.access.policies import load
from salesops.core.i18n import Message
from salesops.leads.queries.people import shown
from salesops.leads.queries.reasons import messages
from salesops.leads.queries.roster import OPEN, roster
from salesops.leads.rules import assignment
from salesops.leads.rules.assignment import Proposal
from salesops.leads.rules.policies import AssignmentPolicy
from salesops.models import Assignment, CarModel, Channel, Customer, Lead, Staff
from salesops.models.enums import LeadStatus, Seniority, SetBy, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolLead:
    """A lead that nobody has, and who should get it."""

    id: int
    customer: str
    phone: str
    channel: str
    model: str
    tier: Tier
    due_at: datetime | None
    """When its first touch is due; None when it was touched before."""
    proposal: Proposal
    proposed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A consultant as the assignment sees him."""

    id: int
    name: str
    seniority: Seniority
    open_leads: int
    room_today: int
    room_month: int
    away: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """The pool with the proposal for it, and the room there is."""

    total: int
    leads: tuple[PoolLead, ...]
    rooms: tuple[Room, ...]
    automatic: bool
    """Whether new leads get their consultant by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """One handing over of a lead."""

    id: int
    lead_id: int
    customer: str
    at: datetime
    before: str
    after: str
    by: str
    set_by: SetBy
    reasons: tuple[Message, ...]
    can_undo: bool
    """Not touched since, and still with whom it went to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverRun:
    """Leads that one proposal handed over together."""

    at: datetime
    by_id: int | None
    by: str
    leads: int
    can_undo: int
    """How many of them are not touched since and still with whom they went to."""


def placing(session: Session, viewer: Actor, *, now: datetime, limit: int = 200) -> Placing:
    """The pool, most urgent first, with one proposal for all of it at once (Rule L4)."""
    rows = session.execute(_pool(viewer.store_id).limit(limit)).all()
    people = roster(session, viewer.store_id, day=viewer.today(now), with_records=bool(rows))
    waiting = [
        assignment.Waiting(id=row.id, tier=row.tier, model_id=row.model_id, model=row.model or "")
        for row in rows
    ]
    policy = load(session, viewer.store_id, AssignmentPolicy)
    proposals = assignment.propose(waiting, people, policy)
    names = {person.id: person.name for person in people}
    return Placing(
        total=rows[0].total if rows else 0,
        leads=tuple(
            _pool_lead(viewer, row, proposal, names) for row, proposal in zip(rows, proposals, strict=True)
        ),
        rooms=tuple(_room(person) for person in people),
        automatic=policy.automatic,
    )


def rooms(session: Session, viewer: Actor, *, now: datetime) -> list[Room]:
    """The consultants and their room, without a proposal."""
    people = roster(session, viewer.store_id, day=viewer.today(now), with_records=False)
    return [_room(person) for person in people]


def _pool(store_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Lead.id,
            Lead.owner_id,
            Lead.tier,
            Lead.model_id,
            Lead.model_text,
            Lead.first_touch_due_at,
            Lead.first_touched_at,
            Customer.name,
            Customer.phone,
            Customer.phone_as_given,
            Channel.name.label("channel"),
            CarModel.name.label("model"),
            func.count().over().label("total"),
        )
        .join(Customer, Customer.id == Lead.customer_id)
        .join(Channel, Channel.id == Lead.channel_id)
        .outerjoin(CarModel, CarModel.id == Lead.model_id)
        .where(Lead.store_id == store_id, Lead.owner_id.is_(None), Lead.status.in_(OPEN))
        .order_by(Lead.tier, Lead.first_touch_due_at, Lead.id)
    )


def _pool_lead(viewer: Actor, row: Any, proposal: Proposal, names: dict[int, str]) -> PoolLead:
    person = shown(viewer, row.owner_id, row.name, row.phone, row.phone_as_given)
    return PoolLead(
        id=row.id,
        customer=person.name,
        phone=person.phone,
        channel=row.channel,
        model=row.model or row.model_text,
        tier=row.tier,
        due_at=None if row.first_touched_at else row.first_touch_due_at,
        proposal=proposal,
        proposed=names.get(proposal.staff_id, "") if proposal.staff_id is not None else "",
    )


def _room(person: assignment.Consultant) -> Room:
    return Room(
        id=person.id,
        name=person.name,
        seniority=person.seniority,
        open_leads=person.open_leads,
        room_today=person.room_today,
        room_month=person.room_month,
        away=person.away,
    )


def hand_overs(session: Session, viewer: Actor, *, now: datetime, limit: int = 30) -> list[HandOver]:
    """Today's handings over, the latest first, with whether they can still be undone."""
    before, after, by = (aliased(Staff, name=name) for name in ("before", "after", "by"))
    rows = session.execute(
        select(
            Assignment.id,
            Assignment.lead_id,
            Assignment.at,
            Assignment.staff_id,
            Assignment.set_by,
            Assignment.reasons,
            Lead.owner_id,
            Lead.last_touch_at,
            Lead.status,
            Customer.name,
            before.name.label("before"),
            after.name.label("after"),
            by.name.label("by"),
        )
        .join(Lead, Lead.id == Assignment.lead_id)
        .join(Customer, Customer.id == Lead.customer_id)
        .outerjoin(before, before.id == Assignment.from_staff_id)
        .outerjoin(after, after.id == Assignment.staff_id)
        .outerjoin(by, by.id == Assignment.by_staff_id)
        .where(Assignment.store_id == viewer.store_id, Assignment.day == viewer.today(now))
        .order_by(Assignment.at.desc(), Assignment.id.desc())
        .limit(limit)
    )
    return [
        HandOver(
            id=row.id,
            lead_id=row.lead_id,
            customer=shown(viewer, row.owner_id, row.name, None).name,
            at=row.at,
            before=row.before or "",
            after=row.after or "",
            by=row.by or "",
            set_by=row.set_by,
            reasons=messages(row.reasons),
            can_undo=row.staff_id is not None
            and row.owner_id == row.staff_id
            and row.status is LeadStatus.NEW
            and row.last_touch_at is None,
        )
        for row in rows
    ]


def hand_over_runs(session: Session, viewer: Actor, *, now: datetime, limit: int = 5) -> list[HandOverRun]:
    """Today's proposals that handed over several leads at once and can be undone, the latest first (Rule L4)."""
    still = and_(
        Lead.owner_id == Assignment.staff_id, Lead.status == LeadStatus.NEW, Lead.last_touch_at.is_(None)
    )
    undoable = func.count(case((still, Lead.id)))
    rows = session.execute(
        select(
            Assignment.at,
            Assignment.by_staff_id,
            func.min(Staff.name).label("by"),
            func.count().label("leads"),
            undoable.label("can_undo"),
        )
        .join(Lead, Lead.id == Assignment.lead_id)
        .outerjoin(Staff, Staff.id == Assignment.by_staff_id)
        .where(
            Assignment.store_id == viewer.store_id,
            Assignment.day == viewer.today(now),
            Assignment.set_by == SetBy.RULE,
            Assignment.from_staff_id.is_(None),
            Assignment.staff_id.is_not(None),
        )
        .group_by(Assignment.at, Assignment.by_staff_id)
        .having(func.count() > 1, undoable > 0)
        .order_by(Assignment.at.desc())
        .limit(limit)
    )
    return [
        HandOverRun(at=row.at, by_id=row.by_staff_id, by=row.by or "", leads=row.leads, can_undo=row.can_undo)
        for row in rows
    ]
