"""Appointments: made while talking, kept or not, booked again (Rules I8, M8)."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from salesops.core.calendar import DayKind, working_day
from salesops.core.i18n import N_, Message
from salesops.demo.days import drives, tasks
from salesops.demo.rows import Row
from salesops.demo.world import Die, Seller, World
from salesops.models import Appointment
from salesops.models.enums import AppointmentKind, AppointmentStatus, Stage, TaskKind

_SLOTS = {570: 3, 600: 7, 630: 6, 660: 6, 780: 3, 810: 7, 840: 10, 870: 9, 900: 9, 930: 7, 960: 5, 990: 3}
"""When customers come, in minutes after midnight."""


def make(world: World, moment: datetime, customer_id: int, seller: Seller, lead: Row | None) -> Row:
    """A customer agrees to come; somebody confirms it shortly before."""
    dice = world.dice(Die.APPOINTMENT, customer_id, int(moment.timestamp()))
    at = _when(world, moment, dice)
    while world.day_of(at) in world.team.away.get(seller.id, ()):
        at += timedelta(days=1)
    deal = world.state.deals.get(customer_id)
    drives_again = deal is not None and deal["stage"] == Stage.VISITED and dice.random() < 0.6
    kind = AppointmentKind.VISIT
    model_id = lead["model_id"] if lead else deal["model_id"] if deal else None
    wants_drive = (drives_again or dice.random() < 0.18) and customer_id not in world.state.booked_drives
    if wants_drive and drives.book_ahead(world, at, model_id, (customer_id, seller.id)):
        kind = AppointmentKind.TEST_DRIVE
    row = world.rows.add(
        Appointment,
        customer_id=customer_id,
        lead_id=lead["id"] if lead else None,
        staff_id=seller.id,
        kind=kind,
        at=at,
        day=world.day_of(at),
        profile=world.state.customers[customer_id]["profile"],
        made_at=moment,
        made_on=world.day_of(moment),
    )
    _keep(world, row)
    confirm = tasks.Work(
        kind=TaskKind.FOLLOW_UP,
        title=Message(N_("Confirm the appointment of {time}"), {"time": at}),
        owner_id=seller.id,
        due_at=max(moment, at - timedelta(hours=2)),
        key=f"demo.confirm:{row['id']}",
        about={"customer_id": customer_id, "lead_id": row["lead_id"]},
    )
    tasks.give(world, moment, confirm)
    return row


def _keep(world: World, row: Row) -> None:
    world.state.appointments[row["id"]] = row
    world.state.booked[row["customer_id"]] = row


def _when(world: World, moment: datetime, dice: Random) -> datetime:
    """A time to come, often at the weekend."""
    today = world.day_of(moment)
    late = world.minute_of(moment) > 14 * 60
    ahead = dice.choices((0, 1, 2, 3, 4, 5, 6), (0 if late else 16, 30, 20, 13, 8, 5, 4))[0]
    day = today + timedelta(days=ahead)
    if working_day(day).kind is DayKind.WORKDAY and ahead and dice.random() < 0.26:
        day += timedelta(days=(dice.choice((5, 6)) - day.weekday()) % 7)
    slots = {
        minute: weight for minute, weight in _SLOTS.items() if ahead or minute > world.minute_of(moment) + 75
    }
    if not slots:
        return world.at(day + timedelta(days=1), 840)
    return world.at(day, dice.choices(list(slots), list(slots.values()))[0])


def settle(world: World, moment: datetime, row: Row, status: AppointmentStatus) -> None:
    """Say whether the customer came."""
    world.rows.change(Appointment, row, status=status, settled_at=moment)
    world.state.appointments.pop(row["id"], None)
    if world.state.booked.get(row["customer_id"]) is row:
        del world.state.booked[row["customer_id"]]
    tasks.finish(world, min(moment, row["at"]), f"demo.confirm:{row['id']}", row["staff_id"])


def cancel(world: World, moment: datetime, row: Row) -> None:
    """The customer calls off in time."""
    if row["status"] == AppointmentStatus.BOOKED:
        settle(world, moment, row, AppointmentStatus.CANCELLED)


def miss(world: World, moment: datetime, row: Row) -> None:
    """Nobody came within the hour: a no-show, and a task to book again (Rule I8)."""
    if row["status"] != AppointmentStatus.BOOKED:
        return
    settle(world, moment, row, AppointmentStatus.NO_SHOW)
    drives.miss(world, row["customer_id"])
    rebook = tasks.Work(
        kind=TaskKind.REBOOK,
        title=tasks.words(world.say(("未到店，重新邀约", "Did not come: book again"))),
        owner_id=row["staff_id"],
        due_at=world.at(world.day_of(moment) + timedelta(days=1), 660),
        key=f"rebook:{row['id']}",
        about={"customer_id": row["customer_id"], "lead_id": row["lead_id"]},
    )
    tasks.give(world, moment, rebook)
