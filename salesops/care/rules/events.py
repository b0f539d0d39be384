"""Owner events: which kinds there are, whom to invite first, and what may be recorded when (Rule C2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesops.core.i18n import N_, Message, nmessage
from salesops.models.enums import ConsentChannel, ConsentPurpose, EventKind, GuestStatus

OWNER_EVENTS = (EventKind.OWNER_DINNER, EventKind.ROAD_TRIP)
TAKES_A_PLACE = (GuestStatus.ACCEPTED, GuestStatus.CAME)
AFTER_THE_EVENT = (GuestStatus.CAME, GuestStatus.NO_SHOW)

Said = Mapping[tuple[ConsentChannel, ConsentPurpose], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """What makes an owner worth an invitation. It orders the list and never a price (Rule Z1)."""

    customer_id: int
    is_key: bool
    referrals: int
    cars: int
    spent: Decimal
    last_delivery: date | None


def by_value(owners: Iterable[Owner]) -> list[Owner]:
    """Key customers first, then who brought others, then who bought more; ties by number, so the order is stable."""
    return sorted(owners, key=lambda o: (not o.is_key, -o.referrals, -o.cars, -o.spent, o.customer_id))


def reasons(owner: Owner) -> tuple[Message, ...]:
    """Why an owner stands where he stands."""
    found = []
    if owner.is_key:
        found.append(Message(N_("Key customer")))
    if owner.referrals:
        found.append(nmessage("brought {n} buyer", "brought {n} buyers", owner.referrals))
    if owner.cars > 1:
        found.append(nmessage("bought {n} car", "bought {n} cars", owner.cars))
    return tuple(found)
