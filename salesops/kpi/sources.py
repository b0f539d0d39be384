"""Where counts come from: each kind of event with its days, its person, and what it can be split by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import CTE, ColumnElement, Date, and_, case, false, literal, or_
from sqlalchemy.orm import InstrumentedAttribute, aliased

from salesops.kpi.figures import Dimension
from salesops.models import Appointment, Lead, Order, TestDrive, Touch, Visit
from salesops.models.enums import (
    AppointmentKind,
    InvalidReason,
    OrderStatus,
    TestDriveStatus,
    Tier,
    VisitKind,
)


class RowKind(StrEnum):
    """What a row behind a figure is."""

    VISIT = "visit"
    LEAD = "lead"
    TOUCH = "touch"
    APPOINTMENT = "appointment"
    TEST_DRIVE = "test_drive"
    ORDER = "order"
    CAR = "car"


Arm = Callable[[CTE], ColumnElement[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """A table that a split needs beside the source's own."""

    target: Any
    on: ColumnElement[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One kind of event. Each of `arms` ties rows to the days asked for by a range that an index leads to.

    Most have one; a second one adds rows that the first does not have.
    """

    name: str
    kind: RowKind
    record: Any
    arms: tuple[Arm, ...]
    only: ColumnElement[bool]
    splits: Mapping[Dimension, Any]
    joins: Mapping[Dimension, Join] = field(default_factory=dict)
    day: InstrumentedAttribute[Any]
    at: InstrumentedAttribute[Any] | None = None
    customer: InstrumentedAttribute[Any]
    state: InstrumentedAttribute[Any]


def _between(
    day: InstrumentedAttribute[Any], at: InstrumentedAttribute[Any] | None = None
) -> tuple[Arm, ...]:
    """Events in the days, up to the moment at which a span is cut, if the event has a moment."""

    def arm(spans: CTE) -> ColumnElement[bool]:
        within = and_(day >= spans.c.starts, day < spans.c.ends)
        return within if at is None or "until" not in spans.c else and_(within, at <= spans.c.until)

    return (arm,)


def _open_on(morning: str) -> tuple[Arm, ...]:
    """Leads received before a morning and open on it: those open to this day, and those closed since.

    Two ranges over the day of closing, not one over the day of arrival, which would read all history; the upper
    bound says nothing but that the second is a range worth an index.
    """
    return (
        lambda spans: and_(Lead.closed_on.is_(None), Lead.received_on < spans.c[morning]),
        lambda spans: and_(
            Lead.closed_on >= spans.c[morning],
            Lead.closed_on <= literal(date.max, Date),
            Lead.received_on < spans.c[morning],
        ),
    )


COUNTED_LEAD = or_(Lead.invalid_reason.is_(None), Lead.invalid_reason != InvalidReason.DUPLICATE)
"""A duplicate that was merged into another lead is no second lead (Rule L7)."""

LASTING_ORDER = or_(Order.cancelled_on.is_(None), Order.cancelled_on > Order.ordered_on)
"""An order cancelled on the day it was taken never was one; a later cancellation is a figure of its own."""

_touched_lead = aliased(Lead, name="touched_lead")
_invited_lead = aliased(Lead, name="invited_lead")
_ordering_lead = aliased(Lead, name="ordering_lead")
_drive_visit = aliased(Visit, name="drive_visit")
_OF_TOUCH = Join(target=_touched_lead, on=_touched_lead.id == Touch.lead_id)
_OF_INVITATION = Join(target=_invited_lead, on=_invited_lead.id == Appointment.lead_id)

VISITS = Source(
    name="visits",
    kind=RowKind.VISIT,
    record=Visit,
    arms=_between(Visit.day, Visit.arrived_at),
    only=Visit.kind != VisitKind.ERRAND,
    splits={
        Dimension.STAFF: Visit.staff_id,
        Dimension.CHANNEL: Visit.channel_id,
        Dimension.MODEL: Visit.model_id,
    },
    day=Visit.day,
    at=Visit.arrived_at,
    customer=Visit.customer_id,
    state=Visit.kind,
)
TEST_DRIVES = Source(
    name="test_drives",
    kind=RowKind.TEST_DRIVE,
    record=TestDrive,
    arms=_between(TestDrive.day, TestDrive.starts_at),
    only=TestDrive.status == TestDriveStatus.DONE,
    splits={
        Dimension.STAFF: TestDrive.staff_id,
        Dimension.CHANNEL: _drive_visit.channel_id,
        Dimension.MODEL: TestDrive.model_id,
    },
    joins={Dimension.CHANNEL: Join(target=_drive_visit, on=_drive_visit.id == TestDrive.visit_id)},
    day=TestDrive.day,
    at=TestDrive.starts_at,
    customer=TestDrive.customer_id,
    state=TestDrive.status,
)
LEADS = Source(
    name="leads",
    kind=RowKind.LEAD,
    record=Lead,
    arms=_between(Lead.received_on, Lead.received_at),
    only=COUNTED_LEAD,
    splits={
        Dimension.STAFF: Lead.owner_id,
        Dimension.CHANNEL: Lead.channel_id,
        Dimension.MODEL: Lead.model_id,
        Dimension.TIER: Lead.tier,
    },
    day=Lead.received_on,
    at=Lead.received_at,
    customer=Lead.customer_id,
    state=Lead.status,
)
CLOSED_LEADS = Source(
    name="closed_leads",
    kind=RowKind.LEAD,
    record=Lead,
    arms=_between(Lead.closed_on),
    only=COUNTED_LEAD,
    splits=LEADS.splits,
    day=Lead.closed_on,
    customer=Lead.customer_id,
    state=Lead.status,
)
OPEN_AT_START = Source(
    name="open_at_start",
    kind=RowKind.LEAD,
    record=Lead,
    arms=_open_on("starts"),
    only=COUNTED_LEAD,
    splits=LEADS.splits,
    day=Lead.received_on,
    at=Lead.received_at,
    customer=Lead.customer_id,
    state=Lead.status,
)
OPEN_ON_LAST = Source(
    name="open_on_last",
    kind=RowKind.LEAD,
    record=Lead,
    arms=_open_on("last"),
    only=COUNTED_LEAD,
    splits=LEADS.splits,
    day=Lead.received_on,
    at=Lead.received_at,
    customer=Lead.customer_id,
    state=Lead.status,
)
TOUCHES = Source(
    name="touches",
    kind=RowKind.TOUCH,
    record=Touch,
    arms=_between(Touch.day, Touch.at),
    only=~false(),
    splits={
        Dimension.STAFF: Touch.staff_id,
        Dimension.CHANNEL: _touched_lead.channel_id,
        Dimension.MODEL: _touched_lead.model_id,
        Dimension.TIER: _touched_lead.tier,
    },
    joins={Dimension.CHANNEL: _OF_TOUCH, Dimension.MODEL: _OF_TOUCH, Dimension.TIER: _OF_TOUCH},
    day=Touch.day,
    at=Touch.at,
    customer=Touch.customer_id,
    state=Touch.outcome,
)
INVITATIONS = Source(
    name="invitations",
    kind=RowKind.APPOINTMENT,
    record=Appointment,
    arms=_between(Appointment.made_on, Appointment.made_at),
    only=Appointment.kind != AppointmentKind.DELIVERY,
    splits={
        Dimension.STAFF: Appointment.staff_id,
        Dimension.CHANNEL: _invited_lead.channel_id,
        Dimension.MODEL: _invited_lead.model_id,
        Dimension.TIER: _invited_lead.tier,
    },
    joins={
        Dimension.CHANNEL: _OF_INVITATION,
        Dimension.MODEL: _OF_INVITATION,
        Dimension.TIER: _OF_INVITATION,
    },
    day=Appointment.made_on,
    at=Appointment.made_at,
    customer=Appointment.customer_id,
    state=Appointment.status,
)
_ORDER_SPLITS: dict[Dimension, Any] = {
    Dimension.STAFF: Order.staff_id,
    Dimension.CHANNEL: Order.channel_id,
    Dimension.MODEL: Order.model_id,
}
ORDERS = Source(
    name="orders",
    kind=RowKind.ORDER,
    record=Order,
    arms=_between(Order.ordered_on, Order.ordered_at),
    only=LASTING_ORDER,
    splits={**_ORDER_SPLITS, Dimension.TIER: _ordering_lead.tier},
    joins={Dimension.TIER: Join(target=_ordering_lead, on=_ordering_lead.id == Order.lead_id)},
    day=Order.ordered_on,
    at=Order.ordered_at,
    customer=Order.customer_id,
    state=Order.status,
)
DELIVERIES = Source(
    name="deliveries",
    kind=RowKind.ORDER,
    record=Order,
    arms=_between(Order.delivered_on, Order.delivered_at),
    only=Order.status != OrderStatus.CANCELLED,
    splits=_ORDER_SPLITS,
    day=Order.delivered_on,
    at=Order.delivered_at,
    customer=Order.customer_id,
    state=Order.status,
)
FIRST_SERVICES = Source(
    name="first_services",
    kind=RowKind.ORDER,
    record=Order,
    arms=(
        lambda spans: and_(
            Order.delivered_on >= spans.c.serviced_from, Order.delivered_on < spans.c.serviced_to
        ),
    ),
    only=Order.status != OrderStatus.CANCELLED,
    splits=_ORDER_SPLITS,
    day=Order.delivered_on,
    at=Order.delivered_at,
    customer=Order.customer_id,
    state=Order.status,
)


def since_of_tier(spans: CTE) -> ColumnElement[Any]:
    """The earliest day of a touch that still keeps a lead of its tier in cadence (Rule L5)."""
    return case(
        (Lead.tier == Tier.A, spans.c.since_a), (Lead.tier == Tier.B, spans.c.since_b), else_=spans.c.since_c
    )
