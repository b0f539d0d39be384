"""Builders: rows with sensible defaults, so that a test says only what matters to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from salesops.access.actors import Actor, actor_of_staff
from salesops.models import (
    Appointment,
    CarModel,
    Channel,
    Customer,
    DataVersion,
    Lead,
    Opportunity,
    Order,
    Staff,
    Store,
    TestDrive,
    Touch,
    Vehicle,
    Visit,
)
from salesops.models.enums import (
    AppointmentKind,
    ChannelGroup,
    ChannelKind,
    MarginClass,
    NextStep,
    Power,
    Role,
    Seniority,
    TouchKind,
    TouchOutcome,
    VehicleStatus,
    VisitKind,
)

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
_numbers = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFixture:
    """The rows that nearly every test needs."""

    id: int
    manager: Actor
    supervisor: Actor
    senior: Actor
    trainee: Actor
    reception: Actor
    channel: Channel
    model: CarModel


def at(hour: int, minute: int = 0, *, day: date = TODAY) -> datetime:
    """A time of a day in the store's zone."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def a_store(session: Session, *, code: str = "T01") -> StoreFixture:
    """A small store."""
    store = Store(code=code, name="Testhaus", brand="Xingchi", created_at=NOON)
    session.add(store)
    session.flush()
    session.add(DataVersion(store_id=store.id))
    people = {
        name: a_staff(session, store.id, name=name, role=role, seniority=seniority)
        for name, role, seniority in (
            ("Manager", Role.MANAGER, Seniority.SENIOR),
            ("Supervisor", Role.SUPERVISOR, Seniority.SENIOR),
            ("Senior", Role.CONSULTANT, Seniority.SENIOR),
            ("Trainee", Role.CONSULTANT, Seniority.TRAINEE),
            ("Reception", Role.RECEPTION, Seniority.REGULAR),
        )
    }
    actors = {name: actor_of_staff(session, person.id) for name, person in people.items()}
    return StoreFixture(
        id=store.id,
        manager=actors["Manager"],
        supervisor=actors["Supervisor"],
        senior=actors["Senior"],
        trainee=actors["Trainee"],
        reception=actors["Reception"],
        channel=a_channel(session, store.id),
        model=a_model(session, store.id),
    )


