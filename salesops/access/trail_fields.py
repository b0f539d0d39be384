"""What the trail of changes calls fields, and their values where these are enums (Rules X1, X2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from salesops.core.errors import NotFound
from salesops.core.i18n import N_, _, label
from salesops.core.policy import spec
from salesops.db.types import EnumValue
from salesops.models.base import Base

FIELDS = {
    "active": N_("In use"),
    "added": N_("Newly made"),
    "answer": N_("Answer"),
    "arrived_on": N_("Arrived on"),
    "balance": N_("Balance"),
    "baseline": N_("Before the action"),
    "birthday": N_("Birthday"),
    "brand": N_("Brand"),
    "budget_high": N_("Budget up to"),
    "budget_low": N_("Budget from"),
    "by_chance": N_("Likely by chance"),
    "capacity": N_("Places"),
    "channel": N_("Channel"),
    "channel_id": N_("Channel"),
    "city": N_("City"),
    "code": N_("Code"),
    "cost": N_("Cost"),
    "count": N_("Number"),
    "created": N_("Newly made"),
    "customer_id": N_("Customer"),
    "daily_lead_cap": N_("Leads a day at most"),
    "day": N_("Day"),
    "discount": N_("Discount"),
    "done_at": N_("Done at"),
    "done_on": N_("Done on"),
    "due_at": N_("Due"),
    "due_on": N_("Due"),
    "employee_no": N_("Employee number"),
    "ended_at": N_("Ended at"),
    "ends_at": N_("Ends at"),
    "ends_on": N_("Ends on"),
    "eta_on": N_("Expected arrival"),
    "face_value": N_("Face value"),
    "figure": N_("Figure"),
    "finished_at": N_("Finished at"),
    "granted": N_("Consent given"),
    "goal": N_("Goal of the plan"),
    "greeted_at": N_("Greeted at"),
    "helped": N_("Solution helped"),
    "horizon_days": N_("Days until purchase"),
    "host_id": N_("Host"),
    "is_key": N_("Key customer"),
    "is_marketing": N_("Marketing"),
    "issue_id": N_("Issue"),
    "key_points": N_("Key points"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "leads": N_("Number of leads"),
    "left_at": N_("Left at"),
    "left_on": N_("Left on"),
    "lesson": N_("Lesson"),
    "level": N_("Level"),
    "list": N_("List"),
    "location": N_("Place of the car"),
    "look_on": N_("Judged on"),
    "lunar": N_("Lunar calendar"),
    "made": N_("Newly made"),
    "merged": N_("Merged"),
    "model_id": N_("Model"),
    "month": N_("Month"),
    "monthly_lead_cap": N_("Leads a month at most"),
    "name": N_("Designation"),
    "next_step": N_("Next step"),
    "next_touch_due_on": N_("Next touch due"),
    "note": N_("Remark"),
    "outcome": N_("Outcome"),
    "owner_id": N_("Responsible"),
    "pass_mark": N_("Pass mark"),
    "passed": N_("Passed"),
    "people": N_("Number of people"),
    "phone": N_("Phone"),
    "points": N_("Points"),
    "price": N_("Price"),
    "promised_on": N_("Promised for"),
    "purpose": N_("Purpose"),
    "quantity": N_("Quantity"),
    "rating": N_("Rating"),
    "reason": N_("Reason"),
    "receives": N_("Receives customers"),
    "rejected": N_("Rejected rows"),
    "remark": N_("Remark"),
    "result": N_("Result"),
    "role": N_("Role"),
    "rows": N_("Number of rows"),
    "seniority": N_("Seniority"),
    "set_by": N_("Set by"),
    "settlement": N_("Settlement"),
    "source": N_("Source"),
    "spec_card_on": N_("Spec card renewed on"),
    "staff_id": N_("Employee"),
    "started_at": N_("Started at"),
    "starts_at": N_("Starts at"),
    "starts_on": N_("Starts on"),
    "status": N_("Status"),
    "step": N_("Step"),
    "task_id": N_("Task"),
    "tier": N_("Tier"),
    "title": N_("Title"),
    "topic": N_("Topic"),
    "total": N_("Total score"),
    "touch_count": N_("Touches"),
    "username": N_("User name"),
    "valid_from": N_("Valid from"),
    "valid_until": N_("Valid until"),
    "value": N_("Value set"),
    "vehicle_id": N_("Car"),
    "verdict": N_("Verdict"),
    "vin": N_("VIN"),
    "visit_id": N_("Visit"),
    "words": N_("Words written"),
    "zone": N_("Time zone"),
}
"""The fields that are often recorded."""


def field(name: str) -> str:
    """What a field or a setting is called; its name in the database where nobody gave it words."""
    if name in FIELDS:
        return _(FIELDS[name])
    try:
        return _(spec(name).label)
    except NotFound:
        return name


def member(table: str, field: str, value: object) -> str | None:
    """What a value is called that is kept in a column of an enum; None for anything else.

    An entry may speak of a field of another table: a touch is recorded at its lead. Then the columns of that
    name have to agree.
    """
    kinds = _enums().get((table, field)) or _enums().get(("", field), frozenset())
    if len(kinds) != 1 or not isinstance(value, str):
        return None
    return next((label(each) for kind in kinds for each in kind if each.value == value), None)


@cache
def _enums() -> dict[tuple[str, str], frozenset[type[StrEnum]]]:
    """The enums that columns of a name hold, by table, and over all tables under ""."""
    found: dict[tuple[str, str], set[type[StrEnum]]] = defaultdict(set)
    for table, field, kind in _columns():
        found[table, field].add(kind)
        found["", field].add(kind)
    return {place: frozenset(kinds) for place, kinds in found.items()}


def _columns() -> Iterator[tuple[str, str, type[StrEnum]]]:
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, EnumValue):
                yield table.name, column.name, column.type.enum_class
