"""Who is due for care on which day: after delivery, on birthdays and festivals (Rule C1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from salesops.care.rules.policies import CarePolicy
from salesops.core.calendar import DAY, Period
from salesops.core.festivals import FestivalDay, festivals, next_birthday
from salesops.models.enums import CareKind

AFTER_DELIVERY = (
    CareKind.THANKS,
    CareKind.SATISFACTION,
    CareKind.USAGE_TIPS,
    CareKind.FIRST_SERVICE,
    CareKind.INSURANCE,
)
GREETINGS = (CareKind.BIRTHDAY, CareKind.FESTIVAL)
"""Kinds whose day passes: what was missed is not made up."""

MARKETING = frozenset({CareKind.BIRTHDAY, CareKind.FESTIVAL, CareKind.INSURANCE})
"""Kinds that count as advertising unless the store's own rule says otherwise (Rule Z4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A car handed over, and whether its first service has been done."""

    order_id: int
    customer_id: int
    delivered_on: date
    served: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Birthday:
    """When a customer was born (solar date), and by which calendar the day is kept."""

    customer_id: int
    born: date
    lunar: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Somebody who is to hear from the store by a day."""

    customer_id: int
    kind: CareKind
    due_on: date
    order_id: int | None = None


def default_days(policy: CarePolicy) -> dict[CareKind, int]:
    """Within how many days of delivery each kind is due."""
    return {
        CareKind.THANKS: policy.thanks_days,
        CareKind.SATISFACTION: policy.satisfaction_days,
        CareKind.USAGE_TIPS: policy.usage_tips_days,
        CareKind.FIRST_SERVICE: policy.first_service_days,
        CareKind.INSURANCE: policy.insurance_days,
    }


def make_up_window(today: date, policy: CarePolicy) -> Period:
    """Due days for which care after delivery is made: what was missed lately, today, and what comes next."""
    return Period(today - policy.catch_up_days * DAY, today + (policy.ahead_days + 1) * DAY)


def greeting_window(today: date, policy: CarePolicy) -> Period:
    """Days on which greetings are made: today and what comes next."""
    return Period(today, today + (policy.ahead_days + 1) * DAY)


def after_delivery(deliveries: Iterable[Delivery], days: Mapping[CareKind, int], window: Period) -> list[Due]:
    """What follows each delivery; `days` names the active kinds. A first service that was done is not asked for."""
    found = []
    for delivery in deliveries:
        for kind, within in days.items():
            due_on = delivery.delivered_on + timedelta(days=within)
            if due_on not in window or (kind is CareKind.FIRST_SERVICE and delivery.served):
                continue
            found.append(
                Due(customer_id=delivery.customer_id, kind=kind, due_on=due_on, order_id=delivery.order_id)
            )
    return found


def birthdays(people: Iterable[Birthday], window: Period) -> list[Due]:
    """Birthdays of the window, by the calendar by which each person keeps it."""
    found = []
    for person in people:
        day = next_birthday(person.born, today=window.start, lunar=person.lunar)
        if day in window:
            found.append(Due(customer_id=person.customer_id, kind=CareKind.BIRTHDAY, due_on=day))
    return found


def festival_greetings(customer_ids: Sequence[int], window: Period) -> list[Due]:
    """A greeting to each of these customers on each festival of the window, once a day."""
    days = sorted({found.day for found in festivals(window)})
    return [
        Due(customer_id=customer, kind=CareKind.FESTIVAL, due_on=day)
        for day in days
        for customer in customer_ids
    ]


def festivals_of(day: date) -> tuple[FestivalDay, ...]:
    """The festivals that fall on a day; none on most."""
    return festivals(Period.day(day))


def has_passed(kind: CareKind, due_on: date, today: date, policy: CarePolicy) -> bool:
    """Whether it is too late for this care: a greeting after its day, the rest after the time of making up."""
    if kind in GREETINGS:
        return due_on < today
    return due_on < today - policy.catch_up_days * DAY


def is_late(due_on: date, today: date) -> bool:
    """Whether the day by which it was due has passed."""
    return due_on < today
