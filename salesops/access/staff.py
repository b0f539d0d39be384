"""The people of the store: who they are, whom they may serve, when they left (Rule X2)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.accounts import sign_out_everywhere
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core import phone
from salesops.core.errors import NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import Account, Staff
from salesops.models.enums import Role, Seniority


class BadStaff(SalesOpsError):
    """Facts of a member of staff that cannot be kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffFacts:
    """What is kept of a member of staff."""

    employee_no: str
    name: str
    role: Role
    seniority: Seniority = Seniority.REGULAR
    phone: str = ""
    receives: bool = True
    daily_lead_cap: int | None = None
    monthly_lead_cap: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """A member of staff as the settings page lists them."""

    id: int
    facts: StaffFacts
    started_on: date | None
    left_on: date | None
    username: str | None


def staff(session: Session, viewer: Actor, *, left: bool = False) -> list[StaffRow]:
    """Everybody who works in the store, by number; with `left` those who left instead."""
    rows = session.execute(
        select(Staff, Account.username)
        .outerjoin(Account, Account.staff_id == Staff.id)
        .where(
            Staff.store_id == viewer.store_id, Staff.left_on.is_not(None) if left else Staff.left_on.is_(None)
        )
        .order_by(Staff.employee_no)
    )
    return [
        StaffRow(
            id=row.id, facts=_facts(row), started_on=row.started_on, left_on=row.left_on, username=username
        )
        for row, username in rows
    ]


def save_staff(
    session: Session, actor: Actor, *, now: datetime, staff_id: int | None, facts: StaffFacts
) -> int:
    """Add somebody (no id), or change what is kept of them; returns the id. Raises BadStaff, NotFound."""
    actor.require(Permission.MANAGE_ACCOUNTS)
    checked = _checked(session, actor, staff_id, facts)
    if staff_id is None:
        row = Staff(store_id=actor.store_id, started_on=actor.today(now))
        session.add(row)
        before = None
    else:
        row = _staff(session, actor, staff_id)
        before = asdict(_facts(row))
    for name, value in asdict(checked).items():
        setattr(row, name, value)
    row.phone = checked.phone or None
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="staff.save",
        entity="staff",
        entity_id=row.id,
        before=before,
        after=asdict(checked),
    )
    return row.id


def leave_store(session: Session, actor: Actor, *, now: datetime, staff_id: int) -> None:
    """Somebody leaves: no leads, no rota, no sign-in from today on. Raises BadStaff for oneself, NotFound."""
    actor.require(Permission.MANAGE_ACCOUNTS)
    if staff_id == actor.staff_id:
        raise BadStaff(N_("You cannot end your own work here; ask another manager."))
    row = _staff(session, actor, staff_id)
    row.left_on = actor.today(now)
    account = session.scalars(select(Account).where(Account.staff_id == staff_id)).one_or_none()
    if account is not None:
        account.disabled_at = account.disabled_at or now
        sign_out_everywhere(session, now=now, account_id=account.id)
    audit.record(
        session,
        actor,
        now=now,
        action="staff.leave",
        entity="staff",
        entity_id=staff_id,
        after={"left_on": row.left_on},
    )


def _checked(session: Session, actor: Actor, staff_id: int | None, facts: StaffFacts) -> StaffFacts:
    number, name = facts.employee_no.strip(), facts.name.strip()
    if not number or not name:
        raise BadStaff(N_("Somebody needs a name and an employee number."))
    if facts.role is Role.WALL:
        raise BadStaff(N_("A screen is no member of staff; make a link for it."))
    taken = session.scalar(
        select(Staff.id).where(Staff.store_id == actor.store_id, Staff.employee_no == number)
    )
    if taken is not None and taken != staff_id:
        raise BadStaff(N_("The employee number “{number}” is taken."), number=number)
    parsed = phone.parse(facts.phone) if facts.phone.strip() else None
    if parsed is not None and parsed.e164 is None:
        raise BadStaff(N_("“{text}” is no telephone number to reach somebody at."), text=facts.phone.strip())
    return StaffFacts(
        employee_no=number,
        name=name,
        role=facts.role,
        seniority=facts.seniority,
        phone=(parsed.e164 if parsed else None) or "",
        receives=facts.receives,
        daily_lead_cap=facts.daily_lead_cap,
        monthly_lead_cap=facts.monthly_lead_cap,
    )


def _facts(row: Staff) -> StaffFacts:
    return StaffFacts(
        employee_no=row.employee_no,
        name=row.name,
        role=row.role,
        seniority=row.seniority,
        phone=row.phone or "",
        receives=row.receives,
        daily_lead_cap=row.daily_lead_cap,
        monthly_lead_cap=row.monthly_lead_cap,
    )


def _staff(session: Session, actor: Actor, staff_id: int) -> Staff:
    row = session.scalars(
        select(Staff).where(Staff.store_id == actor.store_id, Staff.id == staff_id)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This member of staff does not exist."))
    return row
