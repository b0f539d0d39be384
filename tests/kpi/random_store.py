"""A small store in which anything may have happened: every kind of row, on days around the one that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from salesops.models import CarModel, Channel, Customer, Lead, Staff
from salesops.models.enums import (
    AppointmentKind,
    InvalidReason,
    LeadStatus,
    LossReason,
    OrderStatus,
    TestDriveStatus,
    Tier,
    VehicleKind,
    VehicleStatus,
    VisitKind,
)
from tests import builders
from tests.builders import TODAY, ZONE, StoreFixture

DAY = timedelta(days=1)
EDGES = (time(0), time(0, 0, 1), time(9), time(18), time(23, 59, 59))
"""Times at which a day, or opening, begins or ends."""


@dataclass
class RandomStore:
    """Draws the rows; the same seed draws the same store."""

    session: Session
    store: StoreFixture
    random: Random
    span: int = 40

    def fill(self, size: int = 40) -> None:
        """Draw so many leads and what goes with them."""
        self.staff: list[Staff | Any] = [self.store.senior, self.store.trainee]
        self.channels: list[Channel] = [self.store.channel, builders.a_channel(self.session, self.store.id)]
        self.models: list[CarModel] = [self.store.model, builders.a_model(self.session, self.store.id)]
        self.customers: list[Customer] = [
            builders.a_customer(self.session, self.store.id) for _ in range(size // 2)
        ]
        self.leads: list[Lead] = [self._lead() for _ in range(size)]
        self.visits = [self._visit() for _ in range(size)]
        for _ in range(size):
            self._touch()
            self._appointment()
            self._order()
            self._car()
        for _ in range(size // 3):
            self._drive()

    def day(self) -> date:
        return TODAY - self.random.randint(-1, self.span) * DAY

    def moment(self, day: date | None = None) -> datetime:
        edge = self.random.random() < 0.3
        at = (
            self.random.choice(EDGES)
            if edge
            else time(self.random.randint(0, 23), self.random.randint(0, 59))
        )
        return datetime.combine(day or self.day(), at, ZONE)

    def perhaps(self, value: Any, chance: float = 0.6) -> Any:
        return value if self.random.random() < chance else None

    def person(self) -> int | None:
        found: int | None = self.perhaps(self.random.choice(self.staff).staff_id, 0.9)
        return found

    def split(self) -> dict[str, Any]:
        return {
            "channel_id": self.perhaps(self.random.choice(self.channels).id, 0.8),
            "model_id": self.perhaps(self.random.choice(self.models).id, 0.8),
        }

    def _lead(self) -> Lead:
        received = self.moment()
        status = self.random.choice(list(LeadStatus))
        closed = status in (LeadStatus.INVALID, LeadStatus.LOST, LeadStatus.WON)
        touched = self.perhaps(received + timedelta(minutes=self.random.choice((0, 30, 60, 61, 3000))))
        return builders.a_lead(
            self.session,
            self.store,
            customer_id=self.random.choice(self.customers).id,
            owner_id=self.person(),
            channel_id=self.random.choice(self.channels).id,
            model_id=self.split()["model_id"],
            received_at=received,
            tier=self.random.choice(list(Tier)),
            status=status,
            first_touched_at=touched,
            closed_on=received.date() + self.random.randint(0, 20) * DAY if closed else None,
            loss_reason=LossReason.FUNDS if status is LeadStatus.LOST else None,
            invalid_reason=self.random.choice((InvalidReason.DUPLICATE, InvalidReason.NO_PURCHASE))
            if status is LeadStatus.INVALID
            else None,
        )

    def _visit(self) -> Any:
        arrived = self.moment()
        waits = self.random.choice((0, 5, 14, 15, 16, 40))
        seconds = self.random.choice((0, 1))
        greeted = self.perhaps(arrived + timedelta(minutes=waits, seconds=seconds), 0.8)
        return builders.a_visit(
            self.session,
            self.store,
            customer_id=self.perhaps(self.random.choice(self.customers).id),
            staff_id=self.person(),
            arrived_at=arrived,
            greeted_at=greeted,
            left_at=self.perhaps(arrived + timedelta(minutes=20)),
            kind=self.random.choice(list(VisitKind)),
            **self.split(),
        )

    def _touch(self) -> None:
        lead = self.random.choice(self.leads)
        builders.a_touch(
            self.session,
            self.store,
            lead,
            at=self.moment(),
            staff_id=self.random.choice(self.staff).staff_id,
            lead_id=self.perhaps(lead.id, 0.9),
        )

    def _appointment(self) -> None:
        lead, visit = self.random.choice(self.leads), self.random.choice(self.visits)
        made = builders.an_appointment(
            self.session,
            self.store,
            customer_id=lead.customer_id,
            lead_id=self.perhaps(lead.id, 0.8),
            staff_id=self.random.choice(self.staff).staff_id,
            made_at=self.moment(),
            kind=self.random.choice(list(AppointmentKind)),
        )
        visit.appointment_id = made.id

    def _drive(self) -> None:
        builders.a_test_drive(
            self.session,
            self.store,
            customer_id=self.random.choice(self.customers).id,
            visit_id=self.perhaps(self.random.choice(self.visits).id),
            staff_id=self.random.choice(self.staff).staff_id,
            model_id=self.random.choice(self.models).id,
            starts_at=self.moment(),
            status=self.random.choice(list(TestDriveStatus)),
        )

    def _order(self) -> None:
        ordered = self.moment()
        day = ordered.astimezone(ZONE).date()
        lead = self.random.choice(self.leads)
        status = self.random.choice(list(OrderStatus))
        delivered = day + self.random.randint(0, 20) * DAY - self.random.choice((0, 90)) * DAY
        serviced = delivered + self.random.choice((30, 89, 90, 91)) * DAY
        builders.an_order(
            self.session,
            self.store,
            ordered_at=ordered,
            customer_id=lead.customer_id,
            lead_id=self.perhaps(lead.id),
            staff_id=self.person(),
            channel_id=self.split()["channel_id"],
            model_id=self.random.choice(self.models).id,
            referrer_id=self.perhaps(self.random.choice(self.customers).id, 0.3),
            gross_profit=Decimal(self.random.randint(-900000, 2000000)) / 100,
            status=status,
            cancelled_on=day + self.random.randint(0, 2) * DAY if status is OrderStatus.CANCELLED else None,
            delivered_on=delivered if status is OrderStatus.DELIVERED else None,
            first_service_on=self.perhaps(serviced),
        )

    def _car(self) -> None:
        arrived = self.perhaps(TODAY - self.random.choice((0, 1, 30, 59, 60, 61, 62, 90, 120)) * DAY, 0.9)
        sold = self.perhaps(arrived + self.random.randint(0, 60) * DAY) if arrived else None
        gone = sold is not None and sold <= TODAY
        builders.a_vehicle(
            self.session,
            self.store,
            model_id=self.random.choice(self.models).id,
            arrived_on=arrived,
            sold_on=sold if gone else None,
            status=VehicleStatus.SOLD if gone else VehicleStatus.IN_STOCK,
            kind=self.random.choice(list(VehicleKind)),
            purchase_cost=Decimal(self.random.randint(8000000, 20000000)) / 100,
        )
