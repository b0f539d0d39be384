"""The store's own words and days of care, and what is known of a customer's birthday (Rules C1, Z4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.care.operations.errors import BadCare, customer_to_change
from salesops.care.queries.reach import forget_rules
from salesops.care.rules import schedule, texts
from salesops.core.i18n import N_
from salesops.models import CareRule
from salesops.models.enums import CareKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How the store does one kind of care."""

    template: str
    is_marketing: bool
    active: bool
    days: int | None = None


def save_rule(session: Session, actor: Actor, *, now: datetime, kind: CareKind, words: Words) -> None:
    """Write the store's own words for a kind of care. Raises BadCare with what is wrong with them."""
    actor.require(Permission.EDIT_LIBRARY)
    against = texts.template_objection(words.template, marketing=words.is_marketing)
    if against is not None:
        raise BadCare(against.text, **against.values)
    if kind in schedule.AFTER_DELIVERY and words.days is not None and not 0 < words.days <= 364:
        raise BadCare(N_("The days after delivery must be between 1 and 364."))
    row = session.scalars(
        select(CareRule).where(CareRule.store_id == actor.store_id, CareRule.kind == kind)
    ).one_or_none()
    before = None if row is None else _facts(row)
    if row is None:
        row = CareRule(store_id=actor.store_id, kind=kind)
        session.add(row)
    row.template, row.is_marketing, row.active = words.template.strip(), words.is_marketing, words.active
    row.days_after_delivery = words.days if kind in schedule.AFTER_DELIVERY else None
    session.flush()
    forget_rules(session)
    audit.record(
        session,
        actor,
        now=now,
        action="care.save_rule",
        entity="care_rule",
        entity_id=row.id,
        before=before,
        after=_facts(row),
    )


def set_birthday(
    session: Session, actor: Actor, *, now: datetime, customer_id: int, born: date | None, lunar: bool
) -> None:
    """Write down a customer's birthday (solar date of birth), and whether it is kept by the lunar calendar."""
    actor.require(Permission.CARE)
    customer = customer_to_change(session, actor, customer_id)
    if born is not None and not 1900 < born.year <= actor.today(now).year:
        raise BadCare(N_("This cannot be a date of birth."))
    before = {"birthday": customer.birthday, "lunar": customer.birthday_is_lunar}
    customer.birthday, customer.birthday_is_lunar = born, lunar and born is not None
    audit.record(
        session,
        actor,
        now=now,
        action="care.set_birthday",
        entity="customer",
        entity_id=customer.id,
        before=before,
        after={"birthday": born, "lunar": lunar},
    )


def _facts(row: CareRule) -> dict[str, object]:
    return {
        "days": row.days_after_delivery,
        "template": row.template,
        "is_marketing": row.is_marketing,
        "active": row.active,
    }
