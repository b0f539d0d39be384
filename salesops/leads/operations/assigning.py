"""Who serves a lead: by proposal, by itself, by hand, in bulk (Rules L4, L9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.core.errors import NotFound
from salesops.core.i18n import N_, Message
from salesops.leads.operations.errors import LeadClosed, NoRoom, require_reason
from salesops.leads.queries.roster import OPEN, roster
from salesops.leads.rules import assignment
from salesops.leads.rules.assignment import Consultant, Proposal, Waiting
from salesops.leads.rules.policies import AssignmentPolicy
from salesops.models import Assignment, CarModel, Customer, Lead, Task
from salesops.models.enums import LeadStatus, SetBy, TaskStatus

MOST_AT_ONCE = 300
"""Leads placed in one proposal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """How a bulk assignment ended: given to somebody, and left because it was no longer as shown."""

    given: int
    left: int


def assign(
    session: Session, actor: Actor, *, now: datetime, lead_id: int, staff_id: int, reason: str = ""
) -> None:
    """Give a lead to a consultant by hand (Rule L4). Raises NoRoom, NotFound, LeadClosed."""
    assign_many(session, actor, now=now, lead_ids=(lead_id,), staff_id=staff_id, reason=reason)


def assign_many(
    session: Session,
    actor: Actor,
    *,
    now: datetime,
    lead_ids: Sequence[int],
    staff_id: int,
    reason: str = "",
) -> Assigned:
    """Give several leads to one consultant, all or none (Rule L4).

    The caps hold for assignments by hand too (Rule L9); reassigning stops no clock. Raises NoRoom, NotFound,
    LeadClosed.
    """
    actor.require(Permission.ASSIGN_LEADS)
    leads = _open_leads(session, actor, lead_ids)
    moving = [lead for lead in leads if lead.owner_id != staff_id]
    if moving:
        _require_room(_consultant(session, actor, staff_id, now=now), len(moving))
    text = Message("{words}", {"words": reason.strip()}) if reason.strip() else by_hand(actor)
    for lead in moving:
        hand_over(session, actor, lead, now=now, staff_id=staff_id, set_by=SetBy.PERSON, reasons=[text])
    _record_run(
        session, actor, now=now, action="leads.assign", after={"leads": len(moving), "staff_id": staff_id}
    )
    return Assigned(given=len(moving), left=len(leads) - len(moving))


def unassign_many(
    session: Session, actor: Actor, *, now: datetime, lead_ids: Sequence[int], reason: str
) -> Assigned:
    """Put leads back into the pool, to undo an assignment. Raises NotFound, LeadClosed, NeedsReason."""
    actor.require(Permission.ASSIGN_LEADS)
    text = Message("{words}", {"words": require_reason(reason)})
    leads = _open_leads(session, actor, lead_ids)
    moving = [lead for lead in leads if lead.owner_id is not None]
    for lead in moving:
        hand_over(session, actor, lead, now=now, staff_id=None, set_by=SetBy.PERSON, reasons=[text])
    _record_run(session, actor, now=now, action="leads.unassign", after={"leads": len(moving)})
    return Assigned(given=len(moving), left=len(leads) - len(moving))


