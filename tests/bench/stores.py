"""Synthetic stores of four months whose last four weeks have one planted cause, or none, as rows of a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
from sqlalchemy import insert
from sqlalchemy.orm import Session

from salesops.models import Appointment, Customer, Lead, Order, TestDrive, Touch, Visit
from salesops.models.enums import (
    AppointmentKind,
    AppointmentStatus,
    Objection,
    TestDriveStatus,
    TouchKind,
    TouchOutcome,
    VisitKind,
)
from tests.bench.habits import CHANNELS, RECENT, SIZES, Plant, habits_of, planted_shares
from tests.builders import (
    TODAY,
    ZONE,
    StoreFixture,
    a_channel,
    a_customer,
    a_model,
    a_staff,
    a_store,
    a_vehicle,
)

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
HISTORY, WARM_UP = 112, 14
_OBJECTIONS = {
    Objection.PRICE: 0.30,
    Objection.OFFER_UNCLEAR: 0.15,
    Objection.SPACE: 0.15,
    Objection.NO_HURRY: 0.25,
    Objection.COMPETITOR: 0.15,
}
_UNEVEN = 0.0064
"""Variance of what a channel brings from week to week, beside chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A store in the database, and what was planted in it."""

    store: StoreFixture
    plant: Plant
    key: int | None
    """The channel or the consultant that is the cause."""
    culprit: int
    """The place of the channel or the consultant."""
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Who:
    """The customer of a visit, with what is known of him."""

    customer_id: int
    lead_id: int | None = None
    channel: int | None = None


def plant(session: Session, seed: int, what: Plant, *, scale: float = 1.0) -> Planted:
    """Fill the database with one store; a seed is a store's habits, whatever is planted in it, scaled in its size."""
    return fill(session, a_store(session, code=f"S{seed:04d}"), seed, what, scale=scale)


def fill(session: Session, store: StoreFixture, seed: int, what: Plant, *, scale: float = 1.0) -> Planted:
    """Let that happen in a store that is there."""
    rows = _Rows(session, store, (seed, what), scale)
    for ago in range(HISTORY + WARM_UP, 0, -1):
        rows.live(TODAY - timedelta(days=ago))
    rows.write()
    key = None
    if what is Plant.DEAD_CHANNEL:
        key = rows.channels[rows.culprit]
    elif what is Plant.WEAK_CONSULTANT:
        key = rows.staff[rows.culprit]
    return Planted(store=store, plant=what, key=key, culprit=rows.culprit, size=rows.size)


