"""Many leads arrive at once, as from a file: the outcome of one after the other, in few statements (Rule L7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.leads.operations import identity, incoming
from salesops.leads.operations.errors import BadLead
from salesops.leads.operations.incoming import Heard, LeadResult, NewLead
from salesops.models import Customer, Lead, LeadSource
from salesops.models.base import StoreRecord

Key = tuple[Any, ...]
"""By what somebody or his message is told: a telephone, or a channel and the platform's number there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Familiar:
    """What the store knows already of those who arrive."""

    keys: set[Key]
    messages: Mapping[Key, LeadResult]
    """By key and rank: where the very same message stands already."""


def create_or_merge_leads(
    session: Session, actor: Actor, *, now: datetime, new: Sequence[NewLead]
) -> list[LeadResult | BadLead]:
    """Take in many arrivals, the answer to each in its place; nobody gets a consultant yet (Rule L7).

    Those of whom nothing is known, neither in the store nor earlier among these, are saved together; a message that
    is there already changes nothing; only what is left is merged one by one, in its order. Raises NotFound.
    """
    actor.require(Permission.RECEIVE)
    for channel_id in {each.channel_id for each in new}:
        incoming.require_channel(session, actor, channel_id)
    answers: dict[int, LeadResult | BadLead] = {}
    heard: dict[int, Heard] = {}
    for place, each in enumerate(new):
        try:
            heard[place] = incoming.hear(each, now=now)
        except BadLead as bad:
            answers[place] = bad
    familiar = _familiar(session, actor.store_id, list(heard.values()))
    answers |= _save_unknown(session, actor, now=now, heard=_unknown(heard, familiar.keys))
    for place, arrived in heard.items():
        if place not in answers:
            answers[place] = _there(familiar, arrived) or incoming.take_in(
                session, actor, now=now, heard=arrived
            )
    return [answers[place] for place in range(len(new))]


def _keys(heard: Heard) -> list[Key]:
    arrival = heard.arrival
    numbered = [(arrival.channel_id, arrival.external_id)] if arrival.external_id else []
    return [(heard.phone.e164,), *numbered] if heard.phone.e164 else numbered


def _there(familiar: _Familiar, heard: Heard) -> LeadResult | None:
    """Where the very same message stands already; who has a telephone is known by that alone."""
    keys = _keys(heard)
    return familiar.messages.get((*keys[0], heard.arrival.rank)) if keys else None


def _unknown(heard: Mapping[int, Heard], known: set[Key]) -> dict[int, Heard]:
    """The first arrival of everybody who is not known; without any key, somebody may be known all the same."""
    seen, found = set(known), {}
    for place, each in heard.items():
        keys = _keys(each)
        if keys and seen.isdisjoint(keys):
            found[place] = each
        seen.update(keys)
    return found


def _familiar(session: Session, store_id: int, heard: Sequence[Heard]) -> _Familiar:
    keys: set[Key] = set()
    messages: dict[Key, LeadResult] = {}
    telephones = {each.phone.e164 for each in heard if each.phone.e164}
    numbers = {each.arrival.external_id for each in heard if each.arrival.external_id}
    wanted = {key for each in heard for key in _keys(each)}
    living = select(Customer.phone).where(
        Customer.store_id == store_id, Customer.phone.in_(telephones), Customer.anonymised_at.is_(None)
    )
    keys.update((phone,) for phone in session.scalars(living))
    by_phone = _sources(store_id).where(Customer.phone.in_(telephones), Customer.anonymised_at.is_(None))
    for source, customer_id, phone in session.execute(by_phone):
        there = LeadResult(lead_id=source.lead_id, customer_id=customer_id, created=False)
        messages[phone, identity.as_arrival(source).rank] = there
    by_number = _sources(store_id).where(LeadSource.external_id.in_(numbers))
    for source, customer_id, _phone in session.execute(by_number):
        key = (source.channel_id, source.external_id)
        if key in wanted:
            keys.add(key)
            there = LeadResult(lead_id=source.lead_id, customer_id=customer_id, created=False)
            messages[*key, identity.as_arrival(source).rank] = there
    return _Familiar(keys=keys, messages=messages)


def _sources(store_id: int) -> Select[LeadSource, int, str | None]:
    return (
        select(LeadSource, Lead.customer_id, Customer.phone)
        .join(Lead, Lead.id == LeadSource.lead_id)
        .join(Customer, Customer.id == Lead.customer_id)
        .where(LeadSource.store_id == store_id, Customer.store_id == store_id)
    )


def _save_unknown(
    session: Session, actor: Actor, *, now: datetime, heard: Mapping[int, Heard]
) -> dict[int, LeadResult | BadLead]:
    """Save everybody with his lead, together; nobody when somebody else saved one of them in the same moment."""
    if not heard:
        return {}
    people = {place: incoming.new_customer(actor, now=now, heard=each) for place, each in heard.items()}
    try:
        with session.begin_nested():
            session.add_all(people.values())
            session.flush()
    except IntegrityError:
        return {}  # they are taken in one by one
    leads = {
        place: incoming.new_lead(session, actor, now=now, heard=each, customer=people[place])
        for place, each in heard.items()
    }
    session.add_all(leads.values())
    session.flush()
    kept: dict[type[StoreRecord], list[dict[str, Any]]] = defaultdict(list)
    for place, each in heard.items():
        lead, person = leads[place], people[place]
        for kind, values in incoming.traces(session, actor, lead, person, now=now, heard=each):
            kept[kind].append(values)
        incoming.note(session, actor, lead, now=now, action="leads.create", new=each.new)
    for kind, rows in kept.items():
        session.execute(insert(kind), rows)
    return {
        place: LeadResult(lead_id=lead.id, customer_id=lead.customer_id, created=True)
        for place, lead in leads.items()
    }