def take_back(session: Session, actor: Actor, *, now: datetime, at: datetime, by: int | None) -> Assigned:
    """Undo what one proposal handed over, as a whole (Rule L4).

    The leads return to the pool and their consultants have the room again; what was touched or passed on since stays
    and is counted.
    """
    actor.require(Permission.ASSIGN_LEADS)
    of_run = (
        Assignment.store_id == actor.store_id,
        Assignment.day == actor.today(at),
        Assignment.at == at,
        Assignment.set_by == SetBy.RULE,
        Assignment.staff_id.is_not(None),
        Assignment.from_staff_id.is_(None),
        Assignment.by_staff_id.is_(None) if by is None else Assignment.by_staff_id == by,
    )
    handed = {row.lead_id: row.staff_id for row in session.scalars(select(Assignment).where(*of_run))}
    leads = session.scalars(
        select(Lead)
        .where(Lead.store_id == actor.store_id, Lead.id.in_(handed), Lead.status == LeadStatus.NEW)
        .order_by(Lead.id)
        .with_for_update()
    ).all()
    untouched = [lead for lead in leads if lead.last_touch_at is None and lead.owner_id == handed[lead.id]]
    for lead in untouched:
        hand_over(
            session, actor, lead, now=now, staff_id=None, set_by=SetBy.PERSON, reasons=[Message(N_("undone"))]
        )
    _record_run(session, actor, now=now, action="leads.unassign", after={"leads": len(untouched)})
    return Assigned(given=len(untouched), left=len(handed) - len(untouched))


def accept_proposal(
    session: Session, actor: Actor, *, now: datetime, proposals: Sequence[Proposal]
) -> Assigned:
    """Carry out a proposal as it was shown, all of it or a part (Rule L4).

    What has changed since (taken by somebody, closed, no more room) is left as it is and counted.
    """
    actor.require(Permission.ASSIGN_LEADS)
    wanted = {each.lead_id: each for each in proposals if each.staff_id is not None}
    free = _unowned(session, actor, tuple(wanted))
    rooms = {
        person.id: person.room
        for person in roster(session, actor.store_id, day=actor.today(now), with_records=False)
    }
    given = 0
    for lead in free:
        proposal = wanted[lead.id]
        staff_id = proposal.staff_id
        if staff_id is None or rooms.get(staff_id, 0) <= 0:
            continue
        rooms[staff_id] -= 1
        given += 1
        hand_over(
            session,
            actor,
            lead,
            now=now,
            staff_id=staff_id,
            set_by=SetBy.RULE,
            reasons=list(proposal.reasons),
        )
    _record_run(session, actor, now=now, action="leads.accept_proposal", after={"leads": given})
    return Assigned(given=given, left=len(proposals) - given)


def assign_waiting(session: Session, actor: Actor, *, now: datetime) -> Assigned:
    """Place every lead of the pool by the rule: the automatic mode, after an import, or as a job (Rule L4)."""
    leads = session.scalars(pool(actor.store_id).limit(MOST_AT_ONCE)).all()
    if not leads:
        return Assigned(given=0, left=0)
    given = place(session, actor, leads, now=now)
    if given:
        _record_run(session, actor, now=now, action="leads.assign_waiting", after={"leads": given})
    return Assigned(given=given, left=len(leads) - given)


def place(
    session: Session, actor: Actor, leads: Sequence[Lead], *, now: datetime, without: int | None = None
) -> int:
    """Propose and hand over at once, to everybody or to all but one; how many were placed.

    The reason stays with a lead of the pool that nobody has room for.
    """
    everybody = roster(session, actor.store_id, day=actor.today(now))
    people = [person for person in everybody if person.id != without]
    policy = load(session, actor.store_id, AssignmentPolicy)
    models = _model_names(session, leads)
    waiting = [as_waiting(lead, models) for lead in leads]
    placed = 0
    for lead, found in zip(leads, assignment.propose(waiting, people, policy), strict=True):
        if found.staff_id is None:
            if lead.owner_id is None:
                lead.assign_reasons = [reason.as_dict() for reason in found.reasons]
            continue
        placed += 1
        hand_over(
            session,
            actor,
            lead,
            now=now,
            staff_id=found.staff_id,
            set_by=SetBy.RULE,
            reasons=list(found.reasons),
        )
    return placed


