"""Who is expected on a day: those who come, those who call off, those who never appear (Rules I8, M8)."""

from __future__ import annotations

from datetime import date, timedelta

from salesops.demo.days import appointments, deliveries, visits
from salesops.demo.rows import Row
from salesops.demo.world import Die, World
from salesops.models.enums import AppointmentKind

_SHOWS = {AppointmentKind.VISIT: 0.63, AppointmentKind.TEST_DRIVE: 0.68, AppointmentKind.EXPERIENCE: 0.7}
_SHOWS_AGAIN = 0.76


def plan(world: World, day: date) -> None:
    """Who comes on the day, and who does not."""
    for row in list(world.state.appointments.values()):
        if row["day"] > day or world.is_left_alone("appointment", row["id"]):
            continue
        dice = world.dice(Die.APPOINTMENT, row["id"])
        if row["kind"] == AppointmentKind.DELIVERY:
            world.soon(row["at"] + timedelta(minutes=dice.uniform(35, 60)), deliveries.hand_over, row)
            continue
        comes = row["at"] + timedelta(minutes=dice.gauss(1, 9))
        if row["day"] == day and dice.random() < _share(world, row) and comes > world.since:
            world.plan(comes, visits.arrive_by_appointment, row)
        elif row["day"] == day and row["kind"] == AppointmentKind.VISIT and dice.random() < 0.25:
            world.plan(row["at"] - timedelta(minutes=70), appointments.cancel, row)
        else:
            world.soon(row["at"] + timedelta(minutes=60), appointments.miss, row)


def _share(world: World, row: Row) -> float:
    if row["customer_id"] in world.state.visited:
        return _SHOWS_AGAIN
    return _SHOWS[row["kind"]]
