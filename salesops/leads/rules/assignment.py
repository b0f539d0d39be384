"""Who should get which lead: one optimisation over all that wait, with reasons (Rules L4, L9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linear_sum_assignment

from salesops.core.i18n import N_, Message, nmessage
from salesops.leads.rules.policies import AssignmentPolicy
from salesops.models.enums import Seniority, Tier

UNFIT = 1_000.0
"""Cost that nothing but a full house outweighs: an A lead with a trainee (Rule L4)."""
FIT: Mapping[Tier, Mapping[Seniority, float]] = {
    Tier.A: {Seniority.SENIOR: 0.0, Seniority.REGULAR: 60.0, Seniority.TRAINEE: UNFIT},
    Tier.B: {Seniority.REGULAR: 0.0, Seniority.SENIOR: 2.0, Seniority.TRAINEE: 6.0},
    Tier.C: {Seniority.TRAINEE: 0.0, Seniority.REGULAR: 4.0, Seniority.SENIOR: 8.0},
}
LEFT_OVER: Mapping[Tier, float] = {Tier.A: 4_000_000.0, Tier.B: 2_000_000.0, Tier.C: 1_000_000.0}
"""Cost of a lead that nobody gets: where room is short, A goes before B before C."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """How somebody sold a model: orders among visits."""

    orders: int
    visits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultant:
    """Somebody who takes leads: how senior, how loaded, how much room, how strong on which model."""

    id: int
    name: str
    seniority: Seniority
    open_leads: int = 0
    room_today: int = 0
    room_month: int = 0
    away: bool = False
    records: Mapping[int, Record] = field(default_factory=dict)

    @property
    def room(self) -> int:
        """How many more leads fit: nothing on a day off, else what both caps leave (Rule L9)."""
        return 0 if self.away else max(0, min(self.room_today, self.room_month))


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A lead to be placed."""

    id: int
    tier: Tier
    model_id: int | None = None
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Who should get a lead and why; nobody, with the reason, where there is no room."""

    lead_id: int
    staff_id: int | None
    reasons: tuple[Message, ...]


def propose(
    leads: Sequence[Waiting], people: Sequence[Consultant], policy: AssignmentPolicy
) -> list[Proposal]:
    """Place all leads at once (Rule L4).

    Each consultant offers as many places as he has room, each place dearer than the one before, which evens the
    load; fit of tier and seniority weighs most, then load and close strength. Every capacity is kept, an A never
    goes to a trainee while a senior has room, and what nobody has room for stays unplaced with the reason.
    """
    if not leads:
        return []
    places = [(person, step) for person in people for step in range(min(person.room, len(leads)))]
    costs = _costs(leads, places, policy)
    chosen = linear_sum_assignment(costs)[1]
    placed = [places[column][0] if column < len(places) else None for column in chosen]
    taken = Counter(person.id for person in placed if person is not None)
    return [_explain(lead, person, people, taken) for lead, person in zip(leads, placed, strict=True)]


def strength(person: Consultant, model_id: int | None, store: Record, policy: AssignmentPolicy) -> float:
    """The close rate on a model, drawn towards the store's where there are few visits (0 to 1)."""
    base = store.orders / store.visits if store.visits else 0.0
    own = person.records.get(model_id) if model_id is not None else None
    if own is None:
        return base
    prior = policy.prior_strength
    return (own.orders + prior * base) / (own.visits + prior)


def _costs(
    leads: Sequence[Waiting], places: Sequence[tuple[Consultant, int]], policy: AssignmentPolicy
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """A row per lead; a column per place, then as many columns for nobody as there are leads."""
    everyone = {person.id: person for person, _ in places}.values()
    mean_load = max(1.0, sum(person.open_leads for person in everyone) / max(1, len(everyone)))
    loads = np.array([policy.load_weight * (person.open_leads + step) / mean_load for person, step in places])
    costs = np.empty((len(leads), len(places) + len(leads)))
    stores = {lead.model_id: _store_record(everyone, lead.model_id) for lead in leads}
    for row, lead in enumerate(leads):
        fits = {
            person.id: FIT[lead.tier][person.seniority]
            - policy.strength_weight * 10 * strength(person, lead.model_id, stores[lead.model_id], policy)
            for person in everyone
        }
        costs[row, : len(places)] = loads + np.array([fits[person.id] for person, _ in places])
        costs[row, len(places) :] = LEFT_OVER[lead.tier]
    return costs


def _store_record(people: object, model_id: int | None) -> Record:
    """All consultants together on a model."""
    found = [
        person.records[model_id]
        for person in people  # type: ignore[attr-defined]
        if model_id is not None and model_id in person.records
    ]
    return Record(orders=sum(each.orders for each in found), visits=sum(each.visits for each in found))


def _explain(
    lead: Waiting, person: Consultant | None, people: Sequence[Consultant], taken: Counter[int]
) -> Proposal:
    if person is None:
        return Proposal(lead_id=lead.id, staff_id=None, reasons=(_why_nobody(people),))
    reasons = [_fit_reason(lead.tier, person, people, taken)]
    own = person.records.get(lead.model_id) if lead.model_id is not None else None
    if own is not None and own.visits:
        reasons.append(
            Message(
                N_("closed {orders} of {visits} with {model}"),
                {"orders": own.orders, "visits": own.visits, "model": lead.model},
            )
        )
    reasons.append(
        Message(
            N_("{open} open leads, room for {room} today"),
            {"open": person.open_leads, "room": person.room - taken[person.id]},
        )
    )
    return Proposal(lead_id=lead.id, staff_id=person.id, reasons=tuple(reasons))


def _fit_reason(tier: Tier, person: Consultant, people: Sequence[Consultant], taken: Counter[int]) -> Message:
    values = {"tier": tier.value, "seniority": person.seniority}
    best = min(FIT[tier], key=lambda seniority: FIT[tier][seniority])
    if person.seniority is best:
        return Message(N_("{tier} goes to: {seniority}"), values)
    if not any(each.seniority is best and each.room > taken[each.id] for each in people):
        return Message(N_("{tier} to {seniority}: nobody who is {best} has room"), values | {"best": best})
    return Message(N_("{tier} to {seniority}: evens the load"), values)


def _why_nobody(people: Sequence[Consultant]) -> Message:
    present = [person for person in people if not person.away]
    if not people:
        return Message(N_("There is no consultant to take leads"))
    if not present:
        return Message(N_("Everybody has the day off"))
    if not any(person.room_month > 0 for person in present):
        return Message(N_("Everybody has reached the cap of the month"))
    return nmessage(
        "The one consultant present has no more room today",
        "All {n} consultants present have no more room today",
        len(present),
    )
