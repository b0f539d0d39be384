"""Write what arrivals say into a lead and its customer (Rules L2, L7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.policies import load
from salesops.core import phone
from salesops.core.hours import HoursPolicy
from salesops.leads.rules import first_touch, merging, names
from salesops.leads.rules.merging import Merged
from salesops.leads.rules.policies import FirstTouchPolicy
from salesops.models import Channel, Customer, Lead
from salesops.models.enums import Gender

_WISH = ("model_id", "horizon_days")
_TEXTS = ("model_text", "horizon_text", "campaign", "remark")
_MONEY = ("budget_low", "budget_high")


def apply(session: Session, actor: Actor, lead: Lead, merged: Merged) -> None:
    """Make a new lead what its first arrival says."""
    for name, value in _columns(merged.facts).items():
        setattr(lead, name, value)
    _apply_arrival(session, actor, lead, merged)


def apply_change(session: Session, actor: Actor, lead: Lead, before: Merged, after: Merged) -> None:
    """Change a lead by what one more arrival changed in the outcome; what people wrote since stays otherwise."""
    was, will = _columns(before.facts), _columns(after.facts)
    for name in will:
        if will[name] != was[name]:
            setattr(lead, name, will[name])
    if (after.received_at, after.channel_id, after.external_id) != (
        before.received_at,
        before.channel_id,
        before.external_id,
    ):
        _apply_arrival(session, actor, lead, after)
    _apply_person(session.get_one(Customer, lead.customer_id), before.facts, after.facts)


def _apply_arrival(session: Session, actor: Actor, lead: Lead, merged: Merged) -> None:
    """When and where the lead came from, and by when it is touched (Rule L2)."""
    channel = session.get_one(Channel, merged.channel_id)
    lead.received_at = merged.received_at
    lead.received_on = actor.today(merged.received_at)
    lead.channel_id = channel.id
    lead.external_id = merged.external_id
    limit = first_touch.limit(
        channel.kind, channel.first_touch_minutes, load(session, actor.store_id, FirstTouchPolicy)
    )
    lead.first_touch_due_at = first_touch.first_touch_due(
        actor.local(merged.received_at), hours=load(session, actor.store_id, HoursPolicy).hours(), limit=limit
    )


def _apply_person(customer: Customer, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Who the customer is, as the earliest arrival says, unless somebody corrected it by hand."""
    made_up = ("", before["name"], stand_in(customer.phone_as_given))
    if after["name"] and customer.name in made_up:
        customer.name, customer.pinyin = after["name"], names.pinyin_of(after["name"])
    if after["city"] and after["city"] != before["city"]:
        customer.city = after["city"]
    if after["gender"] and after["gender"] != before["gender"]:
        customer.gender = Gender(after["gender"])


def stand_in(phone_as_given: str) -> str:
    """What somebody is called who gave no name."""
    return phone.mask(phone_as_given) if phone_as_given else ""


def _columns(facts: Mapping[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {name: facts[name] for name in _WISH}
    columns |= {name: facts[name] or "" for name in _TEXTS}
    return columns | {name: merging.money(facts, name) for name in _MONEY}
