"""Personal data: anonymised when nothing came of it, erased and handed out on request (Rule Z3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Text, cast, or_, select, update
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.care.operations.errors import MustKeep, customer_to_change, require_reason
from salesops.care.operations.settling import chunks
from salesops.care.queries.privacy import expired, sold_last
from salesops.care.rules import privacy as rules
from salesops.care.rules.policies import PrivacyPolicy
from salesops.core.errors import Conflict
from salesops.core.i18n import N_, Message
from salesops.models import (
    Appointment,
    AuditEntry,
    Booking,
    CareTask,
    Complaint,
    Customer,
    Feedback,
    Lead,
    LeadSource,
    LossRequest,
    Opportunity,
    QuarantineRow,
    ReferralEntry,
    Task,
    TestDrive,
    Touch,
    Visit,
)
from salesops.models.enums import CareStatus, Gender, QuarantineStatus

_WORDS: dict[Any, dict[str, object]] = {
    Appointment: {"note": ""},
    Booking: {"note": ""},
    CareTask: {"note": "", "text": ""},
    Complaint: {"words": "", "settlement": ""},
    Feedback: {"words": ""},
    Lead: {"remark": "", "external_id": None},
    LossRequest: {"detail": "", "decision_note": "", "call_back_note": ""},
    Opportunity: {"next_step_note": ""},
    ReferralEntry: {"note": ""},
    Task: {"detail": "", "result": "", "carry_reason": ""},
    TestDrive: {"note": "", "licence_until": None},
    Touch: {"note": ""},
    Visit: {"note": ""},
}
"""Where people write freely about a customer, and what stays of it: the event with its time, not the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymised:
    """How many prospects a run anonymised."""

    customers: int


def anonymise_expired(session: Session, actor: Actor, *, now: datetime, limit: int = 500) -> Anonymised:
    """Anonymise unsold prospects without any contact since the retention time (default 24 months, Rule Z3)."""
    actor.require(Permission.SEE_ALL_CUSTOMERS)
    ids = session.scalars(expired(session, actor, now=now).limit(limit)).all()
    _anonymise(session, actor, ids, now=now)
    if ids:
        audit.record(
            session,
            actor,
            now=now,
            action="care.anonymise_expired",
            entity="customer",
            entity_id=0,
            after={"customers": len(ids)},
        )
    return Anonymised(customers=len(ids))


def erase_customer(session: Session, actor: Actor, *, now: datetime, customer_id: int, reason: str) -> None:
    """Anonymise one customer on his request. Raises NeedsReason, Conflict, and MustKeep where law asks to keep.

    A buyer's file is kept as long as sales files are; advertising to him stops by opting out.
    """
    actor.require(Permission.SEE_ALL_CUSTOMERS)
    words = require_reason(reason)
    customer = customer_to_change(session, actor, customer_id)
    if customer.anonymised_at is not None:
        raise Conflict(N_("This customer's data have been deleted already."))
    years = load(session, actor.store_id, PrivacyPolicy).sales_file_years
    keep_until = rules.keep_until(sold_last(session, actor, customer_id), years=years)
    if keep_until is not None and keep_until > actor.today(now):
        raise MustKeep(
            N_("Sales files must be kept until {day}. Record instead that no more advertising is wanted."),
            day=keep_until,
        )
    _anonymise(session, actor, [customer_id], now=now)
    audit.record(
        session,
        actor,
        now=now,
        action="care.erase_customer",
        entity="customer",
        entity_id=customer_id,
        after={"anonymised": True},
        note=words,
    )


def _anonymise(session: Session, actor: Actor, ids: Sequence[int], *, now: datetime) -> None:
    for part in chunks(ids):
        _forget_in_rejected_rows(session, actor, part)
        _forget_words(session, actor, part)
        _forget_person(session, actor, part, now=now)
        _close_care(session, actor, part)
        _forget_in_trail(session, actor, part)


def _forget_person(session: Session, actor: Actor, ids: Sequence[int], *, now: datetime) -> None:
    session.execute(
        update(Customer)
        .where(Customer.store_id == actor.store_id, Customer.id.in_(ids))
        .values(
            name=rules.NOBODY,
            pinyin="",
            phone=None,
            phone_as_given="",
            gender=Gender.UNKNOWN,
            city="",
            birthday=None,
            is_key=False,
            host_id=None,
            key_points="",
            note="",
            anonymised_at=now,
            version=Customer.version + 1,
        )
    )


def _forget_words(session: Session, actor: Actor, ids: Sequence[int]) -> None:
    for table, values in _WORDS.items():
        session.execute(
            update(table).where(table.store_id == actor.store_id, table.customer_id.in_(ids)).values(values)
        )
    title = Message(N_("Task about a customer whose data were deleted")).to_json()
    session.execute(
        update(Task).where(Task.store_id == actor.store_id, Task.customer_id.in_(ids)).values(title=title)
    )
    leads = select(Lead.id).where(Lead.store_id == actor.store_id, Lead.customer_id.in_(ids))
    session.execute(
        update(LeadSource)
        .where(LeadSource.store_id == actor.store_id, LeadSource.lead_id.in_(leads))
        .values(facts={}, external_id=None)
    )


def _close_care(session: Session, actor: Actor, ids: Sequence[int]) -> None:
    session.execute(
        update(CareTask)
        .where(
            CareTask.store_id == actor.store_id,
            CareTask.customer_id.in_(ids),
            CareTask.status.in_((CareStatus.DUE, CareStatus.BLOCKED)),
        )
        .values(status=CareStatus.SKIPPED)
    )


def _forget_in_trail(session: Session, actor: Actor, ids: Sequence[int]) -> None:
    """Who changed the customer and when stays in the trail; what it said of him goes."""
    session.execute(
        update(AuditEntry)
        .where(
            AuditEntry.store_id == actor.store_id,
            AuditEntry.entity == "customer",
            AuditEntry.entity_id.in_(ids),
        )
        .values(before=None, after=None, note="")
    )


def _forget_in_rejected_rows(session: Session, actor: Actor, ids: Sequence[int]) -> None:
    """Rows of imports that were rejected and name the customer's telephone."""
    phones = session.scalars(
        select(Customer.phone).where(
            Customer.store_id == actor.store_id, Customer.id.in_(ids), Customer.phone.is_not(None)
        )
    ).all()
    numbers = [rules.national_number(phone) for phone in phones if phone]
    if not numbers:
        return
    cells = cast(QuarantineRow.cells, Text)
    session.execute(
        update(QuarantineRow)
        .where(
            QuarantineRow.store_id == actor.store_id,
            or_(*(cells.contains(number, autoescape=True) for number in numbers)),
        )
        .values(cells={}, status=QuarantineStatus.DISCARDED)
        .execution_options(synchronize_session=False)
    )
