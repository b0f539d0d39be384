"""Leads from a file: duplicates merge in the same way as at every other door (Rule L7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import update

from salesops.core import phone as phones
from salesops.core.i18n import N_, Message
from salesops.core.phone import PhoneKind
from salesops.intake import cells
from salesops.intake.rows import Context, RowReader, Verdict, plain
from salesops.leads.operations.errors import BadLead
from salesops.leads.operations.incoming import AHEAD, LeadResult, NewLead, create_or_merge_lead
from salesops.leads.operations.incoming_many import create_or_merge_leads
from salesops.models import Customer, Lead
from salesops.models.enums import Gender

GENDERS = {
    "男": Gender.MALE, "先生": Gender.MALE, "m": Gender.MALE, "male": Gender.MALE, "1": Gender.MALE,
    "女": Gender.FEMALE, "女士": Gender.FEMALE, "f": Gender.FEMALE, "female": Gender.FEMALE, "2": Gender.FEMALE,
    "未知": Gender.UNKNOWN, "unknown": Gender.UNKNOWN, "0": Gender.UNKNOWN,
}  # fmt: skip
UNNAMED_CHANNEL = "未注明渠道"
"""The channel of rows that name none, so that they can be seen and mended; a name of the store's data, not a text."""


NOT_SALES = (
    "维修", "保养", "售后", "钣喷", "事故车", "道路救援", "配件", "投诉", "招聘", "求职", "应聘", "简历", "招商", "推广合作", "供应商",
    "service", "parts", "repair", "recall", "complaint", "job", "career", "employment", "vacancy", "supplier",
)  # fmt: skip
"""Words in what is asked for that make it something else than a wish to buy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a row says, before anything is written."""

    phone: str
    channel: str
    received_at: datetime | None
    """None where the file tells no moment: it came in now."""
    gender: Gender
    model_id: int | None
    budget: tuple[Decimal | None, Decimal | None]
    horizon_days: int | None
    owner_id: int | None


def take(context: Context, row: RowReader) -> bool:
    """Put one lead in; True when it is new, False when it merged. Raises RowRejected."""
    said = read(context, row)
    row.done()
    result = create_or_merge_lead(
        context.session,
        context.actor,
        now=context.now,
        new=_new_lead(context, row, said),
        assign=context.assign and said.owner_id is None,
    )
    if said.owner_id is not None and result.created:
        _give(context, [result], said.owner_id)
    return result.created


def take_all(context: Context, rows: Sequence[RowReader]) -> list[Verdict]:
    """Put the leads of a chunk in, with the outcome of one after the other."""
    said = [read(context, row) for row in rows]
    good = [at for at, row in enumerate(rows) if not row.reasons]
    new = [_new_lead(context, rows[at], said[at]) for at in good]
    results = create_or_merge_leads(context.session, context.actor, now=context.now, new=new)
    verdicts: list[Verdict] = [tuple(row.reasons) for row in rows]
    given: dict[int, list[LeadResult]] = defaultdict(list)
    for at, result in zip(good, results, strict=True):
        if isinstance(result, BadLead):
            verdicts[at] = (result.message,)
            continue
        verdicts[at] = result.created
        owner = said[at].owner_id
        if owner is not None and result.created:
            given[owner].append(result)
    for owner, found in given.items():
        _give(context, found, owner)
    return verdicts


def read(context: Context, row: RowReader) -> Said:
    """What a row says; every reason against it is noted in the row, and nothing is written."""
    _is_wish_to_buy(row)
    model_text = row.text("model")
    return Said(
        phone=_phone(row),
        channel=row.text("channel") or UNNAMED_CHANNEL,
        received_at=_received_at(context, row),
        gender=row.choose("gender", GENDERS, Gender.UNKNOWN),
        model_id=context.models.get(plain(model_text)) if model_text else None,
        budget=row.read("budget", cells.money_range) or (None, None),
        horizon_days=cells.horizon(row.text("horizon")),
        owner_id=_owner(context, row),
    )


def shown(context: Context, row: RowReader) -> dict[str, str]:
    """A row as it will be read, by field, for a preview: the number that is called, the moment, the model found."""
    said = read(context, row)
    parsed = [
        each for each in map(phones.parse, phones.split(said.phone)) if each.kind is not PhoneKind.INVALID
    ]
    best = next((each for each in parsed if each.e164), parsed[0] if parsed else None)
    return {
        "name": row.text("name"),
        "phone": best.text if best is not None else "",
        "received_at": f"{context.actor.local(said.received_at):%Y-%m-%d %H:%M}" if said.received_at else "",
        "channel": said.channel,
        "model": row.text("model") + (" ✓" if said.model_id is not None else ""),
        "budget": " – ".join(f"{amount:,.0f}" for amount in dict.fromkeys(said.budget) if amount is not None),
        "horizon": "" if said.horizon_days is None else str(said.horizon_days),
        "consultant": row.text("consultant"),
    }


def _is_wish_to_buy(row: RowReader) -> None:
    """Service requests, applications and the like are set aside; so is what could not be read at its source."""
    fault, asked = row.text("fault"), row.text("request")
    if fault:
        row.wrong("fault", Message("{words}", {"words": fault}))
    if any(word in asked.lower() for word in NOT_SALES):
        row.wrong(
            "request",
            Message(N_("“{value}” is no wish to buy a car; hand it to whom it concerns"), {"value": asked}),
        )


def _new_lead(context: Context, row: RowReader, said: Said) -> NewLead:
    return NewLead(
        channel_id=context.channel(said.channel),
        received_at=said.received_at or context.now,
        phone=said.phone,
        external_id=row.text("external_id") or None,
        name=row.text("name"),
        gender=said.gender,
        city=row.text("city"),
        model_id=said.model_id,
        model_text=row.text("model"),
        budget_low=said.budget[0],
        budget_high=said.budget[1],
        horizon_days=said.horizon_days,
        horizon_text=row.text("horizon"),
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


def _received_at(context: Context, row: RowReader) -> datetime | None:
    moment = row.moment("received_at", context.actor.zone)
    if moment is not None and moment > context.now + AHEAD:
        row.wrong("received_at", Message(N_("The lead's time {time} lies in the future."), {"time": moment}))
    return moment


def _owner(context: Context, row: RowReader) -> int | None:
    name = row.text("consultant")
    if not name:
        return None
    if name not in context.staff:
        row.wrong("consultant", Message(N_("“{value}” is nobody on the staff"), {"value": name}))
    return context.staff.get(name)


def _give(context: Context, found: Sequence[LeadResult], owner: int) -> None:
    """The file says whose leads they are: history, not a new assignment."""
    leads, people = [each.lead_id for each in found], [each.customer_id for each in found]
    session = context.session
    session.execute(update(Lead).where(Lead.id.in_(leads)).values(owner_id=owner, assigned_at=context.now))
    session.execute(update(Customer).where(Customer.id.in_(people)).values(owner_id=owner))
