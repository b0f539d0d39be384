"""Care for owners in the evening hours (Rule C1)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from salesops.care.rules.policies import CarePolicy
from salesops.care.rules.schedule import AFTER_DELIVERY, default_days
from salesops.demo.rows import Row
from salesops.demo.world import Die, World, pick
from salesops.models import CareTask
from salesops.models.enums import CareKind, CareStatus, ConsentChannel

_POLICY = CarePolicy()
_DAYS = {kind: days for kind, days in default_days(_POLICY).items() if kind in AFTER_DELIVERY and days < 60}
_AHEAD = timedelta(days=_POLICY.ahead_days)


def plan(world: World, day: date) -> None:
    """Care falls due two days ahead and is done in the evening of its day, most of it."""
    for order in world.state.delivered.values():
        for kind, within in _DAYS.items():
            due_on = order["delivered_on"] + timedelta(days=within)
            if due_on - _AHEAD == day or (
                within <= _POLICY.ahead_days and order["delivered_on"] == day - timedelta(days=1)
            ):
                world.plan(world.at(day, 420), fall_due, order, kind, due_on)
    for task in list(world.state.care.values()):
        dice = world.dice(Die.CARE, task["id"], day.toordinal())
        if task["due_on"] <= day and dice.random() < 0.86:
            world.plan(world.at(day, dice.uniform(1202, 1258)), do, task)


def fall_due(world: World, moment: datetime, order: Row, kind: CareKind, due_on: date) -> None:
    """One owner, one reason, one day."""
    key = (order["customer_id"], kind, due_on)
    if key in world.facts["cared"] or (
        kind is CareKind.FIRST_SERVICE and order["first_service_on"] is not None
    ):
        return
    world.facts["cared"].add(key)
    row = world.rows.add(
        CareTask,
        customer_id=order["customer_id"],
        order_id=order["id"],
        kind=kind,
        due_on=due_on,
        owner_id=order["staff_id"],
    )
    world.state.care[row["id"]] = row
    day = world.day_of(moment)
    dice = world.dice(Die.CARE, row["id"], day.toordinal())
    if due_on <= day and dice.random() < 0.86:
        world.plan(world.at(day, dice.uniform(1202, 1258)), do, row)


def do(world: World, moment: datetime, task: Row) -> None:
    """The text is sent, and what came back is noted."""
    if task["status"] != CareStatus.DUE:
        return
    dice = world.dice(Die.CARE, task["id"], 9)
    skipped = dice.random() < 0.05
    answers = (("客户回复感谢", "The owner said thank you"), ("已读未回", "Read, no answer"), ("", ""))
    world.rows.change(
        CareTask,
        task,
        status=CareStatus.SKIPPED if skipped else CareStatus.DONE,
        channel=None if skipped else pick(dice, {ConsentChannel.WECHAT: 0.8, ConsentChannel.CALL: 0.2}),
        done_at=moment,
        done_by=task["owner_id"],
        note=world.say(("客户刚到店见过", "Was in the store just now"))
        if skipped
        else world.some(dice, answers),
    )
    world.state.care.pop(task["id"], None)