def hand_over(
    session: Session,
    actor: Actor,
    lead: Lead,
    *,
    now: datetime,
    staff_id: int | None,
    set_by: SetBy,
    reasons: list[Message],
) -> None:
    """Change the owner of a lead, of its customer and of its open tasks; no clock stops (Rule L9)."""
    before = lead.owner_id
    stored = [reason.as_dict() for reason in reasons]
    lead.owner_id, lead.assign_reasons = staff_id, stored
    lead.assigned_at = now if staff_id is not None else None
    session.flush()
    session.add(
        Assignment(
            store_id=lead.store_id,
            lead_id=lead.id,
            at=now,
            day=actor.today(now),
            from_staff_id=before,
            staff_id=staff_id,
            set_by=set_by,
            reasons=stored,
            by_staff_id=actor.staff_id,
        )
    )
    session.execute(
        update(Customer)
        .where(Customer.store_id == lead.store_id, Customer.id == lead.customer_id)
        .values(owner_id=staff_id)
    )
    if before is not None:
        session.execute(
            update(Task)
            .where(
                Task.store_id == lead.store_id,
                Task.lead_id == lead.id,
                Task.status == TaskStatus.OPEN,
                Task.owner_id == before,
            )
            .values(owner_id=staff_id)
        )


def pool(store_id: int) -> Select[Lead]:
    """Open leads that nobody owns, the most urgent first."""
    return (
        select(Lead)
        .where(Lead.store_id == store_id, Lead.owner_id.is_(None), Lead.status.in_(OPEN))
        .order_by(Lead.tier, Lead.first_touch_due_at, Lead.id)
    )


def as_waiting(lead: Lead, models: dict[int, str]) -> Waiting:
    """A lead as the assignment sees it."""
    return Waiting(
        id=lead.id,
        tier=lead.tier,
        model_id=lead.model_id,
        model=models.get(lead.model_id, "") if lead.model_id is not None else "",
    )


def by_hand(actor: Actor) -> Message:
    """The reason of an assignment that somebody made without giving one."""
    return Message(N_("Assigned by {name}"), {"name": actor.name})


def _model_names(session: Session, leads: Sequence[Lead]) -> dict[int, str]:
    wanted = {lead.model_id for lead in leads if lead.model_id is not None}
    if not wanted:
        return {}
    rows = session.execute(select(CarModel.id, CarModel.name).where(CarModel.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def _open_leads(session: Session, actor: Actor, lead_ids: Sequence[int]) -> list[Lead]:
    wanted = set(lead_ids)
    leads = session.scalars(
        select(Lead)
        .where(Lead.store_id == actor.store_id, Lead.id.in_(wanted))
        .order_by(Lead.id)
        .with_for_update()
    ).all()
    if len(leads) < len(wanted):
        raise NotFound(N_("This lead does not exist any more."))
    closed = next((lead for lead in leads if lead.status not in OPEN), None)
    if closed is not None:
        raise LeadClosed(
            N_("This lead is closed ({status}). A supervisor can open it again."), status=closed.status
        )
    return list(leads)


def _unowned(session: Session, actor: Actor, lead_ids: tuple[int, ...]) -> Sequence[Lead]:
    return session.scalars(pool(actor.store_id).where(Lead.id.in_(lead_ids)).with_for_update()).all()


def _consultant(session: Session, actor: Actor, staff_id: int, *, now: datetime) -> Consultant:
    people = roster(session, actor.store_id, day=actor.today(now), with_records=False)
    found = next((person for person in people if person.id == staff_id), None)
    if found is None:
        raise NotFound(N_("This consultant does not work here any more."))
    return found


def _require_room(person: Consultant, wanted: int) -> None:
    if person.away:
        raise NoRoom(N_("{name} has the day off."), name=person.name)
    if person.room < wanted:
        raise NoRoom(
            N_("No room: {name} can take {room} more leads today, not {wanted}."),
            name=person.name,
            room=person.room,
            wanted=wanted,
        )


def _record_run(
    session: Session, actor: Actor, *, now: datetime, action: str, after: dict[str, object]
) -> None:
    audit.record(
        session, actor, now=now, action=action, entity="store", entity_id=actor.store_id, after=after
    )
