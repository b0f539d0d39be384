"""Who can take leads: seniority, load, room and close strength (Rule L4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import Select, and_, case, distinct, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from salesops.access.policies import load
from salesops.core.calendar import month_start
from salesops.leads.rules.assignment import Consultant, Record
from salesops.leads.rules.policies import AssignmentPolicy
from salesops.models import Absence, Assignment, Lead, Order, Staff, Visit
from salesops.models.enums import LeadStatus, OrderStatus, Role, Seniority

OPEN = (LeadStatus.NEW, LeadStatus.WORKING, LeadStatus.LOSS_ASKED)
"""Statuses of leads that somebody works on."""

STRENGTH_DAYS = timedelta(days=180)


def roster(session: Session, store_id: int, *, day: date, with_records: bool = True) -> list[Consultant]:
    """The consultants of a day as the assignment sees them, those away included without room."""
    policy = load(session, store_id, AssignmentPolicy)
    staff = session.execute(_staff(store_id, day)).all()
    loads = _loads(session, store_id)
    given = _given(session, store_id, day)
    records = _records(session, store_id, day) if with_records else {}
    people = []
    for row in staff:
        today, month = given.get(row.id, (0, 0))
        people.append(
            Consultant(
                id=row.id,
                name=row.name,
                seniority=row.seniority,
                open_leads=loads.get(row.id, 0),
                room_today=max(0, _cap(row.daily_lead_cap, policy.daily_cap) - today),
                room_month=max(0, _cap(row.monthly_lead_cap, policy.monthly_cap) - month),
                away=row.absence_id is not None,
                records=records.get(row.id, {}),
            )
        )
    return people


def _cap(own: int | None, usual: int) -> int:
    """Somebody's own cap, which may be none at all, else the store's."""
    return usual if own is None else own


def _staff(store_id: int, day: date) -> Select[int, str, Seniority, int | None, int | None, int]:
    away = and_(Absence.staff_id == Staff.id, Absence.starts_on <= day, Absence.ends_on >= day)
    return (
        select(
            Staff.id,
            Staff.name,
            Staff.seniority,
            Staff.daily_lead_cap,
            Staff.monthly_lead_cap,
            func.min(Absence.id).label("absence_id"),
        )
        .outerjoin(Absence, away)
        .where(
            Staff.store_id == store_id,
            Staff.role == Role.CONSULTANT,
            or_(Staff.left_on.is_(None), Staff.left_on > day),
        )
        .group_by(Staff.id)
        .order_by(Staff.id)
    )


def _loads(session: Session, store_id: int) -> Mapping[int, int]:
    rows = session.execute(
        select(Lead.owner_id, func.count())
        .where(Lead.store_id == store_id, Lead.owner_id.is_not(None), Lead.status.in_(OPEN))
        .group_by(Lead.owner_id)
    )
    return {owner: count for owner, count in rows if owner is not None}


def _given(session: Session, store_id: int, day: date) -> Mapping[int, tuple[int, int]]:
    """Leads that each got today and this month; one that went back to the pool leaves its room again."""
    back = aliased(Assignment)
    returned = exists().where(
        back.lead_id == Assignment.lead_id,
        back.id > Assignment.id,
        back.from_staff_id == Assignment.staff_id,
        back.staff_id.is_(None),
    )
    today = func.count(distinct(case((Assignment.day == day, Assignment.lead_id))))
    rows = session.execute(
        select(Assignment.staff_id, today, func.count(distinct(Assignment.lead_id)))
        .where(
            Assignment.store_id == store_id,
            Assignment.day >= month_start(day),
            Assignment.day <= day,
            Assignment.staff_id.is_not(None),
            ~returned,
        )
        .group_by(Assignment.staff_id)
    )
    return {staff: (of_day, of_month) for staff, of_day, of_month in rows if staff is not None}


def _records(session: Session, store_id: int, day: date) -> Mapping[int, Mapping[int, Record]]:
    """Orders among visits by person and model over the last half year."""
    since = day - STRENGTH_DAYS
    visits = _counts(
        session,
        select(Visit.staff_id, Visit.model_id, func.count())
        .where(Visit.store_id == store_id, Visit.day >= since, Visit.model_id.is_not(None))
        .group_by(Visit.staff_id, Visit.model_id),
    )
    orders = _counts(
        session,
        select(Order.staff_id, Order.model_id, func.count())
        .where(Order.store_id == store_id, Order.ordered_on >= since, Order.status != OrderStatus.CANCELLED)
        .group_by(Order.staff_id, Order.model_id),
    )
    found: dict[int, dict[int, Record]] = defaultdict(dict)
    for (staff, model), count in visits.items():
        sold = min(orders.get((staff, model), 0), count)
        found[staff][model] = Record(orders=sold, visits=count)
    return found


def _counts(
    session: Session, statement: Select[int | None, int | None, int] | Select[int | None, int, int]
) -> Mapping[tuple[int, int], int]:
    rows = session.execute(statement).all()
    return {(row[0], row[1]): row[2] for row in rows if row[0] is not None and row[1] is not None}
