"""Leads from a file: duplicates merge in the same way as at every other door (Rule L7)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from salesops.core import phone as phones
from salesops.core.i18n import N_, Message
from salesops.core.phone import PhoneKind
from salesops.intake import cells
from salesops.intake.rows import Context, RowReader, plain
from salesops.leads.operations.incoming import NewLead, create_or_merge_lead
from salesops.models import Customer, Lead
from salesops.models.enums import Gender

GENDERS = {
    "男": Gender.MALE, "先生": Gender.MALE, "m": Gender.MALE, "male": Gender.MALE, "1": Gender.MALE,
    "女": Gender.FEMALE, "女士": Gender.FEMALE, "f": Gender.FEMALE, "female": Gender.FEMALE, "2": Gender.FEMALE,
    "未知": Gender.UNKNOWN, "unknown": Gender.UNKNOWN, "0": Gender.UNKNOWN,
}  # fmt: skip
UNNAMED_CHANNEL = "未注明渠道"
"""The channel of rows that name none, so that they can be seen and mended; a name of the store's data, not a text."""


def take(context: Context, row: RowReader) -> bool:
    """Put one lead in; True when it is new, False when it merged. Raises RowRejected."""
    new = _new_lead(context, row)
    owner = _owner(context, row)
    row.done()
    assert new is not None  # otherwise done() has refused the row
    result = create_or_merge_lead(
        context.session, context.actor, now=context.now, new=new, assign=owner is None
    )
    if owner is not None and result.created:
        _give(context, result.lead_id, result.customer_id, owner)
    return result.created


def _new_lead(context: Context, row: RowReader) -> NewLead | None:
    phone = _phone(row)
    budget = row.read("budget", cells.money_range) or (None, None)
    horizon_text, model_text = row.text("horizon"), row.text("model")
    gender = row.choose("gender", GENDERS, Gender.UNKNOWN)
    received = _received(context, row)
    if row.reasons:
        return None
    return NewLead(
        channel_id=context.channel(row.text("channel") or UNNAMED_CHANNEL),
        received_at=received,
        phone=phone,
        external_id=row.text("external_id") or None,
        name=row.text("name"),
        gender=gender,
        city=row.text("city"),
        model_id=context.models.get(plain(model_text)) if model_text else None,
        model_text=model_text,
        budget_low=budget[0],
        budget_high=budget[1],
        horizon_days=cells.horizon(horizon_text),
        horizon_text=horizon_text,
        campaign=row.text("campaign"),
        remark=row.text("remark"),
        import_run_id=context.run_id,
    )


def _phone(row: RowReader) -> str:
    """The number that identifies, or a masked one with the platform's number; a lost or wrong one is a reason."""
    raw = row.required("phone")
    if not raw:
        return ""
    parsed = [phones.parse(part) for part in phones.split(raw)] or [phones.parse(raw)]
    best = next((each for each in parsed if each.e164), parsed[0])
    if best.kind is PhoneKind.INVALID:
        row.wrong("phone", best.reason or Message(N_("is no telephone number")))
    elif best.e164 is None and not row.text("external_id"):
        row.wrong(
            "phone",
            Message(
                N_("“{value}” does not identify a person; a number at the platform is needed then"),
                {"value": raw},
            ),
        )
    return raw


def _received(context: Context, row: RowReader) -> datetime:
    found = row.read("received_at", lambda cell: cells.moment(cell, context.actor.zone))
    return found if found is not None else context.now


def _owner(context: Context, row: RowReader) -> int | None:
    name = row.text("consultant")
    if not name:
        return None
    if name not in context.staff:
        row.wrong("consultant", Message(N_("“{value}” is nobody on the staff"), {"value": name}))
    return context.staff.get(name)


def _give(context: Context, lead_id: int, customer_id: int, owner: int) -> None:
    """The file says whose lead it is: history, not a new assignment."""
    session = context.session
    session.execute(update(Lead).where(Lead.id == lead_id).values(owner_id=owner, assigned_at=context.now))
    session.execute(update(Customer).where(Customer.id == customer_id).values(owner_id=owner))