def _add(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row


def a_staff(session: Session, store_id: int, **values: Any) -> Staff:
    """Somebody on the staff."""
    defaults = {"employee_no": f"E{next(_numbers)}", "name": "Somebody", "role": Role.CONSULTANT}
    return _add(session, Staff(store_id=store_id, **(defaults | values)))


def a_channel(session: Session, store_id: int, **values: Any) -> Channel:
    """A channel."""
    defaults = {
        "name": f"Channel {next(_numbers)}",
        "group": ChannelGroup.ONLINE,
        "kind": ChannelKind.SHORT_VIDEO,
    }
    return _add(session, Channel(store_id=store_id, **(defaults | values)))


def a_model(session: Session, store_id: int, **values: Any) -> CarModel:
    """A model of the catalogue."""
    code = f"M{next(_numbers)}"
    defaults = {
        "code": code,
        "brand": "Xingchi",
        "series": "S5",
        "trim": "1.5T",
        "name": f"S5 {code}",
        "model_year": 2026,
        "power": Power.ICE,
        "list_price": Decimal(149800),
        "purchase_cost": Decimal(128000),
        "floor_gross_profit": Decimal(2000),
        "rebate": Decimal(3000),
        "margin_class": MarginClass.MIDDLE,
        "length_m": Decimal("4.68"),
        "width_m": Decimal("1.84"),
        "fuel_l_per_100km": Decimal("7.2"),
        "lead_time_days": 21,
        "spec_changed_on": date(2026, 1, 1),
    }
    return _add(session, CarModel(store_id=store_id, **(defaults | values)))


def a_customer(session: Session, store_id: int, **values: Any) -> Customer:
    """A customer with a phone of his own."""
    defaults = {"name": "Zhang San", "phone": f"+86138{next(_numbers):08d}", "created_at": NOON}
    return _add(session, Customer(store_id=store_id, **(defaults | values)))


def a_lead(session: Session, store: StoreFixture, **values: Any) -> Lead:
    """A lead that came in at ten today, owned by nobody."""
    received = values.pop("received_at", at(10))
    if "customer_id" not in values:
        values["customer_id"] = a_customer(session, store.id, owner_id=values.get("owner_id")).id
    defaults = {
        "channel_id": store.channel.id,
        "received_at": received,
        "received_on": received.astimezone(ZONE).date(),
        "first_touch_due_at": received + timedelta(hours=1),
        "last_progress_on": received.astimezone(ZONE).date(),
    }
    return _add(session, Lead(store_id=store.id, **(defaults | values)))


def a_touch(session: Session, store: StoreFixture, lead: Lead, **values: Any) -> Touch:
    """A call that reached the customer."""
    moment = values.pop("at", NOON)
    defaults = {
        "lead_id": lead.id,
        "customer_id": lead.customer_id,
        "staff_id": lead.owner_id or store.senior.staff_id,
        "at": moment,
        "day": moment.astimezone(ZONE).date(),
        "kind": TouchKind.CALL,
        "outcome": TouchOutcome.REACHED,
    }
    return _add(session, Touch(store_id=store.id, **(defaults | values)))


def an_appointment(session: Session, store: StoreFixture, **values: Any) -> Appointment:
    """A visit that is expected at three today, made yesterday."""
    moment = values.pop("at", at(15))
    made = values.pop("made_at", moment - timedelta(days=1))
    if "customer_id" not in values:
        values["customer_id"] = a_customer(session, store.id).id
    defaults = {
        "staff_id": store.senior.staff_id,
        "kind": AppointmentKind.VISIT,
        "at": moment,
        "day": moment.astimezone(ZONE).date(),
        "made_at": made,
        "made_on": made.astimezone(ZONE).date(),
    }
    return _add(session, Appointment(store_id=store.id, **(defaults | values)))


def a_visit(session: Session, store: StoreFixture, **values: Any) -> Visit:
    """A first visit, greeted after five minutes."""
    moment = values.pop("arrived_at", at(11))
    defaults = {
        "staff_id": store.senior.staff_id,
        "kind": VisitKind.FIRST,
        "arrived_at": moment,
        "day": moment.astimezone(ZONE).date(),
        "greeted_at": moment + timedelta(minutes=5),
    }
    return _add(session, Visit(store_id=store.id, **(defaults | values)))


def an_opportunity(session: Session, store: StoreFixture, **values: Any) -> Opportunity:
    """An intent customer who is to be called today."""
    if "customer_id" not in values:
        values["customer_id"] = a_customer(session, store.id, owner_id=store.senior.staff_id).id
    defaults = {
        "owner_id": store.senior.staff_id,
        "model_id": store.model.id,
        "opened_on": TODAY,
        "last_progress_on": TODAY,
        "next_step": NextStep.CALL,
        "next_step_on": TODAY,
    }
    return _add(session, Opportunity(store_id=store.id, **(defaults | values)))


def a_vehicle(session: Session, store: StoreFixture, **values: Any) -> Vehicle:
    """A car that has been in stock for ten days."""
    defaults = {
        "model_id": store.model.id,
        "vin": f"LZZA1B2C0TG{next(_numbers):06d}",
        "status": VehicleStatus.IN_STOCK,
        "arrived_on": TODAY - timedelta(days=10),
        "purchase_cost": Decimal(128000),
    }
    return _add(session, Vehicle(store_id=store.id, **(defaults | values)))


def a_test_drive(session: Session, store: StoreFixture, **values: Any) -> TestDrive:
    """A drive at two today."""
    moment = values.pop("starts_at", at(14))
    if "customer_id" not in values:
        values["customer_id"] = a_customer(session, store.id).id
    if "vehicle_id" not in values:
        values["vehicle_id"] = a_vehicle(session, store).id
    defaults = {
        "staff_id": store.senior.staff_id,
        "model_id": store.model.id,
        "day": moment.astimezone(ZONE).date(),
        "starts_at": moment,
        "ends_at": moment + timedelta(minutes=30),
    }
    return _add(session, TestDrive(store_id=store.id, **(defaults | values)))


def an_order(session: Session, store: StoreFixture, **values: Any) -> Order:
    """An order of today, promised in three weeks."""
    ordered = values.pop("ordered_at", NOON)
    day = ordered.astimezone(ZONE).date()
    if "customer_id" not in values:
        values["customer_id"] = a_customer(session, store.id).id
    defaults = {
        "order_no": f"O{next(_numbers)}",
        "staff_id": store.senior.staff_id,
        "model_id": store.model.id,
        "ordered_at": ordered,
        "ordered_on": day,
        "list_price": Decimal(149800),
        "discount": Decimal(5000),
        "price": Decimal(144800),
        "gift_cost": Decimal(500),
        "other_income": Decimal(4000),
        "purchase_cost": Decimal(128000),
        "gross_profit": Decimal(6000),
        "deposit": Decimal(5000),
        "promised_on": day + timedelta(days=21),
        "eta_on": day + timedelta(days=21),
    }
    return _add(session, Order(store_id=store.id, **(defaults | values)))
