"""What decides whether owners may be written to: the store's rules, consent, and earlier advertising."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.policies import load
from salesops.care.rules import schedule, texts
from salesops.care.rules.policies import CarePolicy
from salesops.core.i18n import Language, closest, speaking
from salesops.leads.rules.policies import DormantPolicy
from salesops.models import CareRule, CareTask, Lead, Store, WakeMember
from salesops.models.enums import CareKind, CareStatus

_RULES, _VOICE = "care.rules", "care.voice"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One kind of care as the store does it; `changed` where it differs from what comes with the product."""

    kind: CareKind
    days: int | None
    template: str
    is_marketing: bool
    active: bool
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who writes to customers, and in which language."""

    name: str
    language: Language


def care_rules(session: Session, store_id: int) -> Mapping[CareKind, RuleRow]:
    """Every kind of care: the store's own words and days where it has written some, else the defaults.

    Read once per unit of work; `forget_rules` after a change.
    """
    kept: dict[int, Mapping[CareKind, RuleRow]] = session.info.setdefault(_RULES, {})
    if store_id not in kept:
        days = schedule.default_days(load(session, store_id, CarePolicy))
        rows = session.scalars(select(CareRule).where(CareRule.store_id == store_id)).all()
        own = {row.kind: row for row in rows}
        with speaking(voice(session, store_id).language):
            kept[store_id] = {kind: _rule(kind, own.get(kind), days.get(kind)) for kind in CareKind}
    return kept[store_id]


def own_rules(session: Session, viewer: Actor) -> list[RuleRow]:
    """Every kind of care of the viewer's store, to look at and to change."""
    return list(care_rules(session, viewer.store_id).values())


def forget_rules(session: Session) -> None:
    """Read the rules again at the next need."""
    session.info.pop(_RULES, None)


def _rule(kind: CareKind, row: CareRule | None, days: int | None) -> RuleRow:
    if row is None:
        return RuleRow(
            kind=kind,
            days=days,
            template=texts.default_template(kind),
            is_marketing=kind in schedule.MARKETING,
            active=True,
            changed=False,
        )
    return RuleRow(
        kind=kind,
        days=row.days_after_delivery if row.days_after_delivery and days is not None else days,
        template=row.template if row.template.strip() else texts.default_template(kind),
        is_marketing=row.is_marketing,
        active=row.active,
        changed=row.template.strip() not in ("", texts.default_template(kind)),
    )


def voice(session: Session, store_id: int) -> Voice:
    """The store as its customers know it; read once per unit of work."""
    kept: dict[int, Voice] = session.info.setdefault(_VOICE, {})
    if store_id not in kept:
        row = session.execute(select(Store.name, Store.language).where(Store.id == store_id)).one()
        kept[store_id] = Voice(name=row.name, language=closest(row.language))
    return kept[store_id]


def advertised_to(
    session: Session, store_id: int, customer_ids: Iterable[int], *, now: datetime, limits: DormantPolicy
) -> Mapping[int, list[datetime]]:
    """When each of these customers was last advertised to, within the days of the cap: by campaigns and by care."""
    ids = list(customer_ids)
    since = now - timedelta(days=limits.within_days)
    rules = care_rules(session, store_id)
    marketing = [kind for kind, rule in rules.items() if rule.is_marketing]
    by_campaign = (
        select(Lead.customer_id.label("customer_id"), WakeMember.contacted_at.label("at"))
        .join(Lead, Lead.id == WakeMember.lead_id)
        .where(WakeMember.store_id == store_id, Lead.customer_id.in_(ids), WakeMember.contacted_at >= since)
    )
    by_care = select(CareTask.customer_id.label("customer_id"), CareTask.done_at.label("at")).where(
        CareTask.store_id == store_id,
        CareTask.customer_id.in_(ids),
        CareTask.status == CareStatus.DONE,
        CareTask.kind.in_(marketing),
        CareTask.done_at >= since,
    )
    found: dict[int, list[datetime]] = {}
    for row in session.execute(union_all(by_campaign, by_care)):
        found.setdefault(row.customer_id, []).append(row.at)
    return found