class _Rows:
    """The days of a store: drawn one after the other, then written in bulk."""

    def __init__(self, session: Session, store: StoreFixture, of: tuple[int, Plant], scale: float) -> None:
        seed, what = of
        self.session, self.store, self.what = session, store, what
        self.habits = habits_of(seed)
        self.rng = np.random.default_rng([20261125, seed, list(Plant).index(what)])
        self.rows: dict[type, list[dict[str, Any]]] = {}
        self.number = store.id * 1_000_000
        names = [row[0] for row in CHANNELS[: len(self.habits.shares)]]
        self.channels = [a_channel(session, store.id, name=name).id for name in names]
        self.staff = [
            a_staff(session, store.id, name=f"Consultant {n}").id for n in range(len(self.habits.inviting))
        ]
        self.models = [a_model(session, store.id).id for _ in range(4)]
        self.walk_in = a_customer(session, store.id).id
        self.car = a_vehicle(session, store).id
        self.culprit = self._culprit()
        self.size = float(self.rng.uniform(*SIZES[what])) * scale

    def _culprit(self) -> int:
        if self.what is Plant.DEAD_CHANNEL:
            return int(self.rng.choice(np.flatnonzero(self.habits.shares >= 0.08)))
        return int(self.rng.integers(len(self.staff)))

    def write(self) -> None:
        """Insert what happened."""
        for record in (Customer, Lead, Touch, Appointment, Visit, TestDrive, Order):
            self.session.execute(insert(record.__table__), self.rows[record])

    def live(self, day: date) -> None:
        """One day: its leads with what comes of them, and its walk-ins."""
        weekend = day.weekday() >= 5
        counts = self.rng.poisson(self._leads_of(day) * (1.15 if weekend else 0.94))
        for channel, count in enumerate(counts):
            for _ in range(count):
                self._lead(day, channel, int(self.rng.integers(len(self.staff))))
        for _ in range(self.rng.poisson(self.habits.walk_ins_a_day * (1.6 if weekend else 0.76))):
            self._visit(day, _Who(customer_id=self.walk_in), int(self.rng.integers(len(self.staff))))

    def _hit(self, day: date, what: Plant, person: int | None = None) -> bool:
        """Whether the planted cause works on this day (and on this person)."""
        if self.what is not what or day < TODAY - timedelta(days=RECENT):
            return False
        return person is None or person == self.culprit

    def _leads_of(self, day: date) -> Any:
        habits = self.habits
        what = self.what if self._hit(day, self.what) else Plant.NONE
        shares = planted_shares(habits, what, self.culprit, self.size)
        week = np.random.default_rng([day.isocalendar().week, int(1e6 * habits.leads_a_day)])
        return habits.leads_a_day * shares * week.gamma(1 / _UNEVEN, _UNEVEN, len(shares))

    def _lead(self, day: date, channel: int, person: int) -> None:
        rng = self.rng
        at = _at(day, int(rng.integers(9 * 60, 17 * 60)))
        customer = self._add(
            Customer, name="Zhang San", phone=f"+86139{self.number % 100_000_000:08d}", created_at=at
        )
        lead = self._add(
            Lead,
            customer_id=customer,
            channel_id=self.channels[channel],
            owner_id=self.staff[person],
            received_at=at,
            received_on=day,
            first_touch_due_at=at + timedelta(hours=1),
            first_touched_at=at + timedelta(minutes=90 if rng.random() < 0.07 else 20),
            last_progress_on=day,
        )
        self._touch(day, at, (customer, lead), person)
        comes = self.habits.comes[channel] * self.habits.inviting[person]
        if self._hit(day, Plant.WEAK_SCRIPT) or self._hit(day, Plant.WEAK_CONSULTANT, person):
            comes *= 1 - self.size
        later = day + timedelta(days=int(min(rng.geometric(0.4) - 1, 8)))
        if rng.random() < comes and later < TODAY:
            self._visit(later, _Who(customer_id=customer, lead_id=lead, channel=channel), person)

    def _touch(self, day: date, at: datetime, of: tuple[int, int], person: int) -> None:
        heard = dict(_OBJECTIONS)
        if self._hit(day, Plant.WEAK_SCRIPT):
            heard[Objection.OFFER_UNCLEAR] *= 2.2
        chances = np.array(list(heard.values())) / sum(heard.values())
        objection = list(heard)[int(self.rng.choice(len(heard), p=chances))]
        self._add(
            Touch,
            customer_id=of[0],
            lead_id=of[1],
            staff_id=self.staff[person],
            at=at,
            day=day,
            kind=TouchKind.CALL,
            outcome=TouchOutcome.REACHED,
            objection=objection if self.rng.random() < 0.3 else None,
        )

    def _visit(self, day: date, who: _Who, person: int) -> None:
        rng, habits = self.rng, self.habits
        waits = rng.random() < (self.size if self._hit(day, Plant.SLOW_GREETING) else habits.wait_rate)
        weak = self._hit(day, Plant.WEAK_CONSULTANT, person)
        at = _at(day, int(rng.integers(9 * 60, 17 * 60)))
        model = self.models[int(rng.integers(len(self.models)))]
        visit = self._add(
            Visit,
            customer_id=who.customer_id if who.lead_id else None,
            lead_id=who.lead_id,
            appointment_id=self._appointment(day, at, who, person),
            staff_id=self.staff[person],
            channel_id=self.channels[who.channel] if who.channel is not None else None,
            model_id=model,
            kind=VisitKind.FIRST_OF_LEAD if who.lead_id else VisitKind.FIRST,
            arrived_at=at,
            day=day,
            greeted_at=at + timedelta(minutes=25 if waits else 4),
            left_at=at + timedelta(hours=1),
        )
        drives = rng.random() < (
            habits.drive_rate * habits.driving[person] * (0.45 if waits else 1.0) * (0.7 if weak else 1.0)
        )
        if drives:
            self._drive(day, at, (who.customer_id, visit, model), person)
        closes = habits.close_rate * habits.closing[person] * (1.0 if drives else 0.22)
        closes *= habits.closes[who.channel] if who.channel is not None else 0.9
        closes *= (0.65 if waits else 1.0) * (1 - self.size if weak else 1.0)
        later = day + timedelta(days=int(min(rng.geometric(0.5) - 1, 6)))
        if rng.random() < closes and later < TODAY:
            self._order(later, who, person, model)

    def _appointment(self, day: date, at: datetime, who: _Who, person: int) -> int | None:
        if who.lead_id is None:
            return None
        return self._add(
            Appointment,
            customer_id=who.customer_id,
            lead_id=who.lead_id,
            staff_id=self.staff[person],
            kind=AppointmentKind.VISIT,
            status=AppointmentStatus.SHOWN,
            at=at,
            day=day,
            made_at=at - timedelta(days=1),
            made_on=day - timedelta(days=1),
        )

    def _drive(self, day: date, at: datetime, of: tuple[int, int, int], person: int) -> None:
        self._add(
            TestDrive,
            customer_id=of[0],
            visit_id=of[1],
            model_id=of[2],
            vehicle_id=self.car,
            staff_id=self.staff[person],
            day=day,
            starts_at=at,
            ends_at=at + timedelta(minutes=30),
            status=TestDriveStatus.DONE,
        )

    def _order(self, day: date, who: _Who, person: int, model: int) -> None:
        self._add(
            Order,
            order_no=f"O{self.number}",
            customer_id=who.customer_id,
            lead_id=who.lead_id,
            channel_id=self.channels[who.channel] if who.channel is not None else None,
            staff_id=self.staff[person],
            model_id=model,
            ordered_at=_at(day, 16 * 60),
            ordered_on=day,
            **dict.fromkeys(("list_price", "price"), Decimal(149800)),
            **dict.fromkeys(("discount", "gift_cost", "other_income", "deposit"), Decimal(0)),
            purchase_cost=Decimal(128000),
            gross_profit=Decimal(6000),
            promised_on=day + timedelta(days=21),
            eta_on=day + timedelta(days=21),
        )

    def _add(self, record: type, **values: Any) -> int:
        self.number += 1
        self.rows.setdefault(record, []).append({"id": self.number, "store_id": self.store.id, **values})
        return self.number


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60), tzinfo=ZONE)
